// From what speaks for an item to the probability that it was meant.
import type { Evidence } from './evidence.ts'

/**
 * The weights of a logistic regression on the grounds of `evidence.ts` and products of two of them, after Platt, "Probabilistic outputs for support vector machines", 1999.
 * Fitted on labelled everyday requests to an assistant, phrases and utterances drawn apart, and on a few menus of our own: sets of 1 to 64 items with 2 to
 * 110 phrases each. At small sets half of what was said belonged to no item; where nearly all callers say what is offered, the probabilities are too low.
 */
const weights: Record<string, number> = {
  constant: -2.65, top: 0.247, ahead: 2.379, known: 2.338, 'known ahead': 1.056, 'any theme': -1.332, items: 0.245, phrases: -0.795, length: 0.666,
  words: -2.059, neighbours: 2.477, letters: 4.614, ideas: 4.388, pairs: 2.349,
  'words ahead': -1.273, 'neighbours ahead': 2.674, 'letters ahead': 0.775, 'ideas ahead': -0.045, 'pairs ahead': 0.733,
  'top*items': -0.364, 'ahead*items': 0.503, 'known*items': -0.618, 'ahead*phrases': -0.663, 'known*phrases': 0.449,
}

const terms = Object.entries(weights).map(([name, weight]) => ({ names: name === 'constant' ? [] : name.split('*'), weight }))

/** How fast the share of an item falls with the score it lacks to the best one. */
const sharpness = 4

/** An item to which nothing that was said points is not meant, however unlikely the others are. */
const pointless = 0.02

/** For each item the probability that it was meant; the sum falls short of 1 by the probability that none was. */
export function probabilities({ best, scores, grounds }: Evidence, items: number): number[] {
  if (items === 0) return []
  const sum = terms.reduce((total, { names, weight }) => total + names.reduce((product, name) => product * grounds[name]!, weight), 0)
  const likeliest = grounds.pointing! < pointless ? 0 : 1 / (1 + Math.exp(-sum))
  const shares = [...scores.subarray(0, items)].map((score) => Math.exp(sharpness * (score - scores[best]!)))
  const others = shares.reduce((total, share) => total + share, 0) - 1
  const scale = others * likeliest > 1 - likeliest ? (1 - likeliest) / (others * likeliest) : 1
  return shares.map((share, k) => (k === best ? likeliest : likeliest * share * scale))
}
