// What may follow or stand for a whole number: decimals, fractions, dozens, and the scales that
// multiply them.
import { phraseAt } from '../languages/normalise.ts'
import type { NumberWords } from '../languages/numerals.ts'
import { denominatorOf, ordinalOf } from './number-words.ts'
import { numeralAt, type Numeral } from './numbers.ts'
import { textAt, type Token } from './tokens.ts'

/** A value and the place after it. */
export type Part = { value: number; to: number }

export type Whole = Numeral & Part

/** The value of 3/4. */
export function figureFraction(token: Token | undefined): number | undefined {
  const found = token?.kind === 'figures' ? /^(\d{1,9})\/([1-9]\d{0,8})$/.exec(token.text) : null
  return found ? Number(found[1]) / Number(found[2]) : undefined
}

/** A number, or in figures a number with a fraction: 2 1/4. */
export function wholeAt(said: readonly Token[], at: number, words: NumberWords): Whole | undefined {
  const numeral = numeralAt(said, at, words)
  if (!numeral || Number.isNaN(numeral.value)) return undefined
  const { value, to, figures: inFigures } = numeral
  if (!inFigures || to !== at + 1 || !Number.isInteger(value)) return numeral
  const fraction = figureFraction(said[to])
  if (fraction !== undefined && fraction < 1)
    return { ...numeral, value: value + fraction, to: to + 1 }
  return numeral
}

/** A fraction with no whole before it: a half, a fifth, one twenty-fifth, 3/4; a dozen. */
export function partAt(said: readonly Token[], at: number, words: NumberWords): Part | undefined {
  const text = textAt(said, at)
  const value = figureFraction(said[at]) ?? words.pieces.get(text) ?? words.dozens.get(text)
  return value === undefined ? oneOfMany(said, at, words) : { value, to: at + 1 }
}

/** "a third", "one twenty-fifth". */
function oneOfMany(said: readonly Token[], at: number, words: NumberWords): Part | undefined {
  const [first, next] = [said[at], said[at + 1]]
  if (!first || next?.kind !== 'word') return undefined
  const one = first.kind === 'word' && words.numbers.get(first.text) === 1
  if (!one && !words.articles.has(first.text)) return undefined
  // "one hundred fifth" is a place in a row
  if (words.hundred.has(next.text) || words.scales.has(next.text)) return undefined
  const under = numeralAt(said, at + 1, words)
  // a second is a unit of time
  return under?.ordinal && under.value > 2 ? { value: 1 / under.value, to: under.to } : undefined
}

/** "half a million", "two thirds of a million", "half a dozen". */
export function scaleUp(said: readonly Token[], { value, to }: Part, words: NumberWords): Part {
  let place = to
  while (words.of.has(textAt(said, place)) || words.articles.has(textAt(said, place))) place++
  const word = textAt(said, place)
  const scale = words.scales.get(word) ?? words.dozens.get(word)
  return scale === undefined ? { value, to } : { value: value * scale, to: place + 1 }
}

/** The most decimals that count. */
const MOST_DECIMALS = 15

/** "two point oh five" digit by digit, "two whole five hundredths" by its denominator. */
export function decimalsAfter(
  said: readonly Token[],
  whole: Numeral,
  words: NumberWords,
): Part | undefined {
  if (!words.point.has(textAt(said, whole.to))) return undefined
  const start = whole.to + 1
  const under = underAt(said, start, words)
  if (under) return { value: round(whole.value + under.value), to: under.to }
  let decimals = ''
  let to = start
  for (let next = decimalAt(said, to, words); next; next = decimalAt(said, to, words)) {
    decimals += next.digits
    to = next.to
  }
  if (decimals === '') return undefined
  return { value: Number(`${whole.value}.${decimals.slice(0, MOST_DECIMALS)}`), to }
}

/** What stands after a point: figures, or numbers under a hundred in words. */
function decimalAt(
  said: readonly Token[],
  at: number,
  words: NumberWords,
): { digits: string; to: number } | undefined {
  const token = said[at]
  if (!token) return undefined
  const { text, kind } = token
  if (kind === 'figures') return /^\d+$/.test(text) ? { digits: text, to: at + 1 } : undefined
  const value = words.numbers.get(text)
  if (value === undefined || !Number.isInteger(value) || value >= 100) return undefined
  const unit = words.numbers.get(textAt(said, at + 1)) ?? 0
  const pair = value >= 20 && unit > 0 && unit < 10
  return pair ? { digits: String(value + unit), to: at + 2 } : { digits: String(value), to: at + 1 }
}

/** "twenty-five hundredths", "one hundred-thousandth": the last word is what the number before it
 * is divided by. */
function underAt(said: readonly Token[], at: number, words: NumberWords): Part | undefined {
  const above = numeralAt(said, at, words)
  if (!above || words.denominators.size === 0) return undefined
  const last = above.ordinal ? above.to - 1 : above.to
  const top = above.ordinal ? numeralAt(said.slice(0, last), at, words) : above
  const word = textAt(said, last)
  const under =
    denominatorOf(word, words) ?? ordinalOf(word, words) ?? words.ordinalScales.get(word)
  return top?.to === last && under ? { value: top.value / under, to: last + 1 } : undefined
}

