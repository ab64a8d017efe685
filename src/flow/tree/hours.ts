// Opening hours: reading them, and telling whether a place is open at a moment and when it opens
// next.
import { DateTime, IANAZone } from 'luxon'
import { nearest, oneOf, type Report } from '../text/diagnostic.ts'
import { holidayOn, nearestCalendar, readCalendar, type Calendar } from './holidays.ts'
import type { Node, Range } from '../text/located.ts'

/** Minutes of the wall clock since the midnight the day begins with; `to` is past 1440 when it is
 * after midnight. */
export type Span = { from: number; to: number }

/** `week` begins on Monday. `except` by ISO date wins over holidays, holidays over the week; a span
 * belongs to the day it begins on. */
export type Hours = {
  zone: string
  week: Span[][]
  holidays?: Calendar
  except: Record<string, Span[]>
  range: Range
}

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const DAY = 1440
const DAY_MS = 86_400_000
const FARTHEST_DAYS = 400

/** Always gives hours; what is wrong is reported and counts as closed. */
export function readHours(node: Node, name: string, report: Report): Hours {
  const hours: Hours = { zone: 'UTC', week: days.map(() => []), except: {}, range: node.range }
  const bad = (message: string, range: Range, hint?: string) =>
    report({ code: 'bad-hours', severity: 'error', message, range, hint })
  if (node.kind !== 'map') {
    bad(
      `expected the hours "${name}" as a group of keys such as { zone: Europe/Minsk, mon-fri: 09:00-18:00 }`,
      node.range,
    )
    return hours
  }
  const given = new Map<number, string>()
  for (const { key, value } of node.entries) {
    if (key.value === 'zone') hours.zone = readZone(value, report)
    else if (key.value === 'holidays') hours.holidays = readHolidays(value, report)
    else if (key.value === 'except') hours.except = readExcept(value, report)
    else {
      const wanted = readDays(key.value)
      if (typeof wanted === 'string') {
        const near = nearest(wanted, ['zone', 'holidays', 'except', ...days])
        bad(
          `"${wanted}" is neither a day (${oneOf(days)}) nor zone, holidays or except`,
          key.range,
          near && `did you mean "${near}"?`,
        )
        continue
      }
      const spans = readSpans(value, report)
      for (const day of wanted) {
        const earlier = given.get(day)
        if (earlier !== undefined) bad(`${days[day]} already has hours in "${earlier}"`, key.range)
        else hours.week[day] = spans
        given.set(day, key.value)
      }
    }
  }
  if (!node.entries.some(({ key }) => key.value === 'zone'))
    bad(`the hours "${name}" need a zone such as Europe/Minsk`, node.range)
  if (
    !node.entries.some(({ key }) => !['zone', 'holidays', 'except'].includes(key.value)) &&
    Object.keys(hours.except).length === 0
  )
    bad(`the hours "${name}" name no day`, node.range)
  return hours
}

function readZone(node: Node, report: Report): string {
  const written = node.kind === 'text' ? node.value : ''
  // the platform also knows older names of zones, but takes bare abbreviations too, which hide
  // their summer time
  if (IANAZone.isValidZone(written) && (written.includes('/') || written === 'UTC')) return written
  const known = Intl.supportedValuesOf('timeZone')
  const city = written.split('/').at(-1)?.replaceAll(' ', '_') ?? ''
  const near =
    known.find((zone) => zone.split('/').at(-1)?.toLowerCase() === city.toLowerCase()) ??
    nearest(written, known)
  report({
    code: 'bad-zone',
    severity: 'error',
    message:
      written === ''
        ? 'expected a time zone such as Europe/Minsk'
        : `"${written}" is not a time zone`,
    range: node.range,
    hint: near && `did you mean "${near}"?`,
  })
  return 'UTC'
}

function readHolidays(node: Node, report: Report): Calendar | undefined {
  if (node.kind === 'text' && node.value === 'none') return undefined
  const calendar = node.kind === 'text' ? readCalendar(node.value) : undefined
  if (calendar) return calendar
  const near = node.kind === 'text' ? nearestCalendar(node.value) : undefined
  report({
    code: 'bad-holidays',
    severity: 'error',
    message:
      node.kind === 'text'
        ? `there is no holiday calendar "${node.value}"; expected a country, or a country and a region`
        : 'expected a country such as belarus',
    range: node.range,
    hint: near && `did you mean "${near}"?`,
  })
  return undefined
}

