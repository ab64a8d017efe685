// Days in words, found piece by piece: what a date, a weekday, a week or a number of a day says by itself.
import { DateTime } from 'luxon'
import type { Calendar } from '../calendars.ts'
import { numeralAt, type Numeral } from '../numbers.ts'
import { iso, onFeast, real } from './feast.ts'
import { lengthAt, moved, opposite, shiftAt, type Length } from './length.ts'
import { after, named, past, type Said } from './said.ts'

/** Inclusive ISO dates. */
export type Limits = { from?: string; to?: string }

/** `loose`: two figures and bare numbers after a date may be its year, because no time of day follows. */
export type Scene = { said: Said; calendar: Calendar; monthFirst: boolean; today: DateTime; limits: Limits; loose: boolean }

/** Which of several is meant: this Friday, the next, the coming, the previous one, the one just past, or the nearest of all. */
export type Pick = 'this' | 'next' | 'coming' | 'previous' | 'past' | 'nearest'

/** A day of the year without its year: the date it has in a year, if that year has it. */
export type Yearless = (year: number) => string | undefined

/**
 * One piece of a date. Of a `date`, `dates` are its readings, the likeliest first (none: there is no such day); `on` gives it in other years;
 * `counted` came from "in three weeks", so a weekday beside it names a day of that week; `named` is a day like
 * "tonight", whose words may tell the part of the day as well. Offsets count from this week, month or year.
 */
export type Piece = { from: number; to: number; vague?: boolean } & (
  | { kind: 'date'; dates: string[]; rank: number; on?: Yearless[]; counted?: boolean; named?: boolean }
  | { kind: 'weekday'; weekday: number; pick?: Pick; day?: number }
  | { kind: 'week' | 'month' | 'year'; offset: number }
  | { kind: 'day'; day: number }
)

export type Period = Extract<Piece, { offset: number }>
type Dated = Extract<Piece, { kind: 'date' }>

const onDay = (month: number, day: number): Yearless => (year) => real(year, month, day)

/** The piece that begins here. */
export function pieceAt(at: number, scene: Scene): Piece | undefined {
  return pickedAt(at, scene) ?? figuresAt(at, scene) ?? namedAt(at, scene) ?? edgeAt(at, scene) ?? nthAt(at, scene) ?? feastAt(at, scene) ?? anchoredAt(at, scene) ?? nearAt(at, scene) ?? weekdaysAt(at, scene) ?? countedAt(at, scene) ?? periodAt(at, scene) ?? weekdayAt(at, scene) ?? dayAt(at, scene)
}

/** The nearest such day: ahead, or behind where only the past is allowed. Readings of several days keep their order. */
export function nearest(on: readonly Yearless[], { today, limits }: Scene, pick?: Pick): string[] {
  return on.flatMap((dateIn) => {
    const all = Array.from({ length: 17 }, (_, i) => dateIn(today.year + i - 8)).filter((date) => date !== undefined)
    const now = iso(today)
    const [ahead, behind] = [all.filter((date) => (pick === 'next' ? date > now : date >= now)), all.filter((date) => date < now).reverse()]
    if (pick === 'this') return all.filter((date) => date.startsWith(String(today.year)))
    if (pick === 'nearest') return all.toSorted((a, b) => daysTo(a, today) - daysTo(b, today)).slice(0, 1)
    const ordered = pick === 'previous' || pick === 'past' ? behind : [...ahead, ...behind]
    const allowed = ordered.find((date) => (limits.from === undefined || date >= limits.from) && (limits.to === undefined || date <= limits.to)) ?? ordered[0]
    return allowed === undefined ? [] : [allowed]
  })
}

const daysTo = (date: string, today: DateTime): number => Math.abs(DateTime.fromISO(date, { zone: 'utc' }).diff(today, 'days').days)

function dated(on: Yearless[], year: { years: number[]; to: number } | undefined, from: number, to: number, scene: Scene): Dated {
  const dates = year ? year.years.flatMap((one) => on.map((dateIn) => dateIn(one))).filter((date) => date !== undefined) : nearest(on, scene)
  return { kind: 'date', dates, rank: 3, from, to: year?.to ?? to, ...(year ? {} : { on }) }
}

