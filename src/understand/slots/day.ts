// Days in words, found piece by piece: a date, one near today, or one counted from another.
import { DateTime } from 'luxon'
import { calendarDateAt } from './calendar-date.ts'
import { iso } from './feast.ts'
import type { Length } from '../../flow/text/length.ts'
import { lengthAt, moved, opposite, shiftAt } from './length.ts'
import { numberAt, periodAt, type Dated, type Piece, type Scene } from './piece.ts'
import { after, named, past } from './said.ts'
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
  const near = named(calendar.days, at, said)
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
  const ahead = calendar.ahead.has(said.plain[at] ?? '')
  const length = lengthAt(ahead ? at + 1 : at, said)
  const word = said.plain[length?.to ?? -1] ?? ''
  const back = calendar.before.has(word)
  const on = !ahead && calendar.on.has(word)
  if (!length || !(back || on || calendar.after.has(word))) return undefined
  const anchor = pieceAt(past(calendar.links, length.to + 1, said), scene)
  if (!anchor || (on && anchor.kind !== 'weekday')) return undefined
  const days = datesOf(anchor, scene)
  return days.length > 0
    ? shifted(days, back ? opposite(length.length) : length.length, {
        from: at,
        to: anchor.to,
        vague: length.vague,
      })
    : undefined
}

/** "in three weeks", "two days ago". */
function countedAt(at: number, { said, today }: Scene): Dated | undefined {
  const shift = shiftAt(at, said)
  return (
    shift && shifted([iso(today)], shift.length, { from: at, to: shift.to, vague: shift.vague })
  )
}

function shifted(
  from: string[],
  length: Length,
  place: { from: number; to: number; vague: boolean },
): Dated | undefined {
  if (length.seconds !== 0) return undefined
  const dates = from
    .map((date) => moved(DateTime.fromISO(date, { zone: 'utc' }), length))
    .filter((date) => date !== undefined)
  return { kind: 'date', dates: dates.map(iso), rank: 2, counted: true, ...place }
}

/** "Two Sundays from now", "three Fridays ago". */
function weekdaysAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const count = numberAt(at, scene)
  const weekday = calendar.weekdays.get(said.plain[count?.to ?? -1] ?? '')
  if (
    !count ||
    weekday === undefined ||
    count.ordinal ||
    !Number.isInteger(count.value) ||
    count.value < 1 ||
    count.value > 52
  )
    return undefined
  const back = after(calendar.ago, count.to + 1, said)
  const to = back ?? after(calendar.later, count.to + 1, said)
  const [first] = weekdays(weekday, back === undefined ? 'coming' : 'past', scene)
  return to !== undefined && first !== undefined
    ? shifted(
        [first],
        { months: 0, days: (count.value - 1) * (back === undefined ? 7 : -7), seconds: 0 },
        { from: at, to, vague: false },
      )
    : undefined
}

/** "The Friday before Christmas", "the Monday after the fifth of May". */
function besideAt(at: number, scene: Scene): Dated | undefined {
  const { said, calendar } = scene
  const weekday = calendar.weekdays.get(said.plain[at] ?? '')
  const word = said.plain[at + 1] ?? ''
  const back = calendar.before.has(word)
  if (weekday === undefined || (!back && !calendar.after.has(word))) return undefined
  const anchor = pieceAt(past(calendar.links, at + 2, said), scene)
  if (anchor?.kind !== 'date') return undefined
  const beside = anchor.dates.map((date) => {
    const day = DateTime.fromISO(date, { zone: 'utc' })
    const ahead = (weekday - day.weekday + 7) % 7
    return iso(day.plus({ days: back ? (ahead === 0 ? -7 : ahead - 7) : ahead === 0 ? 7 : ahead }))
  })
  return { kind: 'date', dates: beside, rank: 3, from: at, to: anchor.to }
}
