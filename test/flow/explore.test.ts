// Every reachable configuration, found by our walker and by XState: the same moves, nobody stuck,
// no silent ending.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { transition } from 'xstate'
import { compile } from '../../src/flow/machine/compile.ts'
import type { Action, Machine } from '../../src/flow/machine/machine.ts'
import { waitKinds } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { countersOf } from '../../src/flow/machine/counters.ts'
import { walker, type Configuration } from '../../src/flow/machine/walk.ts'
import { toXState } from '../../src/flow/machine/xstate-machine.ts'
import { runs } from '../long.ts'
import { randomFlow } from './random-flow.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

const own = new Set(['count', 'reset'])
const shape = (actions: readonly Action[]): string[] =>
  actions
    .filter(({ type }) => !own.has(type))
    .map((action) => JSON.stringify([action.type, 'params' in action ? action.params : undefined]))

/** Walks everything and compares each edge with XState's; gives what was seen. */
function explore(machine: Machine): { configurations: number; edges: number; faults: string[] } {
  const walk = walker(machine.config, countersOf(machine))
  const xstate = toXState(machine)
  const faults: string[] = []
  const value = (leaf: string): unknown =>
    walk
      .path(leaf)
      .reduceRight<unknown>(
        (inner, key) => (inner === undefined ? key : { [key]: inner }),
        undefined,
      )
  const seen = new Map<string, Configuration>()
  // a node also remembers whether something was said since the caller was last listened to
  const first = walk.initial()
  const queue: { at: Configuration; spoke: boolean }[] = []
  const visited = new Set<string>()
  const push = (at: Configuration, spoke: boolean): void => {
    const key = JSON.stringify([at, spoke])
    if (visited.has(key)) return
    visited.add(key)
    seen.set(JSON.stringify(at), at)
    queue.push({ at, spoke })
  }
  push(first.to, first.actions.some(speaks))
  let edges = 0
  for (let item = queue.pop(); item; item = queue.pop()) {
    const leaf = machine.leaves.get(item.at.leaf)
    const events = walk.events(item.at.leaf)
    if (leaf?.kind === 'over') continue
    if (events.length === 0) faults.push(`${item.at.leaf} is stuck`)
    if (leaf && waitKinds.has(leaf.kind) && !events.includes('HUNG_UP'))
      faults.push(`${item.at.leaf} cannot be hung up`)
    const snapshot = xstate.resolveState({
      value: value(item.at.leaf) as never,
      context: item.at.context,
    })
    for (const event of events) {
      edges++
      const move = walk.next(item.at, event)
      const [after, actions] = transition(xstate, snapshot, { type: event })
      if (!move) {
        faults.push(`${item.at.leaf} ${event}: listed but not accepted`)
        continue
      }
      if (JSON.stringify(after.value) !== JSON.stringify(value(move.to.leaf)))
        faults.push(
          `${item.at.leaf} ${event}: XState goes to ${JSON.stringify(after.value)}, we to ${move.to.leaf}`,
        )
      if (JSON.stringify(after.context) !== JSON.stringify(move.to.context))
        faults.push(`${item.at.leaf} ${event}: counters differ`)
      if (shape(actions as unknown as Action[]).join() !== shape(move.actions).join())
        faults.push(`${item.at.leaf} ${event}: actions differ`)
      const waited = leaf !== undefined && waitKinds.has(leaf.kind)
      const end = move.actions.findIndex(({ type }) => type === 'end')
      const before = end < 0 ? move.actions : move.actions.slice(0, end)
      const spoke = (item.spoke && !waited) || before.some(speaks)
      if (end >= 0 && !spoke && event !== 'HUNG_UP' && event !== 'RELEASED')
        faults.push(`${item.at.leaf} ${event}: ends in silence`)
      push(move.to, spoke)
    }
    for (const other of ['OPERATOR', 'VALUE', 'OK', 'RECORDED', 'option:nothing'] as const)
      if (!events.includes(other) && snapshot.can({ type: other }))
        faults.push(`${item.at.leaf}: XState takes ${other}, we do not`)
  }
  return { configurations: seen.size, edges, faults }
}

const speaks = ({ type }: Action): boolean =>
  type === 'say' || type === 'answer' || type === 'call back'

const folders = ['flows', 'test/flow/ok']
const shipped = folders.flatMap((dir) => {
  const sources = textsIn(dir)
  return [...readProject(sources).flows.values()].map((flow) => ({
    name: `${dir}/${flow.file}`,
    machine: () => compile(flow, sources),
  }))
})

describe('every reachable configuration', () => {
  it.each(shipped)('of $name is the same for our walker and XState', ({ machine }) => {
    const { faults, configurations } = explore(machine())
    expect(faults).toEqual([])
    expect(configurations).toBeGreaterThan(0)
  })

  it('of random flows is the same, with nobody stuck and no silent ending', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 25 }).chain(randomFlow), (text) => {
        const { flows, diagnostics } = readProject({ 'random.yaml': text })
        expect(diagnostics).toEqual([])
        const flow = flows.get('random.yaml')
        const { faults } = explore(
          compile(flow as NonNullable<typeof flow>, { 'random.yaml': text }),
        )
        expect(faults).toEqual([])
      }),
      { numRuns: runs(20, 400) },
    )
  })
})
