// T3, first half: wherever a call stands, what the caller came for, a person or a recorder can
// still be reached.
import type { Edge, Graph, Node } from '../../times/machine-graph.ts'
import { pathTo } from '../../times/paths.ts'
import { reachesWay } from '../../times/reached.ts'
import type { Theorem } from '../theorem.ts'
import { openQuestions } from '../../times/caller-plays.ts'

const rule = {
  code: 'goal-out-of-reach',
  severity: 'error',
  waivable: true,
  about:
    'From some place of the flow neither a goal nor a person nor a recorder can be reached any more, whatever the caller does.',
} as const

const reachesGoal = ({ actions }: Edge): boolean => actions.some(({ type }) => type === 'reached')

export const goals: Theorem = {
  rules: [rule],
  prove({ graph }, fail) {
    const able = hopeful(graph)
    const stuck = openQuestions(graph).filter(
      (node) => !able.has(node) && (node.at.context.goal ?? 0) === 0,
    )
    if (stuck.length === 0)
      return [
        {
          theorem: 'T3',
          text: 'From every question a goal, a person or a recorder stays within reach (T3).',
        },
      ]
    // what follows a lost place is lost too, and needs no finding of its own
    const first = new Set(
      graph.out
        .flat()
        .flatMap(({ from, to }) => (able.has(from) ? [to] : []))
        .concat(graph.first.to),
    )
    for (const node of stuck) {
      if (!first.has(node)) continue
      const range =
        graph.machine.steps.get(node.leaf.step)?.step.name.range ?? graph.machine.root.name.range
      fail(rule.code, {
        range,
        message:
          'a caller who comes here can reach neither a goal nor a person nor a recorder any more',
        hint: 'say with "goal" where the caller gets what they came for, or lead to a desk or a recorder',
        path: { way: pathTo(graph, node) },
      })
    }
    return []
  },
}

/** Nodes from which some call comes to a goal or a way: found from the end, round after round. */
function hopeful(graph: Graph): Set<Node> {
  const able = new Uint8Array(graph.nodes.length)
  for (let grown = true; grown;) {
    grown = false
    // what follows a node mostly has a higher number
    for (let id = graph.nodes.length - 1; id >= 0; id--) {
      if (able[id]) continue
      // the limit of turns leads to a recorder from everywhere, but nobody calls for that
      if (
        !graph.out[id]?.some(
          (edge) =>
            edge.event !== 'LIMIT' && (able[edge.to.id] || reachesWay(edge) || reachesGoal(edge)),
        )
      )
        continue
      able[id] = 1
      grown = true
    }
  }
  return new Set(graph.nodes.filter(({ id }) => able[id]))
}
