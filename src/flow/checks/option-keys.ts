// Rules about the keys of options: each leads to one thing.
import { waitingOptions } from '../machine/desk-states.ts'
import { kindOf, listens, type Step } from '../steps/index.ts'
import type { Flow } from '../tree/flow.ts'
import type { Option } from '../tree/option.ts'
import { optionLists, together } from './flow-options.ts'
import type { View } from './flow-view.ts'
import type { Find, Rule } from './rule.ts'
import { reachable } from './step-graph.ts'

/** Whether a place is a desk or leads to one without asking anything more than it must. */
function leadsToPerson({ flow, graph, inner }: View, target: string | undefined): boolean {
  const help = flow.help?.value
  if (target === undefined || target === help) return true
  const places = reachable(graph, [target], ({ from }) => {
    const step = flow.steps.get(from)
    return step !== undefined && (!listens(step) || step.ask !== undefined)
  })
  return [...places].some(
    (place) => flow.desks.has(place) || place === help || (inner && !flow.steps.has(place)),
  )
}

const keyNames: Record<string, string> = { '*': 'star', '#': 'hash' }

const keyName = (key: string): string => keyNames[key] ?? key

/** The first digit that no option of a list has. */
function freeKey(options: readonly Option[]): string | undefined {
  const taken = new Set(options.map(({ key }) => key?.value))
  const free = [...'12345678'].find((key) => !taken.has(key))
  return free && `key ${free} is free`
}

/** Two options of one list that may be there at the same time, with one key. */
function findTwins(options: readonly Option[], find: Find): void {
  for (const [index, option] of options.entries()) {
    const { key } = option
    if (!key) continue
    const twin = options
      .slice(0, index)
      .find((other) => other.key?.value === key.value && together(option, other))
    if (twin)
      find({
        range: key.range,
        message: `key ${keyName(key.value)} is taken already by the option on line ${twin.range.line}`,
        hint: freeKey(options),
      })
  }
}

const firstTwice = (keys: (string | undefined)[]): number =>
  keys.findIndex((key, index) => key !== undefined && keys.indexOf(key) < index)

/** Two of the universals with one key. */
function findTwiceUniversal({ keys }: Flow, find: Find): void {
  const names = ['operator', 'repeat', 'back'] as const
  const name = names[firstTwice(names.map((one) => keys[one]))]
  if (name && keys.range)
    find({
      range: keys.range,
      message: `key ${keyName(keys[name] ?? '')} stands for two of operator, repeat and back`,
      hint: `such as { ${name}: off }`,
    })
}

/** Two values of a slot with one key. */
function findTwiceInSlots({ slots }: Flow, find: Find): void {
  for (const { name, options = [], located } of slots.values()) {
    const keys = options.map(({ key }) => key)
    const key = keys[firstTwice(keys)]
    if (key !== undefined)
      find({
        range: located.range,
        message: `two options of slot "${name}" have key ${keyName(key)}`,
      })
  }
}

/** An option with a key that the step gives out by itself. */
function findListed(flow: Flow, step: Step, find: Find): void {
  const own = kindOf(step).keys?.(step, flow)
  for (const { key } of step.options?.value ?? [])
    if (key && own?.keys.includes(key.value))
      find({ range: key.range, message: `key ${keyName(key.value)} chooses ${own.choose} already` })
}

export const keyRules: Rule[] = [
  {
    code: 'key-clash',
    severity: 'error',
    about: 'One key stands for two things at the same moment.',
    check({ flow }, find) {
      for (const { options } of optionLists(flow)) findTwins(options, find)
      findTwiceUniversal(flow, find)
      findTwiceInSlots(flow, find)
      for (const step of flow.steps.values()) findListed(flow, step, find)
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
      for (const { options, of } of optionLists(view.flow)) {
        for (const { key, then } of options) {
          if (!key || (key.value !== operator && key.value !== repeat)) continue
          if (key.value === operator && leadsToPerson(view, then?.value)) continue
          const means = key.value === operator ? 'calls a person' : 'repeats'
          const here = of === 'anywhere' ? '' : ', but not here'
          find({
            range: key.range,
            message: `key ${keyName(key.value)} ${means} everywhere else${here}`,
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
      const anywhere = new Map(view.flow.anywhere.map((option) => [option.key?.value, option]))
      for (const { options } of view.flow.steps.values()) {
        for (const { key } of options?.value ?? []) {
          const other = key && anywhere.get(key.value)
          if (other)
            find({
              range: key.range,
              message: `key ${keyName(key.value)} leads to "${other.then?.value ?? ''}" from anywhere (line ${other.range.line}), but not from here`,
              hint: freeKey(options?.value ?? []),
            })
        }
      }
    },
  },
]
