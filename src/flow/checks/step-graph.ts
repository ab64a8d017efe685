// The steps and desks of one flow as a graph: who leads where, and what is known on the way.
import type { Flow } from '../tree/flow.ts'
import type { Range } from '../text/located.ts'
import type { Option } from '../tree/option.ts'

/** A way from one place to another. `way` is its name for messages; `deliberate`: the caller or the
 * author chose it, nothing went wrong. */
export type Edge = {
  from: string
  to: string
  way: string
  deliberate: boolean
  range: Range
  option?: Option
  universal?: boolean
}

/** The places of a way that are told: all of a short one, of a longer one so many at its ends. */
const MOST_TOLD = 8
const FIRST_TOLD = 3
const LAST_TOLD = 4

/** Places are steps, desks and ends by name; besides them those below. */
export type Graph = {
  edges: Edge[]
  out: Map<string, Edge[]>
  into: Map<string, Edge[]>
  places: Set<string>
}

export const HANG_UP = 'hang up'
/** where nobody wrote what comes next, and the flow has no help */
export const LAST_RESORT = '\u0000last resort'
/** all questions together, from which the universals and `anywhere` lead on */
export const ANYWHERE = '\u0000anywhere'

export function graphOf(edges: Edge[], flow: Flow): Graph {
  const graph: Graph = {
    edges,
    out: new Map(),
    into: new Map(),
    places: new Set([...flow.steps.keys(), ...flow.desks.keys()]),
  }
  for (const edge of edges) {
    push(graph.out, edge.from, edge)
    push(graph.into, edge.to, edge)
    graph.places.add(edge.from).add(edge.to)
  }
  return graph
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}

/** All places that can be reached from the roots by edges that `may` lets through. */
export function reachable(
  graph: Graph,
  roots: Iterable<string>,
  may: (edge: Edge) => boolean = () => true,
): Set<string> {
  const seen = new Set(roots)
  for (const place of seen)
    for (const edge of graph.out.get(place) ?? []) if (may(edge)) seen.add(edge.to)
  return seen
}

/** The shortest ways from the roots by edges that `may` lets through: ask for a place, and get the
 * edges that lead there, or undefined. */
export function waysFrom(
  graph: Graph,
  roots: Iterable<string>,
  may: (edge: Edge) => boolean = () => true,
): (goal: string) => Edge[] | undefined {
  const cameBy = new Map<string, Edge | undefined>([...roots].map((root) => [root, undefined]))
  for (const [place] of cameBy)
    for (const edge of graph.out.get(place) ?? [])
      if (may(edge) && !cameBy.has(edge.to)) cameBy.set(edge.to, edge)
  return (goal) => {
    if (!cameBy.has(goal)) return undefined
    const path: Edge[] = []
    for (let edge = cameBy.get(goal); edge; edge = cameBy.get(edge.from)) path.unshift(edge)
    return path
  }
}

/** `welcome → main menu → (option "a bill") accounts`; of a long way its beginning and its end. */
export function describeWay(path: Edge[]): string {
  const places = [
    path[0]?.from ?? '',
    ...path.map(({ to, way }) => (/^(then|otherwise)$/.test(way) ? to : `(${way}) ${to}`)),
  ]
  if (places.length > MOST_TOLD)
    places.splice(FIRST_TOLD, places.length - FIRST_TOLD - LAST_TOLD, '…')
  return places
    .map((name) => name.replace(ANYWHERE, 'any question').replace(LAST_RESORT, 'leave a message'))
    .join(' → ')
}

/**
 * What is known at each place, as bits: starts with `roots`, goes along the edges with `through`,
 * and is joined by `meet` until nothing changes.
 * Places that are never reached are absent.
 */
export function solve(
  graph: Graph,
  roots: Map<string, bigint>,
  meet: (a: bigint, b: bigint) => bigint,
  through: (edge: Edge, bits: bigint) => bigint,
): Map<string, bigint> {
  const known = new Map(roots)
  const queue = new Set(roots.keys())
  for (const place of queue) {
    queue.delete(place)
    const bits = known.get(place) ?? 0n
    for (const edge of graph.out.get(place) ?? []) {
      const arriving = through(edge, bits)
      const before = known.get(edge.to)
      const after = before === undefined ? arriving : meet(before, arriving)
      if (after === before) continue
      known.set(edge.to, after)
      queue.add(edge.to)
    }
  }
  return known
}