/** "this", "next", "this coming" and the place after them. */
function picksAt(at: number, { said, calendar }: Scene): { pick: Pick; to: number } | undefined {
  let found: { pick: Pick; to: number } | undefined
  for (let place = at; place < at + 2; place++) {
    const word = said.plain[place] ?? ''
    const pick = calendar.coming.has(word) ? 'coming' : calendar.past.has(word) ? 'past' : calendar.next.has(word) ? 'next' : calendar.previous.has(word) ? 'previous' : calendar.this.has(word) ? 'this' : undefined
    if (!pick) break
    found = { pick, to: place + 1 }
  }
  return found
}

/** "next Easter", "this fifth of May", "last Christmas". */
function pickedAt(at: number, scene: Scene): Dated | undefined {
  const picked = picksAt(at, scene)
  const piece = picked && (figuresAt(picked.to, scene) ?? namedAt(picked.to, scene) ?? feastAt(picked.to, scene))
  return piece?.on && { ...piece, from: at, dates: nearest(piece.on, scene, picked?.pick) }
}

// 84 is 1984 and 26 is 2026; from eleven to fifty years ahead either century is heard, the past first only where the future is far.
function yearsOf(year: number, { today }: Scene): number[] {
  if (year > 99) return [year]
  const near = Math.floor(today.year / 100) * 100 + year
  const ahead = near - today.year
  return ahead <= 10 ? [near] : ahead <= 50 ? [near, near - 100] : [near - 100]
}

/** 2026-03-03, 20260303, 3/3/2026, 3.3.26, 3/3; two small figures are heard both ways where both orders are in use. */
function figuresAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, monthFirst } = scene
  const text = said.plain[at] ?? ''
  if (said.tokens[at]?.kind !== 'figures') return undefined
  const full = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})$/.exec(text) ?? /^((?:19|20)\d{2})(0[1-9]|1[0-2])(\d{2})$/.exec(text)
  const date = full && real(Number(full[1]), Number(full[2]), Number(full[3]))
  if (date) return { kind: 'date', dates: [date], rank: 3, from: at, to: at + 1 }
  const short = /^(\d{1,2})[-./](\d{1,2})(?:[-./](\d{4}|\d{2}))?$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4}|\d{2})$/.exec(text)
  // "at 2.30" is a time
  if (!short || (short[3] === undefined && text.includes('.') && (calendar.clock.at.has(said.plain[at - 1] ?? '') || partFollows(at + 1, scene)))) return undefined
  const [first, second] = [Number(short[1]), Number(short[2])]
  const orders = monthFirst ? [onDay(first, second), onDay(second, first)] : [onDay(second, first), onDay(first, second)]
  const possible = orders.filter((on) => on(2024) !== undefined)
  const on = calendar.eitherOrder && first !== second ? possible : possible.slice(0, 1)
  if (on.length === 0) return undefined
  return dated(on, short[3] === undefined ? undefined : { years: yearsOf(Number(short[3]), scene), to: at + 1 }, at, at + 1, scene)
}

function partFollows(at: number, { said, calendar }: Scene): boolean {
  return Object.values(calendar.clock.parts).some((phrases) => after(phrases, at, said) !== undefined)
}

/** A number that may be that of a day. */
type DayNumeral = Numeral & { day?: true }

const linked = (at: number, { said, calendar }: Scene): number => past(calendar.links, past(calendar.dayWords, past(calendar.links, at, said), said), said)

/** A number; the nought of "oh seven oh four" is left out. */
function numberAt(at: number, { said }: Scene): Numeral | undefined {
  const numeral = numeralAt(said.tokens, at, said.language)
  const next = numeral?.value === 0 && !numeral.figures ? numeralAt(said.tokens, numeral.to, said.language) : undefined
  return next && next.value > 0 && next.value < 10 ? { ...next, from: at } : numeral
}

const isDay = (numeral: Numeral | undefined): numeral is DayNumeral => numeral !== undefined && Number.isInteger(numeral.value) && numeral.value >= 1 && numeral.value <= 31

