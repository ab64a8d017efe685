// The words of spelling aloud in one language: letters, an alphabet of words, signs.
import { normalise } from './normalise.ts'

/** Words of a phrase are joined by `_` in the tables and by spaces in what is looked up. */
export type SpellingWords = {
  /** the names of letters */
  letters: Map<string, string>
  /** the words that stand for letters, the first of each letter as it is read out */
  alphabet: Map<string, string>
  /** the names of letters of the other script */
  other: Map<string, string>
  signs: Map<string, string>
  /** between a letter and its word, the first as it is read out: D for delta */
  as: Set<string>
  /** double, triple */
  doubles: Map<string, number>
  /** signs as they are read out */
  spoken: Record<string, string>
}

/** A table from normalised words: `'a: alpha alfa | b: bravo'`. */
export function signTable(text: string): Map<string, string> {
  return new Map(
    text.split('|').flatMap((entry) => {
      const [sign = '', words = ''] = entry.split(/:(?= )/).map((part) => part.trim())
      return words
        .split(/\s+/)
        .filter(Boolean)
        .map((word) => [normalise(word.replaceAll('_', ' ')), sign] as const)
    }),
  )
}

/** The same with numbers before the colons: `'2: double | 3: triple treble'`. */
export const countTable = (text: string): Map<string, number> =>
  new Map([...signTable(text)].map(([word, count]) => [word, Number(count)]))

export const phraseSet = (text: string): Set<string> =>
  new Set(text.split('|').map((phrase) => normalise(phrase)))
