// Weekdays and numbers of days: which Friday, which third, which Friday the 13th.
import { DateTime } from 'luxon'
import { iso, real } from './feast.ts'
import {
  counts,
  isDay,
  isUnit,
  linked,
  numberAt,
  partFollows,
  picksAt,
  type Limits,
  type Pick,
  type Piece,
  type Scene,
} from './piece.ts'
import { after, past } from './said.ts'

/** A weekday with what is said about which: "next Friday", "Friday the 13th", "Monday 21". */
export function weekdayAt(at: number, scene: Scene): Piece | undefined {
  const { said, calendar } = scene
  const picked = picksAt(at, scene)
  const place = picked?.to ?? at
  const weekday = calendar.weekdays.get(said.plain[place] ?? '')
  if (weekday === undefined) return undefined
  // "Tuesday week", "Friday after next"
  const later =
    after(calendar.afterNext, place + 1, said) ??
    (calendar.dayUnits.get(said.plain[place + 1] ?? '') === 7 ? place + 2 : undefined)
  if (!picked && later !== undefined)
    return {
      kind: 'date',
      dates: weekdays(weekday, 'this', scene).map((date) =>
        iso(DateTime.fromISO(date).plus({ days: 7 })),
      ),
      rank: 2,
      from: at,
      to: later,
    }
  const day = numberAt(past(calendar.links, place + 1, said), scene)
  const named =
    day &&
    isDay(day) &&
    !calendar.months.has(said.plain[linked(day.to, scene)] ?? '') &&
    (day.ordinal || (day.value > 12 && day.figures && day.digits.length < 3)) &&
    !isUnit(day.to, scene)
  const told =
    named &&
    (day.ordinal ||
      (!calendar.clock.oclock.has(said.plain[day.to] ?? '') && !partFollows(day.to, scene)))
  return {
    kind: 'weekday',
    weekday,
    pick: picked?.pick,
    from: at,
    ...(told ? { day: day.value, to: day.to } : { to: place + 1 }),
  }
}

/** "the third", "the third day", the 3rd. */
export function dayAt(at: number, scene: Scene): Piece | undefined {
  const { said, calendar } = scene
  const day = numberAt(at, scene)
  const to = day && past(calendar.dayWords, day.to, said)
  const bare =
    calendar.on.has(said.plain[at - 1] ?? '') && day?.figures === true && !counts(day.to, scene)
  // "one second" is no day, and neither are "the third week" and the hours of
  // Belarusian, "at the seventh"
  if (
    !isDay(day) ||
    calendar.clock.at.has(said.plain[at - 1] ?? '') ||
    partFollows(day.to, scene) ||
    to === undefined ||
    said.language.numbers.has(said.plain[at - 1] ?? '') ||
    isUnit(day.to, scene)
  )
    return undefined
  return day.ordinal || bare || (to > day.to && !calendar.dayUnits.has(said.plain[day.to] ?? ''))
    ? { kind: 'day', day: day.value, from: at, to }
    : undefined
}

/** "Tuesday" on a Tuesday is heard both ways, and so is "next Tuesday" while this week's is still
 * to come. */
export function weekdays(
  weekday: number,
  pick: Pick | undefined,
  { today, limits }: Scene,
): string[] {
  const ahead = (weekday - today.weekday + 7) % 7
  const recent = ahead === 0 ? -7 : ahead - 7
  const inWeek = weekday - today.weekday
  const past = limits.to !== undefined && iso(today.plus({ days: ahead })) > limits.to
  const days =
    pick === 'previous'
      ? [...new Set([inWeek - 7, recent])]
      : pick === 'past' || past
        ? [recent]
        : pick === 'next'
          ? inWeek > 0
            ? [inWeek + 7, inWeek]
            : [inWeek + 7]
          : pick === 'coming'
            ? [ahead === 0 ? 7 : ahead]
            : pick === 'this' || ahead > 0
              ? [ahead]
              : [0, 7]
  return days.map((count) => iso(today.plus({ days: count })))
}

/** The nearest Friday the 13th. */
export function daysOn(weekday: number, day: number, { today, limits }: Scene): string[] {
  return nearestMonth(day, today, limits, 100, (date) => DateTime.fromISO(date).weekday === weekday)
}

/** The nearest third of a month. */
export function daysOf(day: number, { today, limits }: Scene): string[] {
  return nearestMonth(day, today, limits, 13, () => true)
}

function nearestMonth(
  day: number,
  today: DateTime,
  { from, to }: Limits,
  months: number,
  fits: (date: string) => boolean,
): string[] {
  const near = Array.from({ length: 2 * months + 1 }, (_, i) =>
    today.startOf('month').plus({ months: i - months }),
  )
    .map(({ year, month }) => real(year, month, day))
    .filter((date) => date !== undefined && fits(date)) as string[]
  const now = iso(today)
  const ordered = [
    ...near.filter((date) => date >= now),
    ...near.filter((date) => date < now).reverse(),
  ]
  const date =
    ordered.find((one) => (from === undefined || one >= from) && (to === undefined || one <= to)) ??
    ordered[0]
  return date === undefined ? [] : [date]
}
