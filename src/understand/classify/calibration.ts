// From what speaks for an item to the probability that it was meant.
import type { Language } from '../languages.ts'
import type { Evidence } from './evidence.ts'

/** The share of what is said at a menu that belongs to none of its options, as probabilities take it to be: nearly all callers say what is offered. */
const assumedOutside = 0.1

/** The same where nobody has told callers what there is, as with questions of a FAQ and at a question for free text: every other one means something else. */
export const unofferedOutside = 0.5

/** In a language that has few words here, likeness of letters misleads more often, and the weights were fitted on English; so more is taken to belong to none. */
export function outsideIn({ code }: Language): number {
  return code === 'en' ? assumedOutside : unofferedOutside
}

/**
 * The weights of a logistic regression on the grounds of `evidence.ts` and products of two of them, after Platt, "Probabilistic outputs for support vector machines", 1999.
 * Fitted, with a penalty on large weights, on labelled everyday requests to an assistant, phrases and utterances drawn apart: sets of 1 to 58 items with 2 to 135
 * phrases each, what belonged to no item weighed as the share above, and a tenth of it where there are 58 items, to which little does not belong. `ahead` is
 * given: in such sets hardly anybody names two items at once, so the fit would make little of it.
 */
const weights: Record<string, number> = {
  constant: 1.235, ahead: 2.500, known: -0.600, 'known ahead': 1.669, items: -0.574, phrases: -0.567, length: 0.383, lacking: -1.513,
  foreign: -1.070, words: -4.720, 'words ahead': 0.246, neighbours: 6.698, 'neighbours ahead': 0.360, letters: 5.855, ideas: 1.459, pairs: 0.567,
  scenes: 1.115, 'top*items': -0.056, 'known*items': -0.212, 'ahead*phrases': -0.302, 'known*phrases': 0.159, 'foreign*items': 0.283,
  opposed: -2.031, setting: 2.528, sense: -0.810, unity: -1.062, nearest: 2.840, 'talk*top': 0.168, 'items*phrases': 0.060,
}

const terms = Object.entries(weights).map(([name, weight]) => ({ names: name === 'constant' ? [] : name.split('*'), weight }))

/**
 * How fast the share of an item falls with the score it lacks to the best one. The more phrases an item has, the further apart are the scores, by so much
 * for each e-fold of phrases. Fitted so that, of those who meant some item, as many meant the likeliest as its part of the sum of all says.
 */
const sharpness = { ofOne: 9.5, lessForMore: 1.15, least: 3 }

/** An item to which nothing that was said points is not meant, however unlikely the others are. */
const pointless = 0.02

/** Only very words leave next to no doubt, however much else speaks for an item. */
const utmost = 0.985

/**
 * For each item the probability that it was meant; the sum falls short of 1 by the probability that none was. `outside` is the share of what is said, 0..1
 * exclusive, that belongs to none: by another share than the one fitted the odds change as by Bayes' rule.
 */
export function probabilities({ best, scores, grounds }: Evidence, items: number, outside = assumedOutside): number[] {
  if (items === 0) return []
  const sum = terms.reduce((total, { names, weight }) => total + names.reduce((product, name) => product * grounds[name]!, weight), 0) + odds(assumedOutside) - odds(outside)
  const sharp = Math.max(sharpness.least, sharpness.ofOne - sharpness.lessForMore * grounds.phrases!)
  const shares = [...scores.subarray(0, items)].map((score) => Math.exp(sharp * (score - scores[best]!)))
  const others = shares.reduce((total, share) => total + share, 0) - 1
  // where the scores of two are alike, the other grounds tell them apart halfway at most
  const likeliest = grounds.pointing! < pointless ? 0 : Math.min(utmost, (1 + 1 / (1 + others)) / 2, 1 / (1 + Math.exp(-sum)))
  const scale = others * likeliest > 1 - likeliest ? (1 - likeliest) / (others * likeliest) : 1
  return shares.map((share, k) => (k === best ? likeliest : likeliest * share * scale))
}

const odds = (share: number): number => Math.log(share / (1 - share))
