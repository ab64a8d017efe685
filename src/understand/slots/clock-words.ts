// A time of day as it is told: by the clock, by the quarter, before or after the hour.
import type { Numeral } from '../numbers.ts'
import { endOf, numeralIn, skip, skipOne, wordAt, type Said } from './said.ts'

/** A time as the clock shows it, and where it stands. `exact`: it cannot be meant twelve hours
 * later. Higher `rank`: more plainly a time. */
export type Clock = {
  hour: number
  minute: number
  exact: boolean
  rank: number
  from: number
  to: number
}

/** An hour by itself; `exact`: noon or midnight. */
type Hour = { hour: number; exact: boolean; to: number }

/** How plainly something is a time: nothing else, most likely, perhaps, or rather something else. */
const PLAINLY = 3
const LIKELY = 2
const PERHAPS = 1
const HARDLY = 0

/** The time that is told here. */
export function clockAt(at: number, said: Said): Clock | undefined {
  const twelve = twelveAt(at, said)
  if (twelve) return { ...twelve, minute: 0, rank: PLAINLY, from: at }
  return (
    figuresAt(at, said) ??
    quarterAt(at, said) ??
    minutesBeforeAt(at, said) ??
    minutesFirstAt(at, said) ??
    bareHourAt(at, said) ??
    hourAt(at, said)
  )
}

/** Noon or midnight. */
function twelveAt(at: number, said: Said): Hour | undefined {
  const { noon, midnight } = said.language.calendar.clock
  const night = endOf(midnight, at, said)
  if (night !== undefined) return { hour: 0, exact: true, to: night }
  const day = endOf(noon, at, said)
  return day === undefined ? undefined : { hour: 12, exact: true, to: day }
}

/** 17:30, 5.30, 1730: figures without a mark count as a time where a word says so. */
function figuresAt(at: number, said: Said): Clock | undefined {
  const text = wordAt(at, said)
  const marked = /^(\d{1,2})([:.-])(\d{2})(?:[:.]\d{2}(?:\.\d+)?)?$/.exec(text)
  const [, hours, mark, minutes] = marked ?? /^(\d{1,2})()(\d{2})$/.exec(text) ?? []
  const [hour, minute] = [Number(hours), Number(minutes)]
  if (!(hour <= 24) || !(minute < 60) || (hour === 24 && minute > 0)) return undefined
  const plainly = mark === ':' || isTold(at, at + 1, said)
  const rank = marked ? LIKELY : PERHAPS
  return {
    hour: hour % 24,
    minute,
    exact: text.startsWith('0') || hour === 24,
    rank: plainly ? PLAINLY : rank,
    from: at,
    to: skip(said.language.calendar.clock.oclock, at + 1, said),
  }
}

/** True where a word before or after makes a number a time: "at 1140", "1140 am". */
function isTold(from: number, to: number, said: Said): boolean {
  const { at, oclock } = said.language.calendar.clock
  return at.has(wordAt(from - 1, said)) || oclock.has(wordAt(to, said)) || startsPartOfDay(to, said)
}

/** True where a part of the day stands. */
export const startsPartOfDay = (at: number, said: Said): boolean =>
  Object.values(said.language.calendar.clock.parts).some(
    (phrases) => endOf(phrases, at, said) !== undefined,
  )

/** "half past three", "quarter to five"; by the hour that follows "half of the third", "quarter
 * onto the fifth". */
function quarterAt(at: number, said: Said): Clock | undefined {
  const { half, quarter, past, to, ofNext } = said.language.calendar.clock
  const word = wordAt(at, said)
  if (!half.has(word) && !quarter.has(word)) return undefined
  const minute = half.has(word) ? 30 : 15
  const next = wordAt(at + 1, said)
  const back = !ofNext && to.has(next)
  const hour = wholeHourAt(past.has(next) || back ? at + 2 : skipOnto(at + 1, said), said)
  if (!hour) return undefined
  const place = { exact: false, rank: PLAINLY, from: at, to: hour.to }
  if (ofNext) return { hour: hourBefore(hour.hour), minute, ...place }
  if (back) return { hour: hourBefore(hour.hour), minute: 60 - minute, ...place }
  return { hour: hour.hour, minute, ...place }
}

