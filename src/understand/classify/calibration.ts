// From what speaks for an item to the probability that it was meant.
import type { Language } from '../../languages/language.ts'
import type { Evidence, Grounds } from './evidence.ts'

/** The share of what is said at a menu that belongs to none of its options, as probabilities take
 * it to be: nearly all callers say what is offered. */
const ASSUMED_OUTSIDE = 0.1

/** The same where nobody has told callers what there is, as with questions of a FAQ and at a
 * question for free text: every other one means something else. */
export const UNOFFERED_OUTSIDE = 0.5

/** In a language that has few words here, likeness of letters misleads more often, and the weights
 * were fitted on English; so more is taken to belong to none. */
export function outsideIn({ calibrated }: Language): number {
  return calibrated ? ASSUMED_OUTSIDE : UNOFFERED_OUTSIDE
}

/**
 * The weights of a logistic regression on the grounds of `evidence.ts` and products of two of them,
 * after Platt, "Probabilistic outputs for support vector machines", 1999.
 * `npx tsx scripts/fit.ts LABELLED` fits them, here on everyday requests to an assistant: sets of 1
 * to 58 items with 2 to 100 phrases each, phrases and utterances
 * drawn apart. What tells those who mean the likeliest item from all others is learnt with as many
 * outsiders as insiders, and only then how likely that is, by the share above,
 * or a tenth of it where there are 58 items, to which little does not belong.
 */
const weights: Record<string, number> = {
  constant: 2.759,
  ahead: 2.0,
  known: -1.525,
  'known ahead': 0.856,
  items: -0.712,
  phrases: -1.018,
  length: 0.318,
  lacking: -1.495,
  foreign: -1.915,
  words: -12.864,
  'words ahead': 0.342,
  neighbours: 4.148,
  'neighbours ahead': 5.448,
  letters: 9.733,
  ideas: 3.411,
  pairs: 0.485,
  scenes: 1.109,
  opposed: -2.23,
  setting: 3.31,
  sense: -0.929,
  unity: -1.164,
  nearest: 3.272,
  'top*items': 0.065,
  'known*items': -0.167,
  'foreign*items': 0.464,
  'ahead*phrases': -0.658,
  'known*phrases': 0.429,
  'talk*top': 0.46,
  'items*phrases': 0.011,
  'phrases*phrases': 0.169,
}

/** A weight, and the grounds it is multiplied by. */
type Term = { names: string[]; weight: number }

const terms = Object.entries(weights).map(([name, weight]): Term => ({
  names: name === 'constant' ? [] : name.split('*'),
  weight,
}))

/**
 * How fast the share of an item falls with the score it lacks to the best one. The more phrases an
 * item has, the further apart are the scores, by so much
 * for each e-fold of phrases. Fitted so that, of those who meant some item, as many meant the
 * likeliest as its part of the sum of all says.
 */
const SHARPNESS = { ofOne: 9.5, lessForMore: 1.15, least: 3 }

/** An item to which nothing that was said points is not meant, however unlikely the others are. */
const POINTLESS = 0.02

/** Only very words leave next to no doubt, however much else speaks for an item. */
const UTMOST = 0.985

/**
 * For each item the probability that it was meant; the sum falls short of 1 by the probability that
 * none was. `outside` is the share of what is said, 0..1
 * exclusive, that belongs to none: by another share than the one fitted the odds change as by
 * Bayes' rule.
 */
export function probabilities(
  evidence: Evidence,
  items: number,
  outside = ASSUMED_OUTSIDE,
): number[] {
  if (items === 0) return []
  const { best, grounds } = evidence
  const shares = sharesOf(evidence, items)
  const others = shares.reduce((total, share) => total + share, 0) - 1
  const likeliest = likelihoodOfBest(grounds, others, outside)
  const scale = others * likeliest > 1 - likeliest ? (1 - likeliest) / (others * likeliest) : 1
  return shares.map((share, k) => (k === best ? likeliest : likeliest * share * scale))
}

/** How likely each item is against the likeliest, by how far apart the scores are. */
function sharesOf({ best, scores, grounds }: Evidence, items: number): number[] {
  const sharp = Math.max(SHARPNESS.least, SHARPNESS.ofOne - SHARPNESS.lessForMore * grounds.phrases)
  const top = scores[best] ?? 0
  return [...scores.subarray(0, items)].map((score) => Math.exp(sharp * (score - top)))
}

/** `others` is the share of all other items against the likeliest. */
function likelihoodOfBest(grounds: Grounds, others: number, outside: number): number {
  if (grounds.pointing < POINTLESS) return 0
  const meant = terms.reduce((total, term) => total + valueOf(term, grounds), 0)
  const sum = meant + odds(ASSUMED_OUTSIDE) - odds(outside)
  // where the scores of two are alike, the other grounds tell them apart halfway at most
  return Math.min(UTMOST, (1 + 1 / (1 + others)) / 2, 1 / (1 + Math.exp(-sum)))
}

const valueOf = ({ names, weight }: Term, grounds: Grounds): number =>
  names.reduce((product, name) => product * (grounds[name] ?? 0), weight)

const odds = (share: number): number => Math.log(share / (1 - share))
