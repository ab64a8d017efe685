// Weekdays and numbers of days: which Friday, which third, which Friday the 13th.
import { DateTime } from 'luxon'
import type { Numeral } from '../numbers.ts'
import { dateOf, iso } from './feast.ts'
import {
  countsSomething,
  firstAllowed,
  isDay,
  isUnit,
  numberAt,
  partFollows,
  picksAt,
  skipLinks,
  type Pick,
  type Piece,
  type Scene,
} from './piece.ts'
import { endOf, skip, wordAt } from './said.ts'

/** So many months each way hold a Friday the 13th, and a 31st. */
const MONTHS_TO_WEEKDAY = 100
const MONTHS_TO_DAY = 13

/** A weekday with what is said about which: "next Friday", "Friday the 13th", "Monday 21". */
export function weekdayAt(at: number, scene: Scene): Piece | undefined {
  const { said, calendar } = scene
  const picked = picksAt(at, scene)
  const place = picked?.to ?? at
  const weekday = calendar.weekdays.get(wordAt(place, said))
  if (weekday === undefined) return undefined
  const later = picked ? undefined : weekLaterAt(place + 1, scene)
  if (later !== undefined)
    return {
      kind: 'date',
      dates: weekdays(weekday, 'this', scene).map((date) =>
        iso(DateTime.fromISO(date).plus({ days: 7 })),
      ),
      rank: 2,
      from: at,
      to: later,
    }
  const day = dayBeside(place + 1, scene)
  return {
    kind: 'weekday',
    weekday,
    pick: picked?.pick,
    from: at,
    ...(day ? { day: day.value, to: day.to } : { to: place + 1 }),
  }
}

/** The place after "week" in "Tuesday week", after "after next" in "Friday after next". */
function weekLaterAt(at: number, { said, calendar }: Scene): number | undefined {
  const week = calendar.dayUnits.get(wordAt(at, said)) === 7
  return endOf(calendar.afterNext, at, said) ?? (week ? at + 1 : undefined)
}

/** The number of the day after its weekday: "the 13th", 21. */
function dayBeside(at: number, scene: Scene): Numeral | undefined {
  const { said, calendar } = scene
  const day = numberAt(skip(calendar.links, at, said), scene)
  if (!isDay(day) || isUnit(day.to, scene)) return undefined
  if (calendar.months.has(wordAt(skipLinks(day.to, scene), said))) return undefined
  if (day.ordinal) return day
  const written = day.value > 12 && day.figures && day.digits.length < 3
  const isHour = calendar.clock.oclock.has(wordAt(day.to, said)) || partFollows(day.to, scene)
  return written && !isHour ? day : undefined
}

/** "the third", "the third day", the 3rd. */
export function dayAt(at: number, scene: Scene): Piece | undefined {
  const { said, calendar } = scene
  const day = numberAt(at, scene)
  if (!isDay(day) || !mayBeDay(day, scene)) return undefined
  const to = skip(calendar.dayWords, day.to, said)
  const named = to > day.to && !calendar.dayUnits.has(wordAt(day.to, said))
  const bare =
    day.figures && calendar.on.has(wordAt(at - 1, said)) && !countsSomething(day.to, scene)
  return day.ordinal || bare || named ? { kind: 'day', day: day.value, from: at, to } : undefined
}

/** "one second" is no day, and neither are "the third week" and the hours of Belarusian, "at the
 * seventh". */
function mayBeDay({ from, to }: Numeral, scene: Scene): boolean {
  const { said, calendar } = scene
  const before = wordAt(from - 1, said)
  return (
    !calendar.clock.at.has(before) &&
    !said.language.numbers.has(before) &&
    !partFollows(to, scene) &&
    !isUnit(to, scene)
  )
}

/** "Tuesday" on a Tuesday is heard both ways, and so is "next Tuesday" while this week's is still
 * to come. */
export function weekdays(weekday: number, pick: Pick | undefined, scene: Scene): string[] {
  return daysTo(weekday, pick, scene).map((count) => iso(scene.today.plus({ days: count })))
}

/** How many days ahead, or behind if less than nothing. */
function daysTo(weekday: number, pick: Pick | undefined, { today, limits }: Scene): number[] {
  const ahead = (weekday - today.weekday + 7) % 7
  const recent = ahead - 7
  const inWeek = weekday - today.weekday
  if (pick === 'previous') return [...new Set([inWeek - 7, recent])]
  const tooLate = limits.to !== undefined && iso(today.plus({ days: ahead })) > limits.to
  if (pick === 'past' || tooLate) return [recent]
  if (pick === 'next') return inWeek > 0 ? [inWeek + 7, inWeek] : [inWeek + 7]
  if (pick === 'coming') return [ahead === 0 ? 7 : ahead]
  return pick === 'this' || ahead > 0 ? [ahead] : [0, 7]
}

/** The nearest Friday the 13th. */
export function daysOn(weekday: number, day: number, scene: Scene): string[] {
  return nearestDay(
    day,
    MONTHS_TO_WEEKDAY,
    (date) => DateTime.fromISO(date).weekday === weekday,
    scene,
  )
}

/** The nearest third of a month. */
export function daysOf(day: number, scene: Scene): string[] {
  return nearestDay(day, MONTHS_TO_DAY, () => true, scene)
}

/** Looks through so many months each way. */
function nearestDay(
  day: number,
  months: number,
  fits: (date: string) => boolean,
  { today, limits }: Scene,
): string[] {
  const near = Array.from({ length: 2 * months + 1 }, (_, i) =>
    today.startOf('month').plus({ months: i - months }),
  )
    .map(({ year, month }) => dateOf(year, month, day))
    .filter((date) => date !== undefined)
    .filter(fits)
  const now = iso(today)
  const behind = near.filter((date) => date < now).reverse()
  return firstAllowed([...near.filter((date) => date >= now), ...behind], limits)
}
