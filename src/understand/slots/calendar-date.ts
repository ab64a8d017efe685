// Dates of the calendar: in words and figures, by feast, by the edge of a month or by its weekdays.
import type { Numeral } from '../numbers.ts'
import { edgeAt, feastAt, nthWeekdayAt } from './calendar-edge.ts'
import { yearAt, yearsOf } from './calendar-year.ts'
import { dateOf } from './feast.ts'
import {
  dateOn,
  isDay,
  nearest,
  numberAt,
  partFollows,
  picksAt,
  skipLinks,
  type Dated,
  type Place,
  type Scene,
  type Yearless,
} from './piece.ts'
import { wordAt } from './said.ts'

/** A year that has every day. */
const LEAP_YEAR = 2024

/** The date of the calendar that begins here. */
export function calendarDateAt(at: number, scene: Scene): Dated | undefined {
  return (
    pickedAt(at, scene) ??
    figuresAt(at, scene) ??
    monthFirstAt(at, scene) ??
    numberFirstAt(at, scene) ??
    edgeAt(at, scene) ??
    nthWeekdayAt(at, scene) ??
    feastAt(at, scene)
  )
}

/** "next Easter", "this fifth of May", "last Christmas". */
function pickedAt(at: number, scene: Scene): Dated | undefined {
  const picked = picksAt(at, scene)
  if (!picked) return undefined
  const piece =
    figuresAt(picked.to, scene) ??
    monthFirstAt(picked.to, scene) ??
    numberFirstAt(picked.to, scene) ??
    feastAt(picked.to, scene)
  return piece?.on && { ...piece, from: at, dates: nearest(piece.on, scene, picked.pick) }
}

const onDay =
  (month: number, day: number): Yearless =>
  (year) =>
    dateOf(year, month, day)

/** What two numbers may mean as day and month: in the order of the language, or in both where both
 * are in use. */
function onEither(first: number, second: number, { calendar, monthFirst }: Scene): Yearless[] {
  const orders = monthFirst
    ? [onDay(first, second), onDay(second, first)]
    : [onDay(second, first), onDay(first, second)]
  const possible = orders.filter((on) => on(LEAP_YEAR) !== undefined)
  return calendar.eitherOrder && first !== second ? possible : possible.slice(0, 1)
}

/** 2026-03-03, 20260303, 3/3/2026, 3.3.26, 3/3. */
function figuresAt(at: number, scene: Scene): Dated | undefined {
  const { tokens } = scene.said
  const token = tokens[at]
  if (token?.kind !== 'figures') return undefined
  const place = { from: at, to: at + 1 }
  const date = wholeDate(token.text)
  if (date) return { kind: 'date', dates: [date], rank: 3, ...place }
  return shortDate(token.text, place, scene)
}

function wholeDate(text: string): string | undefined {
  const full =
    /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text) ??
    /^((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{2})$/.exec(text)
  return full ? dateOf(Number(full[1]), Number(full[2]), Number(full[3])) : undefined
}

function shortDate(text: string, place: Place, scene: Scene): Dated | undefined {
  const short =
    /^(\d{1,2})[-./](\d{1,2})(?:[-./](\d{4}|\d{2}))?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text)
  if (!short) return undefined
  const [, first, second, year] = short
  if (year === undefined && text.includes('.') && isTime(place, scene)) return undefined
  const on = onEither(Number(first), Number(second), scene)
  if (on.length === 0) return undefined
  const years = year === undefined ? undefined : yearsOf(Number(year), scene)
  return dateOn(on, place, years && { years, to: place.to }, scene)
}

/** "at 2.30" is a time. */
const isTime = ({ from, to }: Place, scene: Scene): boolean =>
  scene.calendar.clock.at.has(wordAt(from - 1, scene.said)) || partFollows(to, scene)

const monthAt = (at: number, { said, calendar }: Scene): number | undefined =>
  calendar.months.get(wordAt(at, said))

/** "March 3rd", "March 2026 3". */
function monthFirstAt(at: number, scene: Scene): Dated | undefined {
  const month = monthAt(at, scene)
  if (month === undefined) return undefined
  const day = numberAt(skipLinks(at + 1, scene), scene)
  if (isDay(day)) return withYear(month, day.value, { from: at, to: day.to }, scene)
  const last = day && isWrittenYear(day) ? numberAt(day.to, scene) : undefined
  if (day && isDay(last))
    return inYear(day.value, onDay(month, last.value), { from: at, to: last.to }, scene)
  return undefined
}

const isWrittenYear = ({ figures, digits }: Numeral): boolean =>
  figures && /^(?:1[5-9]|20|21)\d\d$/.test(digits)

const withYear = (month: number, day: number, place: Place, scene: Scene): Dated =>
  dateOn([onDay(month, day)], place, yearAt(place.to, scene), scene)

const inYear = (year: number, on: Yearless, place: Place, scene: Scene): Dated =>
  dateOn([on], place, { years: [year], to: place.to }, scene)

/** "the third of March 2026", "2026 March 3", 3 3 2026, "the third of the fourth". */
function numberFirstAt(at: number, scene: Scene): Dated | undefined {
  if (monthAt(at, scene) !== undefined) return undefined
  const first = numberAt(at, scene)
  // "$12 December 27"
  if (!first || isAfterSign(at, scene)) return undefined
  const place = skipLinks(first.to, scene)
  const month = monthAt(place, scene)
  if (month !== undefined && isDay(first))
    return withYear(month, first.value, { from: at, to: place + 1 }, scene)
  const second = numberAt(month === undefined ? place : place + 1, scene)
  if (!second) return undefined
  if (isWrittenYear(first) && isDay(second)) return yearFirst(first, second, month, scene)
  return isDay(first) ? dayFirst(first, second, scene) : undefined
}

const isAfterSign = (at: number, { said }: Scene): boolean =>
  said.tokens[at - 1]?.kind === 'sign' && wordAt(at - 1, said) !== '-'

/** "2026 March 3", "2026 3 March", 2026 3 3. */
function yearFirst(
  year: Numeral,
  second: Numeral,
  month: number | undefined,
  scene: Scene,
): Dated | undefined {
  const on = (of: number, day: number, to: number): Dated | undefined =>
    dateOf(year.value, of, day) === undefined
      ? undefined
      : inYear(year.value, onDay(of, day), { from: year.from, to }, scene)
  if (month !== undefined) return on(month, second.value, second.to)
  const after = monthAt(second.to, scene)
  if (after !== undefined) return on(after, second.value, second.to + 1)
  const third = numberAt(second.to, scene)
  return third && on(second.value, third.value, third.to)
}

/** "the third 2026 March", "the third of the fourth", 3 3 2026. */
function dayFirst(day: Numeral, second: Numeral, scene: Scene): Dated | undefined {
  const { from } = day
  const month = isWrittenYear(second) ? monthAt(second.to, scene) : undefined
  if (month !== undefined)
    return inYear(second.value, onDay(month, day.value), { from, to: second.to + 1 }, scene)
  // an ordinal after an ordinal is the month
  if (day.ordinal && second.ordinal && second.value <= 12)
    return withYear(second.value, day.value, { from, to: second.to }, scene)
  const year = isDay(second) ? yearAt(second.to, scene) : undefined
  if (!year) return undefined
  const on = onEither(day.value, second.value, scene)
  return on.length > 0 ? dateOn(on, { from, to: year.to }, year, scene) : undefined
}
