// Days in words, found piece by piece: a date, one near today, or one counted from another.
import { DateTime } from 'luxon'
import { calendarDateAt } from './calendar-date.ts'
import { iso } from './feast.ts'
import type { Length } from '../../flow/text/length.ts'
import { lengthAt, moveBy, reverse, shiftAt } from './length.ts'
import { numberAt, periodAt, type Dated, type Piece, type Place, type Scene } from './piece.ts'
import { endOf, namedAt, skip, skipOne, wordAt } from './said.ts'
import { dayAt, daysOf, daysOn, weekdayAt, weekdays } from './weekday.ts'

/** The piece that begins here. */
export function pieceAt(at: number, scene: Scene): Piece | undefined {
  return (
    calendarDateAt(at, scene) ??
    anchoredAt(at, scene) ??
    nearAt(at, scene) ??
    weekdaysAt(at, scene) ??
    countedAt(at, scene) ??
    periodAt(at, scene) ??
    besideAt(at, scene) ??
    weekdayAt(at, scene) ??
    dayAt(at, scene)
  )
}

/** The days a piece means by itself. */
export function datesOf(piece: Piece, scene: Scene): string[] {
  if (piece.kind === 'date') return piece.dates
  if (piece.kind === 'weekday')
    return piece.day === undefined
      ? weekdays(piece.weekday, piece.pick, scene)
      : daysOn(piece.weekday, piece.day, scene)
  return piece.kind === 'day' ? daysOf(piece.day, scene) : []
}

/** "tomorrow", "the day after". */
function nearAt(at: number, { said, calendar, today }: Scene): Dated | undefined {
  const near = namedAt(calendar.days, at, said)
  return (
    near && {
      kind: 'date',
      dates: [iso(today.plus({ days: near.value }))],
      rank: 2,
      named: true,
      from: at,
      to: near.to,
    }
  )
}

/** "two weeks before Christmas", "three days from tomorrow", "a week on Tuesday". */
function anchoredAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const ahead = calendar.ahead.has(wordAt(at, said))
  const found = lengthAt(skipOne(calendar.ahead, at, said), said)
  if (!found) return undefined
  const word = wordAt(found.to, said)
  const back = calendar.before.has(word)
  const on = !ahead && calendar.on.has(word)
  if (!back && !on && !calendar.after.has(word)) return undefined
  const anchor = pieceAt(skip(calendar.links, found.to + 1, said), scene)
  if (!anchor || (on && anchor.kind !== 'weekday')) return undefined
  const days = datesOf(anchor, scene)
  const length = back ? reverse(found.length) : found.length
  if (days.length > 0) return shift(days, length, { from: at, to: anchor.to, vague: found.vague })
  return undefined
}

/** "in three weeks", "two days ago". */
function countedAt(at: number, { said, today }: Scene): Dated | undefined {
  const found = shiftAt(at, said)
  return found && shift([iso(today)], found.length, { from: at, to: found.to, vague: found.vague })
}

/** Days moved on by a length; no days by one of hours. */
function shift(
  days: readonly string[],
  length: Length,
  place: Place & { vague: boolean },
): Dated | undefined {
  if (length.seconds !== 0) return undefined
  const dates = days
    .map((date) => moveBy(DateTime.fromISO(date, { zone: 'utc' }), length))
    .filter((date) => date !== undefined)
  return { kind: 'date', dates: dates.map(iso), rank: 2, counted: true, ...place }
}

/** The most weeks that are counted by their days. */
const MOST_WEEKS = 52

/** "Two Sundays from now", "three Fridays ago". */
function weekdaysAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const count = numberAt(at, scene)
  if (!count || count.ordinal || !isCountOfWeeks(count.value)) return undefined
  const weekday = calendar.weekdays.get(wordAt(count.to, said))
  if (weekday === undefined) return undefined
  const back = endOf(calendar.ago, count.to + 1, said)
  const to = back ?? endOf(calendar.later, count.to + 1, said)
  const [first] = weekdays(weekday, back === undefined ? 'coming' : 'past', scene)
  if (to === undefined || first === undefined) return undefined
  const days = (count.value - 1) * (back === undefined ? 7 : -7)
  return shift([first], { months: 0, days, seconds: 0 }, { from: at, to, vague: false })
}

const isCountOfWeeks = (count: number): boolean =>
  Number.isInteger(count) && count >= 1 && count <= MOST_WEEKS

/** "The Friday before Christmas", "the Monday after the fifth of May". */
function besideAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const weekday = calendar.weekdays.get(wordAt(at, said))
  const word = wordAt(at + 1, said)
  const back = calendar.before.has(word)
  if (weekday === undefined || (!back && !calendar.after.has(word))) return undefined
  const anchor = pieceAt(skip(calendar.links, at + 2, said), scene)
  if (anchor?.kind !== 'date') return undefined
  const beside = anchor.dates.map((date) => {
    const day = DateTime.fromISO(date, { zone: 'utc' })
    const ahead = (weekday - day.weekday + 7) % 7
    const later = ahead === 0 ? 7 : ahead
    const earlier = ahead - 7
    return iso(day.plus({ days: back ? earlier : later }))
  })
  return { kind: 'date', dates: beside, rank: 3, from: at, to: anchor.to }
}