/** "the third of March 2026", "March 3rd", "2026 March 3", 3 3 2026, «третьего четвёртого». */
function namedAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, monthFirst } = scene
  const monthAt = (place: number) => calendar.months.get(said.plain[place] ?? '')
  const month = monthAt(at)
  if (month !== undefined) {
    const day = numberAt(linked(at + 1, scene), scene)
    if (isDay(day)) return withYear(month, day.value, at, day.to, scene)
    const last = day && fourFigures(day) ? numberAt(day.to, scene) : undefined
    return day && isDay(last) ? dated([onDay(month, last.value)], { years: [day.value], to: last.to }, at, last.to, scene) : undefined
  }
  const first = numberAt(at, scene)
  // "$12 December 27"
  if (!first || (said.tokens[at - 1]?.kind === 'sign' && said.plain[at - 1] !== '-')) return undefined
  const place = linked(first.to, scene)
  const next = monthAt(place)
  if (next !== undefined && isDay(first)) return withYear(next, first.value, at, place + 1, scene)
  const second = numberAt(next === undefined ? place : place + 1, scene)
  if (fourFigures(first) && isDay(second)) {
    const third = next === undefined ? (monthAt(second.to) ?? numberAt(second.to, scene)) : next
    const [of, day, to] = typeof third === 'number' ? [third, second.value, next === undefined ? second.to + 1 : second.to] : [second.value, third?.value ?? 0, third?.to ?? 0]
    return real(first.value, of, day) ? dated([onDay(of, day)], { years: [first.value], to }, at, to, scene) : undefined
  }
  if (!isDay(first) || !second) return undefined
  const late = fourFigures(second) ? monthAt(second.to) : undefined
  if (late !== undefined) return dated([onDay(late, first.value)], { years: [second.value], to: second.to + 1 }, at, second.to + 1, scene)
  // «третьего четвёртого»: an ordinal after an ordinal is the month
  if (first.ordinal && second.ordinal && second.value <= 12) return withYear(second.value, first.value, at, second.to, scene)
  const year = isDay(second) ? yearAt(second.to, scene) : undefined
  if (!year) return undefined
  const orders: [number, number][] = monthFirst ? [[first.value, second.value], [second.value, first.value]] : [[second.value, first.value], [first.value, second.value]]
  const on = orders.filter(([of, day]) => real(2024, of, day)).map(([of, day]) => onDay(of, day))
  return on.length > 0 ? dated(calendar.eitherOrder && first.value !== second.value ? on : on.slice(0, 1), year, at, year.to, scene) : undefined
}

const fourFigures = ({ figures, digits }: Numeral): boolean => figures && /^(?:1[5-9]|20|21)\d\d$/.test(digits)

const withYear = (month: number, day: number, from: number, to: number, scene: Scene): Dated => dated([onDay(month, day)], yearAt(to, scene), from, to, scene)

/** A year: 2026, "nineteen eighty four", "twenty oh six", "of 87", "next year". */
function yearAt(at: number, scene: Scene): { years: number[]; to: number } | undefined {
  const { said, calendar, loose, today } = scene
  const place = past(calendar.links, said.language.and.has(said.plain[at] ?? '') || calendar.ahead.has(said.plain[at] ?? '') ? at + 1 : at, said)
  const period = periodAt(place, scene)
  if (period?.kind === 'year') return { years: [today.year + period.offset], to: period.to }
  const first = numberAt(place, scene)
  if (!first) return undefined
  const unit = (to: number) => past(calendar.yearUnits, to, said)
  if (first.value >= 1000 && first.value <= 2199 && (loose || unit(first.to) > first.to || !first.figures)) return { years: [first.value], to: unit(first.to) }
  const second = numberAt(first.to, scene)
  if (loose && !first.ordinal && first.value >= 17 && first.value <= 20 && second && !second.ordinal && second.value < 100 && (first.figures === second.figures)) {
    const third = second.value === 0 ? numberAt(second.to, scene) : undefined
    const ones = third && third.value < 10 ? third : undefined
    return { years: [first.value * 100 + second.value + (ones?.value ?? 0)], to: unit(ones?.to ?? second.to) }
  }
  // 87 is a year after "of", before «года», or as a bare pair of figures with no time after it
  const small = first.value < 100 && Number.isInteger(first.value)
  const told = place > at || unit(first.to) > first.to
  const bare = loose && first.figures && !first.ordinal && first.digits.length === 2 && !second && !calendar.clock.oclock.has(said.plain[first.to] ?? '') && !partFollows(first.to, scene)
  return small && ((told && (!first.ordinal || unit(first.to) > first.to)) || bare) ? { years: yearsOf(first.value, scene), to: unit(first.to) } : undefined
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
  if (month !== undefined) return dated([(year) => real(year, month, ends === undefined ? 1 : lastDay(year, month))], yearAt(place + 1, scene), at, place + 1, scene)
  const period = periodAt(place, scene) ?? barePeriod(place, scene)
  if (!period) return undefined
  const within = today.plus({ [`${period.kind}s`]: period.offset })
  const unit = period.kind as 'week' | 'month' | 'year'
  // a week ends on Friday or on Sunday
  const dates = ends === undefined ? [within.startOf(unit)] : unit === 'week' ? [within.set({ weekday: 5 }), within.set({ weekday: 7 })] : [within.endOf(unit)]
  return { kind: 'date', dates: dates.map(iso), rank: 3, from: at, to: period.to }
}

