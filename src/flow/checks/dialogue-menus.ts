// Dialogue rules about menus: what callers can keep in mind, and in which order they hear it.
import { distance } from 'fastest-levenshtein'
import { allLanguages } from '../../languages/language.ts'
import { fold } from '../../languages/normalise.ts'
import type { Option } from '../tree/option.ts'
import { type Step, stepsWith } from '../steps/index.ts'
import { ANYWHERE } from './step-graph.ts'
import { optionLists } from './keys-and-phrases.ts'
import type { Rule } from './rule.ts'
import { type View } from './flow-view.ts'
import { spokenTime, wording, wordsByLanguage } from './wording.ts'

const FEW_KEYS = 5
const MOST_KEYS = 9
const MANY_SPOKEN = 7
const MOST_MENUS = 3
const LONGEST_MENU = 25_000
const LONGEST_ANSWER = 15_000
const PIECES_OF_ANSWER = 4

const menus = ({ flow, reached }: View): { step: Step; options: Option[] }[] =>
  stepsWith(flow, 'menu')
    .filter(({ name }) => reached.has(name.value))
    .map((step) => ({ step, options: step.options?.value ?? [] }))

const spoken = (options: Option[]): Option[] => options.filter(({ hidden }) => !hidden?.value)

const universalKeys = ({ flow }: View): Set<string | undefined> =>
  new Set([flow.keys.operator, flow.keys.repeat, flow.keys.back, '0', '*', '#'])

const takesKeys = (view: View, step: Step): boolean =>
  (step.listen?.value ?? view.flow.listen ?? 'both') !== 'speech'

const takesSpeech = (view: View, step: Step): boolean =>
  (step.listen?.value ?? view.flow.listen ?? 'both') !== 'keys'

/** Options that have a number of their own; the universals' keys do not count. */
const numbered = (view: View, options: Option[]) =>
  options.filter(({ key }) => key && !universalKeys(view).has(key.value))

/** How many menus a caller has gone through at least when each place is reached, that place
 * included. */
function menusBefore(view: View): Map<string, number> {
  const depth = new Map<string, number>()
  const layers: string[][] = []
  const put = (place: string, menus: number) =>
    (layers[menus + (view.flow.steps.get(place)?.menu ? 1 : 0)] ??= []).push(place)
  for (const root of view.roots) put(root, 0)
  for (let menus = 0; menus < layers.length; menus++) {
    for (const place of layers[menus] ?? []) {
      if (depth.has(place)) continue
      depth.set(place, menus)
      for (const { to } of view.graph.out.get(place) ?? []) if (to !== ANYWHERE) put(to, menus)
    }
  }
  return depth
}

const labelOf = ({ label }: Option, view: View): string =>
  wordsByLanguage(label, view.languages)[0] ?? ''

