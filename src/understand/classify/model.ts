// What is learnt from the phrases of a set of choices, and what an utterance then shows for each of them.
import type { Choosable } from '../hearing.ts'
import { languageOf, type Language } from '../languages.ts'
import { words } from '../normalise.ts'
import { backgroundEn } from './background-en.ts'
import { featuresOf, kinds, mostWords, type Features } from './features.ts'
import { learn, scoresOf, type Linear, type Vector } from './learn.ts'

/** Which number a feature has, by kind, and how telling it is by number. */
type Vocabulary = { numbers: Map<string, number>[]; rarity: Float32Array; /** of a feature never met */ unseen: number }

/** `held` are the words and ideas each item was given, `exact` the item of each phrase without words of courtesy. */
export type Learnt = { language: Language; exact: Map<string, number>; items: number; phrases: number; vocabulary: Vocabulary; linear: Linear; held: { stems: Set<string>; ideas: Set<string> }[] }

const backgrounds: Record<Language['code'], string> = { en: backgroundEn, ru: '', be: '' }

/** With more phrases than this, features that stand in one phrase only are left out. */
const many = 1500

/** The first pass, which only sorts out the background, looks at so many phrases of an item. */
const sampled = 10

/** A background line that an item claims by this score or more is no background to it. */
const claimed = -0.2

type Document = { k: number; features: Features; vector: Vector }

/** Learns each item's label and phrases against the other items and against talk of anything else. */
export function learnItems(items: readonly Choosable[], tag: string): Learnt {
  const language = languageOf(tag)
  const phrases = items.map((item) => [...new Set([item.label, ...item.phrases])].filter((phrase) => phrase.trim() !== ''))
  const background = backgrounds[language.code].split('\n').filter((line) => line !== '')
  const texts = [...phrases, background].flatMap((own, k) => own.map((text) => ({ k, features: featuresOf(text, language) })))
  const vocabulary = vocabularyOf(texts.map(({ features }) => features))
  const documents = texts.map((text) => ({ ...text, vector: vectorOf(text.features, vocabulary) }))
  const own = documents.filter(({ k }) => k < items.length)
  const others = unclaimed(own, documents.slice(own.length), items.length, vocabulary)
  const linear = learnt([...own, ...others], items.length + 1, vocabulary)
  const held = items.map((_, k) => {
    const mine = own.filter((document) => document.k === k)
    return { stems: new Set(mine.flatMap(({ features }) => [...features[0]!.keys()])), ideas: new Set(mine.flatMap(({ features }) => [...features[3]!.keys()])) }
  })
  const exact = new Map<string, number>()
  phrases.forEach((mine, k) => { for (const phrase of mine) if (!exact.has(bare(phrase, language))) exact.set(bare(phrase, language), k) })
  return { language, exact, items: items.length, phrases: own.length, vocabulary, linear, held }
}

/** What was said without fillers; they stay when there is nothing else. */
export function bare(text: string, { fillers }: Language): string {
  const all = words(text).slice(0, mostWords)
  const kept = all.filter((word) => !fillers.has(word))
  return (kept.length > 0 ? kept : all).join(' ')
}

function learnt(documents: readonly Document[], classes: number, { rarity }: Vocabulary): Linear {
  return learn(documents.map(({ vector }) => vector), documents.map(({ k }) => k), classes, rarity.length)
}

/** The background without what the items themselves are about. */
function unclaimed(own: readonly Document[], background: readonly Document[], items: number, vocabulary: Vocabulary): Document[] {
  const seen = new Array<number>(items).fill(0)
  const first = learnt(own.filter(({ k }) => seen[k]!++ < sampled), items, vocabulary)
  return background.filter(({ vector }) => scoresOf(first, vector).every((score) => score < claimed))
}

function vocabularyOf(texts: readonly Features[]): Vocabulary {
  const holders = kinds.map(() => new Map<string, number>())
  for (const features of texts) features.forEach((kind, i) => { for (const name of kind.keys()) holders[i]!.set(name, (holders[i]!.get(name) ?? 0) + 1) })
  const enough = texts.length > many ? 2 : 1
  const rarities: number[] = []
  const numbers = holders.map((kind) => {
    const kept = new Map<string, number>()
    for (const [name, holding] of kind) if (holding >= enough) kept.set(name, rarities.push(rarity(texts.length, holding)) - 1)
    return kept
  })
  return { numbers, rarity: Float32Array.from(rarities), unseen: rarity(texts.length, 0) }
}

/** How telling a feature is that so many of the texts hold: inverse document frequency, smoothed. */
function rarity(texts: number, holders: number): number {
  return 1 + Math.log((1 + texts) / (1 + holders))
}

/** A text as numbers; `only` one kind of features, or all. */
export function vectorOf(features: Features, { numbers, rarity, unseen }: Vocabulary, only?: number): Vector {
  const ids: number[] = []
  const weights: number[] = []
  features.forEach((kind, i) => {
    if (only !== undefined && only !== i) return
    const first = ids.length
    let square = 0
    for (const [name, count] of kind) {
      const number = numbers[i]!.get(name)
      const weight = (1 + Math.log(count)) * (number === undefined ? unseen : rarity[number]!)
      square += weight * weight
      if (number === undefined) continue
      ids.push(number)
      weights.push(weight)
    }
    const scale = square === 0 ? 0 : kinds[i]!.weight / Math.sqrt(square)
    for (let at = first; at < weights.length; at++) weights[at]! *= scale
  })
  return { ids: Int32Array.from(ids), weights: Float32Array.from(weights) }
}
