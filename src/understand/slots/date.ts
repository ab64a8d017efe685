// Dates: said with words or figures, near today or in full, and keyed in.
import { DateTime } from 'luxon'
import type { SlotSpec } from '../../flow/tree/slot.ts'
import type { Hearing } from '../hearing.ts'
import { languageOf } from '../../languages/language.ts'
import { writeDate } from '../../say/speak-value.ts'
import { datesOf, pieceAt } from './day.ts'
import { iso, real } from './feast.ts'
import {
  hintList,
  nothing,
  sift,
  type Keying,
  type Reading,
  type SlotKind,
  type Why,
} from './kind.ts'
import {
  nearest,
  type Limits,
  type Period,
  type Piece,
  type Scene,
  type Yearless,
} from './piece.ts'
import { meant, saidIn, type Said } from './said.ts'
import { nowOf } from './time.ts'

/** What a date may mean, ISO, the likeliest first (none: there is no such day), and where its words
 * stand. `unsure`: they say two things; `named`: by a word such as "today". */
export type DateFound = {
  dates: string[]
  places: { from: number; to: number }[]
  unsure: boolean
  named: boolean
}

/** The calendar day it is where the caller's line is. */
export function todayOf(hearing: Pick<Hearing, 'now' | 'zone'>): DateTime {
  const now = nowOf(hearing)
  return DateTime.utc(now.year, now.month, now.day)
}

function limitsOf(spec: SlotSpec, hearing: Hearing): Limits {
  const limit = (text: string | undefined) =>
    text === 'today' ? iso(todayOf(hearing)) : text?.slice(0, 10)
  return { from: limit(spec.from), to: limit(spec.to) }
}

function sceneOf(said: Said, spec: SlotSpec, hearing: Hearing, loose: boolean): Scene {
  return {
    said,
    calendar: said.language.calendar,
    monthFirst: said.language.monthFirst,
    today: todayOf(hearing),
    limits: limitsOf(spec, hearing),
    loose,
  }
}

function piecesIn(scene: Scene): Piece[] {
  const found: Piece[] = []
  for (let at = 0; at < scene.said.plain.length;) {
    const piece = pieceAt(at, scene)
    if (piece) found.push(piece)
    at = Math.max(piece?.to ?? 0, at + 1)
  }
  return found
}

/**
 * The date that was said, put together from its pieces in any order; of several dates the one said
 * most fully.
 * `loose` takes bare numbers after a date for its year: where a time may follow, they are its hour.
 */
export function findDate(
  said: Said,
  spec: SlotSpec,
  hearing: Hearing,
  loose = true,
): DateFound | undefined {
  const scene = sceneOf(said, spec, hearing, loose)
  const pieces = meant(piecesIn(scene), said)
  const period = (kind: 'week' | 'month' | 'year') =>
    pieces.find((piece): piece is Period => piece.kind === kind)
  const dates = pieces.filter((piece) => piece.kind === 'date').toSorted((a, b) => b.rank - a.rank)
  const [date, weekday, day] = [
    dates[0],
    pieces.find((piece) => piece.kind === 'weekday'),
    pieces.find((piece) => piece.kind === 'day'),
  ]
  const [week, month, year] = [period('week'), period('month'), period('year')]
  const made = (all: string[], used: (Piece | undefined)[], unsure = false): DateFound => ({
    dates: all,
    places: used.filter((piece) => piece !== undefined && !('named' in piece)) as Piece[],
    unsure: unsure || used.some((piece) => piece?.vague),
    named: used.some((piece) => piece && 'named' in piece),
  })
  if (date) {
    const plain =
      year && date.on
        ? date.on.map((on) => on(scene.today.year + year.offset)).filter((one) => one !== undefined)
        : date.dates
    // "this day next week"
    const period = date.named ? (week ?? month) : undefined
    if (period)
      return made(
        plain.map((one) =>
          iso(DateTime.fromISO(one, { zone: 'utc' }).plus({ [`${period.kind}s`]: period.offset })),
        ),
        [date, period],
      )
    if (!weekday)
      return made([...plain, ...either(date, pieces, scene)], [date, year, ...dates.slice(1)])
    if (date.counted && weekday.day === undefined)
      return made(
        plain.map((one) =>
          iso(DateTime.fromISO(one, { zone: 'utc' }).set({ weekday: weekday.weekday as 1 })),
        ),
        [date, weekday],
      )
    // "this Friday, June 15": close to now, behind it or ahead
    const close = weekday.pick && date.on ? nearest(date.on, scene, 'nearest') : plain
    const fits = (one: string) => DateTime.fromISO(one).weekday === weekday.weekday
    const fitting = close.filter(fits)
    const behind =
      date.on && !year && fitting.length === 0 ? recent(date.on, scene).filter(fits) : []
    return fitting.length > 0 || behind.length > 0
      ? made([...fitting, ...behind], [date, weekday, week, year])
      : made(close, [date, weekday, week, year], close.length > 0)
  }
  if (weekday) {
    if (week)
      return made(
        [iso(scene.today.plus({ weeks: week.offset }).set({ weekday: weekday.weekday as 1 }))],
        [weekday, week],
      )
    const numbered = day && weekday.day === undefined ? { ...weekday, day: day.day } : weekday
    return made([...datesOf(numbered, scene), ...either(weekday, pieces, scene)], [weekday, day])
  }
  if (!day) return undefined
  if (!month) return made([...datesOf(day, scene), ...either(day, pieces, scene)], [day])
  const within = scene.today.plus({ months: month.offset })
  const on = real(within.year, within.month, day.day)
  return made(on ? [on] : [], [day, month])
}

