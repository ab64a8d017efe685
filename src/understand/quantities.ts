// Quantities: numbers with sign, decimals and fractions, as "minus two point five", "three and a
// half million", "two whole five tenths".
import type { Language } from '../languages/language.ts'
import { clean } from '../languages/normalise.ts'
import type { NumberWords } from '../languages/numerals.ts'
import {
  addPart,
  decimalsAfter,
  divisionAt,
  dozensAt,
  partAt,
  ratioAt,
  scaleUp,
  wholeAt,
  type Part,
  type Whole,
} from './fractions.ts'
import { findAll, textAt, tokens, type Token } from './tokens.ts'

/** `from` and `to` are places in `said`, `to` exclusive; an ordinal is a place in a row rather than
 * a quantity. */
export type Quantity = { value: number; from: number; to: number; ordinal: boolean; said: Token[] }

/**
 * All quantities in order. Figures grouped by spaces are one number. Figures that letters are glued
 * to are none (the 29 of 29km), unless `unit`
 * says that the letters are a unit that counts here.
 */
export function quantities(
  text: string,
  words: NumberWords,
  unit: (word: string) => boolean = () => false,
): Quantity[] {
  const said = tokens(inFull(text))
  return findAll(said.length, (at): Quantity | undefined => {
    const negative = words.minus.has(textAt(said, at)) || textAt(said, at) === '-'
    const from = negative ? at + 1 : at
    const read = isCode(said, from, words, unit) ? undefined : magnitudeAt(said, from, words)
    if (!read) return undefined
    const { value, to, ordinal = false } = read
    return { value: negative ? -value : value, from: at, to, ordinal, said }
  })
}

/** Numbers from here on are written with an exponent. */
const PLAIN_BELOW = 1e21

const figures = new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 15 })

function writeOut(value: number): string {
  return Number.isFinite(value) && Math.abs(value) < PLAIN_BELOW ? figures.format(value) : ' '
}

/** What writers shorten and recognisers write out: 1 000, 10M, 1.3x10^6, 2e5. */
function inFull(text: string): string {
  return clean(text)
    .replace(/(?<![\d.,:/-])\d{1,3}(?: \d{3})+(?!\d)/g, (run) => run.replaceAll(' ', ''))
    .replace(/(\d(?:[\d.,]*\d)?)\s?(?:MM?|mm)(?=[A-Z]{3}\b|\b)/g, '$1 million ')
    .replace(/(\d(?:[\d.,]*\d)?)(?:\s?G|[bB])\b/g, '$1 billion')
    .replace(/(\d{1,15}(?:\.\d{1,15})?)[x×*]10\^([+-]?\d{1,2})\b/g, timesTenTo)
    .replace(/(?<![\w.])(\d{1,15}(?:\.\d{1,15})?)e([+-]?\d{1,2})\b/g, timesTenTo)
    .replace(
      /(\d{1,15}(?:\.\d{1,15})?)\^([+-]*)(\d{1,2})\b/g,
      (_, base: string, sign: string, power: string) =>
        writeOut(
          Number(base) ** (sign.split('-').length % 2 === 0 ? -Number(power) : Number(power)),
        ),
    )
}

const timesTenTo = (_: string, base: string, power: string): string =>
  writeOut(Number(base) * 10 ** Number(power))

/** Figures with letters before or after them are a code or a measure: s666, 180ml. */
function isCode(
  said: readonly Token[],
  at: number,
  words: NumberWords,
  unit: (word: string) => boolean,
): boolean {
  const [before, token, after] = [said[at - 1], said[at], said[at + 1]]
  if (token?.kind !== 'figures') return false
  const isStrange = ({ kind, text }: Token) =>
    kind === 'word' && !words.scales.has(text) && !words.dozens.has(text) && !unit(text)
  return (
    (token.glued === true && before !== undefined && isStrange(before)) ||
    (after?.glued === true && isStrange(after))
  )
}

function magnitudeAt(
  said: readonly Token[],
  at: number,
  words: NumberWords,
): (Part & { ordinal?: boolean }) | undefined {
  const part = partAt(said, at, words)
  if (part) return scaleUp(said, part, words)
  const whole = wholeAt(said, at, words)
  if (!whole || isNoNumber(said, whole, words)) return undefined
  if (whole.ordinal) return { value: whole.value, to: whole.to, ordinal: true }
  const exact = decimalsAfter(said, whole, words) ?? divisionAt(said, whole, words)
  if (exact) return scaleUp(said, exact, words)
  return (
    addPart(said, whole, words) ??
    ratioAt(said, whole, words) ??
    dozensAt(said, whole, words) ??
    whole
  )
}

/** "the one", "that one" and a lone "oh" are words, not numbers. */
function isNoNumber(
  said: readonly Token[],
  { from, to, value }: Whole,
  words: NumberWords,
): boolean {
  if (to !== from + 1 || said[from]?.kind !== 'word') return false
  const before = textAt(said, from - 1)
  const pronoun =
    value === 1 &&
    words.pronounBefore.size > 0 &&
    (words.pronounBefore.has(before) || words.ordinals.has(before))
  const letter = words.letterZeros.has(textAt(said, from)) && !words.point.has(textAt(said, to))
  return pronoun || letter
}

/** True when nothing else of weight was said: "the third", "number three". */
export function isAlone(
  { said, from, to }: Quantity,
  { fillers, carriers, articles }: Language,
): boolean {
  return said.every(
    ({ text }, at) =>
      (at >= from && at < to) ||
      fillers.has(text) ||
      carriers.has(text) ||
      articles.has(text) ||
      text === 'the',
  )
}
