// Dialogue rules about menus: what callers can keep in mind, and in which order they hear it.
import { distance } from 'fastest-levenshtein'
import { fold } from '../../languages/normalise.ts'
import type { MenuStep } from '../steps/menu.ts'
import { stepsWith } from '../steps/index.ts'
import type { Flow, Language } from '../tree/flow.ts'
import type { Option } from '../tree/option.ts'
import type { Prompt } from '../tree/prompt.ts'
import { optionLists } from './flow-options.ts'
import type { View } from './flow-view.ts'
import type { Find, Rule } from './rule.ts'
import { ANYWHERE } from './step-graph.ts'
import { labelOf, wording, wordsByLanguage } from './wording.ts'

const FEW_KEYS = 5
const MOST_KEYS = 9
const MANY_SPOKEN = 7
const MOST_MENUS = 3

const menus = ({ flow, reached }: View): { step: MenuStep; options: Option[] }[] =>
  stepsWith(flow, 'menu')
    .filter(({ name }) => reached.has(name.value))
    .map((step) => ({ step, options: step.options?.value ?? [] }))

/** What menus say, in each language. */
const promptsOfMenus = (view: View): { prompt: Prompt; words: string }[] =>
  menus(view).flatMap(({ step: { menu } }) =>
    wordsByLanguage(menu, view.languages).map((words) => ({ prompt: menu, words })),
  )

const isRead = ({ hidden }: Option): boolean => !hidden?.value

const takes = ({ listen }: Flow, step: MenuStep, how: 'keys' | 'speech'): boolean =>
  ['both', how].includes(step.listen?.value ?? listen ?? 'both')

const isUniversal = ({ keys }: Flow, key: string): boolean =>
  [keys.operator, keys.repeat, keys.back, '0', '*', '#'].includes(key)

/** Options that have a number of their own; the universals' keys do not count. */
const withOwnKey = (flow: Flow, options: Option[]): Option[] =>
  options.filter(({ key }) => key && !isUniversal(flow, key.value))

/** How many menus a caller has gone through at least when each place is reached, that place
 * included. */
function menusBefore({ flow, graph, roots }: View): Map<string, number> {
  const depth = new Map<string, number>()
  const layers: string[][] = []
  const enter = (place: string, before: number) => {
    const menus = before + Number(flow.steps.get(place)?.menu !== undefined)
    ;(layers[menus] ??= []).push(place)
  }
  for (const root of roots) enter(root, 0)
  // a layer grows while it is gone through
  for (let menus = 0; menus < layers.length; menus++) {
    for (const place of layers[menus] ?? []) {
      if (depth.has(place)) continue
      depth.set(place, menus)
      const next = (graph.out.get(place) ?? []).filter(({ to }) => to !== ANYWHERE)
      for (const { to } of next) enter(to, menus)
    }
  }
  return depth
}

/** Keys that do not ascend, and the first key that is left out. */
function findOutOfOrder(flow: Flow, options: Option[], find: Find): void {
  const numbered = withOwnKey(flow, options)
  const keys = new Set(numbered.map(({ key }) => key?.value))
  let last = 0
  for (const { key, if: condition, hidden } of numbered) {
    if (!key || condition || hidden?.value) continue
    const here = Number(key.value)
    const below = Array.from({ length: here }, (_, index) => String(index + 1))
    const gap = below.find((one) => !keys.has(one) && !isUniversal(flow, one))
    if (here < last)
      find({
        range: key.range,
        message: `key ${here} comes after key ${last}: the keys of a menu ascend`,
        hint: 'put the options in the order of their keys',
      })
    else if (gap !== undefined) {
      find({
        range: key.range,
        message: `key ${here} leaves out key ${gap}: the keys of a menu have no gaps`,
        hint: `key: ${gap}`,
      })
      return
    }
    last = Math.max(last, here)
  }
}

/** Labels that differ in a letter or two. */
function findAlike(options: readonly Option[], languages: Language[], find: Find): void {
  const labels = options
    .filter(({ label }) => label)
    .map((option) => ({ option, label: fold(labelOf(option, languages)) }))
  for (const [index, { option, label }] of labels.entries()) {
    const far = Math.min(2, Math.floor(label.length / 4))
    const twin = labels
      .slice(0, index)
      .find((other) => other.label !== label && distance(other.label, label) <= far)
    if (twin && option.label)
      find({
        range: option.label.range,
        message: `"${labelOf(option, languages)}" sounds much like "${labelOf(twin.option, languages)}"`,
        hint: 'use a different word for one of them',
      })
  }
}

