// A text as a row of words, figures and signs.
import { allLanguages } from '../languages/language.ts'
import { simplify } from '../languages/normalise.ts'

/** A word, a run of figures with its inner punctuation, an ordinal figure (3rd) or a sign. `glued`:
 * nothing stands between it and the token before. */
export type Token = { text: string; kind: 'word' | 'figures' | 'ordinal' | 'sign'; glued?: boolean }

// callers mix languages, and a recogniser writes the endings of its own
const ordinalEnds = allLanguages().map(({ ordinalEnd }) => ordinalEnd.source)
const ordinalFigures = new RegExp(`(\\d)(?:${ordinalEnds.join('|')})(?!\\p{L})`, 'gu')
const token =
  /\d+ordinal|\d+(?:[.,:/-]\d+)*|\p{L}+|(?<=^|\s)-(?=\d|\p{Sc})|^- (?=\d|\p{Sc})|\+|\p{Sc}/gu

/** The most tokens of one utterance that are looked at. */
const MOST_TOKENS = 120

export function tokens(text: string): Token[] {
  const marked = simplify(text)
    .replace(ordinalFigures, '$1ordinal')
    .replace(/(?<=^|\s)(-?)([.,]\d)/g, '$10$2')
  let end = 0
  return [...marked.matchAll(token)].slice(0, MOST_TOKENS).map((match): Token => {
    const [part] = match
    const glued = match.index > 0 && match.index === end
    end = match.index + part.length
    return { ...tokenOf(part), ...(glued && { glued }) }
  })
}

function tokenOf(part: string): Token {
  const ordinal = /^(\d+)ordinal$/.exec(part)?.[1]
  if (ordinal !== undefined) return { text: ordinal, kind: 'ordinal' }
  const text = part.trim()
  if (/^\d/.test(text)) return { text, kind: 'figures' }
  return { text, kind: /^\p{L}/u.test(text) ? 'word' : 'sign' }
}

/** What stands at a place, nothing before the first and after the last. */
export const textAt = (said: readonly Token[], at: number): string => said[at]?.text ?? ''

/** All that is found in a row of so many places, from left to right; what was found is passed over
 * as a whole. */
export function findAll<T extends { to: number }>(
  length: number,
  findAt: (at: number) => T | undefined,
): T[] {
  const all: T[] = []
  for (let at = 0; at < length;) {
    const found = findAt(at)
    if (found) all.push(found)
    at = Math.max(found?.to ?? 0, at + 1)
  }
  return all
}
