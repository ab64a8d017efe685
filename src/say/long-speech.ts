// A long answer in pieces, between which the caller is asked whether to go on.
import { LONGEST_PIECE, MOST_PIECES, SPOKEN_WORD } from '../flow/defaults.ts'
import type { Speech } from './speech.ts'

const WORDS_AT_ONCE = Math.ceil(LONGEST_PIECE / SPOKEN_WORD)

/** Whole sentences and whole recordings, about the same number of words in each piece. */
export function dividePieces(speech: Speech[]): Speech[][] {
  const all = wordsIn(speech)
  if (all <= WORDS_AT_ONCE) return [speech]
  const most = Math.max(WORDS_AT_ONCE, Math.ceil(all / MOST_PIECES))
  let last: Speech[] = []
  const pieces = [last]
  for (const unit of speech.flatMap(sentencesOf)) {
    if (pieces.length < MOST_PIECES && wordsIn(last) > 0 && wordsIn([...last, unit]) > most)
      pieces.push((last = []))
    last.push(unit)
  }
  return pieces.map(joinSentences)
}

const wordsIn = (speech: Speech[]): number =>
  speech.reduce(
    (sum, one) => sum + (one.kind === 'pause' ? 0 : one.text.split(/\s+/).filter(Boolean).length),
    0,
  )

function sentencesOf(one: Speech): Speech[] {
  if (one.kind !== 'text') return [one]
  const parts = one.text.match(/[^.!?…]+(?:[.!?…]+(?=\s|$)|$)|[.!?…]+/gu) ?? [one.text]
  const whole: string[] = []
  for (const part of parts) {
    const before = whole.at(-1)
    // a full stop within a number or an abbreviation of one letter ends nothing
    if (before !== undefined && (/^\S/.test(part) || /(?:^|\s)\p{L}\.$/u.test(before)))
      whole[whole.length - 1] = before + part
    else whole.push(part)
  }
  return whole.map((text) => ({ ...one, text: text.trim() })).filter(({ text }) => text !== '')
}

/** Sentences of one voice that follow each other are one utterance. */
function joinSentences(units: Speech[]): Speech[] {
  return units.reduce<Speech[]>((made, unit) => {
    const before = made.at(-1)
    return before?.kind === 'text' &&
      unit.kind === 'text' &&
      before.language === unit.language &&
      before.voice === unit.voice
      ? [...made.slice(0, -1), { ...before, text: `${before.text} ${unit.text}` }]
      : [...made, unit]
  }, [])
}
