// The states of one file of a flow and of what it goes through: steps, desks, and sub-flows at their
// call sites.
import { kindOf, type Step } from '../steps/index.ts'
import type { DoStep } from '../steps/do.ts'
import type { Flow } from '../tree/flow.ts'
import { optionIds } from '../tree/option.ts'
import { engineLeaf, forbidden, work, type Build } from './build.ts'
import { compileDesk } from './desk-states.ts'
import { anywhereEvent, byEvent, type MachineEvent } from './machine-event.ts'
import { beginOf, endOf, enterOf, toEnded, toLastResort, type EngineRung } from './leaf-id.ts'
import { scopeAt, scopedStep } from './scoped-name.ts'
import type { Action, Arrow, Arrows, Leaf, Machine, Scope, StateNode } from './machine.ts'

export const MOST_LEAVES = 20_000

export class TooLarge extends Error {
  constructor(
    readonly flow: Flow,
    readonly site: Step | undefined,
  ) {
    super(`the machine of "${flow.name.value}" has more than ${MOST_LEAVES} leaves`)
  }
}

/** A machine while it is made: the states in which the caller is away, and its leaves so far. */
export type Compiling = {
  machine: Machine
  away: Record<string, StateNode>
  leaves: number
}

/** Notes a scope with its steps and desks. */
export function addScope(machine: Machine, scope: Scope): Scope {
  machine.scopes.set(scope.prefix, scope)
  for (const step of scope.flow.steps.values())
    machine.steps.set(scopedStep(scope.prefix, step.name.value), { step, scope })
  for (const desk of scope.flow.desks.values())
    machine.desks.set(scopedStep(scope.prefix, desk.name.value), { desk, scope })
  return scope
}

/** The states of a scope in which the caller talks; the others go to `away`. */
export function talkStates(compiling: Compiling, scope: Scope): Record<string, StateNode> {
  const { machine, away } = compiling
  const build = buildFor(compiling, scope)
  const talk: Record<string, StateNode> = {}
  for (const step of scope.flow.steps.values()) {
    const kind = kindOf(step)
    const node = kind.compile(step, build)
    compiling.leaves += Object.keys(node.states ?? { one: 1 }).length
    if (compiling.leaves > MOST_LEAVES) throw new TooLarge(scope.flow, scope.site)
    const states = kind.place === 'away' ? away : talk
    states[build.scopedName(step.name.value)] = node
  }
  for (const desk of scope.flow.desks.values()) {
    const ownBit = leadsAnywhere(machine.root, desk.name.value)
    away[build.scopedName(desk.name.value)] = compileDesk(desk, build, machine.bound, ownBit)
  }
  return talk
}

const leadsAnywhere = (flow: Flow, desk: string): boolean =>
  flow.anywhere.some(({ then }) => then?.value === desk)

/** Arrows of one scope that work in all its questions. */
export function universals({ flow, scope, go, optionIds }: Build): Arrows {
  const help = { target: go(undefined) }
  const answer: Arrow = { actions: [{ type: 'answer', params: { step: '' } }, { type: 'repeat' }] }
  return {
    ...(flow.keys.operator && { OPERATOR: help }),
    WORN_OUT: help,
    ...(flow.questions && { QUESTION: answer }),
    ...byEvent(
      optionIds(flow.anywhere).map((id, index): [MachineEvent, Arrow] => [
        anywhereEvent(scope.prefix, id),
        {
          target: go(flow.anywhere[index]?.then),
          actions: [{ type: 'choose', params: { step: scope.prefix, option: id } }],
        },
      ]),
    ),
  }
}

/** What the steps of a scope are compiled with; `after`: in the region after the call, where `next`
 * is what follows the scope. */