/**
 * "three fifths", "twenty-three fifths", "one hundred and three quarters". What follows "and" is a
 * fraction of its own when it is less than
 * one (100 + 3/4), else it belongs to the number (123/5). A tens word just before joins the
 * denominator: one hundred, thirty-fifths.
 */
export function divisionAt(
  said: readonly Token[],
  whole: Whole,
  words: NumberWords,
): Part | undefined {
  if (!Number.isInteger(whole.value)) return undefined
  const next = textAt(said, whole.to)
  const piece = words.pieces.get(next)
  const under = denominatorOf(next, words) ?? (piece && 1 / piece)
  if (under === undefined) return byNumber(said, whole, words)
  const to = whole.to + 1
  const split = lastAnd(said, whole, words)
  if (split && split.right < under)
    return sumOf(said, split.left, { value: split.right / under, to }, words)
  return byTens(said, whole, under, words) ?? { value: whole.value / under, to }
}

/** Divided by a number of more than one word: "three twenty-fifths". */
function byNumber(said: readonly Token[], whole: Whole, words: NumberWords): Part | undefined {
  const bottom = numeralAt(said, whole.to, words)
  if (!bottom || bottom.ordinal) return undefined
  const unit = words.denominators.get(textAt(said, bottom.to))
  if (unit && unit < 100) return { value: whole.value / (bottom.value + unit), to: bottom.to + 1 }
  return undefined
}

function byTens(
  said: readonly Token[],
  { from, to }: Whole,
  under: number,
  words: NumberWords,
): Part | undefined {
  const tens = words.numbers.get(textAt(said, to - 1)) ?? 0
  const joins = tens >= 20 && tens < 100 && under < 10 && to - 1 > from
  if (!joins || words.and.has(textAt(said, to - 2))) return undefined
  const left = numeralAt(said.slice(0, to - 1), from, words)
  return left && { value: left.value / (tens + under), to: to + 1 }
}

/** The two sides of the last "and" inside a number. */
function lastAnd(
  said: readonly Token[],
  { from, to }: Numeral,
  words: NumberWords,
): { left: Part; right: number } | undefined {
  const inside = said.slice(0, to - 1).findLastIndex(({ text }) => words.and.has(text))
  if (inside <= from) return undefined
  const left = numeralAt(said.slice(0, inside), from, words)
  const right = numeralAt(said.slice(0, to), inside + 1, words)
  return left && right ? { left, right: right.value } : undefined
}

/** "one and a half", "three million and a quarter" (of a million), "a billion and a half
 * million". */
export function addPart(
  said: readonly Token[],
  whole: Whole,
  words: NumberWords,
): Part | undefined {
  if (!words.with.has(textAt(said, whole.to))) return undefined
  const start = whole.to + 1
  const article =
    words.articles.has(textAt(said, start)) && words.pieces.has(textAt(said, start + 1))
  const part =
    partOrDivision(said, article ? start + 1 : start, words) ?? underAt(said, start, words)
  if (!part || part.value >= 1 || part.value <= 0) return undefined
  return sumOf(said, whole, part, words)
}

function partOrDivision(said: readonly Token[], at: number, words: NumberWords): Part | undefined {
  const part = partAt(said, at, words)
  if (part) return part
  const above = numeralAt(said, at, words)
  return above && !above.ordinal ? divisionAt(said, above, words) : undefined
}

/** After a scale the fraction is of that scale, unless it names its own. */
function sumOf(said: readonly Token[], whole: Part, part: Part, words: NumberWords): Part {
  const scale = words.scales.get(textAt(said, whole.to - 1))
  if (scale === undefined)
    return scaleUp(said, { value: whole.value + part.value, to: part.to }, words)
  const own = scaleUp(said, part, words)
  if (own.to > part.to) return { value: whole.value + own.value, to: own.to }
  return { value: whole.value + part.value * scale, to: part.to }
}

/** "one over three", "two out of five", "1 in 20": less than one, and for the shorter forms nothing
 * after it. */
export function ratioAt(
  said: readonly Token[],
  whole: Whole,
  words: NumberWords,
): Part | undefined {
  const plain = said.map(({ text }) => text)
  const phrase = phraseAt(plain, whole.to, words.over)
  if (!phrase || said[whole.from - 1]?.kind === 'sign') return undefined
  const under = wholeAt(said, whole.to + phrase.length, words)
  if (!under || under.ordinal || under.value === 0) return undefined
  const less = whole.value < under.value
  const rarely = phrase[0] === words.over.at(-1)?.[0]
  const certain = phrase.length > 1 ? less : under.to === said.length && (!rarely || less)
  return certain ? { value: whole.value / under.value, to: under.to } : undefined
}

export function dozensAt(
  said: readonly Token[],
  whole: Whole,
  words: NumberWords,
): Part | undefined {
  const dozen = words.dozens.get(textAt(said, whole.to))
  if (dozen === undefined) return undefined
  const split = lastAnd(said, whole, words)
  return {
    value: split ? split.left.value + split.right * dozen : whole.value * dozen,
    to: whole.to + 1,
  }
}

/** Without what floating-point sums leave at the end. */
function round(value: number): number {
  return Number(value.toPrecision(15))
}