function readExcept(node: Node, report: Report): Hours['except'] {
  if (node.kind !== 'map') {
    report({
      code: 'bad-hours',
      severity: 'error',
      message: 'expected dates with their hours, such as { 2026-12-31: closed }',
      range: node.range,
    })
    return {}
  }
  return Object.fromEntries(
    node.entries.flatMap(({ key, value }) => {
      const spans = readSpans(value, report)
      if (/^\d{4}-\d\d-\d\d$/.test(key.value) && DateTime.fromISO(key.value).isValid)
        return [[key.value, spans]]
      const [, day, month, year] = /^(\d\d?)[./](\d\d?)[./](\d{4})$/.exec(key.value) ?? []
      report({
        code: 'bad-hours',
        severity: 'error',
        message: `"${key.value}" is not a date; a date is written year-month-day, such as 2026-12-31`,
        range: key.range,
        hint: year && `did you mean "${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}"?`,
      })
      return []
    }),
  )
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

const clock = (text: string): number | undefined => {
  const [, hours, minutes] = /^(\d\d?):(\d\d)$/.exec(text) ?? []
  const at = Number(hours) * 60 + Number(minutes)
  return hours !== undefined && Number(minutes) < 60 && at <= DAY ? at : undefined
}

function readSpans(node: Node, report: Report): Span[] {
  const bad = (message: string, hint?: string): Span[] => {
    report({ code: 'bad-hours', severity: 'error', message, range: node.range, hint })
    return []
  }
  if (node.kind !== 'text')
    return bad('expected hours such as "08:00-13:00 14:00-20:00", or closed')
  if (node.value.trim() === 'closed') return []
  const parts = node.value
    .replace(/\s*[-–—]\s*/g, '-')
    .split(/[\s,]+/)
    .filter((part) => part !== '')
  const spans: Span[] = []
  for (const part of parts) {
    const ends = part.split('-').map(clock)
    const [from, to] = ends
    if (ends.length !== 2 || from === undefined || to === undefined || from === DAY) {
      const hourOnly = /^(\d\d?)(?::?(\d\d))?-(\d\d?)(?::?(\d\d))?$/.exec(part)
      const fixed =
        hourOnly &&
        [
          [hourOnly[1], hourOnly[2]],
          [hourOnly[3], hourOnly[4]],
        ].map(([hour = '', minute = '00']) => `${hour.padStart(2, '0')}:${minute}`)
      return bad(
        `"${part}" is not a span of hours; expected one such as 08:00-17:30`,
        fixed?.every((end) => clock(end) !== undefined) && fixed[0] !== '24:00'
          ? `did you mean "${fixed.join('-')}"?`
          : undefined,
      )
    }
    if (from === to)
      return bad(
        `"${part}" begins and ends at the same time`,
        'write "00:00-24:00" for the whole day',
      )
    spans.push({ from, to: to > from ? to : to + DAY })
  }
  if (spans.length === 0) return bad('expected hours such as "08:00-13:00 14:00-20:00", or closed')
  spans.sort((a, b) => a.from - b.from)
  const clash = spans.findIndex((span, index) => span.from < (spans[index - 1]?.to ?? 0))
  return clash < 0 ? spans : bad(`the spans of "${node.value}" overlap`)
}

export type State = 'open' | 'closed' | 'holiday'

/** `opens` is the next moment that opening begins, in UTC milliseconds; absent when there is none
 * within 400 days. */
export function hoursAt(hours: Hours, at: number): { state: State; opens?: number } {
  const clock = wallClock(hours.zone)
  const today = clock.dayOf(at)
  let covered = -Infinity
  let opens: number | undefined
  // yesterday's spans may reach past midnight
  for (
    let day = today - DAY_MS;
    day <= today + FARTHEST_DAYS * DAY_MS && opens === undefined;
    day += DAY_MS
  ) {
    for (const { from, to } of spansOn(hours, day)) {
      const start = clock.instant(day, from, 'first')
      // an opening right at the end of another is no opening
      if (start > at && start > covered) opens ??= start
      covered = Math.max(covered, clock.instant(day, to, 'last'))
    }
  }
  return { state: stateAt(hours, at), ...(opens === undefined ? {} : { opens }) }
}

/** The state alone, which is found without a search for the next opening. */
export function stateAt(hours: Hours, at: number): State {
  const clock = wallClock(hours.zone)
  const today = clock.dayOf(at)
  const open = [today - DAY_MS, today].some((day) =>
    spansOn(hours, day).some(
      ({ from, to }) =>
        clock.instant(day, from, 'first') <= at && at < clock.instant(day, to, 'last'),
    ),
  )
  const date = isoDate(today)
  const holiday =
    !open &&
    !Object.hasOwn(hours.except, date) &&
    hours.holidays !== undefined &&
    holidayOn(hours.holidays, date)
  return open ? 'open' : holiday ? 'holiday' : 'closed'
}

/** Every moment after `from` and up to `to` at which the state changes, in order; worked out from
 * the spans. UTC milliseconds. */
export function changesBetween(
  hours: Hours,
  from: number,
  to: number,
): { at: number; before: State; after: State }[] {
  const clock = wallClock(hours.zone)
  const moments = new Set<number>()
  for (let day = clock.dayOf(from) - DAY_MS; day <= clock.dayOf(to); day += DAY_MS) {
    moments.add(clock.instant(day, 0, 'first'))
    for (const span of spansOn(hours, day))
      moments.add(clock.instant(day, span.from, 'first')).add(clock.instant(day, span.to, 'last'))
  }
  let before = stateAt(hours, from)
  return [...moments]
    .filter((at) => at > from && at <= to)
    .sort((a, b) => a - b)
    .flatMap((at) => {
      const change = { at, before, after: stateAt(hours, at) }
      before = change.after
      return change.before === change.after ? [] : [change]
    })
}

const isoDate = (day: number): string => new Date(day).toISOString().slice(0, 10)

/** The spans that begin on a day, which is the midnight of its date as if in UTC. */
export function spansOn(hours: Hours, day: number): Span[] {
  const date = isoDate(day)
  if (Object.hasOwn(hours.except, date)) return hours.except[date] ?? []
  if (hours.holidays && holidayOn(hours.holidays, date)) return []
  return hours.week[(new Date(day).getUTCDay() + 6) % 7] ?? []
}

const QUARTER = 900_000
const MOST_KEPT = 100_000
const clocks = new Map<string, ReturnType<typeof makeClock>>()

/** A zone's clock, made once. */
function wallClock(name: string) {
  const known = clocks.get(name) ?? makeClock(name)
  clocks.set(name, known)
  return known
}

/** A `day` is the midnight of its date as if in UTC. Asking for an offset is slow and a search may
 * go over a year, so each is asked once; clocks change on a quarter of an hour. */
function makeClock(name: string) {
  const zone = IANAZone.create(name)
  const asked = new Map<number, number>()
  const offsetOn = (ms: number): number => {
    const quarter = Math.floor(ms / QUARTER)
    const known = asked.get(quarter) ?? zone.offset(ms) * 60_000
    if (asked.size >= MOST_KEPT) asked.clear()
    asked.set(quarter, known)
    return known
  }
  const dayOf = (ms: number): number => Math.floor((ms + offsetOn(ms)) / DAY_MS) * DAY_MS
  const instant = (day: number, minutes: number, which: 'first' | 'last'): number => {
    const wall = day + minutes * 60_000
    const date = Math.floor(wall / DAY_MS) * DAY_MS
    const offset = offsetOn(date - DAY_MS)
    return offset === offsetOn(date + 2 * DAY_MS) ? wall - offset : nearChange(zone, wall, which)
  }
  return { dayOf, instant }
}

/** Around a clock change: a time that comes twice in autumn is the first or last; one left out in
 * spring is when the clock jumps over it. */
function nearChange(zone: IANAZone, wall: number, which: 'first' | 'last'): number {
  const shown = DateTime.fromMillis(wall, { zone: 'utc' })
  let time = shown.setZone(zone, { keepLocalTime: true })
  if (time.hour === shown.hour && time.minute === shown.minute) {
    const both = time.getPossibleOffsets().map((moment) => moment.toMillis())
    return which === 'first' ? Math.min(...both) : Math.max(...both)
  }
  while (time.minus({ minutes: 1 }).offset === time.offset) time = time.minus({ minutes: 1 })
  return time.toMillis()
}
