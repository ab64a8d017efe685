// Everything a machine can do, as a graph: each place it can be at, and each event that leads on
// from there.
import {
  waitKinds,
  workKinds,
  type Action,
  type Leaf,
  type Machine,
} from '../flow/machine/machine.ts'
import { leavesQueue, passesOn, type MachineEvent } from '../flow/machine/machine-event.ts'
import { countersOf, sameCounters } from '../flow/machine/counters.ts'
import { walker, type Configuration, type Walker } from '../flow/machine/walk.ts'

/** A leaf with the bounded counters as they may stand there. `id` is its place in `nodes`. */
export type Node = { id: number; leaf: Leaf; at: Configuration; waits: boolean }

/** Whose doing an event is: the caller's, the world's (lookups, desks, clocks, conditions), an
 * operator's who has talked with the caller and passes them on, or the caller hanging up. At a tone
 * and wherever the caller is listened to, what comes is the caller's doing, or what the governor
 * makes of it. */
export type By = 'caller' | 'world' | 'operator' | 'hang up'

export type Edge = { from: Node; to: Node; event: MachineEvent; by: By; actions: Action[] }

/** `out` lists the edges of each node by its id. `first` is where a call stands when it begins, and
 * what was done until then. */
export type Graph = {
  machine: Machine
  nodes: Node[]
  out: Edge[][]
  first: { to: Node; actions: Action[] }
}

export const isListening = ({ leaf }: Node): boolean =>
  leaf.kind === 'answer' || leaf.kind === 'confirm' || leaf.kind === 'more'

/** A turn is what comes of one thing the caller does or leaves undone. */
export const isTurn = (edge: Edge): boolean => edge.by === 'caller'

export const endsCall = ({ actions, to }: Edge): boolean =>
  to.leaf.kind === 'over' || actions.some(({ type }) => type === 'end')

/** Whose doing an event is wherever it comes. */
function whose(event: MachineEvent): By | undefined {
  if (event === 'HUNG_UP') return 'hang up'
  if (passesOn(event)) return 'operator'
  return leavesQueue(event) ? 'caller' : undefined
}

/** Explores a machine whole. Throws when the machine never comes to rest after an event. */
export function graphOf(
  machine: Machine,
  walk: Walker = walker(machine.config, countersOf(machine)),
): Graph {
  const nodes: Node[] = []
  const out: Edge[][] = []
  const byLeaf = new Map<string, Node[]>()
  const nodeAt = (leaf: string, context: Record<string, number>): Node => {
    let places = byLeaf.get(leaf)
    if (!places) byLeaf.set(leaf, (places = []))
    // a leaf is come to with few different counters, and most moves leave them as they are
    for (const known of places) if (sameCounters(known.at.context, context)) return known
    const meta = machine.leaves.get(leaf)
    if (!meta) throw new Error(`the machine has no leaf "${leaf}"`)
    const node = {
      id: nodes.length,
      leaf: meta,
      at: { leaf, context },
      waits: waitKinds.has(meta.kind),
    }
    places.push(node)
    nodes.push(node)
    return node
  }
  const { to, actions } = walk.initial()
  const first = { to: nodeAt(to.leaf, to.context), actions }
  for (const from of nodes) {
    const edges: Edge[] = []
    const others: By =
      workKinds.has(from.leaf.kind) || from.leaf.kind === 'dial' || from.leaf.kind === 'bridged'
        ? 'world'
        : 'caller'
    if (from.leaf.kind !== 'over')
      walk.each(from.at, (event, leaf, context, done) =>
        edges.push({
          from,
          to: nodeAt(leaf, context),
          event,
          by: whose(event) ?? others,
          actions: done,
        }),
      )
    out.push(edges)
  }
  return { machine, nodes, out, first }
}