export const menuRules: Rule[] = [
  {
    code: 'menu-order',
    severity: 'error',
    waivable: true,
    about:
      'In a menu the key is named before what it does: callers forget it. Write "For billing, press 2", or better leave these lines to the engine.',
    check(view, find) {
      for (const { step } of menus(view)) {
        const prompt = step.menu
        for (const words of wordsByLanguage(prompt, view.languages)) {
          const found = wording.keyFirst.exec(words)?.[0]
          if (prompt && found)
            find({
              range: prompt.range,
              message: `"${found.trim()}" names the key before what it does`,
              hint: 'leave it out: the engine reads "For …, press 1" from the options',
            })
        }
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
        const count = numbered(view, spoken(options)).filter((option) => !option.if).length
        if (takesKeys(view, step) && count > FEW_KEYS)
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
      for (const { step, options } of menus(view))
        if (takesSpeech(view, step) && spoken(options).length > MANY_SPOKEN)
          find({
            range: step.name.range,
            message: `${spoken(options).length} options to say: look whether their labels are clearly different`,
          })
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
      for (const { options } of menus(view))
        for (const option of options)
          if (option.label && wording.moreOptions.test(labelOf(option, view)))
            find({
              range: option.label.range,
              message: `"${labelOf(option, view)}" hides what can be chosen`,
              hint: 'name what is behind it',
            })
    },
  },
  {
    code: 'menu-numbering',
    severity: 'error',
    waivable: true,
    about:
      'The keys of a menu do not ascend from 1 without gaps. Options under an "if" and the keys of the universals do not count.',
    check(view, find) {
      for (const { options } of menus(view)) {
        const all = numbered(view, options)
        const keys = new Set(all.map(({ key }) => Number(key?.value)))
        let last = 0
        for (const { key, if: condition, hidden } of all) {
          if (!key || condition || hidden?.value) continue
          const here = Number(key.value)
          const gap = Array.from({ length: here }, (_, index) => index + 1).find(
            (number) => !keys.has(number) && !universalKeys(view).has(String(number)),
          )
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
            break
          }
          last = Math.max(last, here)
        }
      }
    },
  },
  {
    code: 'menu-label-distinct',
    severity: 'warning',
    waivable: true,
    about: 'Two labels of a menu are so alike that they are mistaken for each other.',
    check(view, find) {
      for (const { options } of optionLists(view)) {
        const labels = options.flatMap((option) =>
          option.label ? [{ option, label: fold(labelOf(option, view)) }] : [],
        )
        labels.forEach(({ option, label }, index) => {
          const twin = labels
            .slice(0, index)
            .find(
              (other) =>
                other.label !== label &&
                distance(other.label, label) <= Math.min(2, Math.floor(label.length / 4)),
            )
          if (twin && option.label)
            find({
              range: option.label.range,
              message: `"${labelOf(option, view)}" sounds much like "${labelOf(twin.option, view)}"`,
              hint: 'use a different word for one of them',
            })
        })
      }
    },
  },
  {
    code: 'menu-for-say',
    severity: 'warning',
    waivable: true,
    about: 'A menu says "For X, say X" again and again. Write "You can say X, Y or Z".',
    check(view, find) {
      for (const { step } of menus(view)) {
        const prompt = step.menu
        for (const words of wordsByLanguage(prompt, view.languages))
          if (prompt && wording.forSay.test(words))
            find({
              range: prompt.range,
              message: '"For …, say …" tires callers',
              hint: 'write "You can say …, … or …", with "read out: no"',
            })
      }
    },
  },
  {
    code: 'menu-both-modes',
    severity: 'warning',
    waivable: true,
    about:
      'An option can be said but has no key, so it is out of reach when speech is not understood.',
    check(view, find) {
      for (const { step, options } of menus(view))
        for (const option of spoken(options))
          if (!option.key && takesSpeech(view, step) && takesKeys(view, step))
            find({
              range: option.range,
              message: 'this option has no key',
              hint: `give it one: key: ${options.length}`,
            })
    },
  },
  {
    code: 'key-0',
    severity: 'warning',
    waivable: true,
    about: 'Key 0 does something else than call a person or help.',
    check(view, find) {
      if (view.flow.keys.operator === '0') return
      for (const { options } of optionLists(view))
        for (const { key, then } of options)
          if (key?.value === '0' && !leadsToDesk(view, then?.value))
            find({ range: key.range, message: 'callers expect a person behind key 0' })
    },
  },
  {
    code: 'key-star',
    severity: 'info',
    waivable: true,
    about: 'An option has the star key, which elsewhere goes back.',
    check(view, find) {
      for (const { options } of optionLists(view))
        for (const { key } of options)
          if (key?.value === '*') find({ range: key.range, message: 'star goes back elsewhere' })
    },
  },
  {
    code: 'key-hash',
    severity: 'warning',
    waivable: true,
    about: 'An option has the hash key, which ends what is keyed in.',
    check(view, find) {
      for (const { options } of optionLists(view))
        for (const { key } of options)
          if (key?.value === '#')
            find({
              range: key.range,
              message: 'hash ends an entry, and is no choice of a menu',
              hint: 'take a digit',
            })
    },
  },
  {
    code: 'yes-no',
    severity: 'warning',
    waivable: true,
    about:
      'A menu offers yes and no, but not on keys 1 and 2. Better ask with "ask", "yes" and "no".',
    check(view, find) {
      const expected = new Map(
        allLanguages().flatMap(({ words }) => [
          [words.yes, '1'],
          [words.no, '2'],
        ]),
      )
      for (const { options } of optionLists(view)) {
        for (const option of options) {
          const key = expected.get(fold(labelOf(option, view)))
          if (key && option.key && option.key.value !== key)
            find({
              range: option.key.range,
              message: `"${labelOf(option, view)}" is on key ${option.key.value}; callers know it on ${key}`,
              hint: `key: ${key}`,
            })
        }
      }
    },
  },
  {
    code: 't-prompt',
    severity: 'warning',
    waivable: true,
    about:
      'A menu takes longer than 25 seconds to hear, or an answer of a FAQ file longer than 15, at about 150 words a minute. At an "answer" step alone, where it comes in pieces, an answer may take a minute.',
    check(view, find) {
      for (const { step, options } of menus(view)) {
        const prompt = step.menu
        const readOut = step['read out']?.value !== false
        const languages = step['in every language']?.value
          ? view.languages.slice(0, 1)
          : view.languages
        const [longest = 0] = languages
          .map(
            (language) =>
              spokenTime(
                [
                  prompt,
                  ...(readOut
                    ? spoken(options)
                        .filter((option) => !option.if)
                        .map(({ label }) => label)
                    : []),
                ]
                  .flatMap((one) => wordsByLanguage(one, [language]))
                  .join(' '),
              ) + (readOut ? spoken(options).length * 1200 : 0),
          )
          .sort((a, b) => b - a)
        if (prompt && longest > LONGEST_MENU)
          find({
            range: prompt.range,
            message: `this menu takes about ${Math.round(longest / 1000)} seconds to hear`,
            hint: 'shorten the prompt and the labels',
          })
      }
      for (const faq of new Set([
        ...(view.flow.questions ? [view.flow.questions] : []),
        ...view.flow.faqs.values(),
      ])) {
        // on the way through another question an answer is given whole
        const most =
          faq === view.flow.questions ? LONGEST_ANSWER : PIECES_OF_ANSWER * LONGEST_ANSWER
        for (const { answer } of faq.entries) {
          const [longest = 0] = wordsByLanguage(answer, view.languages)
            .map(spokenTime)
            .sort((a, b) => b - a)
          if (longest > most)
            find({
              range: answer.range,
              message: `this answer takes about ${Math.round(longest / 1000)} seconds to hear`,
              hint: 'answer in two sentences',
            })
        }
      }
    },
  },
]

const leadsToDesk = (view: View, target: string | undefined): boolean =>
  target !== undefined && (view.flow.desks.has(target) || target === view.flow.help?.value)
