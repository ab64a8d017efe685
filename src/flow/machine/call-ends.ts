// How calls end: the last resort, the end itself, and what is done silently after it.
import { LONGEST_RECORDING } from '../defaults.ts'
import { kindOf } from '../steps/index.ts'
import type { Flow } from '../tree/flow.ts'
import { engineLeaf, type Build } from './build.ts'
import { afterCallAt, engineIds, leafId, toEnded, toOver } from './leaf-id.ts'
import { AFTER_CALL, LAST_RESORT } from './scoped-name.ts'
import type { Action, Arrow, Scope, StateNode } from './machine.ts'
import type { Part } from './prompt-part.ts'
import { buildFor, type Compiling } from './scope-states.ts'

const say = (part: Part): Action => ({ type: 'say', params: { step: '', part } })

/** Written by the compiler, not by authors: name and number after a tone, twice, then goodbye. */
export function lastResort(flow: Flow): StateNode {
  const bye: Arrow = { target: toEnded, actions: [say('goodbye')] }
  const recorded: Action = { type: 'recorded', params: { step: '' } }
  const tone = (n: 1 | 2, EMPTY: Arrow): StateNode => {
    const id = leafId(LAST_RESORT, `tone${n}`)
    return {
      id,
      meta: {
        ...engineLeaf(flow, { rung: `tone${n}`, kind: 'tone' }),
        id,
        mode: 'tone',
        timer: LONGEST_RECORDING,
        attempt: n,
      },
      on: { RECORDED: { target: toEnded, actions: [recorded, say('goodbye')] }, EMPTY },
    }
  }
  return {
    id: LAST_RESORT,
    entry: [say('leave your number')],
    initial: 'tone1',
    states: {
      tone1: tone(1, {
        target: `#${leafId(LAST_RESORT, 'tone2')}`,
        actions: [say('leave your number again')],
      }),
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
  const { ended, hungUp, over } = engineIds
  const end = (id: typeof ended | typeof hungUp): StateNode => ({
    id,
    meta: engineLeaf(flow, { rung: id, kind: 'pass' }),
    entry: [{ type: 'end' }],
    always: { target: scopes.length > 0 ? `#${afterCallAt(1)}` : toOver },
  })
  const states: Record<string, StateNode> = { [ended]: end(ended), [hungUp]: end(hungUp) }
  for (const [index, scope] of scopes.entries()) {
    const next = index + 1 < scopes.length ? `#${afterCallAt(index + 2)}` : toOver
    const build = buildFor(compiling, scope, { prefix: AFTER_CALL, next })
    const id = afterCallAt(index + 1)
    states[id] = {
      id,
      initial: 'entered',
      on: { HUNG_UP: {} },
      states: { entered: entryState(build, flow, id), ...afterSteps(compiling, scope, build) },
    }
  }
  const meta = engineLeaf(flow, { rung: over, kind: 'over' })
  return { ...states, [over]: { id: over, type: 'final', meta } }
}

/** Of a sub-flow only that was gone through; the caller's file always was. */
function entryState(build: Build, flow: Flow, after: ReturnType<typeof afterCallAt>): StateNode {
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
