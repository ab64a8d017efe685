// The outside of one call by lot: when it comes, who calls, what lookups answer and how desks are
// found; as data, so that a call can be told and played again.
import type { Effect } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { sameName } from '../call/scope-names.ts'
import type { Desks } from '../call/setting.ts'
import { exampleReply } from '../rehearsal/outside.ts'
import { answerFrom, typesOf } from '../flow/tree/lookup-example.ts'
import { expressionsIn } from '../flow/tree/expressions.ts'
import type { Condition } from '../flow/text/expression.ts'
import type { Field, Flow, Lookup } from '../flow/tree/flow.ts'
import { hoursAt } from '../flow/tree/hours.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { withIncluded } from '../flow/tree/project.ts'
import { firstOn, isDayWord } from '../flow/tree/weekdays.ts'
import { hingesIn } from '../times/condition-worlds.ts'
import type { Chance } from './chance.ts'
import { languageOf } from '../languages/language.ts'

/** What a lookup answers. */
export type Reply = Record<string, unknown> | 'not found' | 'failed'

/** `at` in UTC milliseconds; `callId` decides what goes by lot; the last of a lookup's replies
 * repeats, and one without replies answers its example. */
export type World = {
  callId: string
  at: number
  from?: string
  withheld?: boolean
  language?: string
  values: Record<string, string>
  given?: Record<string, string>
  switches: Record<string, string>
  desks: Desks
  lookups: Record<string, Reply[]>
}

const DAY = 86_400_000
const HOUR = 3_600_000
const MINUTE = 60_000

/** `from` in UTC milliseconds: calls come within the 400 days after it. `values` are those of the
 * line. */
export type Given = { from: number; values?: Record<string, string> }

export function worldFrom(
  machine: Machine,
  callId: string,
  chance: Chance,
  { from, values = {} }: Given,
): World {
  const { root } = machine
  const flows = withIncluded(root)
  const lookups = new Map(flows.flatMap((flow) => [...flow.lookups]))
  const desks = [...new Set([...machine.desks.values()].map(({ desk }) => desk.name.value))]
  const notices = ['on', 'There is a disturbance today.']
  return {
    callId,
    at: momentFrom(root, chance, from),
    ...(chance.often(0.1) && { withheld: true }),
    ...(root.languages.length > 1 &&
      chance.often(0.6) && { language: chance.oneOf(root.languages).tag }),
    values,
    ...(root.given.size > 0 && { given: givenFrom(flows, chance) }),
    switches: Object.fromEntries(
      root.switches
        .filter(() => chance.often(0.3))
        .map(({ value }) => [value, chance.oneOf(notices)]),
    ),
    desks: Object.fromEntries(
      desks
        .filter(() => chance.often(0.5))
        .map((desk) => [desk, chance.oneOf(['answered', 'busy', 'no answer', 'queue'] as const)]),
    ),
    lookups: Object.fromEntries(
      [...lookups]
        .filter(([, { table }]) => !table && chance.often(0.7))
        .map(([name, lookup]) => [
          name,
          Array.from({ length: 1 + chance.below(3) }, () => replyOf(lookup, flows, chance)),
        ]),
    ),
  }
}

/** Values that conditions ask for, any of their type, and texts that cannot be read. */
function givenFrom(flows: Flow[], chance: Chance): Record<string, string> {
  const given = [...(flows[0]?.given.values() ?? [])].filter(() => chance.often(0.8))
  return Object.fromEntries(
    given.map(({ name, type, options }) => {
      const asked = [...valuesAskedFor(name, flows), ...(options ?? []).map(({ value }) => value)]
      const texts = [...asked, ...(plainly[type] ?? ['a text']).map(String), '?']
      return [name, chance.oneOf(texts)]
    }),
  )
}

/** Mostly while somebody is there, else at any moment. */
function momentFrom(root: Flow, chance: Chance, from: number): number {
  const moment = Math.floor(from / MINUTE) * MINUTE + chance.below(400 * 24) * HOUR
  const hours = [...root.hours.values()]
  if (hours.length === 0 || chance.often(0.35)) return moment
  const { opens, state } = hoursAt(chance.oneOf(hours).value, moment)
  if (state === 'open') return moment
  return Math.min((opens ?? moment) + chance.below(60) * MINUTE, moment + 30 * DAY)
}

function replyOf(lookup: Lookup, flows: Flow[], chance: Chance): Reply {
  if (chance.often(0.15)) return 'failed'
  if (chance.often(0.15)) return 'not found'
  const example = exampleOf(lookup)
  return Object.fromEntries(
    (lookup.fields ?? []).map((field) => [
      field.name,
      fieldOf(field, example[field.name], flows, chance),
    ]),
  )
}

/** The example, or plain values for a lookup without one. */
function exampleOf({ fields = [], example }: Lookup): Record<string, unknown> {
  const plain = Object.fromEntries(
    fields.map(({ name, type }) => [name, typeof type === 'string' ? plainly[type]?.[0] : []]),
  )
  return { ...plain, ...(example && answerFrom(example, typesOf(fields))) }
}