/** "this week", "next month", "last year". */
function periodAt(at: number, scene: Scene): Period | undefined {
  const picked = picksAt(at, scene)
  const bare = barePeriod(at, scene)
  const later = bare && after(scene.calendar.afterNext, bare.to, scene.said)
  if (bare && later !== undefined) return { ...bare, offset: 2, to: later }
  const found = picked && barePeriod(picked.to, scene)
  return found && picked && { ...found, from: at, offset: { this: 0, next: 1, coming: 1, previous: -1, past: -1, nearest: 0 }[picked.pick] }
}

function barePeriod(at: number, { said, calendar }: Scene): Period | undefined {
  const word = said.plain[at] ?? ''
  const kind = calendar.dayUnits.get(word) === 7 ? 'week' : calendar.monthUnits.has(word) ? 'month' : calendar.yearUnits.has(word) ? 'year' : undefined
  return kind && { kind, offset: 0, from: at, to: at + 1 }
}

/** "the first Monday of May", "the last Friday of next month". */
function nthAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar, today } = scene
  const ordinal = numberAt(at, scene)
  const nth = said.language.last.has(said.plain[at] ?? '') ? -1 : ordinal?.ordinal && ordinal.value <= 5 ? ordinal.value : undefined
  const place = nth === -1 ? at + 1 : (ordinal?.to ?? at)
  const weekday = calendar.weekdays.get(said.plain[place] ?? '')
  if (nth === undefined || weekday === undefined) return undefined
  const where = past(calendar.links, calendar.ahead.has(said.plain[place + 1] ?? '') ? place + 2 : place + 1, said)
  const month = calendar.months.get(said.plain[where] ?? '')
  if (month !== undefined) return dated([(year) => onFeast({ month, weekday, nth }, year)], yearAt(where + 1, scene), at, where + 1, scene)
  const period = periodAt(where, scene) ?? barePeriod(where, scene)
  if (period?.kind !== 'month') return undefined
  const within = today.startOf('month').plus({ months: period.offset })
  const date = onFeast({ month: within.month, weekday, nth }, within.year)
  return { kind: 'date', dates: date ? [date] : [], rank: 3, from: at, to: period.to }
}

function feastAt(at: number, scene: Scene): Dated | undefined {
  const feast = named(scene.calendar.feasts, at, scene.said)
  return feast && dated(feast.value.map((rule): Yearless => (year) => onFeast(rule, year)), yearAt(feast.to, scene), at, feast.to, scene)
}

/** "tomorrow", "the day after". */
function nearAt(at: number, { said, calendar, today }: Scene): Dated | undefined {
  const near = named(calendar.days, at, said)
  return near && { kind: 'date', dates: [iso(today.plus({ days: near.value }))], rank: 2, named: true, from: at, to: near.to }
}

