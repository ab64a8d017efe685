// T0: between two waits there is an end to what is done, whatever lookups, clocks and conditions
// answer.
import { MOST_WORK } from '../../flow/defaults.ts'
import { stateOf } from '../../flow/machine/leaf-id.ts'
import { eventsAmong } from '../../flow/machine/machine-event.ts'
import type { Action, Machine, StateNode } from '../../flow/machine/machine.ts'
import { endsCall, graphOf, type Edge, type Graph } from '../../times/machine-graph.ts'
import { pathAround, lowestWay, pathTo, reachableNodes, type Path } from '../../times/paths.ts'
import { worstPlay } from '../../times/worst-play.ts'
import type { Fail, Failure, Theorem } from '../theorem.ts'

const rule = {
  code: 'hidden-loop',
  severity: 'error',
  about:
    'Steps lead round in a circle in which nobody is asked and nothing is waited for, or too many conditions follow one another.',
} as const

const failure = (graph: Graph, round: Edge[], path: Path | undefined): Failure => ({
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
      fail(rule.code, failure(graph, round, pathAround(graph, round)))
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
    const most = longest?.time ?? 0
    return [
      {
        theorem: 'T0',
        text:
          most === 0
            ? 'Nothing is worked out between two waits (T0).'
            : `Between two waits at most ${most} ${most === 1 ? 'condition, clock or lookup is' : 'conditions, clocks and lookups are'} worked out (T0).`,
      },
    ]
  },
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

/** The most steps XState takes in one go, with some to spare. */
const MOST_STEPS = 900

/** Words that lead to each other at once, or too many in a row: no machine can run these, so they
 * are looked for before it is explored. Gives the machine cut open, as a graph, when there are
 * some. */
export function wordLoops(machine: Machine, fail: Fail): Graph | undefined {
  if (!hasLoops(loopsIn(machine.config))) return undefined
  const config = structuredClone(machine.config)
  const { loops, late } = loopsIn(config)
  for (const at of late) {
    at.always = { target: '#over' }
    const range = machine.steps.get(at.meta?.step ?? '')?.step.name.range ?? machine.root.name.range
    fail(rule.code, {
      range,
      message: `more than ${MOST_STEPS} steps follow one another before the call waits here`,
      hint: 'put a question in between',
    })
  }
  // cut open, the machine tells how a call comes there
  for (const { at } of loops) at.always = { target: '#over' }
  const graph = graphOf({ ...machine, config })
  for (const { at, actions } of loops) {
    const entersAt = (edge: { actions: Action[] }) =>
      edge.actions.some((action) => action.type === 'enter' && action.params.step === at.meta?.step)
    const edge = graph.out.flat().find(entersAt)
    // nothing lets the caller notice how the round begins
    const round: Edge[] = [
      { from: graph.first.to, to: graph.first.to, event: 'FITS', by: 'world', actions },
    ]
    fail(
      rule.code,
      failure(
        graph,
        round,
        edge
          ? { way: [...pathTo(graph, edge.from), edge], round }
          : entersAt(graph.first)
            ? { way: [], round }
            : undefined,
      ),
    )
  }
  return graph
}

const hasLoops = ({ loops, late }: ReturnType<typeof loopsIn>): boolean =>
  loops.length > 0 || late.length > 0

/** Each circle of states that are left at once: the state at which it closes, and what is done on
 * one round. `late` are states that too many come before. */
function loopsIn(config: StateNode): {
  loops: { at: StateNode; actions: Action[] }[]
  late: StateNode[]
} {
  const byId = new Map<string, StateNode>()
  const visit = (node: StateNode): void => {
    if (node.id !== undefined) byId.set(node.id, node)
    for (const child of Object.values(node.states ?? {})) visit(child)
  }
  visit(config)
  const next = (node: StateNode): { to: StateNode; actions: Action[] } | undefined => {
    if (!node.always || Array.isArray(node.always)) return undefined
    const actions = [...(node.always.actions ?? [])]
    let to = byId.get(stateOf(node.always.target ?? ''))
    for (;;) {
      actions.push(...(to?.entry ?? []))
      const child: StateNode | undefined = to?.states?.[to.initial ?? '']
      if (!child) return to && { to, actions }
      to = child
    }
  }
  const seen = new Map<StateNode, number>()
  const loops: { at: StateNode; actions: Action[] }[] = []
  let run = 0
  for (const first of byId.values()) {
    run++
    for (let at: StateNode | undefined = first; at && !seen.has(at); at = next(at)?.to) {
      seen.set(at, run)
      const ahead = next(at)
      if (!ahead || seen.get(ahead.to) !== run) continue
      const actions: Action[] = []
      for (
        let turn: typeof ahead | undefined = ahead;
        turn && (actions.push(...turn.actions), turn.to !== at);
        turn = next(turn.to)
      );
      loops.push({ at, actions })
    }
  }
  const depth = new Map<StateNode, number>()
  const late: StateNode[] = []
  if (loops.length === 0) {
    for (const first of byId.values()) {
      const chain: StateNode[] = []
      for (let at: StateNode | undefined = first; at && !depth.has(at); at = next(at)?.to)
        chain.push(at)
      // what comes after a state is known before it
      for (const at of chain.reverse()) {
        const ahead = next(at)
        const steps = ahead ? 1 + (depth.get(ahead.to) ?? 0) : 0
        depth.set(at, steps > MOST_STEPS ? 0 : steps)
        if (steps > MOST_STEPS) late.push(at)
      }
    }
  }
  return { loops, late }
}