const SOME_MONDAY = Date.UTC(2027, 0, 4)

const isoDay = (at: number): string => new Date(at).toISOString().slice(0, 10)

function typedAs(type: string, text: string): unknown {
  if (type === 'number' || type === 'money') return Number(text)
  if (isDayWord(text) && type.startsWith('date')) return isoDay(firstOn(text, SOME_MONDAY))
  return type === 'yes-no' ? text === 'yes' : text
}

const plainly: Record<string, unknown[]> = {
  text: ['a text', `${languageOf('ru').samples.please} & "so" <on>`],
  digits: ['1234', '007'],
  number: [0, 1, 2, 5, 21],
  money: [0, 12.5, 1999],
  date: ['2026-12-31', '2027-02-28'],
  time: ['09:00', '23:59'],
  'date-time': ['2026-12-31T18:00'],
  'yes-no': [true, false],
  phone: ['+442079460123'],
  name: ['Anna Novak'],
  code: ['AB12'],
  email: ['anna@example.com'],
}

/** A value that a condition of the flow asks for, the example's, or any of its type. */
function fieldOf({ name, type }: Field, example: unknown, flows: Flow[], chance: Chance): unknown {
  if (typeof type !== 'string') {
    const rows = Array.isArray(example) ? (example as Record<string, unknown>[]) : []
    const reply = (): Record<string, unknown> =>
      Object.fromEntries(
        type.list.map((field) => [field.name, fieldOf(field, undefined, flows, chance)]),
      )
    return chance.oneOf([
      rows,
      rows.slice(0, 1),
      [],
      [...rows, ...Array.from({ length: 9 }, reply)],
      [reply()],
    ])
  }
  const asked = valuesAskedFor(name, flows)
    .map((text) => typedAs(type, text))
    .filter((value) => !Number.isNaN(value))
  const known = [...asked, ...(example === undefined ? [] : [example])]
  if (known.length > 0 && chance.often(0.8)) return chance.oneOf(known)
  return chance.oneOf(plainly[type] ?? ['a text'])
}

const asked = new WeakMap<Flow, Condition[]>()

/** What conditions compare a field with. */
function valuesAskedFor(field: string, flows: Flow[]): string[] {
  return flows.flatMap((flow) => {
    const conditions = asked.get(flow) ?? hingesIn(flow.steps).conditions
    asked.set(flow, conditions)
    return conditions
      .flatMap(({ tests }) => tests)
      .flatMap(({ path, value }) =>
        value && !value.path && sameName(path.names.slice(1).join('.'), field) ? [value.text] : [],
      )
  })
}

/** Answers lookups as the world says; `used` counts the uses of each. */
export function replyFrom(
  machine: Machine,
  { lookups }: World,
  used: Map<string, number>,
): (effect: Effect & { kind: 'request' }, at: number) => Input {
  return (effect, at) => {
    const replies = lookups[effect.lookup] ?? []
    const times = used.get(effect.lookup) ?? 0
    used.set(effect.lookup, times + 1)
    return replyInput(machine, effect, at, replies[Math.min(times, replies.length - 1)])
  }
}

/** A lookup's reply as the input it becomes; without one, its example. */
export function replyInput(
  machine: Machine,
  effect: Effect & { kind: 'request' },
  at: number,
  reply?: Reply,
): Input {
  if (reply === undefined || typeof reply === 'string')
    return exampleReply(machine, effect, at, reply)
  return { type: 'fetched', at, key: effect.key, found: true, data: reply }
}

/** Replies that tell a lookup's ways apart: its example, each value that conditions ask for, empty
 * lists, not found. */
export function repliesTo(machine: Machine, name: string): Reply[] {
  const flows = withIncluded(machine.root)
  const lookup = flows
    .flatMap((flow) => [...flow.lookups.values()])
    .find((one) => one.name.value === name)
  const fields = lookup?.fields ?? []
  if (lookup?.answers) return []
  const example = lookup && exampleOf(lookup)
  if (!example) return ['not found']
  const changed = fields.flatMap(({ name: field, type }): Reply[] => {
    if (typeof type !== 'string') return [{ ...example, [field]: [] }]
    const values = valuesAskedFor(field, flows).map((text) => typedAs(type, text))
    return [...values, ...(type === 'number' || type === 'money' ? [0] : [])].map((value) => ({
      ...example,
      [field]: value,
    }))
  })
  return [
    example,
    ...new Map(changed.map((reply) => [JSON.stringify(reply), reply])).values(),
    'not found',
  ]
}

/** Values for a line that no lines.yaml gives any. */
export function lineValues({ root }: Machine): Record<string, string> {
  const names = withIncluded(root)
    .flatMap((flow) => expressionsIn(flow))
    .flatMap(({ names: [first, second] }) =>
      first === 'line' && second !== undefined && second !== 'name' ? [second] : [],
    )
  return Object.fromEntries([...new Set(names)].map((name) => [name, 'Example']))
}
