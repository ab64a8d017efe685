// Lengths of time in words: "an hour and a half", "two weeks", "half of the second hour", in
// calendar units.
import type { DateTime } from 'luxon'
import {
  addLengths,
  DAYS_OF_MONTH,
  multiplyLength,
  SECONDS_OF_DAY,
  SECONDS_OF_HOUR,
  SECONDS_OF_MINUTE,
  type Length,
} from '../../flow/text/length.ts'
import { endOf, numeralIn, skip, skipOne, wordAt, type Said } from './said.ts'

/** A length of time, the place after it, and whether it was counted; `vague`: "a few hours". */
export type LengthFound = { length: Length; to: number; counted: boolean; vague: boolean }

/** What a year counts as. */
const DAYS_OF_YEAR = 365

/** Nobody counts further in years, days or minutes. */
const MOST_COUNTED = 1e6

/** The length of time that begins here: counted parts, the larger first. */
export function lengthAt(at: number, said: Said): LengthFound | undefined {
  let found: LengthFound | undefined
  let last = Infinity
  for (let place = at; place < said.plain.length;) {
    const part = partAt(place, said)
    if (!part || part.size >= last || (found && !part.counted)) break
    found = found
      ? {
          ...part,
          length: addLengths(found.length, part.length),
          counted: true,
          vague: found.vague || part.vague,
        }
      : part
    last = part.size
    place = skipAnd(part.to, said)
  }
  return found && withMinutes(found, last, said)
}

/** "an hour thirty": `size` is that of the last unit, in seconds. */
function withMinutes(found: LengthFound, size: number, said: Said): LengthFound {
  const minutes = size === SECONDS_OF_HOUR ? numeralIn(skipAnd(found.to, said), said) : undefined
  if (!minutes || minutes.ordinal || unitAt(minutes.to, said)) return found
  const { value, to } = minutes
  if (!Number.isInteger(value) || value <= 0 || value >= 60) return found
  const rest = { months: 0, days: 0, seconds: value * SECONDS_OF_MINUTE }
  return { ...found, length: addLengths(found.length, rest), to }
}

/** `size` is that of its unit in seconds, to tell the larger from the smaller. */
type Part = LengthFound & { size: number }

function partAt(at: number, said: Said): Part | undefined {
  const count = countAt(at, said)
  const unit = unitAt(count.to, said)
  if (!unit) return undefined
  const more = pieceAfter(unit.to, said)
  return {
    length: multiplyLength(unit.length, count.value + (more?.value ?? 0)),
    to: more?.to ?? unit.to,
    counted: count.counted || more !== undefined,
    vague: count.vague,
    size: unit.size,
  }
}

/** "an hour and a half", but not "an hour and half a minute". */
function pieceAfter(at: number, said: Said): Piece | undefined {
  const place = skipAnd(at, said)
  const piece = place > at ? pieceAt(place, said) : undefined
  if (!piece) return undefined
  return unitAt(skip(said.language.calendar.links, piece.to, said), said) ? undefined : piece
}

type Count = { value: number; to: number; counted: boolean; vague: boolean }

function countAt(at: number, said: Said): Count {
  const { one, few, links } = said.language.calendar
  const number = numberAt(at, said)
  if (number) return number
  const place = skip(one, at, said)
  const piece = pieceAt(place, said)
  if (piece) return countOf(piece.value, skipOf(piece.to, said))
  const some = few.get(wordAt(place, said))
  if (some === undefined) return { value: 1, to: place, counted: place > at, vague: false }
  return { ...countOf(some, skip(links, place + 1, said)), vague: some > 2 }
}

const countOf = (value: number, to: number): Count => ({ value, to, counted: true, vague: false })

/** "two", "two and a half", "three quarters of an". */
function numberAt(at: number, said: Said): Count | undefined {
  const numeral = numeralIn(at, said)
  if (!numeral || numeral.ordinal || !(numeral.value < MOST_COUNTED)) return undefined
  const { value, to } = numeral
  const place = skipAnd(to, said)
  const piece = pieceAt(place, said)
  if (!piece) return countOf(value, to)
  return countOf(place > to ? value + piece.value : value * piece.value, skipOf(piece.to, said))
}

/** The place after "of an". */
function skipOf(at: number, said: Said): number {
  const { one, links } = said.language.calendar
  return skip(one, skip(links, at, said), said)
}

type Piece = { value: number; to: number }

/** "half", "a quarter". */
function pieceAt(at: number, said: Said): Piece | undefined {
  const { calendar, pieces } = said.language
  const { half, quarter } = calendar.clock
  const place = skipOne(calendar.one, at, said)
  const word = wordAt(place, said)
  const known = pieces.get(word)
  if (known !== undefined) return { value: known, to: place + 1 }
  if (half.has(word)) return { value: 0.5, to: place + 1 }
  return quarter.has(word) ? { value: 0.25, to: place + 1 } : undefined
}

/** The place after "and". */
function skipAnd(at: number, said: Said): number {
  const word = wordAt(at, said)
  return said.language.with.has(word) || said.language.and.has(word) ? at + 1 : at
}

function unitAt(at: number, said: Said): { length: Length; size: number; to: number } | undefined {
  const { yearUnits, monthUnits, dayUnits, secondUnits } = said.language.calendar
  const word = wordAt(at, said)
  const months = monthUnits.get(word) ?? (yearUnits.has(word) ? 12 : undefined)
  const [days, seconds] = [dayUnits.get(word), secondUnits.get(word)]
  if (months === undefined && days === undefined && seconds === undefined) return undefined
  const length = { months: months ?? 0, days: days ?? 0, seconds: seconds ?? 0 }
  return { length, size: secondsOf(length), to: at + 1 }
}

export function reverse({ months, days, seconds }: Length): Length {
  return { months: -months, days: -days, seconds: -seconds }
}

/** About how long it is: a month counts as 30 days, twelve of them as 365. */
export function secondsOf({ months, days, seconds }: Length): number {
  return (
    (Math.trunc(months / 12) * DAYS_OF_YEAR + (months % 12) * DAYS_OF_MONTH + days) *
      SECONDS_OF_DAY +
    seconds
  )
}

/** Moved on by a length; a day that the month has not is its last. Undefined past the year 9999. */
export function moveBy(from: DateTime, { months, days, seconds }: Length): DateTime | undefined {
  const to = from.plus({ months, days }).plus({ seconds })
  return to.isValid && to.year >= 1000 && to.year <= 9999 ? to : undefined
}

/** A length counted from now or back from now: "in two days", "two days ago". */
export function shiftAt(at: number, said: Said): LengthFound | undefined {
  const { ahead, later, ago } = said.language.calendar
  const prefixed = ahead.has(wordAt(at, said))
  const found = lengthAt(skipOne(ahead, at, said), said)
  if (!found) return undefined
  const back = endOf(ago, found.to, said)
  if (back !== undefined) return { ...found, length: reverse(found.length), to: back }
  const on = endOf(later, found.to, said)
  return prefixed || on !== undefined ? { ...found, to: on ?? found.to } : undefined
}
