// What speaks for the likeliest item: how well each kind of feature fits it, and how much of what was said its own words account for.
import { kinds, type Features } from './features.ts'
import { vectorOf, type Learnt } from './model.ts'

/** `best` is the place of the likeliest item, `scores` what the classifier gave each and, last, talk of anything else; `grounds` are numbers for the calibration, by name. */
export type Evidence = { best: number; scores: Float64Array; grounds: Record<string, number> }

/** What a word of grammar counts against one of substance, and an idea shared against the word itself. */
const smallWord = 0.15
const sameIdea = 0.7

export function evidenceOf(learnt: Learnt, features: Features): Evidence {
  const { items, linear } = learnt
  const parts = partsOf(learnt, features)
  const bias = linear.features * linear.classes
  const scores = Float64Array.from({ length: linear.classes }, (_, k) => parts.reduce((sum, part) => sum + part[k]!, linear.weights[bias + k]!))
  const best = highest(scores, items)
  const second = items > 1 ? highest(scores, items, best) : items
  const own = known(learnt, best, features)
  const grounds: Record<string, number> = {
    top: scores[best]!, ahead: scores[best]! - (items > 1 ? scores[second]! : -1), pointing: scores[best]! - linear.weights[bias + best]!,
    items: Math.log(items), phrases: Math.log(learnt.phrases / items), length: Math.log(1 + features.said.length), foreign: foreign(learnt, best, features), lacking: lacking(learnt, best, features), known: own, 'known ahead': own - (items > 1 ? known(learnt, second, features) : 0),
  }
  kinds.forEach(({ name }, kind) => {
    grounds[name] = parts[kind]![best]!
    grounds[`${name} ahead`] = parts[kind]![best]! - parts[kind]![second]!
  })
  return { best, scores, grounds }
}

/** What each kind of features adds to the score of each class. */
function partsOf({ linear: { classes, weights: learnt }, vocabulary }: Learnt, features: Features): Float64Array[] {
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

/** The share of what was said that the item knows, by its words or by their ideas. */
function known({ language, held }: Learnt, best: number, { said, stems, ideas }: Features): number {
  const own = held[best]
  let all = 0
  let sum = 0
  said.forEach((word, i) => {
    const weight = language.small.has(word) ? smallWord : 1
    all += weight
    sum += weight * (own?.stems.has(stems[i]!) ? 1 : ideas[i]!.some((idea) => own?.ideas.has(idea)) ? sameIdea : 0)
  })
  return all === 0 ? 0 : sum / all
}

/** The share of the words of substance that have ideas, none of them the item's: "delete my alarm" where alarms are only set. */
function foreign({ language, held, vocabulary }: Learnt, best: number, { said, stems, ideas }: Features): number {
  const own = held[best]
  let all = 0
  let sum = 0
  said.forEach((word, i) => {
    if (language.small.has(word)) return
    const number = vocabulary.numbers[0]!.get(stems[i]!)
    const weight = number === undefined ? vocabulary.unseen : vocabulary.rarity[number]!
    all += weight
    if (ideas[i]!.length > 0 && !own?.stems.has(stems[i]!) && !ideas[i]!.some((idea) => own?.ideas.has(idea))) sum += weight
  })
  return all === 0 ? 0 : sum / all
}

/** The idea that stands in the most phrases of the item and was not said: the share of its phrases. */
function lacking({ held }: Learnt, best: number, { ideas }: Features): number {
  const said = new Set(ideas.flat())
  let most = 0
  for (const [idea, share] of held[best]?.ideas ?? []) if (share > most && !said.has(idea)) most = share
  return most
}
