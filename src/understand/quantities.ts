// Quantities: numbers with sign, decimals and fractions, as "minus two point five", "three and a
// half million", "two whole five tenths".
import type { Language } from '../languages/language.ts'
import { phraseAt, clean } from '../languages/normalise.ts'
import type { NumberWords } from '../languages/numerals.ts'
import { joined, numeralAt, ordinalOf, tokens, type Numeral, type Token } from './numbers.ts'

/** `from` and `to` are places in `said`, `to` exclusive; an ordinal is a place in a row rather than
 * a quantity. */
export type Quantity = { value: number; from: number; to: number; ordinal: boolean; said: Token[] }

type Part = { value: number; to: number }

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
  const plain = said.map((token) => token.text)
  const found: Quantity[] = []
  for (let at = 0; at < said.length;) {
    const negative = words.minus.has(plain[at]!) || plain[at] === '-'
    const from = negative ? at + 1 : at
    const read = isCode(said, from, words, unit) ? undefined : magnitudeAt(said, from, words, plain)
    if (read)
      found.push({
        value: negative ? -read.value : read.value,
        from: at,
        to: read.to,
        ordinal: read.ordinal === true,
        said,
      })
    at = read?.to ?? from + (negative ? 0 : 1)
  }
  return found
}

// What writers shorten and recognisers write out: 1 000, 10M, 1.3x10^6, 2e5.
function inFull(text: string): string {
  const plain = (value: number) =>
    Number.isFinite(value) && Math.abs(value) < 1e21
      ? new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 15 }).format(value)
      : ' '
  return clean(text)
    .replace(/(?<![\d.,:/-])\d{1,3}(?: \d{3})+(?!\d)/g, (run) => run.replaceAll(' ', ''))
    .replace(/(\d(?:[\d.,]*\d)?)\s?(?:MM?|mm)(?=[A-Z]{3}\b|\b)/g, '$1 million ')
    .replace(/(\d(?:[\d.,]*\d)?)(?:\s?G|[bB])\b/g, '$1 billion')
    .replace(
      /(\d{1,15}(?:\.\d{1,15})?)[x×*]10\^([+-]?\d{1,2})\b/g,
      (_, base: string, power: string) => plain(Number(base) * 10 ** Number(power)),
    )
    .replace(
      /(?<![\w.])(\d{1,15}(?:\.\d{1,15})?)e([+-]?\d{1,2})\b/g,
      (_, base: string, power: string) => plain(Number(base) * 10 ** Number(power)),
    )
    .replace(
      /(\d{1,15}(?:\.\d{1,15})?)\^([+-]*)(\d{1,2})\b/g,
      (_, base: string, sign: string, power: string) =>
        plain(Number(base) ** (sign.split('-').length % 2 === 0 ? -Number(power) : Number(power))),
    )
}

/** Figures with letters before or after them are a code or a measure: s666, 180ml. */
function isCode(
  said: readonly Token[],
  at: number,
  words: NumberWords,
  unit: (word: string) => boolean,
): boolean {
  if (said[at]?.kind !== 'figures') return false
  const [before, after] = [
    said[at]!.glued ? said[at - 1] : undefined,
    said[at + 1]?.glued ? said[at + 1] : undefined,
  ]
  const strange = (token: Token | undefined) =>
    token?.kind === 'word' &&
    !words.scales.has(token.text) &&
    !words.dozens.has(token.text) &&
    !unit(token.text)
  return strange(before) || strange(after)
}

function magnitudeAt(
  said: Token[],
  at: number,
  words: NumberWords,
  plain: string[],
): (Part & { ordinal?: boolean }) | undefined {
  const part = partAt(said, at, words)
  if (part) return scaled(said, part, words)
  const whole = wholeAt(said, at, words)
  if (!whole || isNoNumber(said, whole, words)) return undefined
  if (whole.ordinal) return { value: whole.value, to: whole.to, ordinal: true }
  const exact = decimalsAt(said, whole, words)
  if (exact) return scaled(said, exact, words)
  const divided = dividedAt(said, whole, words)
  if (divided) return scaled(said, divided, words)
  return (
    withPart(said, whole, words) ??
    ratioAt(said, whole, words, plain) ??
    dozensAt(said, whole, words) ??
    whole
  )
}

/** A number, or in figures a number with a fraction: 2 1/4. */
function wholeAt(
  said: readonly Token[],
  at: number,
  words: NumberWords,
): (Numeral & Part) | undefined {
  const numeral = numeralAt(said, at, words)
  if (!numeral || Number.isNaN(numeral.value)) return undefined
  const fraction =
    numeral.figures && numeral.to === at + 1 && Number.isInteger(numeral.value)
      ? figureFraction(said[numeral.to])
      : undefined
  return fraction !== undefined && fraction < 1
    ? { ...numeral, value: numeral.value + fraction, to: numeral.to + 1 }
    : numeral
}

