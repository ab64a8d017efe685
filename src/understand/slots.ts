// The slot types and what each knows.
import type { SlotType } from '../flow/tree/slot.ts'
import { choice } from './slots/choice.ts'
import { code } from './slots/code.ts'
import { dateTime } from './slots/date-time.ts'
import { date } from './slots/date.ts'
import { digits } from './slots/digits.ts'
import { duration } from './slots/duration.ts'
import { email } from './slots/email.ts'
import type { SlotKind } from './slots/kind.ts'
import { money } from './slots/money.ts'
import { name } from './slots/name.ts'
import { number } from './slots/number.ts'
import { ordinal } from './slots/ordinal.ts'
import { phone } from './slots/phone.ts'
import { recording } from './slots/recording.ts'
import { row } from './slots/row.ts'
import { text } from './slots/text.ts'
import { time } from './slots/time.ts'
import { yesNo } from './slots/yes-no.ts'

const slotKinds: Record<SlotType, SlotKind> = {
  choice,
  'yes-no': yesNo,
  digits,
  number,
  ordinal,
  date,
  time,
  'date-time': dateTime,
  duration,
  name,
  phone,
  money,
  code,
  email,
  text,
  recording,
  row,
}

/** What a slot type knows. */
export function kindFor(type: SlotType): SlotKind {
  return slotKinds[type]
}
