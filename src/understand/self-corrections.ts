// Corrections inside one utterance: "four five, no, four six".
import { languageOf } from '../languages/language.ts'
import { clean, normalise, phraseAt } from '../languages/normalise.ts'
import type { Heard, SlotKind } from './slots/kind.ts'

/** What was said before the words of a correction, and what after them. */
export type Corrected = { before: string; after: string }

/** The last correction in what was said; undefined where nothing was taken back. */
export function correctionIn(text: string, tag: string): Corrected | undefined {
  const { corrections } = languageOf(tag)
  const said = [...text.matchAll(/\S+/gu)]
    .map((match) => ({ word: normalise(match[0]), from: match.index }))
    .filter(({ word }) => word !== '')
  const plain = said.map(({ word }) => word)
  let last: { from: number; to: number } | undefined
  for (let at = 1; at < plain.length;) {
    const phrase = phraseAt(plain, at, corrections)
    // "no, sorry, I mean" is one correction
    if (phrase) last = { from: last?.to === at ? last.from : at, to: at + phrase.length }
    at += phrase?.length ?? 1
  }
  const [words, rest] = last ? [said[last.from], said[last.to]] : []
  return words && rest && { before: text.slice(0, words.from), after: text.slice(rest.from) }
}

/** Hears what was said after a correction where both sides hold a value; `mend` may carry over what
 * the second leaves out, as the currency. */
export function correcting(
  hear: SlotKind['hear'],
  mend: (after: Heard, before: Heard) => Heard = (after) => after,
): SlotKind['hear'] {
  return (text, spec, hearing) => {
    const corrected = correctionIn(clean(text), hearing.language)
    const after = corrected && hear(corrected.after, spec, hearing)
    if (!after || after.readings.length === 0) return hear(text, spec, hearing)
    const before = hear(corrected.before, spec, hearing)
    if (before.readings.length > 0 || before.why !== undefined) return mend(after, before)
    return hear(text, spec, hearing)
  }
}