/** "two weeks before Christmas", "three days from tomorrow", "a week on Tuesday". */
function anchoredAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const ahead = calendar.ahead.has(said.plain[at] ?? '')
  const length = lengthAt(ahead ? at + 1 : at, said)
  const word = said.plain[length?.to ?? -1] ?? ''
  const back = calendar.before.has(word)
  const on = !ahead && calendar.on.has(word)
  if (!length || !(back || on || calendar.after.has(word))) return undefined
  const anchor = pieceAt(past(calendar.links, length.to + 1, said), scene)
  if (!anchor || (on && anchor.kind !== 'weekday')) return undefined
  const days = datesOf(anchor, scene)
  return days.length > 0 ? shifted(days, back ? opposite(length.length) : length.length, { from: at, to: anchor.to, vague: length.vague }) : undefined
}

/** "in three weeks", "two days ago". */
function countedAt(at: number, { said, today }: Scene): Dated | undefined {
  const shift = shiftAt(at, said)
  return shift && shifted([iso(today)], shift.length, { from: at, to: shift.to, vague: shift.vague })
}

function shifted(from: string[], length: Length, place: { from: number; to: number; vague: boolean }): Dated | undefined {
  if (length.seconds !== 0) return undefined
  const dates = from.map((date) => moved(DateTime.fromISO(date, { zone: 'utc' }), length)).filter((date) => date !== undefined)
  return { kind: 'date', dates: dates.map(iso), rank: 2, counted: true, ...place }
}

/** "Two Sundays from now", "three Fridays ago". */
function weekdaysAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const count = numberAt(at, scene)
  const weekday = calendar.weekdays.get(said.plain[count?.to ?? -1] ?? '')
  if (!count || weekday === undefined || count.ordinal || !Number.isInteger(count.value) || count.value < 1 || count.value > 52) return undefined
  const back = after(calendar.ago, count.to + 1, said)
  const to = back ?? after(calendar.later, count.to + 1, said)
  const [first] = weekdays(weekday, back === undefined ? 'coming' : 'past', scene)
  return to !== undefined && first !== undefined ? shifted([first], { months: 0, days: (count.value - 1) * (back === undefined ? 7 : -7), seconds: 0 }, { from: at, to, vague: false }) : undefined
}

/** "The Friday before Christmas", "the Monday after the fifth of May". */
function besideAt(at: number, weekday: number, to: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const back = calendar.before.has(said.plain[to] ?? '')
  if (!back && !calendar.after.has(said.plain[to] ?? '')) return undefined
  const anchor = pieceAt(past(calendar.links, to + 1, said), scene)
  if (anchor?.kind !== 'date') return undefined
  const beside = anchor.dates.map((date) => {
    const day = DateTime.fromISO(date, { zone: 'utc' })
    const ahead = (weekday - day.weekday + 7) % 7
    return iso(day.plus({ days: back ? (ahead === 0 ? -7 : ahead - 7) : ahead === 0 ? 7 : ahead }))
  })
  return { kind: 'date', dates: beside, rank: 3, from: at, to: anchor.to }
}

/** A weekday with what is said about which: "next Friday", "Friday the 13th", "Monday 21". */
function weekdayAt(at: number, scene: Scene): Piece | undefined {
  const { said, calendar } = scene
  const picked = picksAt(at, scene)
  const place = picked?.to ?? at
  const weekday = calendar.weekdays.get(said.plain[place] ?? '')
  if (weekday === undefined) return undefined
  // "Tuesday week", "Friday after next"
  const later = after(calendar.afterNext, place + 1, said) ?? (calendar.dayUnits.get(said.plain[place + 1] ?? '') === 7 ? place + 2 : undefined)
  if (!picked && later !== undefined) return { kind: 'date', dates: weekdays(weekday, 'this', scene).map((date) => iso(DateTime.fromISO(date).plus({ days: 7 }))), rank: 2, from: at, to: later }
  const beside = besideAt(at, weekday, place + 1, scene)
  if (beside) return beside
  const day = numberAt(past(calendar.links, place + 1, said), scene)
  const named = day && isDay(day) && !calendar.months.has(said.plain[linked(day.to, scene)] ?? '') && (day.ordinal || (day.value > 12 && day.figures && day.digits.length < 3)) && !isUnit(day.to, scene)
  const told = named && (day.ordinal || (!calendar.clock.oclock.has(said.plain[day.to] ?? '') && !partFollows(day.to, scene)))
  return { kind: 'weekday', weekday, pick: picked?.pick, from: at, ...(told ? { day: day.value, to: day.to } : { to: place + 1 }) }
}

