// A time of day, said by the clock or counted from now, or keyed in as four figures.
import { DateTime } from 'luxon'
import { SECONDS_OF_DAY, type Length } from '../../flow/text/length.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf } from '../../languages/language.ts'
import { writeTime } from '../../say/speak-value.ts'
import { findTimes } from './clock.ts'
import {
  accept,
  hintList,
  refuse,
  type Heard,
  type Keying,
  type Reading,
  type SlotKind,
} from './kind.ts'
import { moveBy, secondsOf, shiftAt } from './length.ts'
import { endOf, saidIn, type Said } from './said.ts'

/** The present where the caller's line is; UTC where the zone is not known. */
export function nowOf({ now, zone }: Pick<Hearing, 'now' | 'zone'>): DateTime {
  const local = DateTime.fromMillis(now, { zone })
  return local.isValid ? local : DateTime.fromMillis(now, { zone: 'utc' })
}

/** "in half an hour", "five minutes ago", "now": how far from the present; whole days are no
 * moment. */
export function momentIn(
  said: Said,
): { length: Length; from: number; to: number; vague: boolean } | undefined {
  for (let at = 0; at < said.plain.length; at++) {
    const shift = shiftAt(at, said)
    if (shift && shift.length.seconds !== 0) return { ...shift, from: at }
    const now = endOf(said.language.calendar.now, at, said)
    if (now !== undefined)
      return { length: { months: 0, days: 0, seconds: 0 }, from: at, to: now, vague: false }
  }
  return undefined
}

const reading = (time: string, { language }: Hearing): Reading => ({
  value: time,
  text: writeTime(time, language),
})

/** `HH:MM` from four keys, or from three when the entry is over. */
export function timeFromKeys(keys: string): string | undefined {
  const padded = keys.padStart(4, '0')
  const [hour, minute] = [padded.slice(0, 2), padded.slice(2)]
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour}:${minute}` : undefined
}

/** Counted from now; a day or more from now is no time of day. */
function hearCounted(said: Said, hearing: Hearing): Heard | undefined {
  const moment = momentIn(said)
  if (!moment || Math.abs(secondsOf(moment.length)) >= SECONDS_OF_DAY) return undefined
  const at = moveBy(nowOf(hearing), moment.length)
  return (
    at && {
      readings: [reading(at.toFormat('HH:mm'), hearing)],
      ...(moment.vague && { unsure: true }),
    }
  )
}

export const time: SlotKind = {
  hear: (text, _spec, hearing) => {
    const said = saidIn(text, hearing.language)
    const found = findTimes(said)
    return hearCounted(said, hearing) ?? { readings: found.map((one) => reading(one, hearing)) }
  },
  key: (keys, _spec, hearing, ended): Keying => {
    if (keys.length < 4 && !ended) return { state: 'wait' }
    const entry = keys.slice(0, 4)
    if (entry.length < 3) return refuse(entry, 'invalid length')
    const found = timeFromKeys(entry)
    return found ? accept(entry, reading(found, hearing)) : refuse(entry, 'invalid')
  },
  hints: (_spec, tag) => {
    const { parts, half, oclock } = languageOf(tag).calendar.clock
    return hintList([
      ...Object.values(parts).flatMap((phrases) => phrases.map((phrase) => phrase.join(' '))),
      ...half,
      ...oclock,
    ])
  },
  maxKeys: () => 4,
  expects: 'words',
}
