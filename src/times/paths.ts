// How a call comes to a place: the shortest way from its beginning, and the line of the flow that a
// fault on a way lies at.
import { eventsAmong } from '../flow/machine/machine-event.ts'
import type { Range } from '../flow/text/located.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { listens } from '../flow/steps/index.ts'
import { wayAt } from '../flow/machine/arrow-ways.ts'
import type { Edge, Graph, Node } from './machine-graph.ts'

/** Ways nobody would choose to tell of, when there is another. */
const isOdd = eventsAmong(
  'universal',
  'spent',
  'hung up',
  'miss',
  'unsure',
  'given',
  'TOO_MANY',
  'own key',
  'waiting',
  'conversation',
  'BACK_TO',
  'back',
)

const isBack = eventsAmong('back')

const trees = new WeakMap<Graph, (Edge | undefined)[]>()

/** The edges that lead to a node from where calls begin: as few odd events as can be, then as few
 * events. */
export function pathTo(graph: Graph, node: Node): Edge[] {
  const tree = trees.get(graph) ?? treeOf(graph)
  trees.set(graph, tree)
  const path: Edge[] = []
  for (let edge = tree[node.id]; edge; edge = tree[edge.from.id]) path.unshift(edge)
  return path
}

function treeOf(graph: Graph): (Edge | undefined)[] {
  const cameBy: (Edge | undefined)[] = []
  const seen = new Uint8Array(graph.nodes.length)
  seen[graph.first.to.id] = 1
  let ring = [graph.first.to]
  let later: Edge[] = []
  const arrive = (edge: Edge): void => {
    if (seen[edge.to.id]) return
    seen[edge.to.id] = 1
    cameBy[edge.to.id] = edge
    ring.push(edge.to)
  }
  const follow = (edge: Edge): void => {
    if (isOdd(edge.event)) later.push(edge)
    else arrive(edge)
  }
  while (ring.length > 0) {
    for (const node of ring) graph.out[node.id]?.forEach(follow)
    const odd = later
    ring = []
    later = []
    odd.forEach(arrive)
  }
  return cameBy
}

/** How a call comes to a place from its beginning, and, for what never ends, the part that goes
 * round. */
export type Path = { way: Edge[]; round?: Edge[] }

/** A way round, told from the place on it that a call comes to first. */
export function pathAround(graph: Graph, round: Edge[]): Path {
  const ways = round.map(({ from }) => pathTo(graph, from))
  const first = ways.reduce(
    (best, way, at) => (way.length < (ways[best]?.length ?? Infinity) ? at : best),
    0,
  )
  return { way: ways[first] ?? [], round: [...round.slice(first), ...round.slice(0, first)] }
}

const all = new WeakMap<Graph, Node[]>()
const before = new WeakMap<Graph, Node[]>()

/** Nodes a call can come to; worked out once. The machine lets callers go back to each question
 * that may come before, also to one they never were at. */
export function reachableNodes(graph: Graph): Node[] {
  const known = all.get(graph) ?? reach(graph, () => true)
  all.set(graph, known)
  return known
}

/** Nodes a call can come to before it was put through to a person; worked out once. */
export function nodesBeforePerson(graph: Graph): Node[] {
  const known =
    before.get(graph) ?? reach(graph, ({ event, by }) => event !== 'RELEASED' && by !== 'operator')
  before.set(graph, known)
  return known
}

function reach(graph: Graph, may: (edge: Edge) => boolean): Node[] {
  const seen = new Set<Node>()
  const queue: Node[] = []
  // a caller goes back to a question they were at, and a goal once reached stays so
  const unserved = new Set<string>()
  let backs: Edge[] = []
  const push = (node: Node): void => {
    if (seen.has(node)) return
    seen.add(node)
    queue.push(node)
    if (!isServed(node)) unserved.add(node.leaf.step)
  }
  const follow = (edge: Edge): void => {
    if (seen.has(edge.to) || !may(edge)) return
    if (isBack(edge.event)) backs.push(edge)
    else push(edge.to)
  }
  push(graph.first.to)
  for (;;) {
    for (let node = queue.pop(); node; node = queue.pop()) graph.out[node.id]?.forEach(follow)
    backs = backs.filter(({ to }) => !seen.has(to))
    for (const { to } of backs) if (isServed(to) || unserved.has(to.leaf.step)) push(to)
    if (queue.length === 0) return [...seen]
  }
}

const isServed = ({ at }: Node): boolean => (at.context.goal ?? 0) > 0

/** A way an author wrote, or left to the engine: where a finding about it points. */
export type Written = { step: string; way: string; range: Range; explicit: boolean }

/** The ways out of steps and desks that an edge goes by, in order. */
export function writtenOn({ machine }: Graph, edge: Edge): Written[] {
  return edge.actions.flatMap((action): Written[] => {
    if (action.type !== 'leave') return []
    const { step, way } = action.params
    const to = wayAt(machine, step, way)?.to
    const owner = machine.steps.get(step)?.step ?? machine.desks.get(step)?.desk
    return [
      {
        step,
        way,
        range: to?.range ?? owner?.name.range ?? machine.root.name.range,
        explicit: to !== undefined,
      },
    ]
  })
}

function asks(machine: Machine, name: string): boolean {
  const step = machine.steps.get(name)?.step
  return step !== undefined && listens(step)
}

/** The line that led to an end: the first way written on a tail that leaves a question or a desk,
 * else the flow's `help`. */
export function culprit(graph: Graph, tail: Edge[]): Range {
  const { machine } = graph
  const last = tail.findLastIndex(({ by }) => by === 'caller')
  const chosen = tail
    .slice(Math.max(0, last))
    .flatMap((edge) => writtenOn(graph, edge))
    .find(({ step, explicit }) => explicit && (machine.desks.has(step) || asks(machine, step)))
  const scope = machine.scopes.get(tail[Math.max(0, last)]?.from.leaf.scope ?? '')
  return chosen?.range ?? scope?.flow.help?.range ?? helpRange(graph)
}

/** Where a flow says that callers who want a person, or are not understood, are led; else its
 * name. */
export const helpRange = ({ machine: { root } }: Graph): Range =>
  root.help?.range ?? root.name.range

/** The line a way round is closed by: the lowest one written, since it most likely leads back. */
export function lowestWay(graph: Graph, edges: Edge[]): Written | undefined {
  const all = edges.flatMap((edge) => writtenOn(graph, edge))
  const explicit = all.filter((one) => one.explicit)
  return (explicit.length > 0 ? explicit : all).reduce<Written | undefined>(
    (best, one) => (!best || one.range.start > best.range.start ? one : best),
    undefined,
  )
}
