// The pieces of which a date is put together, and what all that find them share.
import { DateTime } from 'luxon'
import type { Calendar } from '../../languages/calendar.ts'
import { numeralAt, type Numeral } from '../numbers.ts'
import { iso } from './feast.ts'
import { after, past, type Said } from './said.ts'

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

/** Which of several is meant: this Friday, the next, the coming, the previous one, the one just
 * past, or the nearest of all. */
export type Pick = 'this' | 'next' | 'coming' | 'previous' | 'past' | 'nearest'

/** A day of the year without its year: the date it has in a year, if that year has it. */
export type Yearless = (year: number) => string | undefined

/**
 * One piece of a date. Of a `date`, `dates` are its readings, the likeliest first (none: there is
 * no such day); `on` gives it in other years;
 * `counted` came from "in three weeks", so a weekday beside it names a day of that week; `named` is
 * a day like
 * "tonight", whose words may tell the part of the day as well. Offsets count from this week, month
 * or year.
 */
export type Piece = { from: number; to: number; vague?: boolean } & (
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

/** The nearest such day: ahead, or behind where only the past is allowed. Readings of several days
 * keep their order. */
export function nearest(on: readonly Yearless[], { today, limits }: Scene, pick?: Pick): string[] {
  return on.flatMap((dateIn) => {
    const all = Array.from({ length: 17 }, (_, i) => dateIn(today.year + i - 8)).filter(
      (date) => date !== undefined,
    )
    const now = iso(today)
    const [ahead, behind] = [
      all.filter((date) => (pick === 'next' ? date > now : date >= now)),
      all.filter((date) => date < now).reverse(),
    ]
    if (pick === 'this') return all.filter((date) => date.startsWith(String(today.year)))
    if (pick === 'nearest')
      return all.toSorted((a, b) => daysTo(a, today) - daysTo(b, today)).slice(0, 1)
    const ordered = pick === 'previous' || pick === 'past' ? behind : [...ahead, ...behind]
    const allowed =
      ordered.find(
        (date) =>
          (limits.from === undefined || date >= limits.from) &&
          (limits.to === undefined || date <= limits.to),
      ) ?? ordered[0]
    return allowed === undefined ? [] : [allowed]
  })
}

const daysTo = (date: string, today: DateTime): number =>
  Math.abs(DateTime.fromISO(date, { zone: 'utc' }).diff(today, 'days').days)

export function dated(
  on: Yearless[],
  year: { years: number[]; to: number } | undefined,
  from: number,
  to: number,
  scene: Scene,
): Dated {
  const dates = year
    ? year.years
        .flatMap((one) => on.map((dateIn) => dateIn(one)))
        .filter((date) => date !== undefined)
    : nearest(on, scene)
  return { kind: 'date', dates, rank: 3, from, to: year?.to ?? to, ...(year ? {} : { on }) }
}

/** "this", "next", "this coming" and the place after them. */
export function picksAt(
  at: number,
  { said, calendar }: Scene,
): { pick: Pick; to: number } | undefined {
  let found: { pick: Pick; to: number } | undefined
  for (let place = at; place < at + 2; place++) {
    const word = said.plain[place] ?? ''
    const pick = calendar.coming.has(word)
      ? 'coming'
      : calendar.past.has(word)
        ? 'past'
        : calendar.next.has(word)
          ? 'next'
          : calendar.previous.has(word)
            ? 'previous'
            : calendar.this.has(word)
              ? 'this'
              : undefined
    if (!pick) break
    found = { pick, to: place + 1 }
  }
  return found
}

/** "this week", "next month", "last year". */
export function periodAt(at: number, scene: Scene): Period | undefined {
  const picked = picksAt(at, scene)
  const bare = barePeriod(at, scene)
  const later = bare && after(scene.calendar.afterNext, bare.to, scene.said)
  if (bare && later !== undefined) return { ...bare, offset: 2, to: later }
  const found = picked && barePeriod(picked.to, scene)
  return (
    found &&
    picked && {
      ...found,
      from: at,
      offset: { this: 0, next: 1, coming: 1, previous: -1, past: -1, nearest: 0 }[picked.pick],
    }
  )
}

export function barePeriod(at: number, { said, calendar }: Scene): Period | undefined {
  const word = said.plain[at] ?? ''
  const kind =
    calendar.dayUnits.get(word) === 7
      ? 'week'
      : calendar.monthUnits.has(word)
        ? 'month'
        : calendar.yearUnits.has(word)
          ? 'year'
          : undefined
  return kind && { kind, offset: 0, from: at, to: at + 1 }
}

/** A number that may be that of a day. */
type DayNumeral = Numeral & { day?: true }

/** A number; the nought of "oh seven oh four" is left out. */
export function numberAt(at: number, { said }: Scene): Numeral | undefined {
  const numeral = numeralAt(said.tokens, at, said.language)
  const next =
    numeral?.value === 0 && !numeral.figures
      ? numeralAt(said.tokens, numeral.to, said.language)
      : undefined
  return next && next.value > 0 && next.value < 10 ? { ...next, from: at } : numeral
}

export const isDay = (numeral: Numeral | undefined): numeral is DayNumeral =>
  numeral !== undefined &&
  Number.isInteger(numeral.value) &&
  numeral.value >= 1 &&
  numeral.value <= 31

export const linked = (at: number, { said, calendar }: Scene): number =>
  past(calendar.links, past(calendar.dayWords, past(calendar.links, at, said), said), said)

export function partFollows(at: number, { said, calendar }: Scene): boolean {
  return Object.values(calendar.clock.parts).some(
    (phrases) => after(phrases, at, said) !== undefined,
  )
}

export const isUnit = (at: number, { said, calendar }: Scene): boolean =>
  [calendar.dayUnits, calendar.monthUnits, calendar.yearUnits].some((units) =>
    units.has(said.plain[at] ?? ''),
  ) && !calendar.dayWords.has(said.plain[at] ?? '')

/** True when the number before this place counts something, or is an hour. */
export const counts = (at: number, scene: Scene): boolean =>
  isUnit(at, scene) ||
  partFollows(at, scene) ||
  scene.calendar.clock.oclock.has(scene.said.plain[at] ?? '') ||
  scene.calendar.secondUnits.has(scene.said.plain[at] ?? '')
