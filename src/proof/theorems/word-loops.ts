// T0, before a machine is explored: words that lead to each other at once, or too many in a row. No
// machine can run these.
import { stateOf, toOver } from '../../flow/machine/leaf-id.ts'
import type { Action, Machine, StateNode } from '../../flow/machine/machine.ts'
import { graphOf, type Edge, type Graph } from '../../times/machine-graph.ts'
import { pathTo, type Path } from '../../times/paths.ts'
import type { Fail } from '../theorem.ts'
import { hiddenLoopCode, roundFailure } from './hidden-loop.ts'

/** The most steps XState takes in one go, with some to spare. */
const MOST_STEPS = 900

/** Gives the machine cut open, as a graph, when there are such words. */
export function wordLoops(machine: Machine, fail: Fail): Graph | undefined {
  const found = findLoops(machine.config)
  if (found.loops.length === 0 && found.late.length === 0) return undefined
  const config = structuredClone(machine.config)
  const { loops, late } = findLoops(config)
  for (const at of late) {
    at.always = { target: toOver }
    const step = machine.steps.get(at.meta?.step ?? '')?.step
    fail(hiddenLoopCode, {
      range: (step ?? machine.root).name.range,
      message: `more than ${MOST_STEPS} steps follow one another before the call waits here`,
      hint: 'put a question in between',
    })
  }
  // cut open, the machine tells how a call comes there
  for (const { at } of loops) at.always = { target: toOver }
  const graph = graphOf({ ...machine, config })
  for (const { at, actions } of loops) {
    // nothing lets the caller notice how the round begins
    const { to } = graph.first
    const round: Edge[] = [{ from: to, to, event: 'FITS', by: 'world', actions }]
    fail(hiddenLoopCode, roundFailure(graph, round, pathInto(graph, at, round)))
  }
  return graph
}

/** How a call comes to the state at which a round closes. */
function pathInto(graph: Graph, at: StateNode, round: Edge[]): Path | undefined {
  const enters = ({ actions }: { actions: Action[] }): boolean =>
    actions.some((action) => action.type === 'enter' && action.params.step === at.meta?.step)
  const edge = graph.out.flat().find(enters)
  if (edge) return { way: [...pathTo(graph, edge.from), edge], round }
  return enters(graph.first) ? { way: [], round } : undefined
}

/** A state that is left at once: where to, and what is done on the way. */
type Step = { to: StateNode; actions: Action[] }
type Next = (node: StateNode) => Step | undefined
type Loop = { at: StateNode; actions: Action[] }

/** Each circle of states that are left at once: the state at which it closes, and what is done on
 * one round. `late` are states that too many come before. */
function findLoops(config: StateNode): { loops: Loop[]; late: StateNode[] } {
  const byId = new Map<string, StateNode>()
  const visit = (node: StateNode): void => {
    if (node.id !== undefined) byId.set(node.id, node)
    for (const child of Object.values(node.states ?? {})) visit(child)
  }
  visit(config)
  const next: Next = (node) => {
    if (!node.always || Array.isArray(node.always)) return undefined
    const actions = [...(node.always.actions ?? [])]
    let to = byId.get(stateOf(node.always.target ?? ''))
    for (;;) {
      actions.push(...(to?.entry ?? []))
      const child: StateNode | undefined = to?.states?.[to.initial ?? '']
      if (!child) return to && { to, actions }
      to = child
    }
  }
  const nodes = [...byId.values()]
  const loops = circlesIn(nodes, next)
  return { loops, late: loops.length === 0 ? lateIn(nodes, next) : [] }
}

function circlesIn(nodes: StateNode[], next: Next): Loop[] {
  const seen = new Map<StateNode, number>()
  const loops: Loop[] = []
  for (const [run, first] of nodes.entries()) {
    for (let at: StateNode | undefined = first; at && !seen.has(at); at = next(at)?.to) {
      seen.set(at, run)
      const ahead = next(at)
      if (ahead && seen.get(ahead.to) === run) loops.push({ at, actions: doneOn(at, next) })
    }
  }
  return loops
}

/** What is done on a round from a state back to it. */
function doneOn(at: StateNode, next: Next): Action[] {
  const actions: Action[] = []
  for (let turn = next(at); turn; turn = turn.to === at ? undefined : next(turn.to))
    actions.push(...turn.actions)
  return actions
}

function lateIn(nodes: StateNode[], next: Next): StateNode[] {
  const depth = new Map<StateNode, number>()
  const late: StateNode[] = []
  for (const first of nodes) {
    const chain: StateNode[] = []
    for (let at: StateNode | undefined = first; at && !depth.has(at); at = next(at)?.to)
      chain.push(at)
    // what comes after a state is known before it
    for (const at of chain.reverse()) {
      const ahead = next(at)
      const steps = ahead ? 1 + (depth.get(ahead.to) ?? 0) : 0
      depth.set(at, steps > MOST_STEPS ? 0 : steps)
      if (steps > MOST_STEPS) late.push(at)
    }
  }
  return late
}
