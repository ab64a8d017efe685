// How the letters of one language are called where recordings speak for it.
import { list } from './normalise.ts'
import { ALPHABET } from './scripts.ts'

/** `recording` is a name under engine/; `words` is how the letter is called. */
export type Letter = { letter: string; recording: string; words: string }

/** `own` is empty in a language that is written in Latin letters. */
export type LetterNames = { own: Letter[]; latin: Letter[] }

/** Reads `letter recording words`, one entry between two `|`; words of a name are joined by `_`. */
export const ownLetters = (text: string): Letter[] =>
  text.split('|').map((entry) => {
    const [letter = '', recording = '', words = ''] = entry.trim().split(/\s+/)
    return { letter, recording: `letter-${recording}`, words: words.replaceAll('_', ' ') }
  })

/** Reads the names of the Latin letters in their order. */
export const latinLetters = (names: string): Letter[] => {
  const all = list(names)
  return [...ALPHABET].map((letter, at) => ({
    letter,
    recording: `latin-${letter}`,
    words: (all[at] ?? letter).replaceAll('_', ' '),
  }))
}
