// XState's machine behind our leaves: which events a leaf takes, and where each leads.
import { transition } from 'xstate'
import type { Action, Machine } from '../flow/machine/machine.ts'
import type { MachineEvent } from '../flow/machine/machine-event.ts'
import { countersOf } from '../flow/machine/counters.ts'
import { walker, type Walker } from '../flow/machine/walk.ts'
import { toXState } from '../flow/machine/xstate-machine.ts'
import type { Session } from './session.ts'

type Edge = { leaf: string; context: Record<string, number>; actions: Action[] }
export type Edges = { walk: Walker; edge(from: Session['state'], event: MachineEvent): Edge }
const machines = new WeakMap<Machine, Edges>()

/** XState's machine behind our leaves. It is finite and pure, so an edge that XState has worked out
 * once is kept. */
export function edgesOf(machine: Machine): Edges {
  const known = machines.get(machine)
  if (known) return known
  const walk = walker(machine.config, countersOf(machine))
  const xstate = toXState(machine)
  const leaves = new Map([...machine.leaves.keys()].map((id) => [walk.path(id).join('\0'), id]))
  const edges = new Map<string, Edge>()
  const follow = ({ leaf, context }: Session['state'], event: MachineEvent): Edge => {
    if (!walk.takes(leaf, event))
      throw new Error(`state "${leaf}" does not take the event ${event}`)
    const value = walk
      .path(leaf)
      .reduceRight<unknown>(
        (inner, key) => (inner === undefined ? key : { [key]: inner }),
        undefined,
      )
    const [after, actions] = transition(
      xstate,
      xstate.resolveState({ value: value as never, context }),
      { type: event },
    )
    return {
      leaf: leaves.get(pathOf(after.value)) ?? leaf,
      context: after.context as Record<string, number>,
      actions: actions as unknown as Action[],
    }
  }
  const made: Edges = {
    walk,
    edge(from, event) {
      const key = `${from.leaf}\0${Object.values(from.context).join()}\0${event}`
      const kept = edges.get(key) ?? follow(from, event)
      edges.set(key, kept)
      return kept
    },
  }
  machines.set(machine, made)
  return made
}

function pathOf(value: unknown): string {
  const path: string[] = []
  let here = value
  while (typeof here === 'object' && here !== null) {
    const [key = ''] = Object.keys(here)
    path.push(key)
    here = (here as Record<string, unknown>)[key]
  }
  return [...path, String(here)].join('\0')
}
