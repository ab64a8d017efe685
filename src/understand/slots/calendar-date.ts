// Dates of the calendar: in words and figures, by feast, by the edge of a month or by its weekdays.
import { DateTime } from 'luxon'
import type { Numeral } from '../numbers.ts'
import { iso, onFeast, real } from './feast.ts'
import {
  barePeriod,
  dated,
  isDay,
  linked,
  nearest,
  numberAt,
  partFollows,
  periodAt,
  picksAt,
  type Dated,
  type Scene,
  type Yearless,
} from './piece.ts'
import { after, named, past } from './said.ts'

/** The date of the calendar that begins here. */
export function calendarDateAt(at: number, scene: Scene): Dated | undefined {
  return (
    pickedAt(at, scene) ??
    figuresAt(at, scene) ??
    namedAt(at, scene) ??
    edgeAt(at, scene) ??
    nthAt(at, scene) ??
    feastAt(at, scene)
  )
}

/** "next Easter", "this fifth of May", "last Christmas". */
function pickedAt(at: number, scene: Scene): Dated | undefined {
  const picked = picksAt(at, scene)
  const piece =
    picked &&
    (figuresAt(picked.to, scene) ?? namedAt(picked.to, scene) ?? feastAt(picked.to, scene))
  return piece?.on && { ...piece, from: at, dates: nearest(piece.on, scene, picked?.pick) }
}

const onDay =
  (month: number, day: number): Yearless =>
  (year) =>
    real(year, month, day)

// 84 is 1984 and 26 is 2026; from eleven to fifty years ahead either century is heard, the past
// first only where the future is far.
function yearsOf(year: number, { today }: Scene): number[] {
  if (year > 99) return [year]
  const near = Math.floor(today.year / 100) * 100 + year
  const ahead = near - today.year
  return ahead <= 10 ? [near] : ahead <= 50 ? [near, near - 100] : [near - 100]
}

/** 2026-03-03, 20260303, 3/3/2026, 3.3.26, 3/3; two small figures are heard both ways where both
 * orders are in use. */
function figuresAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, monthFirst } = scene
  const text = said.plain[at] ?? ''
  if (said.tokens[at]?.kind !== 'figures') return undefined
  const full =
    /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text) ??
    /^((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{2})$/.exec(text)
  const date = full && real(Number(full[1]), Number(full[2]), Number(full[3]))
  if (date) return { kind: 'date', dates: [date], rank: 3, from: at, to: at + 1 }
  const short =
    /^(\d{1,2})[-./](\d{1,2})(?:[-./](\d{4}|\d{2}))?$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text)
  // "at 2.30" is a time
  if (
    !short ||
    (short[3] === undefined &&
      text.includes('.') &&
      (calendar.clock.at.has(said.plain[at - 1] ?? '') || partFollows(at + 1, scene)))
  )
    return undefined
  const [first, second] = [Number(short[1]), Number(short[2])]
  const orders = monthFirst
    ? [onDay(first, second), onDay(second, first)]
    : [onDay(second, first), onDay(first, second)]
  const possible = orders.filter((on) => on(2024) !== undefined)
  const on = calendar.eitherOrder && first !== second ? possible : possible.slice(0, 1)
  if (on.length === 0) return undefined
  return dated(
    on,
    short[3] === undefined ? undefined : { years: yearsOf(Number(short[3]), scene), to: at + 1 },
    at,
    at + 1,
    scene,
  )
}

/** "the third of March 2026", "March 3rd", "2026 March 3", 3 3 2026, "the third of the
 * fourth". */
function namedAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, monthFirst } = scene
  const monthAt = (place: number) => calendar.months.get(said.plain[place] ?? '')
  const month = monthAt(at)
  if (month !== undefined) {
    const day = numberAt(linked(at + 1, scene), scene)
    if (isDay(day)) return withYear(month, day.value, at, day.to, scene)
    const last = day && fourFigures(day) ? numberAt(day.to, scene) : undefined
    return day && isDay(last)
      ? dated([onDay(month, last.value)], { years: [day.value], to: last.to }, at, last.to, scene)
      : undefined
  }
  const first = numberAt(at, scene)
  // "$12 December 27"
  if (!first || (said.tokens[at - 1]?.kind === 'sign' && said.plain[at - 1] !== '-'))
    return undefined
  const place = linked(first.to, scene)
  const next = monthAt(place)
  if (next !== undefined && isDay(first)) return withYear(next, first.value, at, place + 1, scene)
  const second = numberAt(next === undefined ? place : place + 1, scene)
  if (fourFigures(first) && isDay(second)) {
    const third = next === undefined ? (monthAt(second.to) ?? numberAt(second.to, scene)) : next
    const [of, day, to] =
      typeof third === 'number'
        ? [third, second.value, next === undefined ? second.to + 1 : second.to]
        : [second.value, third?.value ?? 0, third?.to ?? 0]
    return real(first.value, of, day)
      ? dated([onDay(of, day)], { years: [first.value], to }, at, to, scene)
      : undefined
  }
  if (!isDay(first) || !second) return undefined
  const late = fourFigures(second) ? monthAt(second.to) : undefined
  if (late !== undefined)
    return dated(
      [onDay(late, first.value)],
      { years: [second.value], to: second.to + 1 },
      at,
      second.to + 1,
      scene,
    )
  // "the third of the fourth": an ordinal after an ordinal is the month
  if (first.ordinal && second.ordinal && second.value <= 12)
    return withYear(second.value, first.value, at, second.to, scene)
  const year = isDay(second) ? yearAt(second.to, scene) : undefined
  if (!year) return undefined
  const orders: [number, number][] = monthFirst
    ? [
        [first.value, second.value],
        [second.value, first.value],
      ]
    : [
        [second.value, first.value],
        [first.value, second.value],
      ]
  const on = orders.filter(([of, day]) => real(2024, of, day)).map(([of, day]) => onDay(of, day))
  return on.length > 0
    ? dated(
        calendar.eitherOrder && first.value !== second.value ? on : on.slice(0, 1),
        year,
        at,
        year.to,
        scene,
      )
    : undefined
}

