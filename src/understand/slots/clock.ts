// Times of day in words: by the clock, by the quarter, with or without the part of the day.
import type { PartOfDay } from '../../languages/calendar.ts'
import { numeralAt } from '../numbers.ts'
import { after, meant, past, type Said } from './said.ts'

/** A time as the clock shows it, and where it stands. `exact`: it cannot be meant twelve hours
 * later. Higher `rank`: more plainly a time. */
type Clock = {
  hour: number
  minute: number
  exact: boolean
  rank: number
  from: number
  to: number
}

/** An hour by itself; `exact`: noon or midnight. */
type Hour = { hour: number; exact: boolean; to: number }

/**
 * All times that may have been meant, `HH:MM`, the likeliest first. Hours from `plainFrom` to 11
 * said without a part of the day mean the
 * morning; where the morning may be over, 13 hears both.
 */
export function findTimes(
  said: Said,
  plainFrom = said.language.calendar.clock.plainFrom,
): string[] {
  const found: Clock[] = []
  for (let at = 0; at < said.plain.length;) {
    const clock = clockAt(at, said)
    if (clock) found.push(clock)
    at = Math.max(clock?.to ?? 0, at + 1)
  }
  const left = meant(found, said)
  const best = left.find(({ rank }) => rank === Math.max(...left.map((clock) => clock.rank)))
  // "at five or six" and "from five to six" leave a doubt, any other second time is something else
  const range = left.some(({ from }) =>
    said.language.calendar.range.has(said.plain[from - 1] ?? ''),
  )
  const either = left.filter(
    (clock) =>
      best &&
      clock !== best &&
      (range ||
        said.plain
          .slice(Math.min(best.to, clock.to), Math.max(best.from, clock.from))
          .some((word) => said.language.calendar.or.has(word))),
  )
  return [
    ...new Set(
      [best, ...either]
        .filter((clock) => clock !== undefined)
        .toSorted((a, b) => a.from - b.from)
        .flatMap((clock) =>
          hoursOf(clock, plainFrom, said).map((hour) => shown(hour, clock.minute)),
        ),
    ),
  ]
}