/** How far behind "Tuesday, the third of March" is still the one that was a Tuesday, in days. */
const lately = 31

const recent = (on: readonly Yearless[], scene: Scene): string[] =>
  nearest(on, scene, 'past').filter((one) => one >= iso(scene.today.minus({ days: lately })))

/** "Tuesday or Wednesday": what stands after an "or" is meant as well. */
function either(piece: Piece, pieces: readonly Piece[], scene: Scene): string[] {
  return pieces
    .filter(
      (other) =>
        other.from > piece.to &&
        scene.said.plain.slice(piece.to, other.from).some((word) => scene.calendar.or.has(word)),
    )
    .flatMap((other) => datesOf(other, scene))
}

/** Why a date cannot be taken, if it cannot. */
export function dateFault(date: string, spec: SlotSpec, hearing: Hearing): Why | undefined {
  const { from, to } = limitsOf(spec, hearing)
  const day = date.slice(0, 10)
  return (from === undefined || day >= from) && (to === undefined || day <= to)
    ? undefined
    : 'invalid range'
}

function reading(date: string, hearing: Hearing): Reading {
  return { value: date, text: writeDate(date, hearing.language) }
}

/** The date keyed as ddmm or ddmmyyyy (mmdd where the month stands first). */
export function keyedDate(keys: string, spec: SlotSpec, hearing: Hearing): string | undefined {
  const scene = sceneOf(saidIn('', hearing.language), spec, hearing, false)
  const pair = [Number(keys.slice(0, 2)), Number(keys.slice(2, 4))]
  const [day, month] = scene.monthFirst ? pair.toReversed() : pair
  return keys.length === 4
    ? nearest([(year) => real(year, month!, day!)], scene)[0]
    : real(Number(keys.slice(4, 8)), month!, day!)
}

function keyed(entry: string, spec: SlotSpec, hearing: Hearing): Keying {
  const date = keyedDate(entry, spec, hearing)
  const why = date === undefined ? 'invalid' : dateFault(date, spec, hearing)
  return date === undefined || why
    ? { state: 'refused', why, used: entry.length }
    : { state: 'complete', reading: reading(date, hearing), used: entry.length }
}

export const date: SlotKind = {
  hear: (text, spec, hearing) => {
    const found = findDate(saidIn(text, hearing.language), spec, hearing)
    if (!found) return nothing
    if (found.dates.length === 0) return { readings: [], why: 'invalid' }
    const heard = sift(
      found.dates.map((one) => reading(one, hearing)),
      ({ value }) => dateFault(String(value), spec, hearing),
    )
    return found.unsure ? { ...heard, unsure: true } : heard
  },
  key: (keys, spec, hearing, ended) => {
    if (keys.length >= 8) return keyed(keys.slice(0, 8), spec, hearing)
    if (!ended) return { state: 'wait' }
    return keys.length === 4
      ? keyed(keys, spec, hearing)
      : { state: 'refused', why: 'invalid length', used: keys.length }
  },
  hints: (_spec, tag) => {
    const { months, weekdays, days } = languageOf(tag).calendar
    return hintList([
      ...days.map(([phrase]) => phrase.join(' ')),
      ...weekdays.keys(),
      ...months.keys(),
    ])
  },
  maxKeys: () => 8,
  expects: 'words',
}
