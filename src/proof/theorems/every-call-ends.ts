// T4: whatever the caller and the world do, the call ends or reaches a way within the limit of
// turns.
import { mostTurns } from '../../flow/tree/flow-limits.ts'
import { endsCall, isTurn, isListening, type Edge, type Graph } from '../../times/machine-graph.ts'
import { pathAround, lowestWay, reachableNodes } from '../../times/paths.ts'
import { worstPlay } from '../../times/worst-play.ts'
import { reachesWay } from '../../times/reached.ts'
import type { Theorem } from '../theorem.ts'
import { inWords } from '../../times/proof-words.ts'
import { isCounted } from './hidden-loop.ts'

const rule = {
  code: 'endless-call',
  severity: 'error',
  waivable: true,
  about:
    'A call may go round for ever without a question in between, at which the limit of turns could end it: from a recorder to itself, or from desk to desk.',
} as const

const over = (edge: Edge): boolean => reachesWay(edge) || endsCall(edge)

/** The governor counts what callers do at questions, and ends the call when they are spent. */
const isGoverned = (edge: Edge): boolean => isListening(edge.from) && edge.by === 'caller'

export const everyCallEnds: Theorem = {
  rules: [rule],
  prove({ graph, time }, fail) {
    // what an operator passes on is as long as operators want, and each time the caller was with a
    // person
    const free = (edge: Edge): boolean =>
      edge.by !== 'hang up' && edge.by !== 'operator' && !isGoverned(edge)
    const { rounds } = worstPlay(
      graph,
      {
        from: reachableNodes(graph),
        takes: (edge) => free(edge) && !isCounted(graph, edge),
        reaches: endsCall,
      },
      () => 0,
    )
    for (const round of rounds)
      fail(rule.code, {
        range: lowestWay(graph, round)?.range ?? graph.machine.root.name.range,
        message:
          'the call could go round for ever: no question stands in between, at which the limit of turns would end it',
        hint: 'put "at most" with "too many" on a step of the circle',
        path: pathAround(graph, round),
      })
    if (rounds.length > 0) return []
    const limit = mostTurns(graph.machine.root)
    const { isKnotted } = worstPlay(
      graph,
      { from: reachableNodes(graph), takes: free, reaches: over },
      () => 0,
    )
    const most = longest(graph, time, limit, (edge) => isCounted(graph, edge) && isKnotted(edge))
    return [
      {
        theorem: 'T4',
        text: `Whatever happens, the call ends or reaches a person or a recorder within ${inWords(most.turns, most.time)} (T4).`,
      },
    ]
  },
}

/** A layer for each turn that is left; within a layer, what takes no turn comes in an order in
 * which what follows is known. `returns`: a visit that is counted, and may come again without a
 * turn. */
function longest(
  graph: Graph,
  time: (edge: Edge) => number,
  limit: number,
  returns: (edge: Edge) => boolean,
): { turns: number; time: number } {
  const size = graph.nodes.length
  const free: Edge[][] = []
  const turns: Edge[][] = []
  for (const edges of graph.out) {
    free.push(
      edges.filter((edge) => edge.by !== 'hang up' && edge.by !== 'operator' && !isGoverned(edge)),
    )
    turns.push(edges.filter(isGoverned))
  }
  const { order, cut } = layerOrder(graph, free, returns)
  // such a visit takes no turn, so there are as many layers more
  const visits = new Set([...cut].map(({ from }) => from.leaf.step))
  const extra = [...visits].reduce(
    (sum, name) => sum + (graph.machine.steps.get(name)?.step['at most']?.value ?? 1),
    0,
  )
  const leaving = order.map((id) => [...(free[id] ?? []), ...(turns[id] ?? [])])
  const flat = flatten(order, leaving, cut, time)
  const fresh = (): Layer => ({ time: new Float64Array(size), turns: new Int32Array(size) })
  let [before, now] = [fresh(), fresh()]
  for (let left = 0; left < limit + extra; left++) {
    layer(flat, before, now, left === 0)
    ;[before, now] = [now, before]
  }
  const first = graph.first.to.id
  return {
    turns: before.turns[first] ?? 0,
    time:
      (before.time[first] ?? 0) +
      time({
        from: graph.first.to,
        to: graph.first.to,
        event: 'HUNG_UP',
        by: 'hang up',
        actions: graph.first.actions,
      }),
  }
}

type Layer = { time: Float64Array; turns: Int32Array }
type Flat = {
  nodes: Int32Array
  start: Int32Array
  to: Int32Array
  time: Float64Array
  kind: Uint8Array
}

/** What an edge costs: `FREE` stays in the layer, `TURN` goes to the next, `LIMIT` does so even
 * when no turn is left, `VISIT` takes a layer but no turn. */
const FREE = 0
const TURN = 1
const LIMIT = 2
const TONE = 3
const VISIT = 4

/** `leaving` are the edges of each node in the order. */
function flatten(
  order: number[],
  leaving: Edge[][],
  cut: ReadonlySet<Edge>,
  time: (edge: Edge) => number,
): Flat {
  const edges = leaving.flat()
  const start = new Int32Array(order.length + 1)
  for (const [place, of] of leaving.entries()) start[place + 1] = (start[place] ?? 0) + of.length
  return {
    nodes: Int32Array.from(order),
    start,
    to: Int32Array.from(edges, (edge) => (over(edge) ? -1 : edge.to.id)),
    time: Float64Array.from(edges, time),
    kind: Uint8Array.from(edges, (edge) => costOf(edge, cut)),
  }
}

function costOf(edge: Edge, cut: ReadonlySet<Edge>): number {
  if (cut.has(edge)) return VISIT
  if (edge.event === 'LIMIT') return LIMIT
  if (isGoverned(edge)) return TURN
  return isTurn(edge) ? TONE : FREE
}

function layer(
  { nodes, start, to, time, kind }: Flat,
  before: Layer,
  now: Layer,
  last: boolean,
): void {
  for (let place = 0; place < nodes.length; place++) {
    let slowest = 0,
      most = 0
    for (let at = start[place] as number; at < (start[place + 1] as number); at++) {
      const what = kind[at] as number
      if (last && (what === TURN || what === VISIT)) continue
      const next = to[at] as number
      const after = what === FREE || what === TONE ? now : before
      const ms = (time[at] as number) + (next < 0 ? 0 : (after.time[next] as number))
      const count =
        (what === FREE || what === VISIT ? 0 : 1) + (next < 0 ? 0 : (after.turns[next] as number))
      if (ms > slowest) slowest = ms
      if (count > most) most = count
    }
    const id = nodes[place] as number
    now.time[id] = slowest
    now.turns[id] = most
  }
}

/** Nodes in an order in which those that free edges lead to come first; `cut` are the counted
 * edges, which would lead back. */
function layerOrder(
  graph: Graph,
  free: Edge[][],
  returns: (edge: Edge) => boolean,
): { order: number[]; cut: Set<Edge> } {
  const order: number[] = []
  const cut = new Set<Edge>()
  const state = new Uint8Array(graph.nodes.length)
  for (const { id: root } of graph.nodes) {
    if (state[root]) continue
    const work = [{ id: root, at: 0 }]
    state[root] = 1
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const edge = free[frame.id]?.[frame.at++]
      if (!edge) {
        state[frame.id] = 2
        order.push(frame.id)
        work.pop()
        continue
      }
      if (returns(edge)) cut.add(edge)
      if (returns(edge) || over(edge) || state[edge.to.id]) continue
      state[edge.to.id] = 1
      work.push({ id: edge.to.id, at: 0 })
    }
  }
  return { order, cut }
}