function shown(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

// Said without a part of the day, an hour up to twelve is heard twice; people are awake from seven
// on.
function hoursOf(clock: Clock, plainFrom: number, said: Said): number[] {
  const { hour, exact } = clock
  const part = partOf(clock, said)
  if (hour > 12 || hour === 0 || (exact && part === undefined)) return [hour % 24]
  const noon = hour === 12
  switch (part) {
    case 'am':
      return [hour % 12]
    case 'pm':
      return [noon ? 12 : hour + 12]
    // eleven by day is before noon, twelve in the evening is midnight, one at night is after it
    case 'day':
      return [noon || hour > 7 ? hour : hour + 12]
    case 'evening':
      return [noon ? 0 : hour + 12]
    case 'night':
      return [noon ? 0 : hour < 6 ? hour : hour + 12]
    case undefined:
      return noon || hour >= plainFrom ? [hour] : hour >= 7 ? [hour, hour + 12] : [hour + 12, hour]
  }
}

/** The part of the day that stands after the time, else any that was said. */
function partOf(clock: Clock, said: Said): PartOfDay | undefined {
  const parts = Object.entries(said.language.calendar.clock.parts) as [PartOfDay, string[][]][]
  const all = said.plain.flatMap((_, at) =>
    parts.flatMap(([part, phrases]) =>
      after(phrases, at, said) === undefined ? [] : [{ part, at }],
    ),
  )
  return (all.find(({ at }) => at >= clock.to && at <= clock.to + 3) ?? all[0])?.part
}

function clockAt(at: number, said: Said): Clock | undefined {
  const { noon, midnight } = said.language.calendar.clock
  const twelve = after(midnight, at, said) ?? after(noon, at, said)
  if (twelve !== undefined)
    return {
      hour: after(midnight, at, said) === undefined ? 12 : 0,
      minute: 0,
      exact: true,
      rank: 3,
      from: at,
      to: twelve,
    }
  return (
    figuresAt(at, said) ??
    quarterAt(at, said) ??
    beforeAt(at, said) ??
    sharedAt(at, said) ??
    hourAt(at, said)
  )
}

/** 17:30, 5.30, 1730: figures without a mark count as a time where a word says so. */
function figuresAt(at: number, said: Said): Clock | undefined {
  const text = said.plain[at]!
  const marked = /^(\d{1,2})([:.-])(\d{2})(?:[:.]\d{2}(?:\.\d+)?)?$/.exec(text)
  const run = /^(\d{1,2})(\d{2})$/.exec(text)
  const [hour, minute] = marked
    ? [Number(marked[1]), Number(marked[3])]
    : [Number(run?.[1]), Number(run?.[2])]
  if (!(hour <= 24) || !(minute < 60) || (hour === 24 && minute > 0)) return undefined
  const rank = marked?.[2] === ':' || toldBy(at, at + 1, said) ? 3 : marked ? 2 : 1
  return {
    hour: hour % 24,
    minute,
    exact: text.startsWith('0') || hour === 24,
    rank,
    from: at,
    to: past(said.language.calendar.clock.oclock, at + 1, said),
  }
}

/** A word before or after that makes a number a time: "at 1140", "1140 am". */
function toldBy(from: number, to: number, said: Said): boolean {
  const { at, oclock, parts } = said.language.calendar.clock
  return (
    at.has(said.plain[from - 1] ?? '') ||
    oclock.has(said.plain[to] ?? '') ||
    Object.values(parts).some((phrases) => after(phrases, to, said) !== undefined)
  )
}

/** "half past three", "quarter to five"; by the hour that follows "half of the
 * third", "quarter onto the fifth". */
function quarterAt(at: number, said: Said): Clock | undefined {
  const { half, quarter, past: since, to, ofNext } = said.language.calendar.clock
  const word = said.plain[at]!
  if (!half.has(word) && !quarter.has(word)) return undefined
  const minute = half.has(word) ? 30 : 15
  const next = said.plain[at + 1] ?? ''
  const back = !ofNext && to.has(next)
  const hour = wholeHour(since.has(next) || back ? at + 2 : toward(at + 1, said), said)
  if (!hour) return undefined
  return {
    ...(back || ofNext
      ? { hour: before(hour.hour), minute: ofNext ? minute : 60 - minute }
      : { hour: hour.hour, minute }),
    exact: false,
    rank: 3,
    from: at,
    to: hour.to,
  }
}

/** "Without fifteen three", "without a quarter five", as Russian and Belarusian say it. */
function beforeAt(at: number, said: Said): Clock | undefined {
  const { to, quarter, ofNext } = said.language.calendar.clock
  if (!ofNext || !to.has(said.plain[at]!)) return undefined
  const minutes = quarter.has(said.plain[at + 1] ?? '')
    ? { value: 15, to: at + 2 }
    : numeralAt(said.tokens, at + 1, said.language)
  // "without twenty nine" is twenty to nine, and not 29
  const first =
    minutes && minutes.to > at + 2
      ? numeralAt(said.tokens.slice(0, at + 2), at + 1, said.language)
      : undefined
  return [minutes, first].flatMap((count) => {
    const hour =
      count && count.value > 0 && count.value < 60
        ? wholeHour(minuteWord(count.to, said), said)
        : undefined
    return hour && count
      ? [
          {
            hour: before(hour.hour),
            minute: 60 - count.value,
            exact: hour.exact,
            rank: 3,
            from: at,
            to: hour.to,
          },
        ]
      : []
  })[0]
}

/** "ten past four", "twenty minutes to six", "ten minutes of the sixth", "twenty
 * minutes onto the sixth". */
function sharedAt(at: number, said: Said): Clock | undefined {
  const { past: since, to, ofNext } = said.language.calendar.clock
  const minutes = numeralAt(said.tokens, at, said.language)
  if (
    !minutes ||
    minutes.ordinal ||
    !(minutes.value > 0 && minutes.value < 60) ||
    !Number.isInteger(minutes.value)
  )
    return undefined
  const link = minuteWord(minutes.to, said)
  const word = said.plain[link] ?? ''
  if (!ofNext) {
    const hour =
      since.has(word) ||
      (to.has(word) && !said.language.calendar.range.has(said.plain[at - 1] ?? ''))
        ? wholeHour(link + 1, said)
        : undefined
    if (!hour) return undefined
    const early = to.has(word)
    return {
      hour: early ? before(hour.hour) : hour.hour,
      minute: early ? 60 - minutes.value : minutes.value,
      exact: hour.exact,
      rank: 3,
      from: at,
      to: hour.to,
    }
  }
  // the hour that follows is an ordinal: "ten minutes of the sixth"; without "minutes" only
  // after "onto"
  const place = toward(link, said)
  const ordinal =
    link > minutes.to || place > link ? numeralAt(said.tokens, place, said.language) : undefined
  if (!ordinal?.ordinal || ordinal.figures || !(ordinal.value >= 1 && ordinal.value <= 12))
    return undefined
  return {
    hour: before(ordinal.value),
    minute: minutes.value,
    exact: false,
    rank: 3,
    from: at,
    to: ordinal.to,
  }
}

/** The place after the word that leads to the hour that follows. */
const toward = (at: number, said: Said): number =>
  said.language.calendar.clock.onto.has(said.plain[at] ?? '') ? at + 1 : at

const before = (hour: number): number => (hour === 0 ? 23 : hour === 1 ? 12 : hour - 1)

const minuteWord = (at: number, { plain, language }: Said): number =>
  language.calendar.secondUnits.get(plain[at] ?? '') === 60 ? at + 1 : at

function wholeHour(at: number, said: Said): Hour | undefined {
  const { noon, midnight } = said.language.calendar.clock
  const twelve = after(midnight, at, said) ?? after(noon, at, said)
  if (twelve !== undefined)
    return { hour: after(midnight, at, said) === undefined ? 12 : 0, exact: true, to: twelve }
  const numeral = numeralAt(said.tokens, at, said.language)
  if (!numeral || !(numeral.value >= 0 && numeral.value < 24) || !Number.isInteger(numeral.value))
    return undefined
  return {
    hour: numeral.value,
    exact: false,
    to: past(said.language.calendar.clock.oclock, numeral.to, said),
  }
}

/** "three thirty", "nine oh five", "three o'clock", "fifteen hundred", "three hours
 * fifteen minutes", "an hour of the day". */
function hourAt(at: number, said: Said): Clock | undefined {
  const { plain, language } = said
  const { oclock, ofNext } = language.calendar.clock
  // "an hour of the day", "at the hour of the night": one o'clock is the bare word
  if (
    ofNext &&
    oclock.has(plain[at]!) &&
    Object.values(language.calendar.clock.parts).some(
      (phrases) => after(phrases, at + 1, said) !== undefined,
    )
  )
    return { hour: 1, minute: 0, exact: false, rank: 3, from: at, to: at + 1 }
  const first = hundredAt(at, said)
  if (
    !first ||
    first.value < 0 ||
    !Number.isInteger(first.value) ||
    (said.tokens[at - 1]?.kind === 'sign' && plain[at - 1] !== '-')
  )
    return undefined
  if (first.value >= 100)
    return first.value % 100 < 60 && first.value < 2400
      ? {
          hour: Math.floor(first.value / 100),
          minute: first.value % 100,
          exact: true,
          rank: 2,
          from: at,
          to: first.to,
        }
      : undefined
  if (first.value > 24 || (first.ordinal && !ofNext)) return undefined
  const { past: since, to } = language.calendar.clock
  // "ten to" was cut off
  if (
    !ofNext &&
    first.to === plain.length - 1 &&
    (since.has(plain[first.to]!) || to.has(plain[first.to]!))
  )
    return undefined
  const marked = past(oclock, first.to, said)
  const minutes = minutesAt(marked, said)
  if (minutes === undefined && marked === first.to && counts(first.to, said)) return undefined
  const rank =
    marked > first.to
      ? 3
      : toldBy(at, minutes?.to ?? first.to, said) || minutes !== undefined
        ? 2
        : first.ordinal
          ? 0
          : 1
  return {
    hour: first.value % 24,
    minute: minutes?.value ?? 0,
    exact: first.value === 0 || first.value === 24,
    rank,
    from: at,
    to: minutes?.to ?? marked,
  }
}

/** A number; "oh seven hundred" has a nought before it. */
function hundredAt(at: number, { tokens, language }: Said): ReturnType<typeof numeralAt> {
  const first = numeralAt(tokens, at, language)
  const next =
    first?.value === 0 && !first.figures ? numeralAt(tokens, first.to, language) : undefined
  return next && next.value >= 100 && next.value < 1000 ? next : first
}

/** The minutes after an hour: "thirty", "oh five", "and fifteen minutes". */
function minutesAt(at: number, said: Said): { value: number; to: number } | undefined {
  const { tokens, plain, language } = said
  const first = numeralAt(tokens, language.and.has(plain[at] ?? '') ? at + 1 : at, language)
  if (
    !first ||
    first.ordinal ||
    !Number.isInteger(first.value) ||
    !(first.value >= 0 && first.value < 60)
  )
    return undefined
  const digit =
    first.value === 0 && first.digits.length === 1
      ? numeralAt(tokens, first.to, language)
      : undefined
  if (first.value === 0 && !digit && first.digits.length < 2) return undefined
  const minutes = digit && digit.value < 10 ? digit : first
  // a single figure is no number of minutes by itself: "at five two people"
  if (
    minutes === first &&
    first.value < 10 &&
    first.digits.length < 2 &&
    minuteWord(first.to, said) === first.to
  )
    return undefined
  return { value: minutes.value, to: minuteWord(minutes.to, said) }
}

/** True when the number before this place counts something else: days, minutes, the third of
 * May. */
function counts(at: number, { plain, language }: Said): boolean {
  const { yearUnits, monthUnits, dayUnits, secondUnits, months, clock } = language.calendar
  const word = plain[at] ?? ''
  const part = Object.values(clock.parts).some((phrases) =>
    phrases.some(([first, ...rest]) => rest.length === 0 && first === word),
  )
  return (
    !part && [yearUnits, monthUnits, dayUnits, secondUnits, months].some((words) => words.has(word))
  )
}
