// Numbers in a stream of words: figures, number words, ordinals, "double seven", each with the
// place where it stands.
import { allLanguages } from '../languages/language.ts'
import { simplify } from '../languages/normalise.ts'
import type { NumberWords } from '../languages/numerals.ts'

/** A word, a run of figures with its inner punctuation, an ordinal figure (3rd) or a sign. `glued`:
 * nothing stands between it and the token before. */
export type Token = { text: string; kind: 'word' | 'figures' | 'ordinal' | 'sign'; glued?: boolean }

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

// callers mix languages, and a recogniser writes the endings of its own
const ordinalEnds = allLanguages().map(({ ordinalEnd }) => ordinalEnd.source)
const ordinalFigures = new RegExp(`(\\d)(?:${ordinalEnds.join('|')})(?!\\p{L})`, 'gu')
const token =
  /\d+ordinal|\d+(?:[.,:/-]\d+)*|\p{L}+|(?<=^|\s)-(?=\d|\p{Sc})|^- (?=\d|\p{Sc})|\+|\p{Sc}/gu

/** The most tokens of one utterance that are looked at. */
const most = 120

export function tokens(text: string): Token[] {
  const marked = simplify(text)
    .replace(ordinalFigures, '$1ordinal')
    .replace(/(?<=^|\s)(-?)([.,]\d)/g, '$10$2')
  let end = 0
  return [...marked.matchAll(token)].slice(0, most).map((match): Token => {
    const [part] = match
    const glued = match.index > 0 && match.index === end
    end = match.index + part.length
    const ordinal = /^\d+ordinal$/.test(part)
    const found: Token = {
      text: ordinal ? part.slice(0, -'ordinal'.length) : part.trim(),
      kind: ordinal
        ? 'ordinal'
        : /^\d/.test(part)
          ? 'figures'
          : /^\p{L}/u.test(part)
            ? 'word'
            : 'sign',
    }
    return glued ? { ...found, glued } : found
  })
}

/** The value of figures with grouping and a decimal mark; undefined when they are something else,
 * as 10:30 or 2026-03-03. */
