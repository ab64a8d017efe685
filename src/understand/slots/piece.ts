// The pieces of which a date is put together, and what all that find them share.
import { DateTime } from 'luxon'
import type { Calendar } from '../../languages/calendar.ts'
import type { Numeral } from '../numbers.ts'
import { startsPartOfDay } from './clock-words.ts'
import { iso } from './feast.ts'
import { endOf, numeralIn, skip, wordAt, type Said } from './said.ts'

/** Inclusive ISO dates. */
export type Limits = { from?: string; to?: string }

/** `loose`: two figures and bare numbers after a date may be its year, because no time of day
 * follows. */
export type Scene = {
  said: Said
  calendar: Calendar
  monthFirst: boolean
  today: DateTime
  limits: Limits
  loose: boolean
}

const picks = ['coming', 'past', 'next', 'previous', 'this'] as const

/** Which of several is meant: this Friday, the next, the coming, the previous one, the one just
 * past, or the nearest of all. */
export type Pick = (typeof picks)[number] | 'nearest'

/** A day of the year without its year: the date it has in a year, if that year has it. */
export type Yearless = (year: number) => string | undefined

/** Token places, `to` exclusive. */
export type Place = { from: number; to: number }

/**
 * One piece of a date. Of a `date`, `dates` are its readings, the likeliest first (none: there is
 * no such day); `on` gives it in other years;
 * `counted` came from "in three weeks", so a weekday beside it names a day of that week; `named` is
 * a day like
 * "tonight", whose words may tell the part of the day as well. Offsets count from this week, month
 * or year.
 */
export type Piece = Place & { vague?: boolean } & (
    | {
        kind: 'date'
        dates: string[]
        rank: number
        on?: Yearless[]
        counted?: boolean
        named?: boolean
      }
    | { kind: 'weekday'; weekday: number; pick?: Pick; day?: number }
    | { kind: 'week' | 'month' | 'year'; offset: number }
    | { kind: 'day'; day: number }
  )

/** A week, month or year counted from this one. */
export type Period = Extract<Piece, { offset: number }>
/** A piece that is a date by itself. */
export type Dated = Extract<Piece, { kind: 'date' }>

/** So many years behind and ahead are looked through. */
const YEARS_AROUND = 8

/** The nearest such day: ahead, or behind where only the past is allowed. Readings of several days
 * keep their order. */
export function nearest(on: readonly Yearless[], scene: Scene, pick?: Pick): string[] {
  const { today, limits } = scene
  const now = iso(today)
  return on.flatMap((dateIn) => {
    const all = Array.from({ length: 2 * YEARS_AROUND + 1 }, (_, i) =>
      dateIn(today.year + i - YEARS_AROUND),
    ).filter((date) => date !== undefined)
    const behind = all.filter((date) => date < now).reverse()
    switch (pick) {
      case 'this':
        return all.filter((date) => date.startsWith(String(today.year)))
      case 'nearest':
        return all.toSorted((a, b) => daysTo(a, today) - daysTo(b, today)).slice(0, 1)
      case 'previous':
      case 'past':
        return firstAllowed(behind, limits)
      case 'next':
        return firstAllowed([...all.filter((date) => date > now), ...behind], limits)
      default:
        return firstAllowed([...all.filter((date) => date >= now), ...behind], limits)
    }
  })
}

const daysTo = (date: string, today: DateTime): number =>
  Math.abs(DateTime.fromISO(date, { zone: 'utc' }).diff(today, 'days').days)

export const inLimits = (date: string, { from, to }: Limits): boolean =>
  (from === undefined || date >= from) && (to === undefined || date <= to)

/** The first date within the limits, else the first; none of none. */
export function firstAllowed(dates: readonly string[], limits: Limits): string[] {
  const date = dates.find((one) => inLimits(one, limits)) ?? dates[0]
  return date === undefined ? [] : [date]
}

/** The years that may be meant, and the place after them. */
export type YearsFound = { years: number[]; to: number }

/** A day of the year in the years that were said, else the nearest one. */
export function dateOn(
  on: Yearless[],
  place: Place,
  year: YearsFound | undefined,
  scene: Scene,
): Dated {
  if (!year) return { kind: 'date', dates: nearest(on, scene), rank: 3, ...place, on }
  const dates = year.years
    .flatMap((one) => on.map((dateIn) => dateIn(one)))
    .filter((date) => date !== undefined)
  return { kind: 'date', dates, rank: 3, from: place.from, to: year.to }
}

/** "this", "next", "this coming" and the place after them. */
export function picksAt(
  at: number,
  { said, calendar }: Scene,
): { pick: Pick; to: number } | undefined {
  const pickAt = (place: number) => picks.find((one) => calendar[one].has(wordAt(place, said)))
  const [first, second] = [pickAt(at), pickAt(at + 1)]
  if (!first) return undefined
  return second ? { pick: second, to: at + 2 } : { pick: first, to: at + 1 }
}

const offsets: Record<Pick, number> = {
  this: 0,
  next: 1,
  coming: 1,
  previous: -1,
  past: -1,
  nearest: 0,
}

/** "this week", "next month", "last year". */
export function periodAt(at: number, scene: Scene): Period | undefined {
  const bare = barePeriod(at, scene)
  const later = bare && endOf(scene.calendar.afterNext, bare.to, scene.said)
  if (bare && later !== undefined) return { ...bare, offset: 2, to: later }
  const picked = picksAt(at, scene)
  const found = picked && barePeriod(picked.to, scene)
  return found && { ...found, from: at, offset: offsets[picked.pick] }
}

export function barePeriod(at: number, scene: Scene): Period | undefined {
  const kind = periodKind(wordAt(at, scene.said), scene.calendar)
  return kind && { kind, offset: 0, from: at, to: at + 1 }
}

function periodKind(word: string, calendar: Calendar): Period['kind'] | undefined {
  if (calendar.dayUnits.get(word) === 7) return 'week'
  if (calendar.monthUnits.has(word)) return 'month'
  return calendar.yearUnits.has(word) ? 'year' : undefined
}

/** A number that may be that of a day. */
type DayNumeral = Numeral & { day?: true }

/** A number; the nought of "oh seven oh four" is left out. */
export function numberAt(at: number, { said }: Scene): Numeral | undefined {
  const numeral = numeralIn(at, said)
  const next = numeral?.value === 0 && !numeral.figures ? numeralIn(numeral.to, said) : undefined
  return next && next.value > 0 && next.value < 10 ? { ...next, from: at } : numeral
}

export const isDay = (numeral: Numeral | undefined): numeral is DayNumeral =>
  numeral !== undefined &&
  Number.isInteger(numeral.value) &&
  numeral.value >= 1 &&
  numeral.value <= 31

/** The place after what may stand between a day and its month. */
export const skipLinks = (at: number, { said, calendar }: Scene): number =>
  skip(calendar.links, skip(calendar.dayWords, skip(calendar.links, at, said), said), said)

export const partFollows = (at: number, { said }: Scene): boolean => startsPartOfDay(at, said)

export function isUnit(at: number, { said, calendar }: Scene): boolean {
  const word = wordAt(at, said)
  const units = [calendar.dayUnits, calendar.monthUnits, calendar.yearUnits]
  return units.some((own) => own.has(word)) && !calendar.dayWords.has(word)
}

/** True when the number before this place counts something, or is an hour. */
export const countsSomething = (at: number, scene: Scene): boolean =>
  isUnit(at, scene) ||
  partFollows(at, scene) ||
  scene.calendar.clock.oclock.has(wordAt(at, scene.said)) ||
  scene.calendar.secondUnits.has(wordAt(at, scene.said))
