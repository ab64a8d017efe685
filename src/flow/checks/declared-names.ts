// Rules about names: each must be declared.
import { didYouMean } from '../text/diagnostic.ts'
import { plainName } from '../text/expression.ts'
import type { Located } from '../text/located.ts'
import type { Flow } from '../tree/flow.ts'
import { THIS_FLOW } from '../steps/callback.ts'
import { kindOf, stepsWith, type Step } from '../steps/index.ts'
import { listOf, namesOf } from './declared-values.ts'
import { waysOfDesk } from './flow-edges.ts'
import { optionsOfTalk } from './flow-options.ts'
import { flowsAround, type View } from './flow-view.ts'
import { isUnknown } from './known-value.ts'
import type { Find, Rule } from './rule.ts'
import { HANG_UP } from './step-graph.ts'

/** Names there are; `none` begins the message about another one: "there is no slot". */
type Names = { known: readonly string[]; none: string; declare?: (name: string) => string }

/** Reports a name that is not among those known. */
export function mustBe(located: Located<string> | undefined, names: Names, find: Find): void {
  const { known, none, declare } = names
  if (!located || known.includes(located.value)) return
  const { value, range } = located
  find({
    range,
    message: `${none} "${value}"`,
    hint: didYouMean(value, known) ?? declare?.(value),
  })
}

/** Every place a flow leads to, as written. */
function targetsOf({ flow }: View): Located<string>[] {
  return [
    ...[
      flow.start,
      flow.help,
      flow.main,
      flow.emergency,
      flow.afterCall,
      ...(flow.outgoing?.ways ?? []),
    ],
    ...flow.anywhere.map(({ then }) => then),
    ...[...flow.steps.values()].flatMap((step) => [
      ...kindOf(step)
        .ways(step)
        .map(({ to }) => to),
      step['too many'],
    ]),
    ...[...flow.desks.values()].flatMap((desk) => [
      ...waysOfDesk(desk).map(({ to }) => to),
      desk.closed,
    ]),
  ].filter((target) => target !== undefined)
}

/** Desks a flow may lead to: its own, and those of the flows that go through it. */
const desksAround = (view: View): string[] =>
  flowsAround(view).flatMap(({ desks }) => [...desks.keys()])

const placesOf = (flow: Flow): string[] => [
  ...flow.steps.keys(),
  ...flow.desks.keys(),
  ...flow.ends.map(({ value }) => value),
  HANG_UP,
]

/** A target that no flow around has. */
function findUnknownTargets(view: View, known: ReadonlySet<string>, find: Find): void {
  const told = new Set<number>()
  for (const { value, range } of targetsOf(view)) {
    if (known.has(value) || told.has(range.start)) continue
    told.add(range.start)
    find({ range, message: `there is no step or desk "${value}"`, hint: didYouMean(value, known) })
  }
}

/** A target that one flow around has, but not another one. */
function findForeignTargets(view: View, known: ReadonlySet<string>, find: Find): void {
  const own = placesOf(view.flow)
  const foreign = targetsOf(view).filter(({ value }) => known.has(value) && !own.includes(value))
  for (const { view: outer } of view.callers) {
    const desks = desksAround(outer)
    for (const { value, range } of foreign)
      if (!desks.includes(value))
        find({
          range,
          message: `flow "${outer.flow.name.value}" goes through this one, but has no desk "${value}"`,
        })
  }
}

/** The slots that answers at a step, or what a sub-flow gives back, are kept in. */
const slotsOf = ({ slot, collect, do: inner, save }: Step): (Located<string> | undefined)[] => [
  slot,
  ...(collect?.value ?? []).map((member) => member.slot),
  ...(inner && save ? [...save.values()].map(({ name }) => name) : []),
]

const slotsAmong = (known: readonly string[]): Names => ({
  known,
  none: 'there is no slot',
  declare: (name) => `declare it under slots: ${name}: { type: text }`,
})

