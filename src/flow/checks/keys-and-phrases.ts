// Rules about keys and phrases: each leads to one thing.
import { fold } from '../../languages/normalise.ts'
import { waitingOptions } from '../machine/desk-states.ts'
import type { Option } from '../tree/option.ts'
import type { Prompt } from '../tree/prompt.ts'
import { kindOf, listens } from '../steps/index.ts'
import { reachable } from './step-graph.ts'
import type { Rule } from './rule.ts'
import { type View } from './flow-view.ts'

/** Options that can be chosen at one moment: those of a step or of a waiting caller, and those that
 * work anywhere. */
export function optionLists(
  view: View,
): { options: Option[]; place: string; of: 'step' | 'desk' | 'anywhere' }[] {
  return [
    ...[...view.flow.steps.values()].map((step) => ({
      options: step.options?.value ?? [],
      place: step.name.value,
      of: 'step' as const,
    })),
    ...[...view.flow.desks.values()].map((desk) => ({
      options: waitingOptions(desk),
      place: desk.name.value,
      of: 'desk' as const,
    })),
    { options: view.flow.anywhere, place: '', of: 'anywhere' as const },
  ].filter(({ options }) => options.length > 0)
}

/** Two options that may be there at the same time: neither depends on a condition, or both on the
 * same one. */
const together = (a: Option, b: Option): boolean => !a.if || !b.if || a.if.source === b.if.source

/** Whether a place is a desk or leads to one without asking anything more than it must. */
export function leadsToPerson(view: View, target: string | undefined): boolean {
  if (target === undefined || target === view.flow.help?.value) return true
  const places = reachable(view.graph, [target], ({ from }) => {
    const step = view.flow.steps.get(from)
    return step !== undefined && (!listens(step) || step.ask !== undefined)
  })
  return [...places].some(
    (place) =>
      view.flow.desks.has(place) ||
      place === view.flow.help?.value ||
      (view.inner && !view.flow.steps.has(place)),
  )
}

/** What can be said to choose an option, by language: its label and its phrases. */
export function wordsOf({
  label,
  phrases = [],
}: {
  label?: Prompt
  phrases?: Option['phrases']
}): { language: string; words: string; range: Option['range'] }[] {
  const labels = (label?.pieces.length === 1 ? label.pieces : []).flatMap(({ texts }) =>
    Object.entries(texts).map(([language, { source, range }]) => ({
      language,
      words: source,
      range,
    })),
  )
  return [
    ...labels,
    ...phrases.map(({ language, phrase }) => ({
      language,
      words: phrase.value,
      range: phrase.range,
    })),
  ]
}

const keyName = (key: string): string => ({ '*': 'star', '#': 'hash' })[key] ?? key

