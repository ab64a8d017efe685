// From a checked flow to its machine: plain data that XState runs and that can be walked and
// proved.
import { AFTER_CALL } from './scoped-name.ts'
import { createHash } from 'node:crypto'
import { forbidden, work, type Build } from './build.ts'
import { compileDesk } from './desk-states.ts'
import { expressionsIn } from '../tree/expressions.ts'
import type { Flow } from '../tree/flow.ts'
import type { Action, Arrow, Arrows, Leaf, LeafKind, Machine, Scope, StateNode } from './machine.ts'
import { anywhereEvent, byEvent } from './machine-event.ts'
import { leafId, type EngineRung } from './leaf-id.ts'
import type { Part } from './prompt-part.ts'
import { optionIds } from '../tree/option.ts'
import { withIncluded } from '../tree/project.ts'
import { kindOf, type Step, mainOf } from '../steps/index.ts'
import { addBackArrows } from './back.ts'
import { leavesOf } from './walk.ts'
import { markWays } from './arrow-ways.ts'
import type { DoStep } from '../steps/do.ts'

/** Changes whenever the compiler's output does, so that a version names one machine only. */
const COMPILER = 6
export const MOST_LEAVES = 20_000

export class TooLarge extends Error {
  constructor(
    readonly flow: Flow,
    readonly site: Step | undefined,
  ) {
    super(`the machine of "${flow.name.value}" has more than ${MOST_LEAVES} leaves`)
  }
}

/** The sources a flow is made of, by file: itself, its sub-flows and FAQ files. */
export function sourcesOf(flow: Flow, sources: Record<string, string>): Record<string, string> {
  const files = withIncluded(flow).flatMap((one) => [
    one.file,
    ...(one.questions ? [one.questions.file] : []),
    ...one.faqs.keys(),
  ])
  return Object.fromEntries([...new Set(files)].sort().map((file) => [file, sources[file] ?? '']))
}

export function versionOf(sources: Record<string, string>): string {
  return createHash('sha256')
    .update(JSON.stringify([COMPILER, Object.entries(sources)]))
    .digest('hex')
    .slice(0, 16)
}

/** Compiles a flow that was checked without errors. Throws TooLarge when sub-flows multiply it past
 * 20 000 leaves. */
export function compile(flow: Flow, sources: Record<string, string>): Machine {
  const own = sourcesOf(flow, sources)
  const machine: Machine = {
    flow: flow.name.value,
    version: versionOf(own),
    config: {},
    bound: Math.min(5, Math.max(2, 1 + flow.desks.size)),
    scopes: new Map(),
    leaves: new Map(),
    steps: new Map(),
    desks: new Map(),
    root: flow,
    facts: [
      ...new Set(
        withIncluded(flow).flatMap((one) =>
          expressionsIn(one)
            .filter(({ names }) => names[0] === 'switches' || names[0] === 'desks')
            .map(({ names }) => names.join('.')),
        ),
      ),
    ],
    sealed: withIncluded(flow).some((one) => [...one.slots.values()].some((slot) => slot.private)),
    sources: own,
  }
  const size = { leaves: 0 }
  const away: Record<string, StateNode> = {}
  const root = scopeOf(machine, { prefix: '', flow })
  const talk = talkStates(machine, root, away, size)
  const main = mainOf(flow) ?? flow.start?.value ?? ''
  const build = buildFor(machine, root, away, size)
  machine.config = {
    id: 'call',
    initial: 'begin',
    on: { HUNG_UP: { target: '#hung up' } },
    states: {
      begin: {
        id: 'begin',
        meta: engineLeaf('begin', 'pass', flow),
        always: { target: build.go(flow.start) },
      },
      talk: {
        id: 'talk',
        initial: Object.keys(talk)[0],
        states: talk,
        on: {
          ...universals(build),
          MAIN: { target: `#${main}` },
          REPEAT: { actions: [{ type: 'repeat' }] },
          LIMIT: { target: '#last resort' },
        },
      },
      ...(Object.keys(away).length > 0
        ? { away: { id: 'away', initial: Object.keys(away)[0], states: away } }
        : {}),
      'last resort': lastResort(flow),
      ...endStates(machine, flow, size),
    },
  }
  markWays(machine)
  machine.leaves = leavesOf(machine.config)
  addBackArrows(machine)
  return machine
}

function scopeOf(machine: Machine, scope: Scope): Scope {
  machine.scopes.set(scope.prefix, scope)
  for (const step of scope.flow.steps.values())
    machine.steps.set(scope.prefix + step.name.value, { step, scope })
  for (const desk of scope.flow.desks.values())
    machine.desks.set(scope.prefix + desk.name.value, { desk, scope })
  return scope
}