/** True when the number before this place counts something, or is an hour. */
const counts = (at: number, scene: Scene): boolean => isUnit(at, scene) || partFollows(at, scene) || scene.calendar.clock.oclock.has(scene.said.plain[at] ?? '') || scene.calendar.secondUnits.has(scene.said.plain[at] ?? '')

const isUnit = (at: number, { said, calendar }: Scene): boolean => [calendar.dayUnits, calendar.monthUnits, calendar.yearUnits].some((units) => units.has(said.plain[at] ?? '')) && !calendar.dayWords.has(said.plain[at] ?? '')

/** "the third", «третьего числа», 3 числа. */
function dayAt(at: number, scene: Scene): Piece | undefined {
  const { said, calendar } = scene
  const day = numberAt(at, scene)
  const to = day && past(calendar.dayWords, day.to, said)
  const bare = calendar.on.has(said.plain[at - 1] ?? '') && day?.figures === true && !counts(day.to, scene)
  // "one second" is no day, and neither are "the third week" and «а сёмай»
  if (!isDay(day) || calendar.clock.at.has(said.plain[at - 1] ?? '') || partFollows(day.to, scene) || to === undefined || said.language.numbers.has(said.plain[at - 1] ?? '') || isUnit(day.to, scene)) return undefined
  return day.ordinal || bare || (to > day.to && !calendar.dayUnits.has(said.plain[day.to] ?? '')) ? { kind: 'day', day: day.value, from: at, to } : undefined
}

/** The days a piece means by itself. */
export function datesOf(piece: Piece, scene: Scene): string[] {
  if (piece.kind === 'date') return piece.dates
  if (piece.kind === 'weekday') return piece.day === undefined ? weekdays(piece.weekday, piece.pick, scene) : daysOn(piece.weekday, piece.day, scene)
  return piece.kind === 'day' ? daysOf(piece.day, scene) : []
}

/** "Tuesday" on a Tuesday is heard both ways, and so is "next Tuesday" while this week's is still to come. */
function weekdays(weekday: number, pick: Pick | undefined, { today, limits }: Scene): string[] {
  const ahead = (weekday - today.weekday + 7) % 7
  const recent = ahead === 0 ? -7 : ahead - 7
  const inWeek = weekday - today.weekday
  const past = limits.to !== undefined && iso(today.plus({ days: ahead })) > limits.to
  const days =
    pick === 'previous' ? [...new Set([inWeek - 7, recent])]
    : pick === 'past' || past ? [recent]
    : pick === 'next' ? (inWeek > 0 ? [inWeek + 7, inWeek] : [inWeek + 7])
    : pick === 'coming' ? [ahead === 0 ? 7 : ahead]
    : pick === 'this' || ahead > 0 ? [ahead]
    : [0, 7]
  return days.map((count) => iso(today.plus({ days: count })))
}

/** The nearest Friday the 13th. */
function daysOn(weekday: number, day: number, { today, limits }: Scene): string[] {
  return nearestMonth(day, today, limits, 100, (date) => DateTime.fromISO(date).weekday === weekday)
}

/** The nearest third of a month. */
export function daysOf(day: number, { today, limits }: Scene): string[] {
  return nearestMonth(day, today, limits, 13, () => true)
}

function nearestMonth(day: number, today: DateTime, { from, to }: Limits, months: number, fits: (date: string) => boolean): string[] {
  const near = Array.from({ length: 2 * months + 1 }, (_, i) => today.startOf('month').plus({ months: i - months })).map(({ year, month }) => real(year, month, day)).filter((date) => date !== undefined && fits(date)) as string[]
  const now = iso(today)
  const ordered = [...near.filter((date) => date >= now), ...near.filter((date) => date < now).reverse()]
  const date = ordered.find((one) => (from === undefined || one >= from) && (to === undefined || one <= to)) ?? ordered[0]
  return date === undefined ? [] : [date]
}