export const keyRules: Rule[] = [
  {
    code: 'key-clash',
    severity: 'error',
    about: 'One key stands for two things at the same moment.',
    check(view, find) {
      const { flow } = view
      for (const { options } of optionLists(view)) {
        const byKey = new Map<string, Option[]>()
        for (const option of options) {
          const key = option.key?.value
          if (key === undefined || !option.key) continue
          const twin = byKey.get(key)?.find((other) => together(option, other))
          if (twin)
            find({
              range: option.key.range,
              message: `key ${keyName(key)} is taken already by the option on line ${twin.range.line}`,
              hint: freeKey(options),
            })
          byKey.set(key, [...(byKey.get(key) ?? []), option])
        }
      }
      const universals = (['operator', 'repeat', 'back'] as const).flatMap((name) =>
        flow.keys[name] === undefined ? [] : [{ name, key: flow.keys[name] }],
      )
      const double = universals.find(
        ({ key }, index) => universals.findIndex((other) => other.key === key) < index,
      )
      if (double && flow.keys.range)
        find({
          range: flow.keys.range,
          message: `key ${keyName(double.key)} stands for two of operator, repeat and back`,
          hint: `such as { ${double.name}: off }`,
        })
      for (const slot of flow.slots.values()) {
        const keys = (slot.options ?? []).flatMap(({ key }) => key ?? [])
        const double = keys.find((key, index) => keys.indexOf(key) < index)
        if (double !== undefined)
          find({
            range: slot.located.range,
            message: `two options of slot "${slot.name}" have key ${keyName(double)}`,
          })
      }
      for (const step of flow.steps.values()) {
        const own = kindOf(step).keys?.(step, flow)
        for (const option of step.options?.value ?? [])
          if (option.key && own?.keys.includes(option.key.value))
            find({
              range: option.key.range,
              message: `key ${keyName(option.key.value)} chooses ${own.choose} already`,
            })
      }
    },
  },
  {
    code: 'waiting-without-key',
    severity: 'error',
    about: 'Who waits in a queue can only press keys, but an option there has none.',
    check({ flow }, find) {
      for (const desk of flow.desks.values()) {
        const options = waitingOptions(desk)
        for (const { key, range } of options)
          if (!key)
            find({
              range,
              message:
                'a waiting caller is not listened to, and can only press keys: this option needs "key"',
              hint: freeKey(options),
            })
      }
    },
  },
  {
    code: 'reserved-key',
    severity: 'warning',
    waivable: true,
    about: 'An option takes the key that calls a person or repeats, and leads somewhere else.',
    check(view, find) {
      const { operator, repeat } = view.flow.keys
      for (const { options, of } of optionLists(view)) {
        for (const { key, then } of options) {
          if (!key || (key.value !== operator && key.value !== repeat)) continue
          if (key.value === operator && leadsToPerson(view, then?.value)) continue
          const means = key.value === operator ? 'calls a person' : 'repeats'
          find({
            range: key.range,
            message: `key ${keyName(key.value)} ${means} everywhere else${of === 'anywhere' ? '' : ', but not here'}`,
            hint: 'take another key, or move the universal under "keys"',
          })
        }
      }
    },
  },
  {
    code: 'hidden-key',
    severity: 'warning',
    waivable: true,
    about:
      'An option takes the key of an option that works anywhere, which is then not reached from there by key.',
    check(view, find) {
      const anywhere = new Map(
        view.flow.anywhere.flatMap((option) =>
          option.key ? [[option.key.value, option] as const] : [],
        ),
      )
      for (const { options, of } of optionLists(view)) {
        for (const { key } of of === 'step' ? options : []) {
          const other = key && anywhere.get(key.value)
          if (other)
            find({
              range: key.range,
              message: `key ${keyName(key.value)} leads to "${other.then?.value ?? ''}" from anywhere (line ${other.range.line}), but not from here`,
              hint: freeKey(options),
            })
        }
      }
    },
  },
  {
    code: 'option-mutual',
    severity: 'error',
    waivable: true,
    about: 'The same words stand under two options, so they cannot tell them apart.',
    check(view, find) {
      for (const { options } of optionLists(view)) {
        const said = new Map<string, Option[]>()
        for (const option of options) {
          for (const { language, words, range } of wordsOf(option)) {
            const key = `${language} ${fold(words)}`
            const twin = said.get(key)?.find((other) => other !== option && together(option, other))
            if (twin)
              find({
                range,
                message: `"${words}" stands under the option on line ${twin.range.line} too`,
              })
            said.set(key, [...(said.get(key) ?? []), option])
          }
        }
      }
      for (const { entries } of [
        ...new Set([
          ...(view.flow.questions ? [view.flow.questions] : []),
          ...view.flow.faqs.values(),
        ]),
      ]) {
        const asked = new Map<string, number>()
        for (const entry of entries) {
          for (const { language, words, range } of wordsOf({
            label: entry.question,
            phrases: entry.phrasings,
          })) {
            const key = `${language} ${fold(words)}`
            const line = asked.get(key)
            if (line !== undefined && line !== entry.range.line)
              find({ range, message: `"${words}" is asked in the entry on line ${line} too` })
            else asked.set(key, entry.range.line)
          }
        }
      }
      for (const slot of view.flow.slots.values()) {
        const meant = new Map<string, string>()
        for (const choice of slot.options ?? []) {
          const words = [
            ...Object.entries(choice.labels),
            ...Object.entries(choice.phrases).flatMap(([language, all]) =>
              all.map((one) => [language, one] as const),
            ),
            ['', choice.value] as const,
          ]
          for (const [language, one] of words) {
            const key = `${language} ${fold(one)}`
            const other = meant.get(key)
            if (other !== undefined && other !== choice.value)
              find({
                range: slot.located.range,
                message: `"${one}" stands for both "${other}" and "${choice.value}" in slot "${slot.name}"`,
              })
            else meant.set(key, choice.value)
          }
        }
      }
    },
  },
]

/** The first digit that no option of a list has. */
export function freeKey(options: Option[]): string | undefined {
  const taken = new Set(options.map(({ key }) => key?.value))
  const free = [...'12345678'].find((key) => !taken.has(key))
  return free === undefined ? undefined : `key ${free} is free`
}
