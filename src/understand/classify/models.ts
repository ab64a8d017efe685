// Models of sets of choices, made when first asked for and kept; and the likelihood of each choice
// for what was said.
import { createHash } from 'node:crypto'
import { memo } from '../../ground/memo.ts'
import { clean } from '../../languages/normalise.ts'
import type { Alternative, Choosable } from '../hearing.ts'
import { outsideIn, probabilities } from './calibration.ts'
import { evidenceOf } from './evidence.ts'
import { featuresOf, substanceOf, withoutFillers } from './features.ts'
import { learnItems, type Learnt } from './model.ts'

/** What was learnt of a set of things to choose from, and the things themselves. */
export type Model = { items: readonly Choosable[]; learnt: Learnt }

/** How likely an item was meant, 0..1. `index` is its place in the list that was learnt. */
export type Likelihood = { id: string; index: number; probability: number }

/** Confidence of a reading that came without one. */
export const UNKNOWN_CONFIDENCE = 0.6

/** The most readings of one utterance that are looked at. */
export const MOST_ALTERNATIVES = 5

/** Very words, and numbers and places, leave next to no doubt. */
export const CERTAIN = 0.99

/** What a reading that fits nothing counts against one that fits: people mostly say what fits. */
const UNFITTING = 0.2

/** The most numbers that are kept in all models together: 160 MB. */
const MOST_KEPT = 40_000_000

type Lesson = { items: readonly Choosable[]; language: string }

const learnOnce = memo(({ items, language }: Lesson) => learnItems(items, language), {
  key: ({ items, language }) =>
    createHash('sha256')
      .update(JSON.stringify([language, items.map(({ label, phrases }) => [label, phrases])]))
      .digest('base64'),
  most: MOST_KEPT,
  sizeOf: ({ linear }) => linear.weights.length,
})

const modelsOf = memo((items: readonly Choosable[]) =>
  memo((language: string): Model => ({ items, learnt: learnOnce({ items, language }) })),
)

/** The model of a list in a language (BCP 47): learnt when first asked for, then kept under a hash
 * of labels, phrases and language. */
export function modelOf(items: readonly Choosable[], language: string): Model {
  return modelsOf(items)(language)
}

/**
 * The items by how likely they were meant, the likeliest first; what is lacking to a sum of 1 is
 * the probability that none was. Every reading of the
 * recogniser counts, by its confidence and by how well it fits at all. `outside` is the share of
 * what is said that belongs to no item.
 */
export function classify(
  { items, learnt }: Model,
  alternatives: readonly Alternative[],
  outside = outsideIn(learnt.language),
): Likelihood[] {
  if (items.length === 0) return []
  const readings = alternatives.slice(0, MOST_ALTERNATIVES).map((alternative) => {
    const likely = likelihoodsOf(clean(alternative.text), learnt, outside)
    const fitting = UNFITTING + Math.max(0, ...likely)
    return { likely, weight: confidenceOf(alternative) * fitting }
  })
  const all = readings.reduce((sum, { weight }) => sum + weight, 0)
  const expectation = (index: number): number =>
    all === 0
      ? 0
      : readings.reduce((sum, { likely, weight }) => sum + (weight / all) * (likely[index] ?? 0), 0)
  return items
    .map(({ id }, index) => ({ id, index, probability: expectation(index) }))
    .sort((a, b) => b.probability - a.probability)
}

/** The confidence of a reading, or what counts for one without. */
export function confidenceOf({ confidence }: Alternative): number {
  return confidence !== undefined && Number.isFinite(confidence) ? confidence : UNKNOWN_CONFIDENCE
}

/** How likely each item is by one reading. */
function likelihoodsOf(said: string, learnt: Learnt, outside: number): readonly number[] {
  const { exact, cores, held, items, language } = learnt
  const whole = withoutFillers(said, language)
  const meant = exact.get(whole) ?? cores.get(substanceOf(said, language))
  if (meant !== undefined) return held.map((_, index) => (index === meant ? CERTAIN : 0))
  const evidence = evidenceOf(learnt, featuresOf(said, language))
  return shareWord(whole, probabilities(evidence, items, outside), learnt)
}

/** With more phrases an item than this, how a word is shared between items has been learnt. */
const FEW_PHRASES = 20

/** A single word that several items have is theirs in the proportion of their phrases it stands in,
 * whatever else these say. */
function shareWord(
  word: string,
  likely: readonly number[],
  { held, language, phrases }: Learnt,
): readonly number[] {
  const stem = language.stem(word)
  const items = held.map(({ stems }, k) => ({ share: stems.get(stem) ?? 0, own: likely[k] ?? 0 }))
  const owners = items.filter(({ share }) => share > 0)
  if (owners.length < 2 || phrases > FEW_PHRASES * held.length) return likely
  const together = owners.reduce((sum, { own }) => sum + own, 0)
  const all = owners.reduce((sum, { share }) => sum + share, 0)
  return items.map(({ share, own }) => (share > 0 ? (together * share) / all : own))
}
