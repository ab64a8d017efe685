// What must come of a call when the caller behaves in one way and the world as badly as it can: the
// longest it takes, and where it never comes about.
import { mostMisses } from '../flow/tree/flow-limits.ts'
import { isListening, isTurn, type Edge, type Graph } from './machine-graph.ts'
import { searchPlay, type Move, type Play, type State } from './play-search.ts'

/** The longest it takes from anywhere: turns of the caller and milliseconds, each with the edges of
 * such a call. */
export type Longest = { turns: number; byTurns: Edge[]; time: number; byTime: Edge[] }

/** `rounds` are ways round on which it never comes about, one for each knot of the graph; `lost`
 * are ways on which the call ends before. Without either `longest` holds. `isKnotted` tells whether
 * an edge can be gone by twice. */
export type Outcome = {
  rounds: Edge[][]
  lost: Edge[][]
  longest?: Longest
  isKnotted(edge: Edge): boolean
}

/**
 * Plays all calls of one kind at once. After `misses` misses the next one becomes WORN_OUT,
 * wherever that leads;
 * but a way round that only this count ends is a way round all the same.
 */
export function worstPlay(graph: Graph, asked: Play, time: (edge: Edge) => number): Outcome {
  const plain = searchPlay(graph, {
    ...asked,
    takes: (edge) => edge.event !== 'WORN_OUT' && asked.takes(edge),
  })
  if (plain.rounds.length > 0 || plain.lost.length > 0) return plain
  const worn: Play = {
    ...asked,
    takes: (edge) => (edge.event === 'WORN_OUT' && isListening(edge.from)) || asked.takes(edge),
  }
  const free = searchPlay(graph, worn)
  const most = mostMisses(graph.machine.root)
  // where patience that wears out leads back to questions, the misses must be counted exactly
  const found = free.rounds.length > 0 && most > 1 ? searchPlay(graph, worn, most) : free
  if (!found.order) return found
  const turns = longestBy(found.order, (edge) => (isTurn(edge) ? 1 : 0))
  const times = longestBy(found.order, time)
  const longest = { turns: turns.most, byTurns: turns.way, time: times.most, byTime: times.way }
  return { ...found, longest }
}

type Best = { value: number; by?: Move }

/** The way that costs most, of states in an order in which what follows comes first. */
function longestBy(order: State[], cost: (edge: Edge) => number): { most: number; way: Edge[] } {
  const known = new Map<State, Best>()
  const bestAt = (state: State | undefined): Best | undefined => state && known.get(state)
  let longest: Best = { value: -1 }
  for (const state of order) {
    let best: Best = { value: 0 }
    for (const move of state.moves) {
      const value = (bestAt(move.to)?.value ?? 0) + cost(move.edge)
      if (!best.by || value > best.value) best = { value, by: move }
    }
    known.set(state, best)
    if (best.value > longest.value) longest = best
  }
  const way: Edge[] = []
  for (let { by } = longest; by; by = bestAt(by.to)?.by) way.push(by.edge)
  return { most: Math.max(0, longest.value), way }
}
