// The year of a date: 2026, "nineteen eighty four", "twenty oh six", "of 87", "next year".
import type { Numeral } from '../numbers.ts'
import { numberAt, partFollows, periodAt, type Scene, type YearsFound } from './piece.ts'
import { skip, wordAt } from './said.ts'

/** A number that is a year by itself. */
const FIRST_YEAR = 1000
const LAST_YEAR = 2199

/** Centuries that are told in two numbers: "seventeen fifty". */
const FIRST_CENTURY = 17
const LAST_CENTURY = 20

/** Up to so many years ahead two figures are of this century, and up to so many of either. */
const SURELY_AHEAD = 10
const PERHAPS_AHEAD = 50

/** 84 is 1984 and 26 is 2026; from eleven to fifty years ahead either century is heard, the past
 * first only where the future is far. */
export function yearsOf(year: number, { today }: Scene): number[] {
  if (year > 99) return [year]
  const near = Math.floor(today.year / 100) * 100 + year
  const ahead = near - today.year
  if (ahead <= SURELY_AHEAD) return [near]
  return ahead <= PERHAPS_AHEAD ? [near, near - 100] : [near - 100]
}

/** The year that stands here. */
export function yearAt(at: number, scene: Scene): YearsFound | undefined {
  const { said, calendar, today } = scene
  const word = wordAt(at, said)
  const led = said.language.and.has(word) || calendar.ahead.has(word)
  const place = skip(calendar.links, led ? at + 1 : at, said)
  const period = periodAt(place, scene)
  if (period?.kind === 'year') return { years: [today.year + period.offset], to: period.to }
  const first = numberAt(place, scene)
  if (!first) return undefined
  const second = numberAt(first.to, scene)
  return (
    wholeYear(first, scene) ??
    yearInTwo(first, second, scene) ??
    shortYear(first, place > at, second === undefined, scene)
  )
}

/** The place after the word for year. */
const skipUnit = (at: number, { said, calendar }: Scene): number =>
  skip(calendar.yearUnits, at, said)

function wholeYear(year: Numeral, scene: Scene): YearsFound | undefined {
  const { value, to, figures } = year
  if (!(value >= FIRST_YEAR && value <= LAST_YEAR)) return undefined
  const end = skipUnit(to, scene)
  return scene.loose || end > to || !figures ? { years: [value], to: end } : undefined
}

const isCentury = ({ value, ordinal }: Numeral): boolean =>
  !ordinal && value >= FIRST_CENTURY && value <= LAST_CENTURY

/** "nineteen eighty four", "twenty oh six". */
function yearInTwo(
  first: Numeral,
  second: Numeral | undefined,
  scene: Scene,
): YearsFound | undefined {
  if (!scene.loose || !isCentury(first) || !second || second.ordinal) return undefined
  if (!(second.value < 100) || first.figures !== second.figures) return undefined
  const third = second.value === 0 ? numberAt(second.to, scene) : undefined
  const ones = third && third.value < 10 ? third : undefined
  return {
    years: [first.value * 100 + second.value + (ones?.value ?? 0)],
    to: skipUnit(ones?.to ?? second.to, scene),
  }
}

/** 87 is a year after "of", before the word for year, or as a bare pair of figures with no time
 * after it. `led`: a word stands before it; `last`: no number follows. */
function shortYear(
  year: Numeral,
  led: boolean,
  last: boolean,
  scene: Scene,
): YearsFound | undefined {
  const { value, ordinal, to } = year
  if (value >= 100 || !Number.isInteger(value)) return undefined
  const end = skipUnit(to, scene)
  const told = end > to || (led && !ordinal)
  if (told || (last && isBareYear(year, scene))) return { years: yearsOf(value, scene), to: end }
  return undefined
}

const isBareYear = ({ figures, ordinal, digits, to }: Numeral, scene: Scene): boolean =>
  scene.loose &&
  figures &&
  !ordinal &&
  digits.length === 2 &&
  !scene.calendar.clock.oclock.has(wordAt(to, scene.said)) &&
  !partFollows(to, scene)
