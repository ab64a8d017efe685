// Days apart in opening hours: a day or a range of days, of one year or of every year.
import { DateTime } from 'luxon'
import { error, type Report } from '../text/diagnostic.ts'
import type { Located, MapNode, Node, Range } from '../text/located.ts'
import type { Span } from './hours.ts'

/** `from` and `to` are both within it: `2026-12-31`, or `12-31` for every year, which may go over the
 * new year. `name` is the key as written. */
export type Exception = { name: string; from: string; to: string; spans: Span[]; range: Range }

const isYearly = ({ from }: Exception): boolean => from.length < '2026-12-31'.length

/** The more exactly a day is named, the more it counts. */
const rankOf = (one: Exception): number => (isYearly(one) ? 2 : 0) + (one.from === one.to ? 0 : 1)

/** What stands for a day, an ISO date; `exceptions` are in the order in which they are read. */
export const exceptionOn = (
  exceptions: readonly Exception[],
  date: string,
): Exception | undefined => exceptions.find((one) => isOn(one, date))

function isOn(one: Exception, date: string): boolean {
  const { from, to } = one
  const day = isYearly(one) ? date.slice(5) : date
  return from <= to ? from <= day && day <= to : day >= from || day <= to
}

/** The last day there is; undefined for those of every year. */
export const lastDayOf = (one: Exception): string | undefined =>
  isYearly(one) ? undefined : one.to

const EXAMPLES = '2026-12-31, 2026-04-29..2026-05-05, or 12-24 for every year'

/** The exceptions of a group of days with their hours, the more exact ones first. What is wrong is
 * reported and left out. */
export function readExceptions(
  { entries }: MapNode,
  spansOf: (node: Node) => Span[],
  report: Report,
): Exception[] {
  const found: Exception[] = []
  for (const { key, value } of entries) {
    const spans = spansOf(value)
    const ends = readEnds(key, report)
    if (!ends) continue
    const one: Exception = { name: key.value.trim(), ...ends, spans, range: key.range }
    const twin = found.find((other) => rankOf(other) === rankOf(one) && overlap(other, one))
    if (twin)
      report(error('bad-hours', `days of "${one.name}" are already in "${twin.name}"`, key.range))
    found.push(one)
  }
  return found.sort((a, b) => rankOf(a) - rankOf(b))
}

/** Of two of one kind. */
const overlap = (a: Exception, b: Exception): boolean =>
  [a.from, a.to].some((day) => within(b, day)) || [b.from, b.to].some((day) => within(a, day))

const within = (one: Exception, day: string): boolean =>
  isOn(one, isYearly(one) ? `2000-${day}` : day)

/** A leap year, in which every day of a year exists. */
const LEAP = '2024-'

const isDay = (written: string): boolean =>
  (/^\d{4}-\d\d-\d\d$/.test(written) && DateTime.fromISO(written).isValid) ||
  (/^\d\d-\d\d$/.test(written) && DateTime.fromISO(LEAP + written).isValid)

function readEnds(
  { value, range }: Located<string>,
  report: Report,
): Pick<Exception, 'from' | 'to'> | undefined {
  const bad = (message: string, hint?: string): undefined =>
    void report(error('bad-hours', message, range, hint))
  const [from = '', to = from, ...more] = value.split('..').map((end) => end.trim())
  const wrong = [from, to].find((end) => !isDay(end))
  if (wrong !== undefined || more.length > 0)
    return bad(
      `"${value}" is neither a day nor a range of days; expected one such as ${EXAMPLES}`,
      hintFor(value),
    )
  if (from.length !== to.length)
    return bad(
      `"${value}" has a year on one side only`,
      `write "${from.length > to.length ? `${from}..${from.slice(0, 5)}${to}` : `${from}..${to.slice(5)}`}"`,
    )
  if (from > to && from.length > LEAP.length)
    return bad(`"${value}" ends before it begins`, `did you mean "${to}..${from}"?`)
  return { from, to }
}

/** `31.12.2026`, `24.12`, and ranges joined by anything but two dots, as they are to be written. */
function hintFor(written: string): string | undefined {
  const days = [...written.matchAll(/\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?(?:[./]\d{4})?|\d\d?-\d\d?/g)]
    .map(([day]) => isoDay(day))
    .filter(isDay)
  const meant = days.join('..')
  const isOther = days.length > 0 && days.length < 3 && meant !== written
  return isOther ? `did you mean "${meant}"?` : undefined
}

function isoDay(written: string): string {
  const parts = written.split(/[-./]/)
  const ordered = written.includes('-') ? parts : parts.reverse()
  return ordered.map((part) => part.padStart(2, '0')).join('-')
}