/** "Without fifteen three", "without a quarter five", as Russian and Belarusian say it. */
function minutesBeforeAt(at: number, said: Said): Clock | undefined {
  const { to, quarter, ofNext } = said.language.calendar.clock
  if (!ofNext || !to.has(wordAt(at, said))) return undefined
  if (quarter.has(wordAt(at + 1, said))) return beforeHour({ value: 15, to: at + 2 }, at, said)
  const minutes = numeralIn(at + 1, said)
  if (!minutes) return undefined
  const clock = beforeHour(minutes, at, said)
  if (clock || minutes.to <= at + 2) return clock
  // "without twenty nine" is twenty to nine, and not 29
  const first = numeralIn(at + 1, { ...said, tokens: said.tokens.slice(0, at + 2) })
  return first && beforeHour(first, at, said)
}

function beforeHour(
  { value, to }: { value: number; to: number },
  from: number,
  said: Said,
): Clock | undefined {
  const hour = value > 0 && value < 60 ? wholeHourAt(skipMinutes(to, said), said) : undefined
  if (!hour) return undefined
  return { ...hour, hour: hourBefore(hour.hour), minute: 60 - value, rank: PLAINLY, from }
}

/** "ten past four", "twenty minutes to six"; by the hour that follows "ten minutes of the sixth",
 * "twenty minutes onto the sixth". */
function minutesFirstAt(at: number, said: Said): Clock | undefined {
  const minutes = numeralIn(at, said)
  if (!minutes || minutes.ordinal || !isMinute(minutes.value) || minutes.value === 0)
    return undefined
  if (said.language.calendar.clock.ofNext) return minutesOfNext(minutes, said)
  return minutesPastOrTo(minutes, said)
}

const isMinute = (value: number): boolean => Number.isInteger(value) && value >= 0 && value < 60

function minutesPastOrTo({ value, from, to }: Numeral, said: Said): Clock | undefined {
  const { clock, range } = said.language.calendar
  const link = skipMinutes(to, said)
  const word = wordAt(link, said)
  const early = clock.to.has(word)
  if (!clock.past.has(word) && (!early || range.has(wordAt(from - 1, said)))) return undefined
  const hour = wholeHourAt(link + 1, said)
  if (!hour) return undefined
  return {
    ...hour,
    hour: early ? hourBefore(hour.hour) : hour.hour,
    minute: early ? 60 - value : value,
    rank: PLAINLY,
    from,
  }
}

/** The hour that follows is an ordinal: "ten minutes of the sixth"; without "minutes" only after
 * "onto". */
function minutesOfNext({ value, from, to }: Numeral, said: Said): Clock | undefined {
  const link = skipMinutes(to, said)
  const place = skipOnto(link, said)
  const hour = link > to || place > link ? numeralIn(place, said) : undefined
  if (!hour?.ordinal || hour.figures || !(hour.value >= 1 && hour.value <= 12)) return undefined
  return {
    hour: hourBefore(hour.value),
    minute: value,
    exact: false,
    rank: PLAINLY,
    from,
    to: hour.to,
  }
}

/** The place after the word that leads to the hour that follows. */
const skipOnto = (at: number, said: Said): number =>
  skipOne(said.language.calendar.clock.onto, at, said)

function hourBefore(hour: number): number {
  if (hour === 0) return 23
  return hour === 1 ? 12 : hour - 1
}

const skipMinutes = (at: number, said: Said): number =>
  said.language.calendar.secondUnits.get(wordAt(at, said)) === 60 ? at + 1 : at

function wholeHourAt(at: number, said: Said): Hour | undefined {
  const twelve = twelveAt(at, said)
  if (twelve) return twelve
  const numeral = numeralIn(at, said)
  if (!numeral || !(numeral.value >= 0 && numeral.value < 24) || !Number.isInteger(numeral.value))
    return undefined
  const to = skip(said.language.calendar.clock.oclock, numeral.to, said)
  return { hour: numeral.value, exact: false, to }
}

/** "an hour of the day", "at the hour of the night": one o'clock is the bare word. */
function bareHourAt(at: number, said: Said): Clock | undefined {
  const { oclock, ofNext } = said.language.calendar.clock
  if (!ofNext || !oclock.has(wordAt(at, said)) || !startsPartOfDay(at + 1, said)) return undefined
  return { hour: 1, minute: 0, exact: false, rank: PLAINLY, from: at, to: at + 1 }
}