function figureFraction(token: Token | undefined): number | undefined {
  const found = token?.kind === 'figures' ? /^(\d{1,9})\/([1-9]\d{0,8})$/.exec(token.text) : null
  return found ? Number(found[1]) / Number(found[2]) : undefined
}

/** "the one", "that one" and a lone "oh" are words, not numbers. */
function isNoNumber(
  said: readonly Token[],
  { from, to, value }: Numeral,
  words: NumberWords,
): boolean {
  const [first, before] = [said[from]!, said[from - 1]?.text ?? '']
  if (to !== from + 1 || first.kind !== 'word') return false
  const pronoun =
    value === 1 &&
    words.pronounBefore.size > 0 &&
    (words.pronounBefore.has(before) || words.ordinals.has(before))
  return pronoun || (words.letterZeros.has(first.text) && !words.point.has(said[to]?.text ?? ''))
}

/** A fraction with no whole before it: a half, a fifth, one twenty-fifth, 3/4; a dozen. */
function partAt(said: readonly Token[], at: number, words: NumberWords): Part | undefined {
  const first = said[at]
  if (!first) return undefined
  const figure = figureFraction(first)
  if (figure !== undefined) return { value: figure, to: at + 1 }
  const [piece, dozen] = [words.pieces.get(first.text), words.dozens.get(first.text)]
  if (piece !== undefined || dozen !== undefined) return { value: (piece ?? dozen)!, to: at + 1 }
  const one =
    words.articles.has(first.text) || (words.numbers.get(first.text) === 1 && first.kind === 'word')
  const next = said[at + 1]
  // "one hundred fifth" is a place in a row
  if (
    !one ||
    !next ||
    next.kind !== 'word' ||
    words.hundred.has(next.text) ||
    words.scales.has(next.text)
  )
    return undefined
  const under = numeralAt(said, at + 1, words)
  // a second is a unit of time
  return under?.ordinal && under.value > 2 ? { value: 1 / under.value, to: under.to } : undefined
}

/** "half a million", "two thirds of a million", "half a dozen". */
function scaled(said: readonly Token[], { value, to }: Part, words: NumberWords): Part {
  let place = to
  while (words.of.has(said[place]?.text ?? '') || words.articles.has(said[place]?.text ?? ''))
    place++
  const word = said[place]?.text ?? ''
  const scale = words.scales.get(word) ?? words.dozens.get(word)
  return scale === undefined ? { value, to } : { value: value * scale, to: place + 1 }
}

/** "two point oh five" digit by digit, "two whole five hundredths" by its denominator. */
function decimalsAt(said: readonly Token[], whole: Numeral, words: NumberWords): Part | undefined {
  if (!words.point.has(said[whole.to]?.text ?? '')) return undefined
  const start = whole.to + 1
  const under = denominatorAfter(said, start, words)
  if (under) return { value: round(whole.value + under.value), to: under.to }
  let digits = ''
  let at = start
  for (; at < said.length; at++) {
    const { text, kind } = said[at]!
    const word =
      kind === 'figures' ? (/^\d+$/.test(text) ? Number(text) : undefined) : words.numbers.get(text)
    if (word === undefined || !Number.isInteger(word) || (word >= 100 && kind === 'word')) break
    const unit = words.numbers.get(said[at + 1]?.text ?? '') ?? 0
    const pair = kind === 'word' && word >= 20 && unit > 0 && unit < 10
    digits += kind === 'figures' ? text : String(pair ? word + unit : word)
    if (pair) at++
  }
  return digits === ''
    ? undefined
    : { value: Number(`${whole.value}.${digits.slice(0, 15)}`), to: at }
}

// "twenty-five hundredths", "one hundred-thousandth": the last word is what the number before it is divided
// by.
function denominatorAfter(
  said: readonly Token[],
  at: number,
  words: NumberWords,
): Part | undefined {
  const above = numeralAt(said, at, words)
  if (!above || words.denominators.size === 0) return undefined
  const last = above.ordinal ? above.to - 1 : above.to
  const top = above.ordinal ? numeralAt(said.slice(0, last), at, words) : above
  const under =
    denominatorOf(said[last]?.text ?? '', words) ??
    ordinalOf(said[last]?.text ?? '', words) ??
    words.ordinalScales.get(said[last]?.text ?? '')
  return top && top.to === last && under ? { value: top.value / under, to: last + 1 } : undefined
}

function denominatorOf(word: string, words: NumberWords): number | undefined {
  return (
    words.denominators.get(word) ??
    (word.length > 9 ? joined(word, words.joinedTails, words) : undefined)
  )
}

