// Pieces of a date put together: a date and its weekday, a weekday and its week, a day and its
// month.
import { DateTime } from 'luxon'
import { datesOf } from './day.ts'
import { dateOf, iso } from './feast.ts'
import {
  nearest,
  type Dated,
  type Period,
  type Piece,
  type Place,
  type Scene,
  type Yearless,
} from './piece.ts'

/** What a date may mean, ISO, the likeliest first (none: there is no such day), and where its words
 * stand. `unsure`: they say two things; `named`: by a word such as "today". */
export type DateFound = { dates: string[]; places: Place[]; unsure: boolean; named: boolean }

type Weekday = Extract<Piece, { kind: 'weekday' }>

/** The first piece of each kind; of dates all, those said most fully first. */
type Pieces = {
  all: readonly Piece[]
  dates: Dated[]
  weekday?: Weekday
  day?: Extract<Piece, { kind: 'day' }>
  week?: Period
  month?: Period
  year?: Period
}

/** The date that the pieces mean together. */
export function joinPieces(all: readonly Piece[], scene: Scene): DateFound | undefined {
  const period = (kind: Period['kind']) => all.find((piece): piece is Period => piece.kind === kind)
  const pieces: Pieces = {
    all,
    dates: all.filter((piece) => piece.kind === 'date').toSorted((a, b) => b.rank - a.rank),
    weekday: all.find((piece) => piece.kind === 'weekday'),
    day: all.find((piece) => piece.kind === 'day'),
    week: period('week'),
    month: period('month'),
    year: period('year'),
  }
  const { dates, weekday } = pieces
  if (dates[0]) return fromDate(dates[0], pieces, scene)
  return weekday ? fromWeekday(weekday, pieces, scene) : fromDay(pieces, scene)
}

function foundBy(dates: string[], used: (Piece | undefined)[], unsure = false): DateFound {
  const pieces = used.filter((piece) => piece !== undefined)
  return {
    dates,
    places: pieces.filter((piece) => !('named' in piece)),
    unsure: unsure || pieces.some(({ vague }) => vague),
    named: pieces.some((piece) => 'named' in piece),
  }
}

function fromDate(date: Dated, pieces: Pieces, scene: Scene): DateFound {
  const { all, dates, weekday, week, month, year } = pieces
  const own = year && date.on ? inYear(scene.today.year + year.offset, date.on) : date.dates
  // "this day next week"
  const period = date.named ? (week ?? month) : undefined
  if (period) {
    const later = own.map((one) => iso(utc(one).plus({ [`${period.kind}s`]: period.offset })))
    return foundBy(later, [date, period])
  }
  if (!weekday)
    return foundBy([...own, ...orElse(date, all, scene)], [date, year, ...dates.slice(1)])
  if (date.counted && weekday.day === undefined) {
    const inWeek = own.map((one) => iso(onWeekday(utc(one), weekday.weekday)))
    return foundBy(inWeek, [date, weekday])
  }
  return withWeekday({ ...date, dates: own }, weekday, pieces, scene)
}

const inYear = (year: number, on: readonly Yearless[]): string[] =>
  on.map((dateIn) => dateIn(year)).filter((date) => date !== undefined)

const utc = (date: string): DateTime => DateTime.fromISO(date, { zone: 'utc' })

/** The weekday of the same week; Monday is 1. */
const onWeekday = (day: DateTime, weekday: number): DateTime =>
  day.plus({ days: weekday - day.weekday })

/** "this Friday, June 15": close to now, behind it or ahead. */
function withWeekday(
  date: Dated,
  weekday: Weekday,
  { week, year }: Pieces,
  scene: Scene,
): DateFound {
  const used = [date, weekday, week, year]
  const close = weekday.pick && date.on ? nearest(date.on, scene, 'nearest') : date.dates
  const fits = (one: string) => DateTime.fromISO(one).weekday === weekday.weekday
  const fitting = close.filter(fits)
  if (fitting.length > 0) return foundBy(fitting, used)
  const behind = date.on && !year ? recent(date.on, scene).filter(fits) : []
  return behind.length > 0 ? foundBy(behind, used) : foundBy(close, used, close.length > 0)
}

function fromWeekday(weekday: Weekday, { all, day, week }: Pieces, scene: Scene): DateFound {
  if (week) {
    const within = scene.today.plus({ weeks: week.offset })
    return foundBy([iso(onWeekday(within, weekday.weekday))], [weekday, week])
  }
  const numbered = day && weekday.day === undefined ? { ...weekday, day: day.day } : weekday
  return foundBy([...datesOf(numbered, scene), ...orElse(weekday, all, scene)], [weekday, day])
}

function fromDay({ all, day, month }: Pieces, scene: Scene): DateFound | undefined {
  if (!day) return undefined
  if (!month) return foundBy([...datesOf(day, scene), ...orElse(day, all, scene)], [day])
  const within = scene.today.plus({ months: month.offset })
  const on = dateOf(within.year, within.month, day.day)
  return foundBy(on ? [on] : [], [day, month])
}

/** How far behind "Tuesday, the third of March" is still the one that was a Tuesday, in days. */
const RECENT_DAYS = 31

const recent = (on: readonly Yearless[], scene: Scene): string[] =>
  nearest(on, scene, 'past').filter((one) => one >= iso(scene.today.minus({ days: RECENT_DAYS })))

/** "Tuesday or Wednesday": what stands after an "or" is meant as well. */
function orElse(piece: Piece, pieces: readonly Piece[], scene: Scene): string[] {
  return pieces
    .filter(
      (other) =>
        other.from > piece.to &&
        scene.said.plain.slice(piece.to, other.from).some((word) => scene.calendar.or.has(word)),
    )
    .flatMap((other) => datesOf(other, scene))
}