function talkStates(
  machine: Machine,
  scope: Scope,
  away: Record<string, StateNode>,
  size: { leaves: number },
): Record<string, StateNode> {
  const build = buildFor(machine, scope, away, size)
  const talk: Record<string, StateNode> = {}
  for (const step of scope.flow.steps.values()) {
    const name = build.scoped(step.name.value)
    const node = kindOf(step).compile(step, build)
    size.leaves += Object.keys(node.states ?? { one: 1 }).length
    if (size.leaves > MOST_LEAVES) throw new TooLarge(scope.flow, scope.site)
    ;(kindOf(step).place === 'away' ? away : talk)[name] = node
  }
  for (const desk of scope.flow.desks.values())
    away[build.scoped(desk.name.value)] = compileDesk(
      desk,
      build,
      machine.bound,
      leadsAnywhere(machine.root, desk.name.value),
    )
  return talk
}

const leadsAnywhere = (flow: Flow, desk: string) =>
  flow.anywhere.some(({ then }) => then?.value === desk)

/** Arrows of one scope that work in all its questions. */
function universals(build: Build): Arrows {
  const { flow } = build
  const help = { target: build.go(undefined) }
  return {
    ...(flow.keys.operator ? { OPERATOR: help } : {}),
    WORN_OUT: help,
    ...(flow.questions
      ? {
          QUESTION: {
            actions: [{ type: 'answer', params: { step: '' } }, { type: 'repeat' }],
          } satisfies Arrow,
        }
      : {}),
    ...byEvent(
      build.optionIds(flow.anywhere).map((id, index) => [
        anywhereEvent(build.scope.prefix, id),
        {
          target: build.go(flow.anywhere[index]?.then),
          actions: [{ type: 'choose', params: { step: build.scope.prefix, option: id } }],
        },
      ]),
    ),
  }
}

function buildFor(
  machine: Machine,
  scope: Scope,
  away: Record<string, StateNode>,
  size: { leaves: number },
  after?: { prefix: string; next: string },
): Build {
  const { prefix, flow } = scope
  const build: Build = {
    scope,
    flow,
    anywhere: optionIds(flow.anywhere).map((id) => anywhereEvent(prefix, id)),
    optionIds,
    scoped: (name) => (after?.prefix ?? '') + prefix + name,
    go(target) {
      if (!target)
        return flow.help
          ? build.go(flow.help)
          : scope.parent
            ? parent(scope.parent).go(undefined)
            : '#last resort'
      if (target.value === 'hang up') return after?.next ?? '#ended'
      if (flow.steps.has(target.value)) return `#${build.scoped(target.value)}`
      if (flow.desks.has(target.value)) return `#${prefix}${target.value}`
      if (scope.parent && flow.ends.some(({ value }) => value === target.value))
        return after?.next ?? `#${prefix}end ${target.value}`
      return scope.parent ? parent(scope.parent).go(target) : '#last resort'
    },
    inline: (step, subflow) => inline(machine, build, step, subflow, away, size),
  }
  const parent = (outer: Scope) => buildFor(machine, outer, away, size)
  return build
}

/** A sub-flow at one call site: a state of its own, with its own universals where it names them. */
function inline(
  machine: Machine,
  outer: Build,
  step: DoStep,
  subflow: Flow,
  away: Record<string, StateNode>,
  size: { leaves: number },
): StateNode {
  const id = outer.scoped(step.name.value)
  const scope = scopeOf(machine, {
    prefix: `${id}>`,
    flow: inherited(subflow, outer.flow),
    parent: outer.scope,
    site: step,
  })
  const build = buildFor(machine, scope, away, size)
  const states = talkStates(machine, scope, away, size)
  for (const end of subflow.ends) {
    const state = `${scope.prefix}end ${end.value}` as const
    states[state] = {
      id: state,
      meta: { ...engineLeaf(state, 'pass', subflow), scope: outer.scope.prefix, step: id },
      entry: [{ type: 'give', params: { step: id } }],
      always: { target: outer.go(step.ends.get(end.value)?.value) },
    }
  }
  const entered: Action = { type: 'enter', params: { step: id } }
  const begin: StateNode = {
    id: `${scope.prefix}begin`,
    meta: {
      ...engineLeaf(`${scope.prefix}begin`, 'pass', subflow),
      scope: outer.scope.prefix,
      step: id,
    },
    entry: [...(step['at most'] ? [] : [entered]), { type: 'begin', params: { step: id } }],
    always: { target: build.go(subflow.start) },
  }
  const first = `${scope.prefix}${step['at most'] ? 'enter' : 'begin'}`
  if (step['at most'])
    states[first] = {
      ...work(outer, step, 'enter', 'enter', {
        FITS: { target: `#${scope.prefix}begin` },
        TOO_MANY: { target: outer.go(step['too many']) },
      }),
      entry: [entered],
    }
  const withoutOperator = subflow.keys.range !== undefined && !subflow.keys.operator
  return {
    id,
    initial: first,
    states: { [`${scope.prefix}begin`]: begin, ...states },
    on: {
      ...universals(build),
      ...(withoutOperator && forbidden(['OPERATOR'])),
      ...(subflow.anywhere.length > 0 && forbidden(outer.anywhere)),
    },
  }
}