export const menuRules: Rule[] = [
  {
    code: 'menu-order',
    severity: 'error',
    waivable: true,
    about:
      'In a menu the key is named before what it does: callers forget it. Write "For billing, press 2", or better leave these lines to the engine.',
    check(view, find) {
      for (const { prompt, words } of promptsOfMenus(view)) {
        const found = wording.keyFirst.exec(words)?.[0]
        if (found)
          find({
            range: prompt.range,
            message: `"${found.trim()}" names the key before what it does`,
            hint: 'leave it out: the engine reads "For …, press 1" from the options',
          })
      }
    },
  },
  {
    code: 'menu-breadth-keys',
    severity: 'warning',
    waivable: true,
    about: `A menu reads out more than ${FEW_KEYS} options with keys (more than ${MOST_KEYS} is an error); help, repeat and hidden options do not count.`,
    check(view, find) {
      for (const { step, options } of menus(view)) {
        const read = withOwnKey(view.flow, options.filter(isRead)).filter((option) => !option.if)
        const count = read.length
        if (takes(view.flow, step, 'keys') && count > FEW_KEYS)
          find({
            range: step.name.range,
            message: `this menu reads out ${count} options; callers remember ${FEW_KEYS} at most`,
            hint: 'put the rare ones together in a second menu',
            severity: count > MOST_KEYS ? 'error' : 'warning',
          })
      }
    },
  },
  {
    code: 'menu-breadth-speech',
    severity: 'info',
    waivable: true,
    about: `A menu answered by voice has more than ${MANY_SPOKEN} options; that is well as long as their labels are clearly different.`,
    check(view, find) {
      for (const { step, options } of menus(view)) {
        const count = options.filter(isRead).length
        if (takes(view.flow, step, 'speech') && count > MANY_SPOKEN)
          find({
            range: step.name.range,
            message: `${count} options to say: look whether their labels are clearly different`,
          })
      }
    },
  },
  {
    code: 'menu-depth',
    severity: 'warning',
    waivable: true,
    about: `A caller comes through more than ${MOST_MENUS} menus one after the other.`,
    check(view, find) {
      const depth = menusBefore(view)
      for (const { step } of menus(view)) {
        const here = depth.get(step.name.value) ?? 0
        if (here === MOST_MENUS + 1)
          find({
            range: step.name.range,
            message: `this is the ${here}th menu a caller has to go through`,
            hint: 'offer its options in an earlier menu',
          })
      }
    },
  },
  {
    code: 'menu-more-options',
    severity: 'warning',
    waivable: true,
    about: 'A menu has an option "more options", behind which callers get lost.',
    check(view, find) {
      for (const option of menus(view).flatMap(({ options }) => options)) {
        const label = labelOf(option, view.languages)
        if (option.label && wording.moreOptions.test(label))
          find({
            range: option.label.range,
            message: `"${label}" hides what can be chosen`,
            hint: 'name what is behind it',
          })
      }
    },
  },
  {
    code: 'menu-numbering',
    severity: 'error',
    waivable: true,
    about:
      'The keys of a menu do not ascend from 1 without gaps. Options under an "if" and the keys of the universals do not count.',
    check(view, find) {
      for (const { options } of menus(view)) findOutOfOrder(view.flow, options, find)
    },
  },
  {
    code: 'menu-label-distinct',
    severity: 'warning',
    waivable: true,
    about: 'Two labels of a menu are so alike that they are mistaken for each other.',
    check(view, find) {
      for (const { options } of optionLists(view.flow)) findAlike(options, view.languages, find)
    },
  },
  {
    code: 'menu-for-say',
    severity: 'warning',
    waivable: true,
    about: 'A menu says "For X, say X" again and again. Write "You can say X, Y or Z".',
    check(view, find) {
      for (const { prompt, words } of promptsOfMenus(view))
        if (wording.forSay.test(words))
          find({
            range: prompt.range,
            message: '"For …, say …" tires callers',
            hint: 'write "You can say …, … or …", with "read out: no"',
          })
    },
  },
  {
    code: 'menu-both-modes',
    severity: 'warning',
    waivable: true,
    about:
      'An option can be said but has no key, so it is out of reach when speech is not understood.',
    check(view, find) {
      for (const { step, options } of menus(view)) {
        const both = takes(view.flow, step, 'speech') && takes(view.flow, step, 'keys')
        for (const { key, range } of both ? options.filter(isRead) : [])
          if (!key)
            find({
              range,
              message: 'this option has no key',
              hint: `give it one: key: ${options.length}`,
            })
      }
    },
  },
]
