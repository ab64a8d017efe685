// The weights of the calibration: first what tells callers who mean the likeliest item from all
// others, then how likely that is.
import { regress } from './regression.ts'
import type { Case } from './sets.ts'

/** The grounds of the calibration, and products of two of them. */
const grounds = [
  'known',
  'known ahead',
  'items',
  'phrases',
  'length',
  'lacking',
  'foreign',
  'words',
  'words ahead',
  'neighbours',
  'neighbours ahead',
  'letters',
  'ideas',
  'pairs',
  'scenes',
  'opposed',
  'setting',
  'sense',
  'unity',
  'nearest',
  'top*items',
  'known*items',
  'foreign*items',
  'ahead*phrases',
  'known*phrases',
  'talk*top',
  'items*phrases',
]

/** What probabilities hang on besides: how many items there are, and how many phrases each. */
const sizes = ['items', 'phrases', 'items*phrases', 'phrases*phrases']

/** Given, not fitted: in sets like these hardly anybody names two items at once, so the fit would
 * make nothing of it. */
const ahead = 2

/** The penalties on large weights. */
const penalties = { grounds: 20, sizes: 1 }

/** Little that is said belongs to none of very many items: the share falls from `few` items on. */
const outside = { share: 0.1, few: 10, least: 0.01 }

/** From so many items on a set is a large one, and from so many a very large one. */
const large = 16
const veryLarge = 36

/** What a large set, and one with the fewest items or phrases, counts against a menu where one
 * caller is told from another; and a very large one where probabilities are fitted. */
const counts = { large: 0.5, smallest: 0.3, veryLarge: 4 }

export function fitWeights(cases: readonly Case[]): Record<string, number> {
  // to tell callers apart, those who mean nothing offered count as much as the others: the rarer
  // they are taken to be, the less would be learnt of them
  // `ahead` is given in the scale of probabilities, which is known after each pass only
  let scale = 1
  let weights: Record<string, number> = {}
  for (let pass = 0; pass < 3; pass++) {
    const apart = regress(
      cases.map((one) => ({
        terms: grounds.map((name) => termOf(one, name)),
        known: (ahead / scale) * one.grounds.ahead!,
        happened: one.right,
        weight: apartWeight(one),
      })),
      penalties.grounds,
    )
    const sums = cases.map((one) =>
      grounds.reduce(
        (sum, name, i) => sum + apart.weights[i]! * termOf(one, name),
        (ahead / scale) * one.grounds.ahead!,
      ),
    )
    const likely = regress(
      cases.map((one, n) => ({
        terms: [sums[n]!, ...sizes.map((name) => termOf(one, name))],
        known: 0,
        happened: one.right,
        weight: likelyWeight(one),
      })),
      penalties.sizes,
    )
    scale = likely.weights[0]!
    weights = { constant: likely.constant, ahead }
    grounds.forEach((name, i) => {
      weights[name] = scale * apart.weights[i]!
    })
    sizes.forEach((name, i) => {
      weights[name] = (weights[name] ?? 0) + likely.weights[i + 1]!
    })
  }
  return weights
}

const termOf = ({ grounds: own }: Case, name: string): number =>
  name.split('*').reduce((product, ground) => product * own[ground]!, 1)

function outsideWeight({ inside, shape: { items } }: Case): number {
  const share =
    items <= outside.few
      ? outside.share
      : Math.max(outside.least, outside.share * (outside.few / items) ** 1.3)
  return inside ? 1 : share / (1 - share)
}

function apartWeight(one: Case): number {
  const { items, phrases } = one.shape
  return (
    (items >= large ? counts.large * outsideWeight(one) : 1) *
    (items === 1 || phrases === 2 ? counts.smallest : 1)
  )
}

const likelyWeight = (one: Case): number =>
  outsideWeight(one) * (one.shape.items >= veryLarge ? counts.veryLarge : 1)
