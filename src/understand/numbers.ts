// Numbers in a stream of words: figures, number words, ordinals, "double seven", each with the place where it stands.
import { clean } from './normalise.ts'
import type { Language } from './languages.ts'

/** A word, a run of figures with its inner punctuation, an ordinal figure (3rd) or a sign. */
export type Token = { text: string; kind: 'word' | 'figures' | 'ordinal' | 'sign' }

/** `from` and `to` are token places, `to` exclusive. `digits` is how it counts in a row of digits; leading zeros are kept. */
export type Numeral = { value: number; digits: string; from: number; to: number; ordinal: boolean; figures: boolean; parts: string[] }

const ordinalFigures = /(\d)(?:-?(?:го|ое|е|й|ый|ая|га|ае|ы|му|м)|st|nd|rd|th)(?!\p{L})/gu

/** The most tokens of one utterance that are looked at. */
const most = 120

export function tokens(text: string): Token[] {
  const marked = clean(text).replace(ordinalFigures, '$1ordinal').replace(/(?<=^|\s)([.,]\d)/g, '0$1')
  const found = marked.match(/\d+ordinal|\d+(?:[.,:/-]\d+)*|\p{L}+|(?<=^|\s)-(?=\d)|^- (?=\d)|[+$€£₽]/gu) ?? []
  return found.slice(0, most).map((part) => {
    if (part.endsWith('ordinal') && /^\d/.test(part)) return { text: part.slice(0, -'ordinal'.length), kind: 'ordinal' }
    return { text: part.trim(), kind: /^\d/.test(part) ? 'figures' : /^\p{L}/u.test(part) ? 'word' : 'sign' }
  })
}

