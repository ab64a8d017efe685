// What must come of a call when the caller behaves in one way and the world as badly as it can: the
// longest it takes, and where it never comes about.
import { isMiss } from '../flow/machine/machine-event.ts'
import type { Edge, Graph, Node } from './machine-graph.ts'

/** `from` are the places it is asked of; `takes` tells which events happen there; `reaches` whether
 * an edge brings what is promised. */
export type Play = { from: Node[]; takes(edge: Edge): boolean; reaches(edge: Edge): boolean }

/** The longest it takes from anywhere: turns of the caller and milliseconds, each with the edges of
 * such a call. */
export type Longest = { turns: number; byTurns: Edge[]; time: number; byTime: Edge[] }

/** `rounds` are ways round on which it never comes about, one for each knot of the graph; `lost`
 * are ways on which the call ends before. Without either `longest` holds. `knotted` tells whether
 * an edge can be gone by twice. */
export type Outcome = {
  rounds: Edge[][]
  lost: Edge[][]
  longest?: Longest
  knotted(edge: Edge): boolean
}

export const listens = ({ leaf }: Node): boolean =>
  leaf.kind === 'answer' || leaf.kind === 'confirm' || leaf.kind === 'more'

/** A turn is what comes of one thing the caller does or leaves undone. */
export const isTurn = (edge: Edge): boolean => edge.by === 'caller'

export const endsCall = ({ actions, to }: Edge): boolean =>
  to.leaf.kind === 'over' || actions.some(({ type }) => type === 'end')

/** Whether the governor counts it: a silence that is an answer is none. */
const countsAsMiss = (graph: Graph, { event, from }: Edge): boolean =>
  isMiss(event) &&
  listens(from) &&
  !(
    event === 'NO_INPUT' &&
    (from.leaf.kind === 'more' ||
      graph.machine.steps.get(from.leaf.step)?.step.silence !== undefined)
  )

/**
 * Plays all calls of one kind at once. After `misses` misses the next one becomes WORN_OUT,
 * wherever that leads;
 * but a way round that only this count ends is a way round all the same.
 */
export function worstPlay(graph: Graph, asked: Play, time: (edge: Edge) => number): Outcome {
  const plain = search(
    graph,
    { ...asked, takes: (edge) => edge.event !== 'WORN_OUT' && asked.takes(edge) },
    1,
  )
  if (plain.rounds.length > 0 || plain.lost.length > 0) return plain
  const worn: Play = {
    ...asked,
    takes: (edge) => (edge.event === 'WORN_OUT' && listens(edge.from)) || asked.takes(edge),
  }
  const free = search(graph, worn, 1)
  const most = graph.machine.root.misses?.value ?? 6
  // where patience that wears out leads back to questions, the misses must be counted exactly
  const found = free.rounds.length > 0 && most > 1 ? search(graph, worn, most) : free
  return found.order ? { ...found, longest: longestOf(found.order, found.next, time) } : found
}

type State = {
  node: Node
  misses: number
  moves: Move[]
  index: number
  low: number
  onStack: boolean
}
type Move = { edge: Edge; to?: State }
type Found = Outcome & { order?: State[]; next: (state: State) => Move[] }

/** Tarjan's search for knots; its order of closing is that in which the longest way is known. With
 * `most` over 1 each state also counts misses. */
