// What is looked for in the list of calls: read from the address of the page, and written into it
// again.
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js'
import { DateTime } from 'luxon'
import { callOutcomes } from '../../call/outcome.ts'
import { cleanLine, textIn } from '../../pages/form.ts'
import type { CallSearch } from '../../store/call-search.ts'

/** As typed, each a text that may be empty. `from` and `to` are days or moments of the server's
 * zone, `to` included. */
export type Asked = {
  from: string
  to: string
  company: string
  flow: string
  number: string
  outcome: string
  desk: string
  operator: string
  practice: string
}

export type Place = { startedAt: number; callId: string }

const LONGEST = 100
/** As in the store's index. */
const LEAST_DIGITS = 4

export function askedOf(query: Record<string, unknown>): Asked {
  const text = (name: keyof Asked): string => cleanLine(textIn(query[name])).slice(0, LONGEST)
  return {
    from: text('from'),
    to: text('to'),
    company: text('company'),
    flow: text('flow'),
    number: text('number'),
    outcome: text('outcome'),
    desk: text('desk'),
    operator: text('operator'),
    practice: text('practice'),
  }
}

export type Faults = Partial<Record<'from' | 'to' | 'number', true>>

/** `number` is a whole one, in E.164 or as `countries` write theirs, or at least four last digits.
 * What cannot be read is a fault, and nothing is looked for. */
export function searchOf(
  asked: Asked,
  countries: readonly CountryCode[],
): { search: CallSearch; faults: Faults } {
  const faults: Faults = {}
  const from = momentOf(asked.from)
  const to = momentOf(asked.to)
  if (from === 'unreadable') faults.from = true
  if (to === 'unreadable') faults.to = true
  const number = numberOf(asked.number, countries)
  if (number === 'unreadable') faults.number = true
  const { flow, desk, operator, practice } = asked
  const outcome = callOutcomes.find((one) => one === asked.outcome)
  return {
    faults,
    search: {
      ...(typeof from === 'object' && { since: from.at.toMillis() }),
      ...(typeof to === 'object' && {
        until: to.at.plus(to.day ? { days: 1 } : { minutes: 1 }).toMillis(),
      }),
      ...(typeof number === 'object' && number),
      ...(flow !== '' && { flow }),
      ...(desk !== '' && { desk }),
      ...(operator !== '' && { operator }),
      ...(outcome && { outcome }),
      ...((practice === 'only' || practice === 'without') && { practice: practice === 'only' }),
    },
  }
}

/** `2026-05-13` or `2026-05-13T09:30`; nothing else. */
function momentOf(text: string): { at: DateTime; day: boolean } | 'unreadable' | undefined {
  if (text === '') return undefined
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text)
  if (!day && !/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}$/.test(text)) return 'unreadable'
  const at = DateTime.fromISO(text.replace(' ', 'T'))
  return at.isValid ? { at, day } : 'unreadable'
}

function numberOf(
  text: string,
  countries: readonly CountryCode[],
): Pick<CallSearch, 'number' | 'ends'> | 'unreadable' | undefined {
  if (text === '') return undefined
  if (!/^[+\d\s().…*/-]+$/.test(text)) return 'unreadable'
  const whole = [undefined, ...countries]
    .map((country) => parsePhoneNumberFromString(text.replace('…', ''), country))
    .find((one) => one?.isPossible() && (one.isValid() || text.startsWith('+')))
  const digits = text.replace(/\D/g, '')
  if (whole) return { number: whole.number }
  return digits.length < LEAST_DIGITS || digits.length > 15 ? 'unreadable' : { ends: digits }
}

/** The page's own address with what is looked for; `after` is the last call of the page before. */
export function addressOf(asked: Asked, after?: Place): string {
  const query = new URLSearchParams(Object.entries(asked).filter(([, text]) => text !== ''))
  if (after) query.set('after', `${after.startedAt}-${after.callId}`)
  const text = query.toString()
  return text === '' ? '/console/calls' : `/console/calls?${text}`
}
