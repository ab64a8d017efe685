// The features that occur in the phrases of a set of choices: which number each has, and how
// telling it is.
import { add, type Counts } from './counts.ts'
import { kinds, type Features, type Kind } from './features.ts'
import type { Vector } from './learn.ts'

/** The numbers of the features of a kind by name, and how much the kind weighs. */
type KindWords = { kind: Kind; numbers: Counts<string | number>; weight: number }

/** `rarity` is by number; `unseen` is that of a feature never met. */
export type Vocabulary = { kinds: KindWords[]; rarity: Float32Array; unseen: number }

/** With more phrases than this, features that stand in one phrase only are left out, and kinds of
 * features weigh otherwise. */
const MANY = 1500

/** Background talk counts for how telling a feature is, but brings none of its own. */
export function vocabularyOf(
  texts: readonly Features[],
  background: readonly Features[],
): Vocabulary {
  const many = texts.length > MANY
  const enough = many ? 2 : 1
  const all = texts.length + background.length
  const rarities: number[] = []
  const numbersOf = (kind: Kind): Counts<string | number> => {
    const numbers: Counts<string | number> = new Map()
    for (const [name, holders] of holdersOf(kind, texts, background))
      if (holders >= enough) numbers.set(name, rarities.push(rarityOf(all, holders)) - 1)
    return numbers
  }
  const own = kinds.map(({ name: kind, weight, ofMany }) => ({
    kind,
    numbers: numbersOf(kind),
    weight: many ? ofMany : weight,
  }))
  return { kinds: own, rarity: Float32Array.from(rarities), unseen: rarityOf(all, 0) }
}

/** In how many texts each feature stands. */
function holdersOf(
  kind: Kind,
  texts: readonly Features[],
  background: readonly Features[],
): Counts<string | number> {
  const holders: Counts<string | number> = new Map()
  for (const { counts } of texts) for (const name of counts[kind].keys()) add(holders, name)
  for (const { counts } of background)
    for (const name of counts[kind].keys()) if (holders.has(name)) add(holders, name)
  return holders
}

/** How telling a feature is that so many of the texts hold: inverse document frequency,
 * smoothed. */
function rarityOf(texts: number, holders: number): number {
  return 1 + Math.log((1 + texts) / (1 + holders))
}

/** How telling a stem is. */
export function rarityIn(vocabulary: Vocabulary, stem: string): number {
  const words = vocabulary.kinds.find(({ kind }) => kind === 'words')
  return rarityAt(vocabulary, words?.numbers.get(stem))
}

function rarityAt({ rarity, unseen }: Vocabulary, id: number | undefined): number {
  return id === undefined ? unseen : (rarity[id] ?? unseen)
}

/** A text as the numbers and weights of its features, kind after kind. */
export function vectorOf(features: Features, vocabulary: Vocabulary): Vector {
  return joinParts(vocabulary.kinds.map((words) => partOf(words, features, vocabulary)))
}

/** The same for one kind each. */
export function vectorsByKind(
  features: Features,
  vocabulary: Vocabulary,
): { kind: Kind; vector: Vector }[] {
  return vocabulary.kinds.map((words) => ({
    kind: words.kind,
    vector: joinParts([partOf(words, features, vocabulary)]),
  }))
}

type Part = { ids: number[]; weights: number[] }

function joinParts(parts: readonly Part[]): Vector {
  const length = parts.reduce((sum, { ids }) => sum + ids.length, 0)
  const vector = { ids: new Int32Array(length), weights: new Float32Array(length) }
  let at = 0
  for (const { ids, weights } of parts) {
    vector.ids.set(ids, at)
    vector.weights.set(weights, at)
    at += ids.length
  }
  return vector
}

/** The features of one kind, brought to the length that the kind weighs. */
function partOf(
  { kind, numbers, weight: length }: KindWords,
  { counts }: Features,
  vocabulary: Vocabulary,
): Part {
  const ids: number[] = []
  const weights: number[] = []
  let square = 0
  for (const [name, count] of counts[kind]) {
    const id = numbers.get(name)
    const often = count <= 1 ? count : 1 + Math.log(count)
    const weight = often * rarityAt(vocabulary, id)
    square += weight * weight
    if (id === undefined) continue
    ids.push(id)
    weights.push(weight)
  }
  const scale = square === 0 ? 0 : length / Math.sqrt(square)
  return { ids, weights: weights.map((weight) => weight * scale) }
}
