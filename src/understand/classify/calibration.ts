// From what speaks for an item to the probability that it was meant.
import type { Evidence } from './evidence.ts'

/**
 * The weights of a logistic regression on the grounds of `evidence.ts`, after Platt, "Probabilistic outputs for support vector machines", 1999.
 * Fitted on everyday requests to an assistant and on menus of our own: sets of 1 to 64 items with 2 to 150 phrases each, phrases and utterances
 * by different people. At small sets half of what was said belonged to no item, so 0.8 means that much of all that is said there.
 */
const weights: Record<string, number> = {
  constant: -0.956, top: 1.25, ahead: 0.564, known: 2.601, 'any theme': -1.811, items: 0.347, phrases: -0.738, length: 0.521,
  words: -0.83, neighbours: 3.412, letters: 1.321, ideas: 1.751, pairs: -0.85,
  'words ahead': 0.714, 'neighbours ahead': 5.694, 'letters ahead': 1.295, 'ideas ahead': 1.374, 'pairs ahead': 1.45,
}

/** How fast the share of an item falls with the score it lacks to the best one. */
const sharpness = 4

/** An item to which nothing that was said points is not meant, however unlikely the others are. */
const pointless = 0.02

/** For each item the probability that it was meant; the sum falls short of 1 by the probability that none was. */
export function probabilities({ best, scores, grounds }: Evidence, items: number): number[] {
  if (items === 0) return []
  const sum = Object.entries(weights).reduce((total, [name, weight]) => total + weight * (grounds[name] ?? 1), 0)
  const likeliest = grounds.pointing! < pointless ? 0 : 1 / (1 + Math.exp(-sum))
  const shares = [...scores.subarray(0, items)].map((score) => Math.exp(sharpness * (score - scores[best]!)))
  const others = shares.reduce((total, share) => total + share, 0) - 1
  const scale = others * likeliest > 1 - likeliest ? (1 - likeliest) / (others * likeliest) : 1
  return shares.map((share, k) => (k === best ? likeliest : likeliest * share * scale))
}
