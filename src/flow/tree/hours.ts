// Opening hours: whether a place is open at a moment, and when it opens next.
import { DateTime, IANAZone } from 'luxon'
import { memo } from '../../ground/memo.ts'
import { DAY, MINUTE } from '../text/duration.ts'
import type { Range } from '../text/located.ts'
import { exceptionOn, type Exception } from './exceptions.ts'
import { holidayOn, type Calendar } from './holidays.ts'

/** Minutes of the wall clock since the midnight the day begins with; `to` is past 1440 when it is
 * after midnight. */
export type Span = { from: number; to: number }

/** `08:30`: a time of day from minutes since midnight; what is past midnight is of the next day. */
export const clockTime = (minutes: number): string =>
  `${String(Math.floor(minutes / 60) % 24).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** `week` begins on Monday. `except` wins over holidays, holidays over the week; a span
 * belongs to the day it begins on. */
export type Hours = {
  zone: string
  week: Span[][]
  holidays?: Calendar
  except: Exception[]
  range: Range
}

const FARTHEST_DAYS = 400

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
    let day = today - DAY;
    day <= today + FARTHEST_DAYS * DAY && opens === undefined;
    day += DAY
  ) {
    for (const { from, to } of spansOn(hours, day)) {
      const start = clock.instant(day, from, 'first')
      // an opening right at the end of another is no opening
      if (start > at && start > covered) opens ??= start
      covered = Math.max(covered, clock.instant(day, to, 'last'))
    }
  }
  const state = stateAt(hours, at)
  return opens === undefined ? { state } : { state, opens }
}

/** The state alone, which is found without a search for the next opening. */
export function stateAt(hours: Hours, at: number): State {
  const clock = wallClock(hours.zone)
  const today = clock.dayOf(at)
  const open = [today - DAY, today].some((day) =>
    spansOn(hours, day).some(
      ({ from, to }) =>
        clock.instant(day, from, 'first') <= at && at < clock.instant(day, to, 'last'),
    ),
  )
  if (open) return 'open'
  const date = isoDate(today)
  if (!hours.holidays || exceptionOn(hours.except, date)) return 'closed'
  return holidayOn(hours.holidays, date) ? 'holiday' : 'closed'
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
  for (let day = clock.dayOf(from) - DAY; day <= clock.dayOf(to); day += DAY) {
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
  const apart = exceptionOn(hours.except, date)
  if (apart) return apart.spans
  if (hours.holidays && holidayOn(hours.holidays, date)) return []
  return hours.week[(new Date(day).getUTCDay() + 6) % 7] ?? []
}

const QUARTER = 15 * MINUTE
const MOST_KEPT = 100_000

/** A zone's clock. A `day` is the midnight of its date as if in UTC. Asking for an offset is slow and
 * a search may go over a year, so each is asked once; clocks change on a quarter of an hour. */
const wallClock = memo((name: string) => {
  const zone = IANAZone.create(name)
  const offsetOn = memo((ms: number): number => zone.offset(ms) * MINUTE, {
    key: (ms) => Math.floor(ms / QUARTER),
    most: MOST_KEPT,
  })
  const dayOf = (ms: number): number => Math.floor((ms + offsetOn(ms)) / DAY) * DAY
  const instant = (day: number, minutes: number, which: 'first' | 'last'): number => {
    const wall = day + minutes * MINUTE
    const date = Math.floor(wall / DAY) * DAY
    const offset = offsetOn(date - DAY)
    return offset === offsetOn(date + 2 * DAY) ? wall - offset : nearChange(zone, wall, which)
  }
  return { dayOf, instant }
})

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
