// T0: between two waits there is an end to what is done, whatever lookups, clocks and conditions
// answer.
import { MOST_WORK } from '../../flow/defaults.ts'
import { eventsAmong } from '../../flow/machine/machine-event.ts'
import { endsCall, type Edge, type Graph } from '../../times/machine-graph.ts'
import { lowestWay, pathAround, reachableNodes, type Path } from '../../times/paths.ts'
import { worstPlay } from '../../times/worst-play.ts'
import type { Failure, Theorem } from '../theorem.ts'

const rule = {
  code: 'hidden-loop',
  severity: 'error',
  about:
    'Steps lead round in a circle in which nobody is asked and nothing is waited for, or too many conditions follow one another.',
} as const

export const hiddenLoopCode = rule.code

export const roundFailure = (graph: Graph, round: Edge[], path: Path | undefined): Failure => ({
  range: lowestWay(graph, round)?.range ?? graph.machine.root.name.range,
  message: 'the call would go round for ever without waiting for the caller',
  hint: 'put a question into the circle, or "at most" with "too many" on one of its steps',
  path,
})

export const hiddenLoop: Theorem = {
  rules: [rule],
  prove({ graph }, fail) {
    const from = reachableNodes(graph).filter(({ waits, leaf }) => !waits && leaf.kind !== 'over')
    const silent = (edge: Edge): boolean =>
      edge.by === 'world' && !edge.from.waits && !edge.to.waits
    const free = worstPlay(
      graph,
      { from, takes: (edge) => silent(edge) && !isCounted(graph, edge), reaches: () => false },
      () => 0,
    )
    for (const round of free.rounds)
      fail(rule.code, roundFailure(graph, round, pathAround(graph, round)))
    if (free.rounds.length > 0) return []
    // a lookup is asked outside, and what it answers begins a new run
    const over = (edge: Edge): boolean =>
      isCounted(graph, edge) || !silent(edge) || edge.to.leaf.kind === 'request' || endsCall(edge)
    const { longest } = worstPlay(
      graph,
      { from, takes: (edge) => edge.by === 'world', reaches: over },
      () => 1,
    )
    const many = (count: number, run: Edge[]): void =>
      fail(rule.code, {
        range: stepRange(graph, run[0]),
        message: `${count} conditions, clocks and counts may follow one another from here before the call waits; ${MOST_WORK} are the most`,
        hint: 'let fewer "decide" steps follow one another',
      })
    if (longest && longest.time > MOST_WORK) {
      many(longest.time, longest.byTime)
      return []
    }
    for (const round of worstPlay(
      graph,
      { from, takes: silent, reaches: (edge) => edge.to.leaf.kind === 'request' },
      () => 0,
    ).rounds) {
      const visits = Math.min(
        ...round.flatMap(({ event, from: { leaf } }) =>
          event === 'HAVE' ? 1 : (graph.machine.steps.get(leaf.step)?.step['at most']?.value ?? []),
        ),
      )
      if (visits * round.length > MOST_WORK) {
        many(visits * round.length, round)
        return []
      }
    }
    return [{ theorem: 'T0', text: workText(longest?.time ?? 0) }]
  },
}

function workText(most: number): string {
  if (most === 0) return 'Nothing is worked out between two waits (T0).'
  const work = most === 1 ? 'condition, clock or lookup is' : 'conditions, clocks and lookups are'
  return `Between two waits at most ${most} ${work} worked out (T0).`
}

const stepRange = ({ machine }: Graph, edge: Edge | undefined) =>
  (edge && machine.steps.get(edge.from.leaf.step)?.step.name.range) ?? machine.root.name.range

/** The caller gave the answer before. */
const isSkipped = eventsAmong('HAVE', 'HAVE_UNSURE')
const isLetIn = eventsAmong('FITS', 'HAVE_NOT', 'LISTED')

/** What was given unasked is taken once at each question, and `at most` lets so many visits in:
 * neither goes round for ever. */
export function isCounted({ machine }: Graph, { event, from }: Edge): boolean {
  return (
    isSkipped(event) ||
    (isLetIn(event) && machine.steps.get(from.leaf.step)?.step['at most'] !== undefined)
  )
}