/** What a sub-flow does not name comes from the file that calls it. */
function inherited(inner: Flow, outer: Flow): Flow {
  return {
    ...inner,
    listen: inner.listen ?? outer.listen,
    wait: inner.wait ?? outer.wait,
    tries: inner.tries ?? outer.tries,
    keys: inner.keys.range ? inner.keys : outer.keys,
    phrases: new Map([...outer.phrases, ...inner.phrases]),
    questions: inner.questions ?? outer.questions,
    anywhere: inner.anywhere.length > 0 ? inner.anywhere : [],
    hours: new Map([...outer.hours, ...inner.hours]),
    lookups: new Map([...outer.lookups, ...inner.lookups]),
    languages: outer.languages,
  }
}

function engineLeaf(rung: EngineRung, kind: LeafKind, flow: Flow, more: Partial<Leaf> = {}): Leaf {
  return {
    id: rung,
    scope: '',
    step: '',
    word: '',
    file: flow.file,
    line: flow.name.range.line,
    kind,
    rung,
    attempt: 1,
    ...more,
  }
}

/** Written by the compiler, not by authors: name and number after a tone, twice, then goodbye. */
function lastResort(flow: Flow): StateNode {
  const say = (part: Part) => ({ type: 'say', params: { step: '', part } }) as const
  const bye = { target: '#ended', actions: [say('goodbye')] }
  const recorded = {
    target: '#ended',
    actions: [{ type: 'recorded', params: { step: '' } } as const, say('goodbye')],
  }
  const tone = (n: number, EMPTY: Arrow): StateNode => ({
    id: leafId('last resort', `tone${n}`),
    meta: engineLeaf(`tone${n}`, 'tone', flow, {
      id: leafId('last resort', `tone${n}`),
      mode: 'tone',
      timer: 120_000,
      attempt: n,
    }),
    on: { RECORDED: recorded, EMPTY },
  })
  return {
    id: 'last resort',
    entry: [say('leave your number')],
    initial: 'tone1',
    states: {
      tone1: tone(1, { target: '#last resort/tone2', actions: [say('leave your number again')] }),
      tone2: tone(2, bye),
    },
  }
}

/** However the call ended, what `after call` names is done once: inner flows first, the caller's
 * file last. */
function endStates(
  machine: Machine,
  flow: Flow,
  size: { leaves: number },
): Record<string, StateNode> {
  const scopes = [...machine.scopes.values()].filter((scope) => scope.flow.afterCall).reverse()
  const first = scopes.length > 0 ? '#after 1' : '#over'
  const states: Record<string, StateNode> = {
    ended: {
      id: 'ended',
      meta: engineLeaf('ended', 'pass', flow),
      entry: [{ type: 'end' }],
      always: { target: first },
    },
    'hung up': {
      id: 'hung up',
      meta: engineLeaf('hung up', 'pass', flow),
      entry: [{ type: 'end' }],
      always: { target: first },
    },
  }
  scopes.forEach((scope, index) => {
    const id = `after ${index + 1}` as const
    const build = buildFor(machine, scope, {}, size, {
      prefix: AFTER_CALL,
      next: index + 1 < scopes.length ? `#after ${index + 2}` : '#over',
    })
    const start = build.go(scope.flow.afterCall)
    const asked: StateNode = scope.site
      ? {
          id: `${id}/entered`,
          meta: engineLeaf(`${id}/entered`, 'entered', flow, { scope: scope.prefix }),
          on: {
            ENTERED: { target: start },
            NOT_ENTERED: { target: build.go({ value: 'hang up', range: flow.range }) },
            HUNG_UP: {},
          },
        }
      : {
          id: `${id}/entered`,
          meta: engineLeaf(`${id}/entered`, 'pass', flow),
          always: { target: start },
        }
    states[id] = {
      id,
      initial: 'entered',
      on: { HUNG_UP: {} },
      states: { entered: asked, ...afterSteps(machine, scope, build) },
    }
  })
  return { ...states, over: { id: 'over', type: 'final', meta: engineLeaf('over', 'over', flow) } }
}

function afterSteps(machine: Machine, scope: Scope, build: Build): Record<string, StateNode> {
  const states: Record<string, StateNode> = {}
  const visit = (name: string | undefined): void => {
    const step = name === undefined ? undefined : scope.flow.steps.get(name)
    if (!step || states[build.scoped(step.name.value)]) return
    machine.steps.set(build.scoped(step.name.value), { step, scope })
    states[build.scoped(step.name.value)] = kindOf(step).compile(step, build)
    for (const way of kindOf(step).ways(step)) visit(way.to?.value)
  }
  visit(scope.flow.afterCall?.value)
  return states
}
