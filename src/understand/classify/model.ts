// What is learnt from the phrases of a set of choices.
import type { Choosable } from '../hearing.ts'
import { languageOf, type Language } from '../../languages/language.ts'
import { backgroundOf } from './background-talk.ts'
import { bare, core, featuresOf, kinds, type Features } from './features.ts'
import { heldOf, phraseOf, type Held } from './held.ts'
import { learn, scoresOf, type Linear, type Vector } from './learn.ts'

/** Which number a feature has, by kind, and how telling it is by number; the features of a kind
 * stand together, from `starts` on. */
type Vocabulary = {
  numbers: Map<string | number, number>[]
  starts: number[]
  rarity: Float32Array
  /** of a feature never met */ unseen: number
  /** of each kind */ weights: number[]
}

/** `held` is what each item was given; `exact` the item of each phrase, and `cores` that of its
 * words of substance where no other item has the same. */
export type Learnt = {
  language: Language
  exact: Map<string, number>
  cores: Map<string, number | undefined>
  items: number
  phrases: number
  vocabulary: Vocabulary
  linear: Linear
  held: Held[]
}

/** With more phrases than this, features that stand in one phrase only are left out, and kinds of
 * features weigh otherwise. */
const many = 1500

/** How often all phrases are gone through, and how often in the first pass. */
const rounds = 8
const firstRounds = 5

/** The first pass, which only sorts out the background, looks at so many phrases of an item. */
const sampled = 10

/** A background line that an item claims by this score or more is no background to it. */
const claimed = 0.1

type Document = { k: number; vector: Vector }

/** Learns each item's label and phrases against the other items and against talk of anything
 * else. */
export function learnItems(items: readonly Choosable[], tag: string): Learnt {
  const language = languageOf(tag)
  const phrases = items.map((item) =>
    [...new Set([item.label, ...item.phrases])].filter((phrase) => phrase.trim() !== ''),
  )
  const texts = phrases.flatMap((own, k) =>
    own.map((text) => ({ k, features: featuresOf(text, language) })),
  )
  const background = backgroundOf(language)
  const vocabulary = vocabularyOf(
    texts.map(({ features }) => features),
    background,
  )
  const own = texts.map(({ k, features }) => ({ k, vector: vectorOf(features, vocabulary) }))
  const others = unclaimed(
    own,
    background.map((features) => ({ k: items.length, vector: vectorOf(features, vocabulary) })),
    items.length,
    vocabulary,
  )
  const linear = learnt([...own, ...others], items.length + 1, vocabulary, rounds, items.length)
  const held = items.map((_, k) =>
    heldOf(
      texts
        .filter((text) => text.k === k)
        .map(({ features }) => phraseOf(features, language, (stem) => rarityIn(vocabulary, stem))),
    ),
  )
  const exact = new Map<string, number>()
  const cores = new Map<string, number | undefined>()
  phrases.forEach((mine, k) => {
    for (const phrase of mine) {
      const [whole, rest] = [bare(phrase, language), core(phrase, language)]
      if (!exact.has(whole)) exact.set(whole, k)
      if (rest !== '')
        cores.set(
          rest,
          (cores.get(rest) ?? k) === k && !(cores.has(rest) && cores.get(rest) === undefined)
            ? k
            : undefined,
        )
    }
  })
  return {
    language,
    exact,
    cores,
    items: items.length,
    phrases: texts.length,
    vocabulary,
    linear,
    held,
  }
}

function learnt(
  documents: readonly Document[],
  classes: number,
  { rarity }: Vocabulary,
  times: number,
  background?: number,
): Linear {
  return learn(
    documents.map(({ vector }) => vector),
    documents.map(({ k }) => k),
    classes,
    rarity.length,
    times,
    background,
  )
}

/** The background without what the items themselves are about. */
function unclaimed(
  own: readonly Document[],
  background: readonly Document[],
  items: number,
  vocabulary: Vocabulary,
): Document[] {
  const seen = new Array<number>(items).fill(0)
  const first = learnt(
    own.filter(({ k }) => seen[k]!++ < sampled),
    items,
    vocabulary,
    firstRounds,
  )
  return background.filter(({ vector }) =>
    scoresOf(first, vector).every((score) => score < claimed),
  )
}

function vocabularyOf(texts: readonly Features[], background: readonly Features[]): Vocabulary {
  const holders = kinds.map(() => new Map<string | number, number>())
  for (const { counts } of texts)
    counts.forEach((kind, i) => {
      for (const name of kind.keys()) holders[i]!.set(name, (holders[i]!.get(name) ?? 0) + 1)
    })
  for (const { counts } of background)
    counts.forEach((kind, i) => {
      for (const name of kind.keys()) {
        const held = holders[i]!.get(name)
        if (held !== undefined) holders[i]!.set(name, held + 1)
      }
    })
  const large = texts.length > many
  const enough = large ? 2 : 1
  const all = texts.length + background.length
  const rarities: number[] = []
  const starts: number[] = []
  const numbers = holders.map((kind) => {
    const kept = new Map<string | number, number>()
    starts.push(rarities.length)
    for (const [name, holding] of kind)
      if (holding >= enough) kept.set(name, rarities.push(rarity(all, holding)) - 1)
    return kept
  })
  return {
    numbers,
    starts,
    rarity: Float32Array.from(rarities),
    unseen: rarity(all, 0),
    weights: kinds.map(({ weight, ofMany }) => (large ? ofMany : weight)),
  }
}

/** How telling a feature is that so many of the texts hold: inverse document frequency,
 * smoothed. */
function rarity(texts: number, holders: number): number {
  return 1 + Math.log((1 + texts) / (1 + holders))
}

/** How telling a stem is. */
export function rarityIn({ numbers, rarity, unseen }: Vocabulary, stem: string): number {
  const number = numbers[0]!.get(stem)
  return number === undefined ? unseen : rarity[number]!
}

/** A text as the numbers and weights of its features, kind after kind. */
export function vectorOf(
  { counts }: Features,
  { numbers, rarity, unseen, weights: kindWeights }: Vocabulary,
): Vector {
  const ids: number[] = []
  const weights: number[] = []
  counts.forEach((kind, i) => {
    const first = ids.length
    let square = 0
    for (const [name, count] of kind) {
      const number = numbers[i]!.get(name)
      const weight =
        (count <= 1 ? count : 1 + Math.log(count)) *
        (number === undefined ? unseen : rarity[number]!)
      square += weight * weight
      if (number === undefined) continue
      ids.push(number)
      weights.push(weight)
    }
    const scale = square === 0 ? 0 : kindWeights[i]! / Math.sqrt(square)
    for (let at = first; at < weights.length; at++) weights[at]! *= scale
  })
  return { ids: Int32Array.from(ids), weights: Float32Array.from(weights) }
}
