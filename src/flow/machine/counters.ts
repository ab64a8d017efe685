// The bounded counters of a machine's context.
import { memo } from '../../ground/memo.ts'
import type { Action, Machine, StateNode } from './machine.ts'

/** Before the scoped name of a desk whose own bit a counter is. */
export const DIALLED = 'dialled:'

export type Counters = Record<string, number>

/** Counters of a machine's context, all bounded by the guards that read them. */
export const countersOf = ({ config }: Pick<Machine, 'config'>): string[] => countersIn(config)

const countersIn = memo((config: StateNode): string[] => {
  const found = new Set(['handoffs', 'goal'])
  const visit = (node: StateNode): void => {
    for (const { guard } of [node.always ?? []].flat()) if (guard) found.add(guard.params.counter)
    for (const child of Object.values(node.states ?? {})) visit(child)
  }
  visit(config)
  return [...found].sort()
})

/** Hand-offs are counted up to here: no guard reads further, and configurations stay few. `goal` and
 * `dialled:` are bits. */
const MOST_HANDOFFS = 6

/** One more of a counter, up to where it stops. */
export const increment = (context: Counters, counter: string): number =>
  Math.min((context[counter] ?? 0) + 1, counter === 'handoffs' ? MOST_HANDOFFS : 1)

/** The counters after some actions; the same object when nothing changes. */
export function countActions(context: Counters, actions: readonly Action[]): Counters {
  let result = context
  for (const action of actions) {
    if (action.type !== 'count' && action.type !== 'reset') continue
    const { counter } = action.params
    const value = action.type === 'count' ? increment(result, counter) : 0
    if (result[counter] !== value) result = { ...result, [counter]: value }
  }
  return result
}

/** Both hold the same counters. */
export function sameCounters(a: Counters, b: Counters): boolean {
  if (a === b) return true
  for (const counter in a) if (a[counter] !== b[counter]) return false
  return true
}