/**
 * "three fifths", "twenty-three fifths", "one hundred and three quarters". What follows "and" is a
 * fraction of its own when it is less than
 * one (100 + 3/4), else it belongs to the number (123/5). A tens word just before joins the
 * denominator: one hundred, thirty-fifths.
 */
function dividedAt(
  said: readonly Token[],
  whole: Numeral & Part,
  words: NumberWords,
): Part | undefined {
  if (!Number.isInteger(whole.value)) return undefined
  const next = said[whole.to]?.text ?? ''
  const piece = words.pieces.get(next)
  const under = denominatorOf(next, words) ?? (piece && 1 / piece)
  if (under === undefined) {
    const bottom = numeralAt(said, whole.to, words)
    const unit =
      bottom && !bottom.ordinal ? words.denominators.get(said[bottom.to]?.text ?? '') : undefined
    return bottom && unit && unit < 100
      ? { value: whole.value / (bottom.value + unit), to: bottom.to + 1 }
      : undefined
  }
  const to = whole.to + 1
  const split = lastAnd(said, whole, words)
  if (split && split.right < under)
    return added(said, split.left, { value: split.right / under, to }, words)
  const tens = words.numbers.get(said[whole.to - 1]!.text) ?? 0
  const left =
    tens >= 20 &&
    tens < 100 &&
    under < 10 &&
    whole.to - 1 > whole.from &&
    !words.and.has(said[whole.to - 2]!.text)
      ? numeralAt(said.slice(0, whole.to - 1), whole.from, words)
      : undefined
  return { value: left ? left.value / (tens + under) : whole.value / under, to }
}

/** The two sides of the last "and" inside a number. */
function lastAnd(
  said: readonly Token[],
  { from, to }: Numeral,
  words: NumberWords,
): { left: Part; right: number } | undefined {
  for (let at = to - 2; at > from; at--) {
    if (!words.and.has(said[at]!.text)) continue
    const [left, right] = [
      numeralAt(said.slice(0, at), from, words),
      numeralAt(said.slice(0, to), at + 1, words),
    ]
    return left && right ? { left, right: right.value } : undefined
  }
  return undefined
}

/** "one and a half", "three million and a quarter" (of a million), "a billion and a half
 * million". */
function withPart(
  said: readonly Token[],
  whole: Numeral & Part,
  words: NumberWords,
): Part | undefined {
  if (!words.with.has(said[whole.to]?.text ?? '')) return undefined
  let start = whole.to + 1
  const under = denominatorAfter(said, start, words)
  if (words.articles.has(said[start]?.text ?? '') && words.pieces.has(said[start + 1]?.text ?? ''))
    start++
  const above = numeralAt(said, start, words)
  const part =
    partAt(said, start, words) ??
    (above && !above.ordinal ? dividedAt(said, above, words) : undefined) ??
    under
  if (!part || part.value >= 1 || part.value <= 0) return undefined
  return added(said, whole, part, words)
}

// After a scale the fraction is of that scale, unless it names its own.
function added(said: readonly Token[], whole: Part, part: Part, words: NumberWords): Part {
  const scale = words.scales.get(said[whole.to - 1]?.text ?? '')
  if (scale === undefined)
    return scaled(said, { value: whole.value + part.value, to: part.to }, words)
  const own = scaled(said, part, words)
  return own.to > part.to
    ? { value: whole.value + own.value, to: own.to }
    : { value: whole.value + part.value * scale, to: part.to }
}

/** "one over three", "two out of five", "1 in 20": less than one, and for the shorter forms nothing
 * after it. */
function ratioAt(
  said: readonly Token[],
  whole: Numeral & Part,
  words: NumberWords,
  plain: string[],
): Part | undefined {
  const phrase = phraseAt(plain, whole.to, words.over)
  if (!phrase || said[whole.from - 1]?.kind === 'sign') return undefined
  const under = wholeAt(said, whole.to + phrase.length, words)
  if (!under || under.ordinal || under.value === 0) return undefined
  const certain =
    phrase.length > 1
      ? whole.value < under.value
      : under.to === said.length &&
        (phrase[0] !== words.over.at(-1)![0] || whole.value < under.value)
  return certain ? { value: whole.value / under.value, to: under.to } : undefined
}

function dozensAt(
  said: readonly Token[],
  whole: Numeral & Part,
  words: NumberWords,
): Part | undefined {
  const dozen = words.dozens.get(said[whole.to]?.text ?? '')
  if (dozen === undefined) return undefined
  const split = lastAnd(said, whole, words)
  return {
    value: split ? split.left.value + split.right * dozen : whole.value * dozen,
    to: whole.to + 1,
  }
}

function round(value: number): number {
  return Number(value.toPrecision(15))
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
