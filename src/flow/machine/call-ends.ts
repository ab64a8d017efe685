// How calls end: the last resort, the end itself, and what is done silently after it.
import { LONGEST_RECORDING } from '../defaults.ts'
import { kindOf } from '../steps/index.ts'
import type { Flow } from '../tree/flow.ts'
import { engineLeaf, type Build } from './build.ts'
import { leafId } from './leaf-id.ts'
import type { Action, Arrow, Scope, StateNode } from './machine.ts'
import type { Part } from './prompt-part.ts'
import { buildFor, type Compiling } from './scope-states.ts'

const say = (part: Part): Action => ({ type: 'say', params: { step: '', part } })

/** Written by the compiler, not by authors: name and number after a tone, twice, then goodbye. */
export function lastResort(flow: Flow): StateNode {
  const bye: Arrow = { target: '#ended', actions: [say('goodbye')] }
  const recorded: Action = { type: 'recorded', params: { step: '' } }
  const tone = (n: 1 | 2, EMPTY: Arrow): StateNode => {
    const id = leafId('last resort', `tone${n}`)
    return {
      id,
      meta: {
        ...engineLeaf(flow, { rung: `tone${n}`, kind: 'tone' }),
        id,
        mode: 'tone',
        timer: LONGEST_RECORDING,
        attempt: n,
      },
      on: { RECORDED: { target: '#ended', actions: [recorded, say('goodbye')] }, EMPTY },
    }
  }
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
export function endStates(compiling: Compiling, flow: Flow): Record<string, StateNode> {
  const scopes = [...compiling.machine.scopes.values()]
    .filter((scope) => scope.flow.afterCall)
    .reverse()
  const end = (id: 'ended' | 'hung up'): StateNode => ({
    id,
    meta: engineLeaf(flow, { rung: id, kind: 'pass' }),
    entry: [{ type: 'end' }],
    always: { target: scopes.length > 0 ? '#after 1' : '#over' },
  })
  const states: Record<string, StateNode> = { ended: end('ended'), 'hung up': end('hung up') }
  for (const [index, scope] of scopes.entries()) {
    const next = index + 1 < scopes.length ? `#after ${index + 2}` : '#over'
    const build = buildFor(compiling, scope, { prefix: 'after:', next })
    const id = `after ${index + 1}` as const
    states[id] = {
      id,
      initial: 'entered',
      on: { HUNG_UP: {} },
      states: { entered: entryState(build, flow, id), ...afterSteps(compiling, scope, build) },
    }
  }
  const over = engineLeaf(flow, { rung: 'over', kind: 'over' })
  return { ...states, over: { id: 'over', type: 'final', meta: over } }
}

/** Of a sub-flow only that was gone through; the caller's file always was. */
function entryState(build: Build, flow: Flow, after: `after ${number}`): StateNode {
  const id = `${after}/entered` as const
  const { scope } = build
  const start = { target: build.go(scope.flow.afterCall) }
  if (!scope.site) return { id, meta: engineLeaf(flow, { rung: id, kind: 'pass' }), always: start }
  const next = { target: build.go({ value: 'hang up', range: flow.range }) }
  return {
    id,
    meta: engineLeaf(flow, { rung: id, kind: 'entered', scope: scope.prefix }),
    on: { ENTERED: start, NOT_ENTERED: next, HUNG_UP: {} },
  }
}

/** The steps that follow the first one after the call, each once. */
function afterSteps({ machine }: Compiling, scope: Scope, build: Build): Record<string, StateNode> {
  const states: Record<string, StateNode> = {}
  const visit = (name: string | undefined): void => {
    const step = name === undefined ? undefined : scope.flow.steps.get(name)
    const id = step && build.scopedName(step.name.value)
    if (!step || id === undefined || states[id]) return
    machine.steps.set(id, { step, scope })
    states[id] = kindOf(step).compile(step, build)
    for (const way of kindOf(step).ways(step)) visit(way.to?.value)
  }
  visit(scope.flow.afterCall?.value)
  return states
}
