// Models of sets of choices, made when first asked for and kept; and the likelihood of each choice
// for what was said.
import { createHash } from 'node:crypto'
import type { Alternative, Choosable } from '../hearing.ts'
import { shown } from '../../languages/normalise.ts'
import { outsideIn, probabilities } from './calibration.ts'
import { evidenceOf } from './evidence.ts'
import { bare, core, featuresOf } from './features.ts'
import { learnItems, type Learnt } from './model.ts'

/** What was learnt of a set of things to choose from, and the things themselves. */
export type Model = { items: readonly Choosable[]; learnt: Learnt }

/** How likely an item was meant, 0..1. `index` is its place in the list that was learnt. */
export type Likelihood = { id: string; index: number; probability: number }

/** Confidence of a reading that came without one. */
export const unknownConfidence = 0.6

/** The most readings of one utterance that are looked at. */
export const mostAlternatives = 5

/** Very words, and numbers and places, leave next to no doubt. */
export const plain = 0.99

/** What a reading that fits nothing counts against one that fits: people mostly say what fits. */
const unfitting = 0.2

/** The most numbers that are kept in all models together: 160 MB. */
const mostKept = 40_000_000

const kept = new Map<string, Learnt>()
const byList = new WeakMap<readonly Choosable[], Map<string, Model>>()
let size = 0

/** The model of a list in a language (BCP 47): learnt when first asked for, then kept under a hash
 * of labels, phrases and language. */
export function modelOf(items: readonly Choosable[], language: string): Model {
  const own = byList.get(items) ?? new Map<string, Model>()
  const model = own.get(language) ?? { items, learnt: learntOnce(items, language) }
  byList.set(items, own.set(language, model))
  return model
}

function learntOnce(items: readonly Choosable[], language: string): Learnt {
  const hash = createHash('sha256')
    .update(JSON.stringify([language, items.map(({ label, phrases }) => [label, phrases])]))
    .digest('base64')
  const learnt = kept.get(hash) ?? learnItems(items, language)
  // the most recently used stands last
  if (!kept.delete(hash)) size += learnt.linear.weights.length
  kept.set(hash, learnt)
  for (const [oldest, one] of kept) {
    if (size <= mostKept || one === learnt) break
    kept.delete(oldest)
    size -= one.linear.weights.length
  }
  return learnt
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
  const readings = alternatives.slice(0, mostAlternatives).map(({ text, confidence }) => {
    const said = shown(text)
    const substance = core(said, learnt.language)
    const exactly = learnt.exact.get(bare(said, learnt.language)) ?? learnt.cores.get(substance)
    const likely =
      exactly === undefined
        ? probabilities(
            evidenceOf(learnt, featuresOf(said, learnt.language)),
            items.length,
            outside,
          )
        : items.map((_, index) => (index === exactly ? plain : 0))
    const own = exactly === undefined ? shared(likely, bare(said, learnt.language), learnt) : likely
    return {
      own,
      weight:
        (Number.isFinite(confidence) ? confidence! : unknownConfidence) *
        (unfitting + Math.max(0, ...own)),
    }
  })
  const all = readings.reduce((sum, { weight }) => sum + weight, 0)
  const expected = items.map((_, index) =>
    all === 0
      ? 0
      : readings.reduce((sum, { own, weight }) => sum + (weight / all) * own[index]!, 0),
  )
  return items
    .map(({ id }, index) => ({ id, index, probability: expected[index]! }))
    .sort((a, b) => b.probability - a.probability)
}

/** With more phrases an item than this, how a word is shared between items has been learnt. */
const few = 20

/** A single word that several items have is theirs in the proportion of their phrases it stands in,
 * whatever else these say. */
function shared(likely: number[], word: string, { held, language, phrases }: Learnt): number[] {
  const shares = held.map(({ stems }) => stems.get(language.stem(word)) ?? 0)
  const owners = shares.filter((share) => share > 0).length
  if (owners < 2 || phrases > few * held.length) return likely
  const together = likely.reduce(
    (sum, probability, index) => sum + (shares[index]! > 0 ? probability : 0),
    0,
  )
  const all = shares.reduce((sum, share) => sum + share, 0)
  return likely.map((probability, index) =>
    shares[index]! > 0 ? (together * shares[index]!) / all : probability,
  )
}