function search(graph: Graph, { from, takes, reaches }: Play, most: number): Found {
  const states = new Map<number, State>()
  const lost: { from: State; edge: Edge }[] = []
  const rounds: Edge[][] = []
  const order: State[] = []
  const stack: State[] = []
  let counter = 0
  const stateAt = (node: Node, misses: number): State => {
    const id = node.id * most + misses
    const known = states.get(id)
    if (known) return known
    const state: State = { node, misses, moves: [], index: -1, low: -1, onStack: false }
    states.set(id, state)
    return state
  }
  const movesOf = (state: State): Move[] => {
    const moves: Move[] = []
    for (const edge of graph.out[state.node.id] ?? []) {
      if (!takes(edge)) continue
      let misses = state.misses
      if (most > 1) {
        const full = misses === most - 1
        if (edge.event === 'WORN_OUT') {
          if (!full) continue
          misses = 0
        } else if (countsAsMiss(graph, edge)) {
          if (full) continue
          misses++
        }
      }
      if (reaches(edge)) moves.push({ edge })
      else if (endsCall(edge)) lost.push({ from: state, edge })
      else moves.push({ edge, to: stateAt(edge.to, misses) })
    }
    // of two ways that take as long, the plainer is told
    return moves.some(({ edge }) => edge.event === 'WORN_OUT')
      ? moves.sort(
          (a, b) => Number(a.edge.event === 'WORN_OUT') - Number(b.edge.event === 'WORN_OUT'),
        )
      : moves
  }
  const enter = (state: State): { state: State; at: number } => {
    state.index = state.low = counter++
    state.onStack = true
    state.moves = movesOf(state)
    stack.push(state)
    return { state, at: 0 }
  }
  for (const node of from) {
    for (let misses = 0; misses < most; misses++) {
      const root = stateAt(node, misses)
      if (root.index >= 0) continue
      const work = [enter(root)]
      for (let frame = work.at(-1); frame; frame = work.at(-1)) {
        const move = frame.state.moves[frame.at++]
        if (move) {
          if (move.to && move.to.index < 0) work.push(enter(move.to))
          else if (move.to?.onStack) frame.state.low = Math.min(frame.state.low, move.to.index)
          continue
        }
        work.pop()
        const above = work.at(-1)
        if (above) above.state.low = Math.min(above.state.low, frame.state.low)
        if (frame.state.low === frame.state.index) close(frame.state)
      }
    }
  }
  const isKnotted = ({ from, to }: Edge): boolean => {
    const knot = states.get(from.id * most)?.low
    return knot !== undefined && knot === states.get(to.id * most)?.low
  }
  return {
    knotted: isKnotted,
    rounds,
    lost:
      lost.length > 0
        ? tails(
            from.map((node) => stateAt(node, 0)),
            lost,
          )
        : [],
    order: rounds.length > 0 || lost.length > 0 ? undefined : order,
    next: (state) => state.moves,
  }

  function close(state: State): void {
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
}

/** The shortest way to each edge from a place the play begins at. */
function tails(beginnings: State[], lost: { from: State; edge: Edge }[]): Edge[][] {
  const cameBy = new Map<State, { from: State; edge: Edge } | undefined>(
    beginnings.map((state) => [state, undefined]),
  )
  for (const [state] of cameBy)
    for (const { edge, to } of state.moves)
      if (to && !cameBy.has(to)) cameBy.set(to, { from: state, edge })
  return lost.map(({ from, edge }) => {
    const tail = [edge]
    for (let step = cameBy.get(from); step; step = cameBy.get(step.from)) tail.unshift(step.edge)
    return tail
  })
}

/** At most so many places of a knot are tried as the beginning of a way round. */
const MOST_BEGINNINGS = 50

function shortestRound(knot: State[]): Edge[] {
  const inside = new Set(knot)
  let best: Edge[] = []
  // a call waits somewhere on the way round; that is where it is told from
  const beginnings = [...knot.filter(({ node }) => listens(node)), ...knot].slice(
    0,
    MOST_BEGINNINGS,
  )
  for (const begin of beginnings) {
    const cameBy = new Map<State, { from: State; edge: Edge }>()
    const queue = [begin]
    for (const state of queue) {
      const back = state.moves.find(({ to }) => to === begin)
      if (back) {
        const edges = [back.edge]
        for (let step = cameBy.get(state); step; step = cameBy.get(step.from))
          edges.unshift(step.edge)
        if (best.length === 0 || edges.length < best.length) best = edges
        break
      }
      for (const { edge, to } of state.moves) {
        if (!to || !inside.has(to) || to === begin || cameBy.has(to)) continue
        cameBy.set(to, { from: state, edge })
        queue.push(to)
      }
    }
  }
  return best
}

function longestOf(
  order: State[],
  next: (state: State) => Move[],
  time: (edge: Edge) => number,
): Longest {
  const turns = new Map<State, { value: number; by?: Move }>()
  const times = new Map<State, { value: number; by?: Move }>()
  let mostTurns: State | undefined
  let mostTime: State | undefined
  for (const state of order) {
    let slow: { value: number; by?: Move } = { value: 0 }
    let many: { value: number; by?: Move } = { value: 0 }
    for (const move of next(state)) {
      const value = (move.to ? (turns.get(move.to)?.value ?? 0) : 0) + (isTurn(move.edge) ? 1 : 0)
      if (!many.by || value > many.value) many = { value, by: move }
      const ms = (move.to ? (times.get(move.to)?.value ?? 0) : 0) + time(move.edge)
      if (!slow.by || ms > slow.value) slow = { value: ms, by: move }
    }
    turns.set(state, many)
    times.set(state, slow)
    if (!mostTurns || many.value > (turns.get(mostTurns)?.value ?? 0)) mostTurns = state
    if (!mostTime || slow.value > (times.get(mostTime)?.value ?? 0)) mostTime = state
  }
  const along = (known: typeof turns, state: State | undefined): Edge[] => {
    const edges: Edge[] = []
    for (let by = state && known.get(state)?.by; by; by = by.to && known.get(by.to)?.by)
      edges.push(by.edge)
    return edges
  }
  return {
    turns: (mostTurns && turns.get(mostTurns)?.value) ?? 0,
    byTurns: along(turns, mostTurns),
    time: (mostTime && times.get(mostTime)?.value) ?? 0,
    byTime: along(times, mostTime),
  }
}
