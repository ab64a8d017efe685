// How long a voice takes for words and recordings.
import { SPOKEN_WORD } from '../flow/defaults.ts'
import type { Speech } from '../say/speech.ts'
import { RECORDING } from './usual-times.ts'

/** Milliseconds of recordings by name (`be-BY/hello`). */
export type Lengths = ReadonlyMap<string, number>

/** How many words a voice makes of a text: digits and signs are a word each. */
export function wordsIn(text: string): number {
  let count = 0
  let word = false
  for (const letter of text) {
    if (letter <= ' ') word = false
    else if ((letter >= '0' && letter <= '9') || signs.has(letter)) count++
    else if (!word && letter.toLowerCase() !== letter.toUpperCase()) {
      word = true
      count++
    }
  }
  return count
}

const signs = new Set('%€$£&@+№')

/** Milliseconds. A recording whose length is not known takes as long as its words. */
export function speechTime(speech: Speech[], lengths?: Lengths): number {
  return speech.reduce((sum, one) => sum + pieceTime(one, lengths), 0)
}

function pieceTime(piece: Speech, lengths: Lengths | undefined): number {
  if (piece.kind === 'pause') return piece.pause
  const spoken = wordsIn(piece.text) * SPOKEN_WORD
  if (piece.kind !== 'audio') return spoken
  return lengths?.get(`${piece.language}/${piece.audio}`) ?? (spoken || RECORDING)
}

export const mean = (times: number[]): number =>
  times.length === 0 ? 0 : times.reduce((sum, time) => sum + time, 0) / times.length