/** "three thirty", "nine oh five", "three o'clock", "fifteen hundred", "three hours fifteen
 * minutes". */
function hourAt(at: number, said: Said): Clock | undefined {
  const first = hundredAt(at, said)
  if (!first || first.value < 0 || !Number.isInteger(first.value) || followsSign(at, said))
    return undefined
  if (first.value >= 100) return hundredsOf(first, at)
  return mayBeHour(first, said) ? hourWithMinutes(first, said) : undefined
}

function mayBeHour(hour: Numeral, said: Said): boolean {
  const { ofNext } = said.language.calendar.clock
  return hour.value <= 24 && (!hour.ordinal || ofNext) && !isCutOff(hour, said)
}

function hourWithMinutes(first: Numeral, said: Said): Clock | undefined {
  const marked = skip(said.language.calendar.clock.oclock, first.to, said)
  const minutes = minutesAt(marked, said)
  if (!minutes && marked === first.to && countsElse(first.to, said)) return undefined
  return {
    hour: first.value % 24,
    minute: minutes?.value ?? 0,
    exact: first.value === 0 || first.value === 24,
    rank: rankOf(first, marked, minutes?.to, said),
    from: first.from,
    to: minutes?.to ?? marked,
  }
}

/** True after the sign of a currency or a plus. */
const followsSign = (at: number, said: Said): boolean =>
  said.tokens[at - 1]?.kind === 'sign' && wordAt(at - 1, said) !== '-'

function hundredsOf({ value, to }: Numeral, from: number): Clock | undefined {
  if (value % 100 >= 60 || value >= 2400) return undefined
  return {
    hour: Math.floor(value / 100),
    minute: value % 100,
    exact: true,
    rank: LIKELY,
    from,
    to,
  }
}

/** True of "ten to" with nothing after it. */
function isCutOff({ to }: Numeral, said: Said): boolean {
  const { clock } = said.language.calendar
  const word = wordAt(to, said)
  return (
    !clock.ofNext && to === said.plain.length - 1 && (clock.past.has(word) || clock.to.has(word))
  )
}

/** `marked` is the place after "o'clock", `end` that after the minutes. */
function rankOf(hour: Numeral, marked: number, end: number | undefined, said: Said): number {
  if (marked > hour.to) return PLAINLY
  if (end !== undefined || isTold(hour.from, hour.to, said)) return LIKELY
  return hour.ordinal ? HARDLY : PERHAPS
}

/** A number; "oh seven hundred" has a nought before it. */
function hundredAt(at: number, said: Said): Numeral | undefined {
  const first = numeralIn(at, said)
  const next = first?.value === 0 && !first.figures ? numeralIn(first.to, said) : undefined
  return next && next.value >= 100 && next.value < 1000 ? next : first
}

/** The minutes after an hour: "thirty", "oh five", "and fifteen minutes". */
function minutesAt(at: number, said: Said): { value: number; to: number } | undefined {
  const first = numeralIn(skipOne(said.language.and, at, said), said)
  if (!first || first.ordinal || !isMinute(first.value)) return undefined
  const lone = first.value < 10 && first.digits.length < 2
  const digit = lone && first.value === 0 ? numeralIn(first.to, said) : undefined
  if (digit && digit.value < 10) return { value: digit.value, to: skipMinutes(digit.to, said) }
  const to = skipMinutes(first.to, said)
  // a single figure is no number of minutes by itself: "at five two people"
  if (lone && (to === first.to || (first.value === 0 && !digit))) return undefined
  return { value: first.value, to }
}

/** True when the number before this place counts something else: days, minutes, the third of
 * May. */
function countsElse(at: number, { plain, language }: Said): boolean {
  const { yearUnits, monthUnits, dayUnits, secondUnits, months, clock } = language.calendar
  const word = plain[at] ?? ''
  const part = Object.values(clock.parts).some((phrases) =>
    phrases.some(([first, ...rest]) => rest.length === 0 && first === word),
  )
  return (
    !part && [yearUnits, monthUnits, dayUnits, secondUnits, months].some((words) => words.has(word))
  )
}
