// Lengths of time in words: "an hour and a half", "two weeks", "half of the second hour", in
// calendar units.
import type { DateTime } from 'luxon'
import { addLengths, multiplyLength, type Length } from '../../flow/text/length.ts'
import { numeralAt } from '../numbers.ts'
import { after, past, type Said } from './said.ts'

/** A length of time, the place after it, and whether it was counted; `vague`: "a few hours". */
export type LengthFound = { length: Length; to: number; counted: boolean; vague: boolean }

/** Nobody counts further in years, days or minutes. */
const most = 1e6

const minute = 60
const hour = 3600

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
    place = linked(part.to, said)
  }
  return found && withMinutes(found, last, said)
}

// "an hour thirty"
function withMinutes(found: LengthFound, last: number, said: Said): LengthFound {
  const minutes =
    last === hour ? numeralAt(said.tokens, linked(found.to, said), said.language) : undefined
  if (
    !minutes ||
    minutes.ordinal ||
    !Number.isInteger(minutes.value) ||
    !(minutes.value > 0 && minutes.value < 60) ||
    unitAt(minutes.to, said)
  )
    return found
  return {
    ...found,
    length: addLengths(found.length, { months: 0, days: 0, seconds: minutes.value * minute }),
    to: minutes.to,
  }
}

type Part = LengthFound & {
  /** of its unit, in seconds, to tell the larger from the smaller */ size: number
}

function partAt(at: number, said: Said): Part | undefined {
  const count = countAt(at, said)
  const unit = unitAt(count.to, said)
  if (!unit) return undefined
  // "an hour and a half", but not "an hour and half a minute"
  const rest = pieceAt(linked(unit.to, said), said)
  const more =
    rest &&
    linked(unit.to, said) > unit.to &&
    !unitAt(past(said.language.calendar.links, rest.to, said), said)
      ? rest
      : undefined
  return {
    length: multiplyLength(unit.length, count.value + (more?.value ?? 0)),
    to: more?.to ?? unit.to,
    counted: count.counted || more !== undefined,
    vague: count.vague,
    size: unit.size,
  }
}

type Count = { value: number; to: number; counted: boolean; vague: boolean }

function countAt(at: number, said: Said): Count {
  const { tokens, language } = said
  const { one, few, links } = language.calendar
  const numeral = numeralAt(tokens, at, language)
  if (numeral && !numeral.ordinal && numeral.value < most) {
    const piece = pieceAt(linked(numeral.to, said), said)
    if (!piece) return { value: numeral.value, to: numeral.to, counted: true, vague: false }
    // "two and a half hours", "three quarters of an hour"
    const joined = linked(numeral.to, said) > numeral.to
    return {
      value: joined ? numeral.value + piece.value : numeral.value * piece.value,
      to: past(one, past(links, piece.to, said), said),
      counted: true,
      vague: false,
    }
  }
  const place = past(one, at, said)
  const piece = pieceAt(place, said)
  if (piece)
    return {
      value: piece.value,
      to: past(one, past(links, piece.to, said), said),
      counted: true,
      vague: false,
    }
  const some = few.get(said.plain[place] ?? '')
  if (some !== undefined)
    return { value: some, to: past(links, place + 1, said), counted: true, vague: some > 2 }
  return { value: 1, to: place, counted: place > at, vague: false }
}

function pieceAt(at: number, { plain, language }: Said): { value: number; to: number } | undefined {
  const { half, quarter } = language.calendar.clock
  const word = plain[language.calendar.one.has(plain[at] ?? '') ? at + 1 : at] ?? ''
  const value =
    language.pieces.get(word) ?? (half.has(word) ? 0.5 : quarter.has(word) ? 0.25 : undefined)
  return value === undefined ? undefined : { value, to: plain[at] === word ? at + 1 : at + 2 }
}

/** The place after "and". */
function linked(at: number, { plain, language }: Said): number {
  const word = plain[at] ?? ''
  return language.with.has(word) || language.and.has(word) ? at + 1 : at
}

function unitAt(
  at: number,
  { plain, language }: Said,
): { length: Length; size: number; to: number } | undefined {
  const { yearUnits, monthUnits, dayUnits, secondUnits } = language.calendar
  const word = plain[at] ?? ''
  const months = monthUnits.get(word) ?? (yearUnits.has(word) ? 12 : undefined)
  const [days, seconds] = [dayUnits.get(word), secondUnits.get(word)]
  if (months === undefined && days === undefined && seconds === undefined) return undefined
  const length = { months: months ?? 0, days: days ?? 0, seconds: seconds ?? 0 }
  return { length, size: secondsOf(length), to: at + 1 }
}

export function opposite({ months, days, seconds }: Length): Length {
  return { months: -months, days: -days, seconds: -seconds }
}

/** About how long it is: a month counts as 30 days, twelve of them as 365. */
export function secondsOf({ months, days, seconds }: Length): number {
  return (Math.trunc(months / 12) * 365 + (months % 12) * 30 + days) * 86_400 + seconds
}

/** Moved on by a length; a day that the month has not is its last. Undefined past the year 9999. */
export function moved(from: DateTime, { months, days, seconds }: Length): DateTime | undefined {
  const to = from.plus({ months, days }).plus({ seconds })
  return to.isValid && to.year >= 1000 && to.year <= 9999 ? to : undefined
}

/** A length counted from now or back from now: "in two days", "two days ago". */
export function shiftAt(at: number, said: Said): LengthFound | undefined {
  const { ahead, later, ago } = said.language.calendar
  const prefixed = ahead.has(said.plain[at] ?? '')
  const found = lengthAt(prefixed ? at + 1 : at, said)
  if (!found) return undefined
  const back = after(ago, found.to, said)
  if (back !== undefined) return { ...found, length: opposite(found.length), to: back }
  const on = after(later, found.to, said)
  if (prefixed || on !== undefined) return { ...found, to: on ?? found.to }
  return undefined
}
