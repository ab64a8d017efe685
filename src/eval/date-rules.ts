// What counts as right for dates, times, moments and lengths of time, and which cases a telephone
// slot need not take.
import type { SlotType } from '../flow/tree/slot.ts'
import { formatLength, parseLength } from '../flow/text/length.ts'
import { tally, type Scored } from './hear-value.ts'
import { countRules, isEntry, type Entry, type LeftOut, type Marked } from './marked-cases.ts'
import { hearCase } from './slot-cases.ts'

/** One utterance with the values that are right; `reference` is the ISO date and time at which it
 * was said. */
export type DateCase = { input: string; reference?: string; type: SlotType; expected: string[] }

type Meant = { timex: string; value: string }

/** The slot type for each kind of result that is one moment or one length. */
const types: Record<string, SlotType> = {
  date: 'date',
  time: 'time',
  datetime: 'date-time',
  duration: 'duration',
}

/** Why results of the other kinds are left out. */
const others: Record<string, string> = {
  daterange: 'a period, not a moment',
  timerange: 'a period, not a moment',
  datetimerange: 'a period, not a moment',
  set: 'a repeated time, not a moment',
  timezone: 'a time zone alone',
}

/**
 * The cases that a slot of type date, time, date-time or duration should get right, and what is
 * left out by which rule. The file is a list of
 * `{ Input, Context: { ReferenceDateTime }, Results: [{ TypeName, Resolution: { values: [{ timex,
 * value }] } }] }`. Of a past and a future value the
 * future one is right; of a morning and an evening hour both are. Throws when the file has another
 * form.
 */
export function dateCasesOf(json: unknown): { cases: DateCase[]; leftOut: LeftOut[] } {
  if (!Array.isArray(json)) throw new Error('a file of slot cases is a list')
  const cases: DateCase[] = []
  const rules: string[] = []
  for (const item of json as unknown[]) {
    if (!isEntry(item)) throw new Error('a case of a date or time has Input and Results')
    const read = caseOf(item)
    if (typeof read === 'string') rules.push(read)
    else cases.push(read)
  }
  return { cases, leftOut: countRules(rules) }
}

/** The case, or the rule by which it is left out. */
function caseOf({ Input: input, Context, Results: [marked, second] }: Entry): DateCase | string {
  if (!marked) return 'no result'
  if (second) return 'several results in one utterance'
  const kind = (marked.TypeName ?? '').split('.').at(-1) ?? ''
  const type = types[kind]
  if (!type) return others[kind] ?? `a result of type ${kind}`
  const meant = meanings(marked).flatMap(({ timex, value }) => {
    const moment = type === 'duration' ? lengthIn(timex) : momentIn(type, value)
    return moment === undefined ? [] : [{ timex, moment }]
  })
  // values with the same timex are the past and the future of one reading
  const future = new Map(
    meant
      .toSorted((a, b) => (a.moment < b.moment ? -1 : 1))
      .map(({ timex, moment }) => [timex, moment]),
  )
  const values = [...future.values()]
  if (values.length === 0)
    return type === 'duration' ? 'a length in units that ISO 8601 does not have' : 'no such day'
  return { input, reference: Context?.ReferenceDateTime, type, expected: values }
}

function meanings({ Resolution }: Marked): Meant[] {
  const values = Resolution?.values
  if (Array.isArray(values))
    return values.map((value: Partial<Meant>) => ({
      timex: String(value.timex),
      value: String(value.value),
    }))
  return []
}

/** To the minute, as slots keep it. */
function momentIn(type: SlotType, value: string): string | undefined {
  const found = /^(?:(\d{4}-\d\d-\d\d)?(?:^|$| |T))?(?:(\d\d:\d\d)(?::\d\d)?)?$/.exec(value)
  const [, day, clock] = found ?? []
  if (type === 'date') return day
  return type === 'time' ? clock : day && clock && `${day}T${clock}`
}

function lengthIn(timex: string): string | undefined {
  const length = parseLength(timex)
  return length && formatLength(length)
}

/** How many cases of one type are heard right: the best value is one of those expected. `language`
 * is a BCP 47 tag. */
export function scoreDates(type: SlotType, cases: readonly DateCase[], language: string): Scored {
  const own = cases.filter((one) => one.type === type)
  return tally(own, (one) => {
    const got = hearCase(type, one, language)
    if (one.expected.some((value) => value === got)) return undefined
    return { input: one.input, expected: one.expected, got }
  })
}
