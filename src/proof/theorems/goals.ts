// T3, first half: wherever a call stands, what the caller came for, a person or a recorder can still be reached.
import type { Edge, Graph, Node } from '../graph.ts'
import { pathTo } from '../paths.ts'
import { reachesWay } from '../reached.ts'
import type { Theorem } from '../theorem.ts'
import { questions } from './silent-caller.ts'

const rule = { code: 'goal-out-of-reach', severity: 'error', waivable: true, about: 'From some place of the flow neither a goal nor a person nor a recorder can be reached any more, whatever the caller does.' } as const

const reachesGoal = ({ actions }: Edge): boolean => actions.some(({ type }) => type === 'reached')

export const goals: Theorem = {
  rules: [rule],
  prove({ graph }, fail) {
    const able = hopeful(graph)
    const stuck = questions(graph).filter((node) => !able.has(node) && (node.at.context.goal ?? 0) === 0)
    // what follows a lost place is lost too, and needs no finding of its own
    const first = new Set(graph.out.flat().flatMap(({ from, to }) => (able.has(from) ? [to] : [])).concat(graph.first.to))
    for (const node of stuck) {
      if (!first.has(node)) continue
      const range = graph.machine.steps.get(node.leaf.step)?.step.name.range ?? graph.machine.root.name.range
      fail(rule.code, { range, message: 'a caller who comes here can reach neither a goal nor a person nor a recorder any more', hint: 'say with "goal" where the caller gets what they came for, or lead to a desk or a recorder', path: { way: pathTo(graph, node) } })
    }
    return stuck.length > 0 ? [] : [{ theorem: 'T3', text: 'From every question a goal, a person or a recorder stays within reach (T3).' }]
  },
}

/** Nodes from which some call comes to a goal or a way. */
function hopeful(graph: Graph): Set<Node> {
  const into = new Map<Node, Node[]>()
  const able = new Set<Node>()
  for (const edges of graph.out) {
    for (const edge of edges) {
      // the limit of turns leads to a recorder from everywhere, but nobody calls for that
      if (edge.event === 'LIMIT') continue
      if (reachesWay(edge) || reachesGoal(edge)) able.add(edge.from)
      const before = into.get(edge.to)
      if (before) before.push(edge.from)
      else into.set(edge.to, [edge.from])
    }
  }
  for (const node of able) for (const before of into.get(node) ?? []) able.add(before)
  return able
}
