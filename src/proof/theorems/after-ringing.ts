// T2B: once a desk was rung, the caller is put through or leaves a message, whatever the world does
// and however they behave.
import { pathAround, nodesBeforePerson, culprit, pathTo } from '../../times/paths.ts'
import type { Edge, Graph, Node } from '../../times/machine-graph.ts'
import { worstPlay, type Outcome } from '../../times/worst-play.ts'
import { endsInstead, promises, reachesTone } from '../../times/reached.ts'
import type { Given, Theorem } from '../theorem.ts'
import { inWords } from '../../times/proof-words.ts'
import { asking } from './person.ts'
import { isMissed, isWorldly } from '../../times/caller-plays.ts'

const rule = {
  code: 'nobody-left',
  severity: 'error',
  waivable: true,
  about: 'A desk is rung in vain, and then the caller gets neither a person nor a recorder.',
} as const

const hint =
  'lead "nobody" to a step that records a message, or say where else to turn to with "instead"'

const outcomes = new WeakMap<Graph, Outcome>()

/** The longest that a caller for whom nobody picked up is without a person or a recorder; worked
 * out once. */
export function playRinging({ graph, time }: Given): Outcome {
  const asks = asking(graph)
  // who falls silent after being served wants nobody any more
  const content = (edge: Edge): boolean => edge.event === 'DONE'
  const reaches = (edge: Edge): boolean =>
    edge.to.leaf.kind === 'bridged' ||
    reachesTone(edge) ||
    promises(edge) ||
    endsInstead(graph, edge) ||
    content(edge)
  const outcome =
    outcomes.get(graph) ??
    worstPlay(
      graph,
      {
        from: desks(graph),
        takes: (edge) => isWorldly(edge) || isMissed(edge) || asks(edge),
        reaches,
      },
      time,
    )
  outcomes.set(graph, outcome)
  return outcome
}

const desks = (graph: Graph): Node[] =>
  nodesBeforePerson(graph).filter(({ leaf }) => leaf.kind === 'dial')

export const afterRinging: Theorem = {
  rules: [rule],
  prove(given, fail) {
    const { graph } = given
    if (desks(graph).length === 0) return []
    const { rounds, lost, longest } = playRinging(given)
    for (const round of rounds)
      fail(rule.code, {
        range: culprit(graph, round),
        message: 'a caller for whom nobody picked up is led round in a circle',
        hint,
        path: pathAround(graph, round),
      })
    for (const tail of lost) {
      const [begin] = tail
      fail(rule.code, {
        range: culprit(graph, tail),
        message: 'nobody picks up, and the caller is hung up on without leaving a message',
        hint,
        path: begin && { way: [...pathTo(graph, begin.from), ...tail] },
      })
    }
    return longest
      ? [
          {
            theorem: 'T2B',
            text: `Where nobody picks up, the caller is put through elsewhere or leaves a message within ${inWords(longest.turns, longest.time)} (T2B).`,
          },
        ]
      : []
  },
}
