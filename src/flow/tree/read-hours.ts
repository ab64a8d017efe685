// Opening hours as an author wrote them: days and spans, exceptions, a zone and a calendar.
import { IANAZone } from 'luxon'
import { didYouMean, error, nearest, oneOf, type Report } from '../text/diagnostic.ts'
import { DAY, MINUTE } from '../text/duration.ts'
import type { Located, Node } from '../text/located.ts'
import { readExceptions, type Exception } from './exceptions.ts'
import { nearestCalendar, readCalendar, type Calendar } from './holidays.ts'
import type { Hours, Span } from './hours.ts'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const settings = ['zone', 'holidays', 'except']

/** Minutes of a day. */
const MIDNIGHT = DAY / MINUTE

/** Always gives hours; what is wrong is reported and counts as closed. */
export function readHours(node: Node, name: string, report: Report): Hours {
  const hours: Hours = { zone: 'UTC', week: days.map(() => []), except: [], range: node.range }
  const bad = (message: string) => report(error('bad-hours', message, node.range))
  if (node.kind !== 'map') {
    bad(
      `expected the hours "${name}" as a group of keys such as { zone: Europe/Minsk, mon-fri: 09:00-18:00 }`,
    )
    return hours
  }
  const given = new Map<number, string>()
  for (const { key, value } of node.entries) {
    if (key.value === 'zone') hours.zone = readZone(value, report)
    else if (key.value === 'holidays') hours.holidays = readHolidays(value, report)
    else if (key.value === 'except') hours.except = readExcept(value, report)
    else addDays(hours, key, given, { value, report })
  }
  const written = node.entries.map(({ key }) => key.value)
  if (!written.includes('zone')) bad(`the hours "${name}" need a zone such as Europe/Minsk`)
  if (written.every((key) => settings.includes(key)) && hours.except.length === 0)
    bad(`the hours "${name}" name no day`)
  return hours
}

/** The spans of some days; `given` are the days that have theirs, with the key they stand under. */
function addDays(
  hours: Hours,
  key: Located<string>,
  given: Map<number, string>,
  { value, report }: { value: Node; report: Report },
): void {
  const bad = (message: string, hint?: string) =>
    report(error('bad-hours', message, key.range, hint))
  const wanted = readDays(key.value)
  if (typeof wanted === 'string') {
    const hint = didYouMean(wanted, [...settings, ...days])
    bad(`"${wanted}" is neither a day (${oneOf(days)}) nor zone, holidays or except`, hint)
    return
  }
  const spans = readSpans(value, report)
  for (const day of wanted) {
    const earlier = given.get(day)
    if (earlier === undefined) hours.week[day] = spans
    else bad(`${days[day]} already has hours in "${earlier}"`)
    given.set(day, key.value)
  }
}

/** A time zone by its IANA name; UTC for what is none, which is reported. */
export function readZone(node: Node, report: Report): string {
  const written = node.kind === 'text' ? node.value : ''
  // the platform also knows older names of zones, but takes bare abbreviations too, which hide
  // their summer time
  if (IANAZone.isValidZone(written) && (written.includes('/') || written === 'UTC')) return written
  const known = Intl.supportedValuesOf('timeZone')
  const cityOf = (zone: string) => zone.split('/').at(-1)?.replaceAll(' ', '_').toLowerCase()
  const near = known.find((zone) => cityOf(zone) === cityOf(written)) ?? nearest(written, known)
  const message =
    written === '' ? 'expected a time zone such as Europe/Minsk' : `"${written}" is not a time zone`
  report(error('bad-zone', message, node.range, near && `did you mean "${near}"?`))
  return 'UTC'
}

function readHolidays(node: Node, report: Report): Calendar | undefined {
  const bad = (message: string, near?: string): undefined =>
    void report(error('bad-holidays', message, node.range, near && `did you mean "${near}"?`))
  if (node.kind !== 'text') return bad('expected a country such as belarus')
  const written = node.value
  if (written === 'none') return undefined
  const calendar = readCalendar(written)
  if (calendar) return calendar
  return bad(
    `there is no holiday calendar "${written}"; expected a country, or a country and a region`,
    nearestCalendar(written),
  )
}

function readExcept(node: Node, report: Report): Exception[] {
  if (node.kind === 'map') return readExceptions(node, (spans) => readSpans(spans, report), report)
  const message = 'expected days with their hours, such as { 2026-12-31: closed, 12-24: closed }'
  report(error('bad-hours', message, node.range))
  return []
}

/** Day numbers from 0, or the word that is no day. `mon-fri`, `sat, sun` and `fri-mon` over the
 * weekend. */
function readDays(written: string): number[] | string {
  const found: number[] = []
  for (const part of written.split(',').map((text) => text.trim())) {
    const ends = part.split('-').map((text) => text.trim())
    const numbers = ends.map((end) => days.indexOf(end.toLowerCase()))
    const wrong = numbers.indexOf(-1)
    if (ends.length > 2) return part
    if (wrong >= 0) return ends[wrong] || written
    const [first = 0, last = first] = numbers
    for (let step = 0; step <= (last - first + 7) % 7; step++) found.push((first + step) % 7)
  }
  return found
}

/** Minutes since midnight of a time such as 08:30. */
function clock(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d?):(\d\d)$/.exec(text) ?? []
  const at = Number(hours) * 60 + Number(minutes)
  return hours !== undefined && Number(minutes) < 60 && at <= MIDNIGHT ? at : undefined
}

const EXPECTED = 'expected hours such as "08:00-13:00 14:00-20:00", or closed'

function readSpans(node: Node, report: Report): Span[] {
  const bad = (message: string, hint?: string): Span[] => {
    report(error('bad-hours', message, node.range, hint))
    return []
  }
  if (node.kind !== 'text') return bad(EXPECTED)
  if (node.value.trim() === 'closed') return []
  const parts = node.value
    .replace(/\s*[-–—]\s*/g, '-')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
  const spans: Span[] = []
  for (const part of parts) {
    const [from, to, ...more] = part.split('-').map(clock)
    if (from === undefined || to === undefined || more.length > 0 || from === MIDNIGHT)
      return bad(
        `"${part}" is not a span of hours; expected one such as 08:00-17:30`,
        spanHint(part),
      )
    if (from === to)
      return bad(
        `"${part}" begins and ends at the same time`,
        'write "00:00-24:00" for the whole day',
      )
    spans.push({ from, to: to > from ? to : to + MIDNIGHT })
  }
  if (spans.length === 0) return bad(EXPECTED)
  spans.sort((a, b) => a.from - b.from)
  const clash = spans.some((span, index) => span.from < (spans[index - 1]?.to ?? 0))
  return clash ? bad(`the spans of "${node.value}" overlap`) : spans
}

/** `9-17` and `0900-1730` as they are to be written. */
function spanHint(part: string): string | undefined {
  const [, from, fromMinute = '00', to, toMinute = '00'] =
    /^(\d\d?)(?::?(\d\d))?-(\d\d?)(?::?(\d\d))?$/.exec(part) ?? []
  if (from === undefined || to === undefined) return undefined
  const ends = [`${from.padStart(2, '0')}:${fromMinute}`, `${to.padStart(2, '0')}:${toMinute}`]
  const possible = ends.every((end) => clock(end) !== undefined) && ends[0] !== '24:00'
  return possible ? `did you mean "${ends.join('-')}"?` : undefined
}
