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
  const byLeaf = new Map<string, { leaf: Leaf; events: string[]; by: By[]; nodes: Node[] }>()
  const nodeAt = (at: Configuration): Node => {
    let place = byLeaf.get(at.leaf)
    if (!place) {
      const leaf = machine.leaves.get(at.leaf)
      if (!leaf) throw new Error(`the machine has no leaf "${at.leaf}"`)
      const events = leaf.kind === 'over' ? [] : walk.events(at.leaf)
      place = { leaf, events, by: events.map((event) => byWhom(leaf, event)), nodes: [] }
      byLeaf.set(at.leaf, place)
    }
    // a leaf is come to with few different counters, and most moves leave them as they are
    for (const known of place.nodes) if (known.at.context === at.context || same(known.at.context, at.context)) return known
    const node = { id: nodes.length, leaf: place.leaf, at, waits: waitKinds.has(place.leaf.kind) }
    place.nodes.push(node)
    nodes.push(node)
    return node
  }
  const { to, actions } = walk.initial()
  const first = { to: nodeAt(to), actions }
  for (let id = 0; id < nodes.length; id++) {
    const from = nodes[id] as Node
    const { events, by } = byLeaf.get(from.at.leaf) as { events: string[]; by: By[] }
    const edges: Edge[] = []
    for (let n = 0; n < events.length; n++) {
      const event = events[n] as string
      const move = walk.next(from.at, event)
      if (move) edges.push({ from, to: nodeAt(move.to), event, by: by[n] as By, actions: move.actions })
    }
    out.push(edges)
  }
  return { machine, nodes, out, first }
}

function same(a: Record<string, number>, b: Record<string, number>): boolean {
  for (const counter in a) if (a[counter] !== b[counter]) return false
  return true
}

/** At a tone and wherever the caller is listened to, what comes is the caller's doing, or what the governor makes of it. */
function byWhom(leaf: Leaf, event: string): By {
  if (event === 'HUNG_UP') return 'hang up'
  return workKinds.has(leaf.kind) || leaf.kind === 'dial' || leaf.kind === 'bridged' ? 'world' : 'caller'
}