export const nameRules: Rule[] = [
  {
    code: 'unknown-target',
    severity: 'error',
    about: 'A step leads to a step, desk or end that does not exist.',
    check(view, find) {
      const { flow } = view
      const known = new Set([...placesOf(flow), ...desksAround(view), ...flow.unread])
      findUnknownTargets(view, known, find)
      findForeignTargets(view, known, find)
    },
  },
  {
    code: 'wrong-back',
    severity: 'error',
    about: 'An operator is to send callers back to something that is no step of the same file.',
    check({ flow }, find) {
      for (const { 'back to': back } of flow.desks.values())
        for (const { value, range } of back?.value ?? [])
          if (!flow.steps.has(value) && placesOf(flow).includes(value))
            find({
              range,
              message: `operators send callers back to steps, but "${value}" is none`,
              hint: didYouMean(value, flow.steps.keys()),
            })
    },
  },
  {
    code: 'unknown-slot',
    severity: 'error',
    about: 'A slot is used that is not declared under "slots".',
    check({ flow }, find) {
      const declared = [...flow.slots.keys(), ...flow.unread]
      const slots = slotsAmong(declared)
      const settable = slotsAmong([...declared, 'language', 'priority'])
      const needed = slotsAmong([...settable.known, ...flow.takes.keys()])
      for (const slot of [...flow.steps.values()].flatMap(slotsOf)) mustBe(slot, slots, find)
      for (const { set } of [...flow.steps.values(), ...optionsOfTalk(flow)])
        for (const { name } of set?.values() ?? []) mustBe(name, settable, find)
      for (const { needs } of flow.desks.values())
        for (const name of needs?.value ?? []) mustBe(name, needed, find)
      for (const name of flow.gives) mustBe(name, slots, find)
    },
  },
  {
    code: 'unknown-desk',
    severity: 'error',
    about: 'A recording, a case or what was collected is for a desk that does not exist.',
    check(view, find) {
      const desks = { known: desksAround(view), none: 'there is no desk' }
      for (const step of stepsWith(view.flow, 'record', 'collect', 'case'))
        mustBe(step.for, desks, find)
      const callable = { ...desks, known: [...desks.known, THIS_FLOW] }
      for (const step of stepsWith(view.flow, 'callback')) mustBe(step.callback, callable, find)
    },
  },
  {
    code: 'unknown-lookup',
    severity: 'error',
    about: 'A step asks a lookup that is not declared under "lookups".',
    check(view, find) {
      const lookups = {
        known: flowsAround(view).flatMap((flow) => [...flow.lookups.keys()]),
        none: 'there is no lookup',
        declare: (name: string) => `declare it under lookups: ${name}: { takes: [], gives: {} }`,
      }
      for (const step of stepsWith(view.flow, 'request', 'notify'))
        mustBe(step.request ?? step.notify, lookups, find)
    },
  },
  {
    code: 'unknown-hours',
    severity: 'error',
    about:
      'A desk, a question or an outgoing call names opening hours that are not declared under "hours".',
    check(view, find) {
      const known = flowsAround(view).flatMap((flow) => [...flow.hours.keys()])
      const hours = { known, none: 'there are no opening hours' }
      for (const desk of view.flow.desks.values()) mustBe(desk.hours, hours, find)
      mustBe(view.flow.outgoing?.between, hours, find)
      const plain = { ...hours, known: known.map(plainName) }
      for (const { within } of stepsWith(view.flow, 'ask')) mustBe(within, plain, find)
    },
  },
  {
    code: 'unknown-flow',
    severity: 'error',
    about: 'A "do" step names a flow that is not in the folder.',
    check(view, find) {
      const flows = [...view.project.flows.values()]
      const known = flows.map(({ name }) => name.value)
      for (const { do: name } of stepsWith(view.flow, 'do')) {
        if (!name || known.includes(name.value)) continue
        const { value, range } = name
        const meant = flows.find(({ file }) => file === value || file.endsWith(`/${value}`))
        find({
          range,
          message: `there is no flow "${value}"; expected a name that stands after "flow:" in a file of this folder`,
          hint: meant ? `do: ${meant.name.value}` : didYouMean(value, known),
        })
      }
    },
  },
  {
    code: 'unknown-list',
    severity: 'error',
    about: 'A "choose" step reads a list that no request saves.',
    check(view, find) {
      for (const { from } of stepsWith(view.flow, 'choose')) {
        const list = from && listOf(namesOf(view), from.value)
        if (list && isUnknown(list))
          find({ range: from.range, message: list.message, hint: list.hint })
      }
    },
  },
]
