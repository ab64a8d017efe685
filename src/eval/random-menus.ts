// Random menus drawn from labelled utterances, and how well each is understood.
import { modelOf } from '../understand/classify/models.ts'
import type { Choosable } from '../understand/hearing.ts'
import { randomFrom } from '../ground/random.ts'
import { itemsOf, type Labelled } from './labelled.ts'
import { judge, type Outcome } from './option-score.ts'

/** A menu of a few labels with a few phrases each, what belongs to it, and as many utterances that
 * do not. */
export type Menu = { items: Choosable[]; cases: (Labelled & { inside: boolean })[] }

/** How many menus of how many options with how many phrases each. */
type Draw = { menus: number; seed: number; options?: number; phrases?: number }

/** Draws menus; the same seed draws the same ones. Labels with too few phrases are left out. */
export function* randomMenus(
  train: readonly Labelled[],
  test: readonly Labelled[],
  { menus, seed, options = 6, phrases = 5 }: Draw,
): Generator<Menu> {
  const chance = randomFrom(seed)
  const items = itemsOf(train).filter((item) => item.phrases.length >= phrases)
  if (items.length <= options)
    throw new Error(
      `menus of ${options} options need more than ${options} labels with ${phrases} phrases or more; there are ${items.length}`,
    )
  for (let n = 0; n < menus; n++) {
    const chosen = draw(items, options, chance).map((item): Choosable => {
      const own = draw(item.phrases, phrases, chance)
      return { ...item, label: own[0] ?? item.label, phrases: own }
    })
    const ids = new Set(chosen.map(({ id }) => id))
    const inside = test.filter(({ label }) => ids.has(label))
    const outside = test.filter(({ label }) => !ids.has(label))
    const strangers = draw(outside, inside.length, chance)
    yield {
      items: chosen,
      cases: [
        ...inside.map((one) => ({ ...one, inside: true })),
        ...strangers.map((one) => ({ ...one, inside: false })),
      ],
    }
  }
}

/** Learns a menu and judges its cases. */
export function judgeMenu({ items, cases }: Menu, language: string): Outcome[] {
  const model = modelOf(items, language)
  return cases.map((one) => ({ ...judge(model, one), inside: one.inside }))
}

/** So many of a list at most, in the order drawn. */
export function draw<T extends object | string>(
  from: readonly T[],
  count: number,
  chance: () => number,
): T[] {
  const left = [...from]
  const drawn: T[] = []
  while (drawn.length < count) {
    const { length } = left
    const first = left.shift()
    if (first === undefined) break
    // the first takes the place of the one that is drawn
    const place = Math.floor(chance() * length)
    drawn.push(...(place === 0 ? [first] : left.splice(place - 1, 1, first)))
  }
  return drawn
}
