// All calls of one kind at once: places of the graph in the order in which what follows is known,
// ways round, and ways on which the call ends too early.
import { isMiss } from '../flow/machine/machine-event.ts'
import { endsCall, isListening, type Edge, type Graph, type Node } from './machine-graph.ts'

/** `from` are the places it is asked of; `takes` tells which events happen there; `reaches` whether
 * an edge brings what is promised. */
export type Play = { from: Node[]; takes(edge: Edge): boolean; reaches(edge: Edge): boolean }

/** A node after so many misses. `index` and `low` are those of Tarjan's search, -1 before. */
export type State = {
  node: Node
  misses: number
  moves: Move[]
  index: number
  low: number
  onStack: boolean
}
export type Move = { edge: Edge; to?: State }

/** `order` is absent where there are ways round or ways that are lost. `isKnotted` tells whether an
 * edge can be gone by twice. */
export type Found = {
  rounds: Edge[][]
  lost: Edge[][]
  order?: State[]
  isKnotted(edge: Edge): boolean
}

type Search = {
  graph: Graph
  play: Play
  most: number
  states: Map<number, State>
  entered: number
  stack: State[]
  order: State[]
  rounds: Edge[][]
  lost: { from: State; edge: Edge }[]
}

/** Tarjan's search for knots; its order of closing is that in which the longest way is known. With
 * `most` over 1 each state also counts misses, up to so many. */
export function searchPlay(graph: Graph, play: Play, most = 1): Found {
  const states = new Map<number, State>()
  const search: Search = {
    graph,
    play,
    most,
    states,
    entered: 0,
    stack: [],
    order: [],
    rounds: [],
    lost: [],
  }
  for (const node of play.from) {
    for (let misses = 0; misses < most; misses++) {
      const root = stateAt(search, node, misses)
      if (root.index < 0) searchFrom(search, root)
    }
  }
  const { rounds, lost, order } = search
  const isOpen = rounds.length > 0 || lost.length > 0
  return {
    rounds,
    lost: lost.length > 0 ? tails(search) : [],
    order: isOpen ? undefined : order,
    isKnotted({ from, to }) {
      const knot = states.get(from.id * most)?.low
      return knot !== undefined && knot === states.get(to.id * most)?.low
    },
  }
}

function searchFrom(search: Search, root: State): void {
  const work = [{ state: enter(search, root), at: 0 }]
  for (let frame = work.at(-1); frame; frame = work.at(-1)) {
    const { state } = frame
    const move = state.moves[frame.at++]
    if (!move) {
      work.pop()
      const above = work.at(-1)
      if (above) above.state.low = Math.min(above.state.low, state.low)
      if (state.low === state.index) closeKnot(search, state)
      continue
    }
    const { to } = move
    if (to && to.index < 0) work.push({ state: enter(search, to), at: 0 })
    else if (to?.onStack) state.low = Math.min(state.low, to.index)
  }
}

function stateAt({ states, most }: Search, node: Node, misses: number): State {
  const id = node.id * most + misses
  const known = states.get(id)
  if (known) return known
  const state: State = { node, misses, moves: [], index: -1, low: -1, onStack: false }
  states.set(id, state)
  return state
}

function enter(search: Search, state: State): State {
  state.index = state.low = search.entered++
  state.onStack = true
  state.moves = movesFrom(search, state)
  search.stack.push(state)
  return state
}

function movesFrom(search: Search, state: State): Move[] {
  const { graph, play, lost } = search
  const moves: Move[] = []
  for (const edge of graph.out[state.node.id] ?? []) {
    if (!play.takes(edge)) continue
    const misses = missesAfter(edge, state.misses, search)
    if (misses === undefined) continue
    if (play.reaches(edge)) moves.push({ edge })
    else if (endsCall(edge)) lost.push({ from: state, edge })
    else moves.push({ edge, to: stateAt(search, edge.to, misses) })
  }
  // of two ways that take as long, the plainer is told
  return moves.some(isWornOut)
    ? moves.sort((a, b) => Number(isWornOut(a)) - Number(isWornOut(b)))
    : moves
}

const isWornOut = ({ edge }: Move): boolean => edge.event === 'WORN_OUT'

/** Undefined where the governor does not let it happen: after as many misses as there may be,
 * patience is worn out, and not before. */
function missesAfter(edge: Edge, misses: number, { graph, most }: Search): number | undefined {
  if (most <= 1) return misses
  const full = misses === most - 1
  if (edge.event === 'WORN_OUT') return full ? 0 : undefined
  if (!countsAsMiss(graph, edge)) return misses
  return full ? undefined : misses + 1
}

/** Whether the governor counts it: a silence that is an answer is none. */
function countsAsMiss(graph: Graph, { event, from }: Edge): boolean {
  if (!isMiss(event) || !isListening(from)) return false
  if (event !== 'NO_INPUT') return true
  const { leaf } = from
  return leaf.kind !== 'more' && graph.machine.steps.get(leaf.step)?.step.silence === undefined
}

function closeKnot({ stack, order, rounds }: Search, state: State): void {
  const knot: State[] = []
  for (let top = stack.pop(); top; top = stack.pop()) {
    top.onStack = false
    top.low = state.index
    knot.push(top)
    order.push(top)
    if (top === state) break
  }
  if (knot.length > 1 || state.moves.some(({ to }) => to === state))
    rounds.push(shortestRound(knot))
}

type CameBy = Map<State, { from: State; edge: Edge } | undefined>

/** The edges that were gone by to come to a state. */
function wayTo(state: State, cameBy: CameBy): Edge[] {
  const way: Edge[] = []
  for (let step = cameBy.get(state); step; step = cameBy.get(step.from)) way.unshift(step.edge)
  return way
}

/** The shortest way to each edge from a place the play begins at. */
function tails(search: Search): Edge[][] {
  const cameBy: CameBy = new Map()
  for (const node of search.play.from) cameBy.set(stateAt(search, node, 0), undefined)
  for (const [state] of cameBy)
    for (const { edge, to } of state.moves)
      if (to && !cameBy.has(to)) cameBy.set(to, { from: state, edge })
  return search.lost.map(({ from, edge }) => [...wayTo(from, cameBy), edge])
}

/** At most so many places of a knot are tried as the beginning of a way round. */
const MOST_BEGINNINGS = 50

function shortestRound(knot: State[]): Edge[] {
  const inside = new Set(knot)
  let best: Edge[] = []
  // a call waits somewhere on the way round; that is where it is told from
  const beginnings = [...knot.filter(({ node }) => isListening(node)), ...knot]
  for (const begin of beginnings.slice(0, MOST_BEGINNINGS)) {
    const round = roundFrom(begin, inside)
    if (round && (best.length === 0 || round.length < best.length)) best = round
  }
  return best
}

/** The shortest way back to where it begins. */
function roundFrom(begin: State, inside: ReadonlySet<State>): Edge[] | undefined {
  const cameBy: CameBy = new Map()
  const queue = [begin]
  for (const state of queue) {
    const back = state.moves.find(({ to }) => to === begin)
    if (back) return [...wayTo(state, cameBy), back.edge]
    for (const { edge, to } of state.moves) {
      if (!to || !inside.has(to) || to === begin || cameBy.has(to)) continue
      cameBy.set(to, { from: state, edge })
      queue.push(to)
    }
  }
  return undefined
}
