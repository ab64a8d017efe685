// Days by their place in a month, week or year, and feasts.
import { DateTime } from 'luxon'
import { yearAt } from './calendar-year.ts'
import { feastIn, dateOf, iso } from './feast.ts'
import {
  barePeriod,
  dateOn,
  numberAt,
  periodAt,
  type Dated,
  type Period,
  type Scene,
  type Yearless,
} from './piece.ts'
import { endOf, namedAt, skip, skipOne, wordAt } from './said.ts'

/** "the end of the month", "the first day of next week", "the last day of March". */
export function edgeAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, today } = scene
  const end = endOf(calendar.end, at, said)
  const edge = end ?? endOf(calendar.start, at, said)
  if (edge === undefined) return undefined
  const place = skip(calendar.links, edge, said)
  const month = calendar.months.get(wordAt(place, said))
  if (month !== undefined) {
    const on: Yearless = (year) => dateOf(year, month, end === undefined ? 1 : lastDay(year, month))
    return dateOn([on], { from: at, to: place + 1 }, yearAt(place + 1, scene), scene)
  }
  const period = periodAt(place, scene) ?? barePeriod(place, scene)
  if (!period) return undefined
  const within = today.plus({ [`${period.kind}s`]: period.offset })
  const dates = end === undefined ? [within.startOf(period.kind)] : endsOf(period.kind, within)
  return { kind: 'date', dates: dates.map(iso), rank: 3, from: at, to: period.to }
}

const lastDay = (year: number, month: number): number => DateTime.utc(year, month).daysInMonth ?? 28

/** A week ends on Friday or on Sunday. */
const endsOf = (kind: Period['kind'], within: DateTime): DateTime[] =>
  kind === 'week' ? [within.set({ weekday: 5 }), within.set({ weekday: 7 })] : [within.endOf(kind)]

/** "the first Monday of May", "the last Friday of next month". */
export function nthWeekdayAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, today } = scene
  const place = nthAt(at, scene)
  if (!place) return undefined
  const { nth, to } = place
  const weekday = calendar.weekdays.get(wordAt(to, said))
  if (weekday === undefined) return undefined
  const where = skip(calendar.links, skipOne(calendar.ahead, to + 1, said), said)
  const month = calendar.months.get(wordAt(where, said))
  if (month !== undefined) {
    const on: Yearless = (year) => feastIn({ month, weekday, nth }, year)
    return dateOn([on], { from: at, to: where + 1 }, yearAt(where + 1, scene), scene)
  }
  const period = periodAt(where, scene) ?? barePeriod(where, scene)
  if (period?.kind !== 'month') return undefined
  const within = today.startOf('month').plus({ months: period.offset })
  const date = feastIn({ month: within.month, weekday, nth }, within.year)
  return { kind: 'date', dates: date ? [date] : [], rank: 3, from: at, to: period.to }
}

/** The most weekdays of one name that a month has. */
const MOST_WEEKDAYS = 5

/** The first to the fifth, or the last (-1). */
function nthAt(at: number, scene: Scene): { nth: number; to: number } | undefined {
  if (scene.said.language.last.has(wordAt(at, scene.said))) return { nth: -1, to: at + 1 }
  const ordinal = numberAt(at, scene)
  if (ordinal?.ordinal && ordinal.value <= MOST_WEEKDAYS)
    return { nth: ordinal.value, to: ordinal.to }
  return undefined
}

export function feastAt(at: number, scene: Scene): Dated | undefined {
  const feast = namedAt(scene.calendar.feasts, at, scene.said)
  if (!feast) return undefined
  const on = feast.value.map(
    (rule): Yearless =>
      (year) =>
        feastIn(rule, year),
  )
  return dateOn(on, { from: at, to: feast.to }, yearAt(feast.to, scene), scene)
}
