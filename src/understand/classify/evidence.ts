// What speaks for the likeliest item: how well each kind of feature fits it, and how much of what
// was said its own words account for.
import { kinds, type Features } from './features.ts'
import { known, likeness, phraseOf } from './held.ts'
import { rarityIn, vectorOf, type Learnt } from './model.ts'

/** `best` is the place of the likeliest item, `scores` what the classifier gave each and, last,
 * talk of anything else; `grounds` are numbers for the calibration, by name. */
export type Evidence = { best: number; scores: Float64Array; grounds: Record<string, number> }

/** The most items, and the most phrases an item, that the calibration was fitted on; more count as
 * so many. */
const fitted = { items: 58, phrases: 100 }

export function evidenceOf(learnt: Learnt, features: Features): Evidence {
  const { items, linear, held, language, vocabulary } = learnt
  const parts = partsOf(learnt, features)
  const bias = linear.features * linear.classes
  const scores = Float64Array.from({ length: linear.classes }, (_, k) =>
    parts.reduce((sum, part) => sum + part[k]!, linear.weights[bias + k]!),
  )
  const best = highest(scores, items)
  const second = items > 1 ? highest(scores, items, best) : items
  const said = phraseOf(features, language, (stem) => rarityIn(vocabulary, stem))
  const own = known(held[best]!, said)
  const grounds: Record<string, number> = {
    top: scores[best]!,
    ahead: scores[best]! - (items > 1 ? scores[second]! : -1),
    pointing: scores[best]! - linear.weights[bias + best]!,
    items: Math.log(Math.min(items, fitted.items)),
    phrases: Math.log(Math.min(learnt.phrases / items, fitted.phrases)),
    length: Math.log(1 + features.said.length),
    talk: scores[items]!,
    known: own,
    'known ahead': own - (items > 1 ? known(held[second]!, said) : 0),
    ...likeness(held[best]!, said),
  }
  kinds.forEach(({ name }, kind) => {
    grounds[name] = parts[kind]![best]!
    grounds[`${name} ahead`] = parts[kind]![best]! - parts[kind]![second]!
  })
  return { best, scores, grounds }
}

/** What each kind of features adds to the score of each class. */
function partsOf(
  { linear: { classes, weights: learnt }, vocabulary }: Learnt,
  features: Features,
): Float64Array[] {
  const { ids, weights } = vectorOf(features, vocabulary)
  const parts = kinds.map(() => new Float64Array(classes))
  let kind = 0
  for (let i = 0; i < ids.length; i++) {
    while (ids[i]! >= (vocabulary.starts[kind + 1] ?? Infinity)) kind++
    const part = parts[kind]!
    const row = ids[i]! * classes
    for (let k = 0; k < classes; k++) part[k]! += weights[i]! * learnt[row + k]!
  }
  return parts
}

function highest(scores: Float64Array, items: number, but = -1): number {
  let best = but === 0 ? 1 : 0
  for (let k = best + 1; k < items; k++) if (k !== but && scores[k]! > scores[best]!) best = k
  return best
}