export function figuresValue(text: string, decimal: '.' | ','): number | undefined {
  if (/^\d{1,21}$/.test(text)) return Number(text)
  // the language's own way of writing first, then the other way round, which tells itself when both
  // marks are there
  for (const [group, mark] of decimal === '.' ? [',.', '.,'] : ['.,', ',.']) {
    if (
      new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${mark}\\d+)?$`).test(text) &&
      (group === (decimal === '.' ? ',' : '.') || text.includes(mark!))
    )
      return Number(text.replaceAll(group!, '').replace(mark!, '.'))
  }
  // lakhs and crores are grouped by two
  if (/^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/.test(text)) return Number(text.replaceAll(',', ''))
  return /^\d{1,15}[.,]\d{1,17}$/.test(text) ? Number(text.replace(',', '.')) : undefined
}

/** All numbers in order, each as long as it can be read: "twenty three forty five" is 23 and 45. */
export function numerals(said: readonly Token[], words: NumberWords): Numeral[] {
  const found: Numeral[] = []
  for (let at = 0; at < said.length;) {
    const numeral = numeralAt(said, at, words)
    if (numeral) found.push(numeral)
    at = numeral?.to ?? at + 1
  }
  return found
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
  return repeatedAt(said, at, words) ?? sumAt(said, at, words)
}

function repeatedAt(said: readonly Token[], at: number, words: NumberWords): Numeral | undefined {
  const [first, next] = [said[at]!, said[at + 1]]
  const repeated = (digit: string, times: number, to: number): Numeral => {
    const digits = digit.repeat(times)
    return {
      value: Number(digits),
      digits,
      from: at,
      to,
      ordinal: false,
      figures: false,
      parts: [digits],
    }
  }
  const lone = words.digitNouns.get(first.text)
  if (lone !== undefined && !words.numbers.has(first.text)) return repeated(String(lone), 1, at + 1)
  if (!next) return undefined
  const noun = words.digitNouns.get(next.text)
  const count = first.kind === 'figures' ? Number(first.text) : words.numbers.get(first.text)
  if (
    noun !== undefined &&
    count !== undefined &&
    count > 1 &&
    count < 10 &&
    Number.isInteger(count)
  )
    return repeated(String(noun), count, at + 2)
  const times = words.repeats.get(first.text)
  const digit =
    next.kind === 'figures' ? next.text : String(words.numbers.get(next.text) ?? noun ?? '')
  return times && /^\d$/.test(digit) ? repeated(digit, times, at + 2) : undefined
}

/**
 * Adds up words as long as each fits under the one before it: hundreds, then tens, then units, then
 * a scale and again.
 * `free` is what is still open below the last word (after "twenty" anything under 10).
 */
function sumAt(said: readonly Token[], at: number, words: NumberWords): Numeral | undefined {
  let total = 0
  let group = 0
  let grouped = false
  let free = Infinity
  let scaleLeft = Infinity
  let to = at
  let figure = false
  const parts: string[] = []
  const take = (value: number, text: string, place: number, figures = false) => {
    group += value
    ;[grouped, figure, to] = [true, figures, place + 1]
    free = figures || value === 0 ? 0 : value < 20 ? 1 : value < 100 ? 10 : 100
    parts.push(text)
  }
  const ended = (value: number, text: string, place: number): Numeral => ({
    value,
    digits: String(value),
    from: at,
    to: place + 1,
    ordinal: true,
    figures: figure,
    parts: [...parts, text],
  })
  for (let place = at; place < said.length; place++) {
    const { text, kind } = said[place]!
    const word = words.numbers.get(text)
    const scale = words.scales.get(text)
    if (kind === 'figures') {
      const value = figuresValue(text, words.decimal)
      const whole = value !== undefined && /^\d+$/.test(text)
      if (parts.length === 0 && !whole)
        return value === undefined ? loose(text, at) : scaled(said, at, value, words)
      if (!whole || (parts.length > 0 && !(value < (grouped ? free : scaleLeft) && value > 0)))
        break
      take(value, text, place, true)
    } else if (word !== undefined && word < free && !(word === 0 && parts.length > 0)) {
      take(word, String(word), place)
    } else if (parts.length === 0 && words.hundred.has(text)) {
      take(100, '100', place)
    } else if (
      words.hundred.has(text) &&
      grouped &&
      group > 0 &&
      (figure ? group < 10_000 : group < 100 && free > 0)
    ) {
      group *= 100
      ;[free, figure, to] = [100, false, place + 1]
      parts.push('00')
    } else if (
      scale !== undefined &&
      scale < scaleLeft &&
      (grouped || parts.length === 0) &&
      (group > 0 || !grouped)
    ) {
      total += (grouped ? group : 1) * scale
      ;[group, grouped, figure, free, scaleLeft, to] = [0, false, false, Infinity, scale, place + 1]
      parts.push(String(scale).slice(1))
    } else if (scale !== undefined && scale > scaleLeft && !grouped) {
      // a thousand million
      total *= scale
      ;[scaleLeft, to] = [scale, place + 1]
      parts.push(String(scale).slice(1))
    } else {
      // "280 million first notes": figures do not end in an ordinal word
      const ordinal = said[at]!.kind === 'figures' ? undefined : ordinalOf(text, words)
      const factor = words.ordinalScales.get(text)
      if (
        ordinal !== undefined &&
        ordinal < (grouped ? free : scaleLeft) &&
        (ordinal > 0 || parts.length === 0)
      )
        return ended(total + group + ordinal, String(ordinal), place)
      if (
        factor !== undefined &&
        factor < scaleLeft &&
        (grouped ? group > 1 && (factor > 100 || group < 100) : true)
      )
        return ended(total + (grouped ? group : 1) * factor, String(factor).slice(1), place)
      if (!(
        words.and.has(text) &&
        parts.length > 0 &&
        (free === 100 || !grouped) &&
        continues(said[place + 1], words)
      ))
        break
    }
  }
  if (parts.length === 0) return undefined
  const value = total + group
  const figures = said[at]!.kind === 'figures'
  return {
    value,
    digits: figures && parts.length === 1 ? said[at]!.text : String(value),
    from: at,
    to,
    ordinal: false,
    figures,
    parts,
  }
}

// "two hundred and five" goes on; "two hundred and then" does not.
function continues(next: Token | undefined, words: NumberWords): boolean {
  return (
    next !== undefined &&
    (words.numbers.has(next.text) ||
      ordinalOf(next.text, words) !== undefined ||
      next.kind === 'figures')
  )
}

/** The longest head of a joined ordinal: "fourhundredfiftysix". */
const longestHead = 32

/** The value of an ordinal, also of one written as one word: "twothousandth". */
export function ordinalOf(word: string, words: NumberWords): number | undefined {
  const known = words.ordinals.get(word)
  if (known !== undefined || word.length < 9) return known
  return joined(word, words.joinedTails, words)
}

/** The value of a word made of a number and the tail of a thousand, a million and so on. */
export function joined(
  word: string,
  tails: Map<string, number>,
  words: NumberWords,
): number | undefined {
  for (const [tail, scale] of tails) {
    const head = word.endsWith(tail) ? headValue(word.slice(0, -tail.length), words) : undefined
    if (head) return head * scale
  }
  return undefined
}

// Number words written together, each smaller than the one before it.
function headValue(text: string, words: NumberWords, under = 1000): number | undefined {
  if (text === '') return 0
  for (let length = Math.min(text.length, longestHead); length > 1; length--) {
    const value = words.numbers.get(text.slice(0, length))
    if (value === undefined || value === 0 || value >= under || text.length > longestHead) continue
    const rest = headValue(text.slice(length), words, value < 20 ? 1 : value < 100 ? 10 : 100)
    if (rest !== undefined) return value + rest
  }
  return undefined
}

// Figures with punctuation that are no number by themselves still hold digits: 471-120.
function loose(text: string, at: number): Numeral {
  const digits = text.replace(/\D/g, '')
  return {
    value: NaN,
    digits,
    from: at,
    to: at + 1,
    ordinal: false,
    figures: true,
    parts: [digits],
  }
}

// "2.5 million", "12,500".
function scaled(said: readonly Token[], at: number, value: number, words: NumberWords): Numeral {
  const next = said[at + 1]?.text ?? ''
  const scale = words.scales.get(next) ?? (words.hundred.has(next) ? 100 : undefined)
  const digits = said[at]!.text.replace(/\D/g, '')
  // 0.1 + 0.2 shows in 48.2 million too
  return {
    value: scale ? Number((value * scale).toPrecision(15)) : value,
    digits,
    from: at,
    to: scale ? at + 2 : at + 1,
    ordinal: false,
    figures: true,
    parts: [digits],
  }
}
