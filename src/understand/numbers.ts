// Numbers in a stream of words: figures, number words, ordinals, "double seven", each with the
// place where it stands.
import type { NumberWords } from '../languages/numerals.ts'
import { sumAt } from './add-up.ts'
import { findAll, type Token } from './tokens.ts'

/** `from` and `to` are token places, `to` exclusive. `digits` is how it counts in a row of digits;
 * leading zeros are kept. */
export type Numeral = {
  value: number
  digits: string
  from: number
  to: number
  ordinal: boolean
  figures: boolean
  parts: string[]
}

/** All numbers in order, each as long as it can be read: "twenty three forty five" is 23 and 45. */
export function numerals(said: readonly Token[], words: NumberWords): Numeral[] {
  return findAll(said.length, (at) => numeralAt(said, at, words))
}

/** The number that begins at this place. */
export function numeralAt(
  said: readonly Token[],
  at: number,
  words: NumberWords,
): Numeral | undefined {
  const token = said[at]
  if (!token || token.kind === 'sign') return undefined
  if (token.kind === 'ordinal')
    return {
      value: Number(token.text),
      digits: token.text,
      from: at,
      to: at + 1,
      ordinal: true,
      figures: true,
      parts: [token.text],
    }
  return (
    loneDigitAt(token, at, words) ??
    repeatedDigitAt(token, said[at + 1], at, words) ??
    sumAt(said, at, words)
  )
}

const digitRow = (digits: string, from: number, to: number): Numeral => ({
  value: Number(digits),
  digits,
  from,
  to,
  ordinal: false,
  figures: false,
  parts: [digits],
})

/** "a zero": a noun for one digit. */
function loneDigitAt({ text }: Token, at: number, words: NumberWords): Numeral | undefined {
  const digit = words.digitNouns.get(text)
  if (digit === undefined || words.numbers.has(text)) return undefined
  return digitRow(String(digit), at, at + 1)
}

/** "three sevens", "double seven". */
function repeatedDigitAt(
  first: Token,
  next: Token | undefined,
  at: number,
  words: NumberWords,
): Numeral | undefined {
  if (!next) return undefined
  const noun = words.digitNouns.get(next.text)
  const count = first.kind === 'figures' ? Number(first.text) : words.numbers.get(first.text)
  if (noun !== undefined && count !== undefined && isFew(count))
    return digitRow(String(noun).repeat(count), at, at + 2)
  const times = words.repeats.get(first.text)
  const digit =
    next.kind === 'figures' ? next.text : String(words.numbers.get(next.text) ?? noun ?? '')
  return times && /^\d$/.test(digit) ? digitRow(digit.repeat(times), at, at + 2) : undefined
}

const isFew = (count: number): boolean => count > 1 && count < 10 && Number.isInteger(count)
