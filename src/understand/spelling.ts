// Spelling aloud: letters by name, by an alphabet of words or "as in" a word, with figures and
// signs between them.
import { languageOf } from '../languages/language.ts'
import { hasVowel, isLetterO, isWordOfOneLetter, latinFor } from '../languages/scripts.ts'
import type { SpellingWords } from '../languages/spelling.ts'
import { normalise, clean } from '../languages/normalise.ts'
import { numeralAt } from './numbers.ts'
import type { Token } from './tokens.ts'

const alphabetOf = (tag: string): SpellingWords => languageOf(tag).spelling

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
const most = 160

type Piece = { text: string; plain: string; glued: boolean }

/** Words, figures and signs one by one; `glued`: without a space to a figure beside it, as in
 * AB42. */
function pieces(text: string): Piece[] {
  const said = clean(text).normalize('NFC').replace(/x-ray/gi, 'xray')
  return [...said.matchAll(/\p{L}[\p{L}\p{M}’ʼ']*|\d+|[-/_@+.](?=[^\s])/gu)]
    .slice(0, most)
    .map((match) => {
      const [before, after] = [
        said[match.index - 1] ?? ' ',
        said[match.index + match[0].length] ?? ' ',
      ]
      return {
        text: match[0],
        plain: normalise(match[0]),
        glued: /\p{L}/u.test(match[0]) && (/\d/.test(before) || /\d/.test(after)),
      }
    })
}

/** What was spelled, piece by piece. */
export function spelling(text: string, tag: string): Spelled[] {
  const alphabet = alphabetOf(tag)
  const said = pieces(text)
  const found: Spelled[] = []
  for (let at = 0; at < said.length;) {
    const [items, to] = itemAt(said, at, alphabet, tag)
    found.push(...items)
    at = to
  }
  return found
}

function itemAt(
  said: Piece[],
  at: number,
  alphabet: SpellingWords,
  tag: string,
): [Spelled[], number] {
  const piece = said[at]!
  const times = phraseIn(said, at, alphabet.doubles)
  if (times && said[at + times.length] && !phraseIn(said, at, alphabet.letters)) {
    const [items, to] = itemAt(said, at + times.length, alphabet, tag)
    const [only] = items
    if (
      items.length === 1 &&
      only &&
      only.kind !== 'word' &&
      (only.native[0] ?? only.latin[0])?.length === 1
    )
      return [Array.from({ length: times.value }, () => ({ ...only, sure: true })), to]
  }
  if (/^\d/.test(piece.text)) return [[...piece.text].map((digit) => same('figure', digit)), at + 1]
  if (/^[-/_@+.]/.test(piece.text)) return [[same('sign', piece.text)], at + 1]
  const letter = letterAt(said, at, alphabet)
  if (letter) return [letter.items, letter.to]
  const sign = phraseIn(said, at, alphabet.signs)
  if (sign) return [[{ ...same('sign', sign.value), text: piece.text }], at + sign.length]
  const language = languageOf(tag)
  const stream = said
    .slice(at)
    .map(({ plain, text }): Token => ({ text: plain, kind: /^\d/.test(text) ? 'sign' : 'word' }))
  const numeral = language.scales.has(piece.plain) ? undefined : numeralAt(stream, 0, language)
  if (numeral && !numeral.ordinal && numeral.digits !== '')
    return [[...numeral.digits].map((digit) => same('figure', digit)), at + numeral.to]
  const homophone = language.homophones.get(piece.plain)
  if (homophone !== undefined)
    return [[{ ...same('figure', String(homophone)), sure: false, text: piece.text }], at + 1]
  return [[{ kind: 'word', native: [], latin: [], sure: true, text: piece.text }], at + 1]
}

const same = (kind: Spelled['kind'], sign: string): Spelled => ({
  kind,
  native: [sign],
  latin: [sign],
  sure: true,
  text: sign,
})

/** A letter: alone, by its name, by a word of the alphabet, or followed by a word that begins with
 * it. */
function letterAt(
  said: Piece[],
  at: number,
  alphabet: SpellingWords,
): { items: Spelled[]; to: number } | undefined {
  const piece = said[at]!
  const named = phraseIn(said, at, alphabet.letters) ?? phraseIn(said, at, alphabet.other)
  const single = /^\p{L}$/u.test(piece.text)
  const signed = single && phraseIn(said, at, alphabet.letters)
  const own =
    signed && signed.length > 1
      ? signed.value
      : single
        ? piece.text.toLowerCase()
        : (named?.value ?? phraseIn(said, at, alphabet.alphabet)?.value)
  const length =
    signed && signed.length > 1
      ? signed.length
      : single
        ? 1
        : (named?.length ?? phraseIn(said, at, alphabet.alphabet)?.length ?? 0)
  if (own === undefined) {
    // AB in capitals, or beside figures, or without a vowel: letters the recogniser wrote together
    const together =
      /^\p{Lu}{2,6}$/u.test(piece.text) ||
      (piece.glued && piece.text.length <= 6) ||
      (/^\p{L}{2,3}$/u.test(piece.text) && !hasVowel(piece.text))
    return together
      ? {
          items: [...piece.text.toLowerCase()].map((one) => letter(one, undefined, true, one)),
          to: at + 1,
        }
      : undefined
  }
  const cyrillicName =
    named !== undefined && !single && alphabet.other.has(named.phrase)
      ? alphabet.other.get(named.phrase)
      : undefined
  const to = at + length
  const link = linkAt(said, to, alphabet)
  const word = said[to + link]
  const stands = word && (alphabet.alphabet.get(word.plain) ?? [...word.plain][0])
  // "D for delta", and "D Dmitry": the word tells the letter; without a link only when both agree
  if (
    word &&
    stands &&
    /^\p{L}{2,}$/u.test(word.text) &&
    (link > 0 || (stands === own && alphabet.alphabet.has(word.plain) && (single || named)))
  ) {
    const told = link > 0 && stands !== own ? [stands, own] : [own]
    const items = told.map((one) =>
      letter(
        one,
        cyrillicName,
        true,
        said
          .slice(at, to + link + 1)
          .map(({ text }) => text)
          .join(' '),
      ),
    )
    return {
      items: [
        {
          ...items[0]!,
          native: items.flatMap(({ native }) => native),
          latin: items.flatMap(({ latin }) => latin),
          sure: told.length === 1,
        },
      ],
      to: to + link + 1,
    }
  }
  return {
    items: [
      letter(
        own,
        cyrillicName,
        single && !isWordOfOneLetter(piece.text),
        said
          .slice(at, to)
          .map(({ text }) => text)
          .join(' '),
      ),
    ],
    to,
  }
}

function linkAt(said: Piece[], at: number, { as }: SpellingWords): number {
  for (let length = 3; length > 0; length--)
    if (
      at + length < said.length &&
      as.has(
        said
          .slice(at, at + length)
          .map(({ plain }) => plain)
          .join(' '),
      )
    )
      return length
  return 0
}

function phraseIn<V>(
  said: Piece[],
  at: number,
  phrases: Map<string, V>,
): { value: V; length: number; phrase: string } | undefined {
  for (let length = Math.min(3, said.length - at); length > 0; length--) {
    const phrase = said
      .slice(at, at + length)
      .map(({ plain }) => plain)
      .join(' ')
    const value = phrases.get(phrase)
    if (value !== undefined) return { value, length, phrase }
  }
  return undefined
}

const isLatin = (letter: string): boolean => /^[a-z]$/i.test(letter)

function letter(own: string, latin: string | undefined, sure: boolean, text: string): Spelled {
  const upper = own.toUpperCase()
  // the letter O and the figure are called alike
  const zero = isLetterO(own) || text.toLowerCase() === 'oh'
  const native = isLatin(own) ? (latin === undefined ? [upper] : []) : [upper]
  const romans =
    latin !== undefined ? [latin.toUpperCase()] : isLatin(own) ? [upper] : latinFor(own)
  return {
    kind: 'letter',
    native: zero ? [upper, '0'] : native,
    latin: zero ? ['O', '0'] : romans,
    sure,
    text,
  }
}
