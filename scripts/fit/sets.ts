// Sets of items drawn from labelled utterances, and what speaks for the likeliest item in each of
// their cases.
import { evidenceOf } from '../../src/understand/classify/evidence.ts'
import { featuresOf, substanceOf, withoutFillers } from '../../src/understand/classify/features.ts'
import { learnItems } from '../../src/understand/classify/model.ts'
import { itemsOf, type Labelled } from '../../src/eval/labelled.ts'
import { draw } from '../../src/eval/random-menus.ts'
import type { Choosable } from '../../src/understand/hearing.ts'

/** So many items with so many phrases each, drawn so many times. */
export type Shape = { items: number; phrases: number; sets: number }

/** One utterance at one set: its grounds, whether it belonged to an item, and whether that is the
 * likeliest one. */
export type Case = {
  grounds: Record<string, number>
  inside: boolean
  right: boolean
  shape: Shape
}

/** Mostly menus, and some lists of questions. */
const usual: Shape[] = [
  [1, 2, 30],
  [1, 3, 40],
  [1, 5, 40],
  [2, 2, 40],
  [2, 3, 60],
  [2, 5, 80],
  [3, 2, 60],
  [3, 3, 80],
  [3, 6, 80],
  [4, 2, 80],
  [4, 4, 80],
  [4, 8, 60],
  [5, 5, 100],
  [6, 2, 80],
  [6, 3, 80],
  [6, 5, 200],
  [6, 10, 60],
  [8, 4, 60],
  [8, 6, 60],
  [10, 2, 40],
  [10, 5, 60],
  [10, 10, 30],
  [16, 6, 20],
  [16, 12, 10],
  [24, 8, 10],
  [24, 20, 4],
  [36, 5, 6],
  [36, 15, 3],
  [58, 3, 3],
  [58, 5, 4],
  [58, 10, 5],
  [58, 20, 2],
  [58, 40, 2],
  [58, 100, 2],
].map(([items, phrases, sets]) => ({ items: items!, phrases: phrases!, sets: sets! }))

/** The share of a label's utterances that may become phrases; the rest are cases. */
const asPhrases = 0.7

/** The most cases of one set that belong to it; as many do not. */
const mostCases = (items: number): number => (items >= 36 ? 400 : items >= 16 ? 240 : 40)

/** The cases of all sets. What is said word for word is left out: it needs no probability. `chance`
 * gives numbers from 0 to 1. */
export function* casesOf(
  labelled: readonly Labelled[],
  language: string,
  chance: () => number,
  shapes = usual,
): Generator<Case> {
  const all = itemsOf(labelled)
  for (const shape of shapes) {
    if (shape.items >= all.length) continue
    for (let n = 0; n < shape.sets; n++) yield* casesOfOne(labelled, all, shape, language, chance)
  }
}

function* casesOfOne(
  labelled: readonly Labelled[],
  all: readonly Choosable[],
  shape: Shape,
  language: string,
  chance: () => number,
): Generator<Case> {
  const rest: Labelled[] = []
  const items = draw(all, shape.items, chance).map((item) => {
    const texts = draw(item.phrases, Infinity, chance)
    const phrases = texts.splice(0, Math.min(shape.phrases, Math.ceil(texts.length * asPhrases)))
    rest.push(...texts.map((text) => ({ label: item.id, text })))
    return { ...item, label: phrases[0]!, phrases }
  })
  const ids = new Set(items.map(({ id }) => id))
  const inside = draw(rest, mostCases(shape.items), chance)
  const outside = draw(
    labelled.filter(({ label }) => !ids.has(label)),
    inside.length,
    chance,
  )
  const learnt = learnItems(items, language)
  for (const { label, text } of [...inside, ...outside]) {
    if (
      learnt.exact.has(withoutFillers(text, learnt.language)) ||
      learnt.cores.get(substanceOf(text, learnt.language)) !== undefined
    )
      continue
    const { best, grounds } = evidenceOf(learnt, featuresOf(text, learnt.language))
    yield { grounds, inside: ids.has(label), right: items[best]!.id === label, shape }
  }
}