const fourFigures = ({ figures, digits }: Numeral): boolean =>
  figures && /^(?:1[5-9]|20|21)\d\d$/.test(digits)

const withYear = (month: number, day: number, from: number, to: number, scene: Scene): Dated =>
  dated([onDay(month, day)], yearAt(to, scene), from, to, scene)

/** A year: 2026, "nineteen eighty four", "twenty oh six", "of 87", "next year". */
function yearAt(at: number, scene: Scene): { years: number[]; to: number } | undefined {
  const { said, calendar, loose, today } = scene
  const place = past(
    calendar.links,
    said.language.and.has(said.plain[at] ?? '') || calendar.ahead.has(said.plain[at] ?? '')
      ? at + 1
      : at,
    said,
  )
  const period = periodAt(place, scene)
  if (period?.kind === 'year') return { years: [today.year + period.offset], to: period.to }
  const first = numberAt(place, scene)
  if (!first) return undefined
  const unit = (to: number) => past(calendar.yearUnits, to, said)
  if (
    first.value >= 1000 &&
    first.value <= 2199 &&
    (loose || unit(first.to) > first.to || !first.figures)
  )
    return { years: [first.value], to: unit(first.to) }
  const second = numberAt(first.to, scene)
  if (
    loose &&
    !first.ordinal &&
    first.value >= 17 &&
    first.value <= 20 &&
    second &&
    !second.ordinal &&
    second.value < 100 &&
    first.figures === second.figures
  ) {
    const third = second.value === 0 ? numberAt(second.to, scene) : undefined
    const ones = third && third.value < 10 ? third : undefined
    return {
      years: [first.value * 100 + second.value + (ones?.value ?? 0)],
      to: unit(ones?.to ?? second.to),
    }
  }
  // 87 is a year after "of", before the word for year, or as a bare pair of figures with no time after it
  const small = first.value < 100 && Number.isInteger(first.value)
  const told = place > at || unit(first.to) > first.to
  const bare =
    loose &&
    first.figures &&
    !first.ordinal &&
    first.digits.length === 2 &&
    !second &&
    !calendar.clock.oclock.has(said.plain[first.to] ?? '') &&
    !partFollows(first.to, scene)
  return small && ((told && (!first.ordinal || unit(first.to) > first.to)) || bare)
    ? { years: yearsOf(first.value, scene), to: unit(first.to) }
    : undefined
}

/** "the end of the month", "the first day of next week", "the last day of March". */
function edgeAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, today } = scene
  const ends = after(calendar.end, at, said)
  const edge = ends ?? after(calendar.start, at, said)
  if (edge === undefined) return undefined
  const place = past(calendar.links, edge, said)
  const month = calendar.months.get(said.plain[place] ?? '')
  const lastDay = (year: number, of: number) => DateTime.utc(year, of).daysInMonth ?? 28
  if (month !== undefined)
    return dated(
      [(year) => real(year, month, ends === undefined ? 1 : lastDay(year, month))],
      yearAt(place + 1, scene),
      at,
      place + 1,
      scene,
    )
  const period = periodAt(place, scene) ?? barePeriod(place, scene)
  if (!period) return undefined
  const within = today.plus({ [`${period.kind}s`]: period.offset })
  const unit = period.kind as 'week' | 'month' | 'year'
  // a week ends on Friday or on Sunday
  const dates =
    ends === undefined
      ? [within.startOf(unit)]
      : unit === 'week'
        ? [within.set({ weekday: 5 }), within.set({ weekday: 7 })]
        : [within.endOf(unit)]
  return { kind: 'date', dates: dates.map(iso), rank: 3, from: at, to: period.to }
}

/** "the first Monday of May", "the last Friday of next month". */
function nthAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, today } = scene
  const ordinal = numberAt(at, scene)
  const nth = said.language.last.has(said.plain[at] ?? '')
    ? -1
    : ordinal?.ordinal && ordinal.value <= 5
      ? ordinal.value
      : undefined
  const place = nth === -1 ? at + 1 : (ordinal?.to ?? at)
  const weekday = calendar.weekdays.get(said.plain[place] ?? '')
  if (nth === undefined || weekday === undefined) return undefined
  const where = past(
    calendar.links,
    calendar.ahead.has(said.plain[place + 1] ?? '') ? place + 2 : place + 1,
    said,
  )
  const month = calendar.months.get(said.plain[where] ?? '')
  if (month !== undefined)
    return dated(
      [(year) => onFeast({ month, weekday, nth }, year)],
      yearAt(where + 1, scene),
      at,
      where + 1,
      scene,
    )
  const period = periodAt(where, scene) ?? barePeriod(where, scene)
  if (period?.kind !== 'month') return undefined
  const within = today.startOf('month').plus({ months: period.offset })
  const date = onFeast({ month: within.month, weekday, nth }, within.year)
  return { kind: 'date', dates: date ? [date] : [], rank: 3, from: at, to: period.to }
}

function feastAt(at: number, scene: Scene): Dated | undefined {
  const feast = named(scene.calendar.feasts, at, scene.said)
  return (
    feast &&
    dated(
      feast.value.map(
        (rule): Yearless =>
          (year) =>
            onFeast(rule, year),
      ),
      yearAt(feast.to, scene),
      at,
      feast.to,
      scene,
    )
  )
}