/** The value of figures with grouping and a decimal mark; undefined when they are something else, as 10:30 or 2026-03-03. */
export function figuresValue(text: string, decimal: '.' | ','): number | undefined {
  const group = decimal === '.' ? ',' : '.'
  if (/^\d{1,15}$/.test(text)) return Number(text)
  if (new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${decimal}\\d+)?$`).test(text)) return Number(text.replaceAll(group, '').replace(decimal, '.'))
  if (/^\d{1,12}[.,]\d{1,10}$/.test(text)) return Number(text.replace(',', '.'))
  return undefined
}

/** All numbers in order, each as long as it can be read: "twenty three forty five" is 23 and 45. */
export function numerals(said: readonly Token[], language: Language): Numeral[] {
  const found: Numeral[] = []
  for (let at = 0; at < said.length; ) {
    const numeral = numeralAt(said, at, language)
    if (numeral) found.push(numeral)
    at = numeral?.to ?? at + 1
  }
  return found
}

/** The number that begins at this place. */
export function numeralAt(said: readonly Token[], at: number, language: Language): Numeral | undefined {
  const token = said[at]
  if (!token || token.kind === 'sign') return undefined
  if (token.kind === 'ordinal') return { value: Number(token.text), digits: token.text, from: at, to: at + 1, ordinal: true, figures: true, parts: [token.text] }
  return repeatedAt(said, at, language) ?? sumAt(said, at, language)
}

function repeatedAt(said: readonly Token[], at: number, language: Language): Numeral | undefined {
  const times = language.repeats.get(said[at]!.text)
  const next = said[at + 1]
  if (!times || !next) return undefined
  const digit = next.kind === 'figures' ? next.text : String(language.numbers.get(next.text) ?? '')
  if (!/^\d$/.test(digit)) return undefined
  const digits = digit.repeat(times)
  return { value: Number(digits), digits, from: at, to: at + 2, ordinal: false, figures: false, parts: [digits] }
}

/**
 * Adds up words as long as each fits under the one before it: hundreds, then tens, then units, then a scale and again.
 * `free` is what is still open below the last word (after "twenty" anything under 10).
 */
function sumAt(said: readonly Token[], at: number, language: Language): Numeral | undefined {
  let total = 0
  let group = 0
  let grouped = false
  let free = Infinity
  let scaleLeft = Infinity
  let to = at
  let figures = false
  const parts: string[] = []
  const take = (value: number, text: string, place: number) => {
    group += value
    grouped = true
    free = value === 0 ? 0 : value < 20 ? 1 : value < 100 ? 10 : 100
    to = place + 1
    parts.push(text)
  }
  for (let place = at; place < said.length; place++) {
    const token = said[place]!
    const word = language.numbers.get(token.text)
    const scale = language.scales.get(token.text)
    const ordinal = language.ordinals.get(token.text)
    if (token.kind === 'figures') {
      const value = figuresValue(token.text, language.decimal)
      if (parts.length === 0) {
        if (value === undefined || !/^\d+$/.test(token.text)) return value === undefined ? loose(token, at) : scaled(said, at, value, language)
        take(value, token.text, place)
        free = 0
        figures = true
      } else if (value !== undefined && !grouped && /^\d{1,3}$/.test(token.text)) {
        take(value, token.text, place)
        free = 0
      } else break
    } else if (word !== undefined && word < free && !(word === 0 && parts.length > 0)) {
      take(word, String(word), place)
    } else if (parts.length === 0 && language.hundred.has(token.text)) {
      take(100, '100', place)
    } else if (grouped && group > 0 && group < 100 && language.hundred.has(token.text) && (free > 0 || figures)) {
      group *= 100
      free = 100
      to = place + 1
      parts.push('00')
    } else if (scale !== undefined && scale < scaleLeft && (grouped || parts.length === 0) && (group > 0 || !grouped)) {
      total += (grouped ? group : 1) * scale
      ;[group, grouped, free, scaleLeft, to] = [0, false, Infinity, scale, place + 1]
      parts.push(String(scale).slice(1))
    } else if (ordinal !== undefined && ordinal < (grouped ? free : scaleLeft)) {
      return { value: total + group + ordinal, digits: String(total + group + ordinal), from: at, to: place + 1, ordinal: true, figures, parts: [...parts, String(ordinal)] }
    } else if (!(language.and.has(token.text) && parts.length > 0 && (free === 100 || !grouped) && continues(said[place + 1], language))) break
  }
  if (parts.length === 0) return undefined
  const value = total + group
  const digits = figures && parts.length === 1 ? said[at]!.text : String(value)
  return { value, digits, from: at, to, ordinal: false, figures, parts }
}

// "two hundred and five" goes on; "two hundred and then" does not.
function continues(next: Token | undefined, language: Language): boolean {
  return next !== undefined && (language.numbers.has(next.text) || language.ordinals.has(next.text) || next.kind === 'figures')
}

// Figures with punctuation that are no number by themselves still hold digits: 471-120.
function loose(token: Token, at: number): Numeral {
  const digits = token.text.replace(/\D/g, '')
  return { value: NaN, digits, from: at, to: at + 1, ordinal: false, figures: true, parts: [digits] }
}

// "2.5 million", "12,500".
function scaled(said: readonly Token[], at: number, value: number, language: Language): Numeral {
  const scale = language.scales.get(said[at + 1]?.text ?? '')
  const digits = said[at]!.text.replace(/\D/g, '')
  return { value: scale ? value * scale : value, digits, from: at, to: scale ? at + 2 : at + 1, ordinal: false, figures: true, parts: [digits] }
}

/** Numbers with sign and fraction: "minus two point five", «две целых пять десятых». Figures grouped by spaces are one number. */
export function quantities(text: string, language: Language): { value: number; from: number; to: number; said: Token[] }[] {
  const said = tokens(clean(text).replace(/(?<![\d.,:/-])\d{1,3}(?: \d{3})+(?![\d])/g, (run) => run.replaceAll(' ', '')))
  const all = numerals(said, language).filter((numeral) => !Number.isNaN(numeral.value))
  const found: { value: number; from: number; to: number; said: Token[] }[] = []
  for (let i = 0; i < all.length; i++) {
    const numeral = all[i]!
    if (numeral.from < (found.at(-1)?.to ?? 0)) continue
    let { value, to } = numeral
    const following = language.point.has(said[to]?.text ?? '') ? all.slice(i + 1) : []
    let digits = ''
    for (const part of following) {
      if (part.from !== (digits === '' ? to + 1 : to) || language.fractions.has(said[part.from]!.text)) break
      digits += part.digits
      to = part.to
      i++
    }
    const places = language.fractions.get(said[to]?.text ?? '')
    if (digits !== '') value += Number(`0.${places ? digits.padStart(places, '0') : digits}`)
    if (digits !== '' && places) to += 1
    const piece = pieceAt(said, to, language)
    if (digits === '' && piece) [value, to] = [piece.added ? value + piece.value : value * piece.value, piece.to]
    const before = said[numeral.from - 1]
    const negative = before !== undefined && (language.minus.has(before.text) || before.text === '-')
    found.push({ value: negative ? -value : value, from: negative ? numeral.from - 1 : numeral.from, to, said })
  }
  const half = all.length === 0 ? said.findIndex(({ text: word }) => language.pieces.has(word)) : -1
  return half < 0 ? found : [{ value: language.pieces.get(said[half]!.text)!, from: half, to: half + 1, said }]
}

/** "and a half" adds to the number before it, "quarters" divides it. */
function pieceAt(said: readonly Token[], at: number, language: Language): { value: number; added: boolean; to: number } | undefined {
  const linked = language.with.has(said[at]?.text ?? '')
  const place = linked && language.small.has(said[at + 1]?.text ?? '') ? at + 2 : linked ? at + 1 : at
  const value = language.pieces.get(said[place]?.text ?? '')
  return value === undefined ? undefined : { value, added: linked, to: place + 1 }
}
