// How callers of one kind behave while the world does its worst: those who say nothing, or are never
// understood.
import { isListening, type Edge, type Graph, type Node } from './machine-graph.ts'
import { nodesBeforePerson } from './paths.ts'
import { endsInstead, endsServed, reachesWay } from './reached.ts'
import type { Play } from './play-search.ts'
import { endsWhenServed, takesValues } from '../flow/steps/index.ts'

/** Events of a caller who says nothing or is never understood. Silence after being served is taken
 * for "that is all". */
export function isMissed({ from: { leaf, at }, event }: Edge): boolean {
  if (event === 'NO_INPUT' || event === 'NO_MATCH' || event === 'EMPTY' || event === 'RECORDED')
    return true
  // at a menu nothing is asked for that could be impossible
  if (event === 'INVALID') return takesValues(leaf)
  return (
    event === 'DONE' && endsWhenServed(leaf) && leaf.kind === 'answer' && (at.context.goal ?? 0) > 0
  )
}

/** What the world may do while a caller gives nothing: it cannot find that they have given
 * something unasked. */
export const isWorldly = ({ by, event }: Edge): boolean =>
  by === 'world' && event !== 'HAVE' && event !== 'HAVE_UNSURE'

/** Questions a call can come to before a person took it: where callers must not be lost. */
export const openQuestions = (graph: Graph): Node[] =>
  nodesBeforePerson(graph).filter(
    (node) => isListening(node) || (node.leaf.kind === 'tone' && takesValues(node.leaf)),
  )

/** A person, a recorder, a goodbye after a goal, or words that name another place to turn to. */
export const comesSomewhere = (graph: Graph, edge: Edge): boolean =>
  reachesWay(edge) || endsServed(edge) || endsInstead(graph, edge)

/** All calls of a caller who gives nothing; `takes` is what the world may do meanwhile. */
export const silentPlay = (graph: Graph, takes: (edge: Edge) => boolean): Play => ({
  from: openQuestions(graph),
  takes: (edge) => takes(edge) || isMissed(edge),
  reaches: (edge) => comesSomewhere(graph, edge),
})
