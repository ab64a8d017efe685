// T1: who says nothing, or is never understood, comes to a person, a recorder, or a goodbye after
// what they came for.
import { mostMisses } from '../../flow/tree/flow-limits.ts'
import { isWorldly, silentPlay } from '../../times/caller-plays.ts'
import { pathAround, culprit, helpRange, lowestWay, pathTo } from '../../times/paths.ts'
import type { Edge, Graph } from '../../times/machine-graph.ts'
import { worstPlay, type Outcome } from '../../times/worst-play.ts'
import type { Fact } from '../proof-rule.ts'
import type { Failure, Given, Theorem } from '../theorem.ts'
import { inWords } from '../../times/proof-words.ts'

const rule = {
  code: 'silent-caller-lost',
  severity: 'error',
  waivable: true,
  about:
    'A caller who says nothing, or is never understood, reaches neither a person nor a recorder, nor a goodbye after what they came for.',
} as const

const outcomes = new WeakMap<Graph, Outcome>()

/** The longest that a silent or never understood caller is without a way; worked out once. */
export function playSilence({ graph, time }: Given): Outcome {
  const outcome = outcomes.get(graph) ?? worstPlay(graph, silentPlay(graph, isWorldly), time)
  outcomes.set(graph, outcome)
  return outcome
}

export const silentCaller: Theorem = {
  rules: [rule],
  prove(given, fail) {
    const { graph } = given
    const { rounds, lost, longest } = playSilence(given)
    for (const round of rounds) fail(rule.code, circle(graph, round))
    for (const tail of lost) fail(rule.code, hungUp(graph, tail))
    return longest && longest.turns > 0 ? facts(longest.turns, longest.time) : []
  },
}

const facts = (turns: number, time: number): Fact[] => [
  {
    theorem: 'T1',
    text: `A silent caller reaches a person, a recorder or a goodbye after a goal within ${inWords(turns, time)} (T1).`,
  },
]

function circle(graph: Graph, round: Edge[]): Failure {
  const closing = lowestWay(graph, round)
  const steps = new Set(round.map(({ from }) => from.leaf.step))
  const visits = [...steps].find(
    (name) => graph.machine.steps.get(name)?.step['at most'] !== undefined,
  )
  const only =
    visits !== undefined
      ? `only "at most" at "${visits}" ends it`
      : `only the count of misses in the whole call (${mostMisses(graph.machine.root)}) ends it`
  return {
    range: closing?.explicit ? closing.range : helpRange(graph),
    message: `a caller who says nothing is led round in a circle; ${only}`,
    hint: toHelp(graph),
    path: pathAround(graph, round),
  }
}

function hungUp(graph: Graph, tail: Edge[]): Failure {
  const [begin] = tail
  return {
    range: culprit(graph, tail),
    message: 'a caller who says nothing is hung up on before anything was done for them',
    hint: toHelp(graph),
    path: begin && { way: [...pathTo(graph, begin.from), ...tail] },
  }
}

export const toHelp = ({ machine: { root } }: Graph): string =>
  root.help && root.desks.has(root.help.value)
    ? `lead to "${root.help.value}"`
    : 'lead to a desk or a recorder'
