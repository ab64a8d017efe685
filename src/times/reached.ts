// What counts as having got somewhere: a person rung, a recorder's tone, a call back promised, a
// goodbye after what the caller came for.
import type { Edge, Graph } from './machine-graph.ts'
import { isAway } from '../flow/steps/index.ts'

/** A desk rung, a recorder's tone, or a call back promised. */
export const reachesWay = (edge: Edge): boolean =>
  edge.to.leaf.kind === 'dial' || reachesTone(edge) || promises(edge)

/** A call back is promised, by a step or to a waiting caller. */
export const promises = ({ actions }: Edge): boolean =>
  actions.some(({ type }) => type === 'promise' || type === 'call back')

/** A recorder's tone; the one at which a name is said is a question. Who comes to a recorder once
 * too often has heard its tone before. */
export const reachesTone = ({ event, from, to: { leaf } }: Edge): boolean =>
  (leaf.kind === 'tone' && (isAway(leaf) || leaf.step === '')) ||
  (event === 'TOO_MANY' && isAway(from.leaf))

const endAt = ({ actions }: Edge): number => actions.findIndex(({ type }) => type === 'end')

/** The call ends after a goal was reached in it. */
export function endsServed(edge: Edge): boolean {
  const end = endAt(edge)
  if (end < 0) return false
  if ((edge.from.at.context.goal ?? 0) > 0) return true
  return edge.actions
    .slice(0, end)
    .some((action) => action.type === 'count' && action.params.counter === 'goal')
}

/** The call ends with words that name another place to turn to. */
export function endsInstead({ machine }: Graph, edge: Edge): boolean {
  const end = endAt(edge)
  return (
    end >= 0 &&
    edge.actions
      .slice(0, end)
      .some(
        (action) =>
          action.type === 'say' &&
          machine.steps.get(action.params.step)?.step.instead !== undefined,
      )
  )
}
