// T2: who asks for a person reaches one, or where nobody is there, a message; also when they are
// misheard in between.
import { isListening, type Edge, type Graph, type Node } from '../../times/machine-graph.ts'
import { pathAround, culprit, pathTo } from '../../times/paths.ts'
import { worstPlay, type Outcome } from '../../times/worst-play.ts'
import { endsInstead, reachesWay } from '../../times/reached.ts'
import type { Fail, Given, Theorem } from '../theorem.ts'
import { inWords } from '../../times/proof-words.ts'
import { comesSomewhere, isMissed, isWorldly, openQuestions } from '../../times/caller-plays.ts'

const rule = {
  code: 'person-out-of-reach',
  severity: 'error',
  waivable: true,
  about:
    'A caller who asks for a person, again and again, reaches neither a person nor a recorder.',
} as const

/** What becomes of the word "operator" at a question: where it is off, it is not understood. */
export function asking(graph: Graph): (edge: Edge) => boolean {
  const known = new Map<Node, string>()
  return ({ from, event }) => {
    if (!isListening(from)) return event === 'RECORDED' || event === 'EMPTY'
    const heard =
      known.get(from) ??
      ((graph.out[from.id] ?? []).some((edge) => edge.event === 'OPERATOR')
        ? 'OPERATOR'
        : 'NO_MATCH')
    known.set(from, heard)
    return event === heard
  }
}

const outcomes = new WeakMap<Graph, Outcome>()

/** The longest that a caller who asks for a person at each question is without a way; worked out
 * once. */
export function playAsking({ graph, time }: Given): Outcome {
  const asks = asking(graph)
  const outcome =
    outcomes.get(graph) ??
    worstPlay(
      graph,
      {
        from: openQuestions(graph),
        takes: (edge) => isWorldly(edge) || asks(edge),
        reaches: (edge) => reachesWay(edge) || endsInstead(graph, edge),
      },
      time,
    )
  outcomes.set(graph, outcome)
  return outcome
}

export const person: Theorem = {
  rules: [rule],
  prove(given, fail) {
    const { graph, time } = given
    const plain = playAsking(given)
    report(graph, plain, fail, 'a caller who asks for a person')
    if (!plain.longest) return []
    const asks = asking(graph)
    const misheard = worstPlay(
      graph,
      {
        from: openQuestions(graph),
        takes: (edge) => isWorldly(edge) || asks(edge) || isMissed(edge),
        reaches: (edge) => comesSomewhere(graph, edge),
      },
      time,
    )
    // what fails for the silent alone is theirs
    if (!misheard.longest)
      report(
        graph,
        {
          rounds: misheard.rounds.filter((round) =>
            round.some(({ event }) => event === 'OPERATOR'),
          ),
          lost: misheard.lost.filter((tail) => tail.some(({ event }) => event === 'OPERATOR')),
        },
        fail,
        'a caller who asks for a person, and is sometimes not heard,',
      )
    const { turns, time: most } = plain.longest
    const between = misheard.longest
      ? `; with misunderstandings between, within ${inWords(misheard.longest.turns, misheard.longest.time)}`
      : ''
    return turns === 0
      ? []
      : [
          {
            theorem: 'T2',
            text: `A caller who asks for a person reaches one, or a message, within ${inWords(turns, most)}${between} (T2).`,
          },
        ]
  },
}

function report(
  graph: Graph,
  { rounds, lost }: Pick<Outcome, 'rounds' | 'lost'>,
  fail: Fail,
  who: string,
): void {
  const hint = 'help: a desk, or a step that records a message'
  for (const round of rounds)
    fail(rule.code, {
      range: culprit(graph, round),
      message: `${who} is led round in a circle`,
      hint,
      path: pathAround(graph, round),
    })
  for (const tail of lost) {
    const [begin] = tail
    fail(rule.code, {
      range: culprit(graph, tail),
      message: `${who} is hung up on`,
      hint,
      path: begin && { way: [...pathTo(graph, begin.from), ...tail] },
    })
  }
}
