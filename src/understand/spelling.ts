// Spelling aloud: letters by name, by an alphabet of words or "as in" a word, with figures and
// signs between them.
import { languageOf, type Language } from '../languages/language.ts'
import { clean, normalise } from '../languages/normalise.ts'
import { hasVowel, isLetterO, isWordOfOneLetter, latinFor } from '../languages/scripts.ts'
import type { SpellingWords } from '../languages/spelling.ts'
import { numeralAt } from './numbers.ts'
import { findAll, type Token } from './tokens.ts'

/**
 * One thing said while spelling. `native` is what it is in the language's own script, `latin` what
 * it can be in Latin letters, the likelier first; figures and signs are in both.
 * `sure: false`: a word that stands for a letter only among other letters (Mike, delta, you). A
 * `word` is no letter.
 */
export type Spelled = {
  kind: 'letter' | 'figure' | 'sign' | 'word'
  native: string[]
  latin: string[]
  sure: boolean
  text: string
}

/** The most pieces of one utterance that are looked at. */
const MOST_PIECES = 160

/** The most words of a phrase that stands for a letter, a sign or a count. */
const LONGEST_PHRASE = 3

/** The most letters that a recogniser writes together. */
const LONGEST_TOGETHER = 6

type Piece = { text: string; plain: string; glued: boolean }

/** Words, figures and signs one by one; `glued`: without a space to a figure beside it, as in
 * AB42. */
