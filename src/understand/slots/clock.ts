// Times of day in words: which of the two hours of a clock is meant, with or without the part of
// the day.
import type { PartOfDay } from '../../languages/calendar.ts'
import { findAll } from '../tokens.ts'
import { clockAt, type Clock } from './clock-words.ts'
import { endOf, selectMeant, wordAt, type Said } from './said.ts'

/** Without a part of the day people are awake from this hour on. */
const AWAKE_FROM = 7

/** One at night is after midnight up to this hour. */
const NIGHT_UNTIL = 6

const partsOfDay: readonly PartOfDay[] = ['am', 'pm', 'day', 'evening', 'night']

/**
 * All times that may have been meant, `HH:MM`, the likeliest first. Hours from `plainFrom` to 11
 * said without a part of the day mean the
 * morning; where the morning may be over, 13 hears both.
 */
export function findTimes(
  said: Said,
  plainFrom = said.language.calendar.clock.plainFrom,
): string[] {
  const clocks = selectMeant(
    findAll(said.plain.length, (at) => clockAt(at, said)),
    said,
  )
  const plainest = Math.max(...clocks.map(({ rank }) => rank))
  const best = clocks.find(({ rank }) => rank === plainest)
  const times = clocks
    .filter((clock) => clock === best || leavesDoubt(clock, best, clocks, said))
    .flatMap((clock) => hoursOf(clock, plainFrom, said).map((hour) => format(hour, clock.minute)))
  return [...new Set(times)]
}

/** "at five or six" and "from five to six" leave a doubt, any other second time is something
 * else. */
function leavesDoubt(
  clock: Clock,
  best: Clock | undefined,
  all: readonly Clock[],
  said: Said,
): boolean {
  const { or, range } = said.language.calendar
  if (all.some(({ from }) => range.has(wordAt(from - 1, said)))) return true
  return (
    best !== undefined &&
    said.plain
      .slice(Math.min(best.to, clock.to), Math.max(best.from, clock.from))
      .some((word) => or.has(word))
  )
}

function format(hour: number, minute: number): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

/** An hour up to twelve said without a part of the day is heard twice. */
function hoursOf(clock: Clock, plainFrom: number, said: Said): number[] {
  const { hour, exact } = clock
  const part = partOf(clock, said)
  if (hour > 12 || hour === 0 || (exact && part === undefined)) return [hour % 24]
  if (part !== undefined) return [hour === 12 ? twelveIn(part) : hourIn(part, hour)]
  if (hour === 12 || hour >= plainFrom) return [hour]
  return hour >= AWAKE_FROM ? [hour, hour + 12] : [hour + 12, hour]
}

/** Twelve in the evening is midnight. */
const twelveIn = (part: PartOfDay): number => (part === 'pm' || part === 'day' ? 12 : 0)

function hourIn(part: PartOfDay, hour: number): number {
  switch (part) {
    case 'am':
      return hour
    // eleven by day is before noon
    case 'day':
      return hour > AWAKE_FROM ? hour : hour + 12
    case 'night':
      return hour < NIGHT_UNTIL ? hour : hour + 12
    case 'pm':
    case 'evening':
      return hour + 12
  }
}

/** The part of the day that stands after the time, else any that was said. */
function partOf(clock: Clock, said: Said): PartOfDay | undefined {
  const { parts } = said.language.calendar.clock
  const all = said.plain.flatMap((_, at) =>
    partsOfDay
      .filter((part) => endOf(parts[part], at, said) !== undefined)
      .map((part) => ({ part, at })),
  )
  return (all.find(({ at }) => at >= clock.to && at <= clock.to + 3) ?? all[0])?.part
}
