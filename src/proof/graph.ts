// Everything a machine can do, as a graph: each place it can be at, and each event that leads on from there.
import { waitKinds, workKinds, type Action, type Leaf, type Machine } from '../flow/machine.ts'
import { countersOf, walker, type Configuration, type Walker } from '../flow/walk.ts'

/** A leaf with the bounded counters as they may stand there. `id` is its place in `nodes`. */
export type Node = { id: number; leaf: Leaf; at: Configuration; waits: boolean }

/** Whose doing an event is: the caller's, the world's (lookups, desks, clocks, conditions), or the caller hanging up. */
export type By = 'caller' | 'world' | 'hang up'

export type Edge = { from: Node; to: Node; event: string; by: By; actions: Action[] }

/** `out` lists the edges of each node by its id. `first` is where a call stands when it begins, and what was done until then. */
export type Graph = { machine: Machine; nodes: Node[]; out: Edge[][]; first: { to: Node; actions: Action[] } }

/** Explores a machine whole. Throws when the machine never comes to rest after an event. */
export function graphOf(machine: Machine, walk: Walker = walker(machine.config, countersOf(machine))): Graph {
  const nodes: Node[] = []
  const out: Edge[][] = []
  const byKey = new Map<string, Node>()
  const nodeAt = (at: Configuration): Node => {
    const key = keyOf(at)
    const known = byKey.get(key)
    if (known) return known
    const leaf = machine.leaves.get(at.leaf)
    if (!leaf) throw new Error(`the machine has no leaf "${at.leaf}"`)
    const node = { id: nodes.length, leaf, at, waits: waitKinds.has(leaf.kind) }
    byKey.set(key, node)
    nodes.push(node)
    return node
  }
  const { to, actions } = walk.initial()
  const first = { to: nodeAt(to), actions }
  for (let id = 0; id < nodes.length; id++) {
    const from = nodes[id] as Node
    const edges: Edge[] = []
    for (const event of from.leaf.kind === 'over' ? [] : walk.events(from.at.leaf)) {
      const move = walk.next(from.at, event)
      if (move) edges.push({ from, to: nodeAt(move.to), event, by: byWhom(from, event), actions: move.actions })
    }
    out.push(edges)
  }
  return { machine, nodes, out, first }
}

function keyOf({ leaf, context }: Configuration): string {
  let key = leaf
  for (const counter in context) key += `,${context[counter]}`
  return key
}

/** At a tone and wherever the caller is listened to, what comes is the caller's doing, or what the governor makes of it. */
function byWhom({ leaf }: Node, event: string): By {
  if (event === 'HUNG_UP') return 'hang up'
  return workKinds.has(leaf.kind) || leaf.kind === 'dial' || leaf.kind === 'bridged' ? 'world' : 'caller'
}