function pieces(text: string): Piece[] {
  const said = clean(text).normalize('NFC').replace(/x-ray/gi, 'xray')
  const isFigure = (at: number) => /\d/.test(said[at] ?? ' ')
  return [...said.matchAll(/\p{L}[\p{L}\p{M}’ʼ']*|\d+|[-/_@+.](?=[^\s])/gu)]
    .slice(0, MOST_PIECES)
    .map(({ 0: piece, index }) => ({
      text: piece,
      plain: normalise(piece),
      glued: /\p{L}/u.test(piece) && (isFigure(index - 1) || isFigure(index + piece.length)),
    }))
}

/** What was said from one place on, and the place after it. */
type Item = { items: Spelled[]; to: number }

/** What was spelled, piece by piece. */
export function spelling(text: string, tag: string): Spelled[] {
  const said = pieces(text)
  const language = languageOf(tag)
  return findAll(said.length, (at) => itemAt(said, at, language)).flatMap(({ items }) => items)
}

function itemAt(said: readonly Piece[], at: number, language: Language): Item | undefined {
  const piece = said[at]
  if (!piece) return undefined
  const { spelling: alphabet } = language
  const { text } = piece
  const double = doubleAt(said, at, language)
  if (double) return double
  if (/^\d/.test(text)) return { items: figuresOf(text), to: at + 1 }
  if (/^[-/_@+.]/.test(text)) return { items: [same('sign', text)], to: at + 1 }
  const letter = letterAt(said, at, alphabet)
  if (letter) return letter
  const sign = phraseIn(said, at, alphabet.signs)
  if (sign) return { items: [{ ...same('sign', sign.value), text }], to: at + sign.length }
  return numberAt(said, at, language) ?? { items: [wordOf(piece, language)], to: at + 1 }
}

/** "double N", "two fives". */
function doubleAt(said: readonly Piece[], at: number, language: Language): Item | undefined {
  const { doubles, letters } = language.spelling
  const times = phraseIn(said, at, doubles)
  if (!times || phraseIn(said, at, letters)) return undefined
  const next = itemAt(said, at + times.length, language)
  const [only, ...more] = next?.items ?? []
  if (!next || !only || more.length > 0 || only.kind === 'word') return undefined
  if ((only.native[0] ?? only.latin[0])?.length !== 1) return undefined
  return {
    items: Array.from({ length: times.value }, () => ({ ...only, sure: true })),
    to: next.to,
  }
}

const figuresOf = (digits: string): Spelled[] => [...digits].map((digit) => same('figure', digit))

const same = (kind: Spelled['kind'], sign: string): Spelled => ({
  kind,
  native: [sign],
  latin: [sign],
  sure: true,
  text: sign,
})

/** A number in words; one that would be a scale alone is none. */
function numberAt(said: readonly Piece[], at: number, language: Language): Item | undefined {
  if (language.scales.has(said[at]?.plain ?? '')) return undefined
  const stream = said
    .slice(at)
    .map(({ plain, text }): Token => ({ text: plain, kind: /^\d/.test(text) ? 'sign' : 'word' }))
  const numeral = numeralAt(stream, 0, language)
  if (!numeral || numeral.ordinal || numeral.digits === '') return undefined
  return { items: figuresOf(numeral.digits), to: at + numeral.to }
}

/** A word that sounds like a figure, or no letter at all. */
function wordOf({ text, plain }: Piece, { homophones }: Language): Spelled {
  const figure = homophones.get(plain)
  if (figure === undefined) return { kind: 'word', native: [], latin: [], sure: true, text }
  return { ...same('figure', String(figure)), sure: false, text }
}

/** A letter as it was called: `latin` is what a name of the other script stands for, `single` a
 * letter by itself, `named` one called by its name. */
type Called = { own: string; to: number; latin?: string; single: boolean; named: boolean }

/** A letter: alone, by its name, by a word of the alphabet, or followed by a word that begins with
 * it. */
function letterAt(said: readonly Piece[], at: number, alphabet: SpellingWords): Item | undefined {
  const piece = said[at]
  const letter = calledAt(said, at, alphabet)
  if (!piece || !letter) return piece && lettersTogether(piece, at)
  const { own, to, latin, single } = letter
  const sure = single && !isWordOfOneLetter(piece.text)
  return (
    letterWithWord(said, at, letter, alphabet) ?? {
      items: [letterOf(own, latin, sure, textOf(said, at, to))],
      to,
    }
  )
}

const textOf = (said: readonly Piece[], from: number, to: number): string =>
  said
    .slice(from, to)
    .map(({ text }) => text)
    .join(' ')

function calledAt(
  said: readonly Piece[],
  at: number,
  { letters, other, alphabet }: SpellingWords,
): Called | undefined {
  const { text = '' } = said[at] ?? {}
  const byName = phraseIn(said, at, letters)
  const name = byName ?? phraseIn(said, at, other)
  const named = name !== undefined
  if (/^\p{L}$/u.test(text)) {
    const long = byName && byName.length > 1
    if (long) return { own: byName.value, to: at + byName.length, single: true, named }
    return { own: text.toLowerCase(), to: at + 1, single: true, named }
  }
  const found = name ?? phraseIn(said, at, alphabet)
  if (!found) return undefined
  const latin = name && other.get(name.phrase)
  return { own: found.value, to: at + found.length, latin, single: false, named }
}

/** AB in capitals, or beside figures, or without a vowel: letters the recogniser wrote together. */
function lettersTogether({ text, glued }: Piece, at: number): Item | undefined {
  const together =
    /^\p{Lu}{2,6}$/u.test(text) ||
    (glued && text.length <= LONGEST_TOGETHER) ||
    (/^\p{L}{2,3}$/u.test(text) && !hasVowel(text))
  if (!together) return undefined
  const letters = [...text.toLowerCase()]
  return { items: letters.map((one) => letterOf(one, undefined, true, one)), to: at + 1 }
}

/** "D for delta", and "D Dmitry": the word tells the letter; without a link only when both
 * agree. */
function letterWithWord(
  said: readonly Piece[],
  at: number,
  { own, to, latin, single, named }: Called,
  { alphabet, as }: SpellingWords,
): Item | undefined {
  const link = linkAt(said, to, as)
  const word = said[to + link]
  if (!word || !/^\p{L}{2,}$/u.test(word.text)) return undefined
  const stands = alphabet.get(word.plain) ?? [...word.plain][0]
  if (!stands) return undefined
  const agrees = stands === own && alphabet.has(word.plain) && (single || named)
  if (link === 0 && !agrees) return undefined
  const end = to + link + 1
  const text = textOf(said, at, end)
  const letters = (stands === own ? [own] : [stands, own]).map((one) =>
    letterOf(one, latin, true, text),
  )
  const both: Spelled = {
    kind: 'letter',
    native: letters.flatMap(({ native }) => native),
    latin: letters.flatMap(({ latin: romans }) => romans),
    sure: letters.length === 1,
    text,
  }
  return { items: [both], to: end }
}

/** How many words link a letter to its word here. */
function linkAt(said: readonly Piece[], at: number, as: ReadonlySet<string>): number {
  for (let length = LONGEST_PHRASE; length > 0; length--)
    if (at + length < said.length && as.has(plainOf(said, at, length))) return length
  return 0
}

const plainOf = (said: readonly Piece[], at: number, length: number): string =>
  said
    .slice(at, at + length)
    .map(({ plain }) => plain)
    .join(' ')

function phraseIn<V>(
  said: readonly Piece[],
  at: number,
  phrases: ReadonlyMap<string, V>,
): { value: V; length: number; phrase: string } | undefined {
  for (let length = Math.min(LONGEST_PHRASE, said.length - at); length > 0; length--) {
    const phrase = plainOf(said, at, length)
    const value = phrases.get(phrase)
    if (value !== undefined) return { value, length, phrase }
  }
  return undefined
}

const isLatin = (letter: string): boolean => /^[a-z]$/i.test(letter)

function letterOf(own: string, latin: string | undefined, sure: boolean, text: string): Spelled {
  const upper = own.toUpperCase()
  // the letter O and the figure are called alike
  if (isLetterO(own) || text.toLowerCase() === 'oh')
    return { kind: 'letter', native: [upper, '0'], latin: ['O', '0'], sure, text }
  if (latin !== undefined) {
    const native = isLatin(own) ? [] : [upper]
    return { kind: 'letter', native, latin: [latin.toUpperCase()], sure, text }
  }
  return {
    kind: 'letter',
    native: [upper],
    latin: isLatin(own) ? [upper] : latinFor(own),
    sure,
    text,
  }
}