export function buildFor(
  compiling: Compiling,
  scope: Scope,
  after?: { prefix: string; next: string },
): Build {
  const { prefix, flow, parent } = scope
  const nameHere = (name: string) => (after?.prefix ?? '') + scopedStep(prefix, name)
  const outward: Build['go'] = (target) =>
    parent ? buildFor(compiling, parent).go(target) : toLastResort
  const build: Build = {
    scope,
    flow,
    anywhere: optionIds(flow.anywhere).map((id) => anywhereEvent(prefix, id)),
    optionIds,
    scopedName: nameHere,
    go(target = flow.help) {
      const to = target?.value
      if (to === undefined) return outward(undefined)
      if (to === 'hang up') return after?.next ?? toEnded
      if (flow.steps.has(to)) return `#${nameHere(to)}`
      if (flow.desks.has(to)) return `#${scopedStep(prefix, to)}`
      if (parent && flow.ends.some(({ value }) => value === to))
        return after?.next ?? `#${endOf(prefix, to)}`
      return outward(target)
    },
    inline: (step, subflow) => inline(compiling, build, step, subflow),
  }
  return build
}

/** A sub-flow at one call site: a state of its own, with its own universals where it names them. */
function inline(compiling: Compiling, outer: Build, step: DoStep, subflow: Flow): StateNode {
  const id = outer.scopedName(step.name.value)
  const prefix = scopeAt(id)
  const scope = addScope(compiling.machine, {
    prefix,
    flow: inherit(subflow, outer.flow),
    parent: outer.scope,
    site: step,
  })
  const build = buildFor(compiling, scope)
  const states = talkStates(compiling, scope)
  for (const { value } of subflow.ends)
    states[endOf(prefix, value)] = endState(outer, step, subflow, value)
  const counted = step['at most'] !== undefined
  const entered: Action = { type: 'enter', params: { step: id } }
  const began: Action = { type: 'begin', params: { step: id } }
  const beginAt = beginOf(prefix)
  const begin: StateNode = {
    id: beginAt,
    meta: siteLeaf(outer, step, subflow, beginAt),
    entry: counted ? [began] : [entered, began],
    always: { target: build.go(subflow.start) },
  }
  if (counted) states[enterOf(prefix)] = { ...countVisit(outer, step), entry: [entered] }
  const withoutOperator = subflow.keys.range !== undefined && !subflow.keys.operator
  return {
    id,
    initial: counted ? enterOf(prefix) : beginAt,
    states: { [beginAt]: begin, ...states },
    on: {
      ...universals(build),
      ...(withoutOperator && forbidden(['OPERATOR'])),
      ...(subflow.anywhere.length > 0 && forbidden(outer.anywhere)),
    },
  }
}

/** A leaf of the step that goes through a sub-flow. */
const siteLeaf = (outer: Build, step: DoStep, subflow: Flow, rung: EngineRung): Leaf =>
  engineLeaf(subflow, {
    rung,
    kind: 'pass',
    scope: outer.scope.prefix,
    step: outer.scopedName(step.name.value),
  })

/** An end of a sub-flow, and where it leads outside. */
function endState(outer: Build, step: DoStep, subflow: Flow, end: string): StateNode {
  const site = outer.scopedName(step.name.value)
  const id = endOf(scopeAt(site), end)
  return {
    id,
    meta: siteLeaf(outer, step, subflow, id),
    entry: [{ type: 'give', params: { step: site } }],
    always: { target: outer.go(step.ends.get(end)?.value) },
  }
}

const countVisit = (outer: Build, step: DoStep): StateNode =>
  work(
    outer,
    step,
    { rung: 'enter', kind: 'enter' },
    {
      FITS: { target: `#${beginOf(scopeAt(outer.scopedName(step.name.value)))}` },
      TOO_MANY: { target: outer.go(step['too many']) },
    },
  )

/** What a sub-flow does not name comes from the file that calls it. */
function inherit(inner: Flow, outer: Flow): Flow {
  return {
    ...inner,
    listen: inner.listen ?? outer.listen,
    wait: inner.wait ?? outer.wait,
    tries: inner.tries ?? outer.tries,
    keys: inner.keys.range ? inner.keys : outer.keys,
    phrases: new Map([...outer.phrases, ...inner.phrases]),
    questions: inner.questions ?? outer.questions,
    hours: new Map([...outer.hours, ...inner.hours]),
    lookups: new Map([...outer.lookups, ...inner.lookups]),
    languages: outer.languages,
  }
}
