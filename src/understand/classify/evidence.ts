// What speaks for the likeliest item: how well each kind of feature fits it, and how much of what
// was said its own words account for.
import type { Features, Kind } from './features.ts'
import { phraseOf } from './held.ts'
import { addFeatures, addRow } from './learn.ts'
import { knownShare, likenessOf } from './likeness.ts'
import type { Learnt } from './model.ts'
import { rarityIn, vectorsByKind } from './vocabulary.ts'

/** Numbers for the calibration, by name; those it reads by themselves stand here. */
export type Grounds = Record<string, number> & { phrases: number; pointing: number }

/** `best` is the place of the likeliest item, `scores` what the classifier gave each and, last,
 * talk of anything else. */
export type Evidence = { best: number; scores: Float64Array; grounds: Grounds }

/** The most items, and the most phrases an item, that the calibration was fitted on; more count as
 * so many. */
const FITTED = { items: 58, phrases: 100 }

export function evidenceOf(learnt: Learnt, features: Features): Evidence {
  const { items, held, language, vocabulary } = learnt
  const { bias, parts, scores } = scoresOf(learnt, features)
  const best = highest(scores, items)
  const second = items > 1 ? highest(scores, items, best) : items
  const of = (values: Float64Array, item: number): number => values[item] ?? 0
  const phrase = phraseOf(features, language, (stem) => rarityIn(vocabulary, stem))
  const item = held[best]
  const rival = items > 1 ? held[second] : undefined
  const known = item ? knownShare(item, phrase) : 0
  const grounds: Grounds = {
    top: of(scores, best),
    ahead: of(scores, best) - (items > 1 ? of(scores, second) : -1),
    pointing: of(scores, best) - of(bias, best),
    items: Math.log(Math.min(items, FITTED.items)),
    phrases: Math.log(Math.min(learnt.phrases / items, FITTED.phrases)),
    length: Math.log(1 + features.words.length),
    talk: of(scores, items),
    known,
    'known ahead': known - (rival ? knownShare(rival, phrase) : 0),
    ...(item && likenessOf(item, phrase)),
  }
  for (const { kind, part } of parts) {
    grounds[kind] = of(part, best)
    grounds[`${kind} ahead`] = of(part, best) - of(part, second)
  }
  return { best, scores, grounds }
}

/** What each kind of features adds to the score of each class, and the sum of all; the bias is what
 * a class has before anything is said. */
function scoresOf(
  { linear, vocabulary }: Learnt,
  features: Features,
): { bias: Float64Array; parts: { kind: Kind; part: Float64Array }[]; scores: Float64Array } {
  const bias = new Float64Array(linear.classes)
  addRow(linear, linear.features, 1, bias)
  const parts = vectorsByKind(features, vocabulary).map(({ kind, vector }) => {
    const part = new Float64Array(linear.classes)
    addFeatures(linear, vector, part)
    return { kind, part }
  })
  const scores = bias.map((score, k) =>
    parts.reduce((sum, { part }) => sum + (part[k] ?? 0), score),
  )
  return { bias, parts, scores }
}

/** The place of the highest score of the items, `but` left out. */
function highest(scores: Float64Array, items: number, but = -1): number {
  let best = but === 0 ? 1 : 0
  scores.subarray(0, items).forEach((score, k) => {
    if (k !== but && score > (scores[best] ?? -Infinity)) best = k
  })
  return best
}
