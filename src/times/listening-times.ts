// Listening times of a flow: until each option is heard, until a person, of a silent caller, of the
// call that is to be expected.
import { shownName } from '../flow/machine/scoped-name.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { eventsAmong } from '../flow/machine/machine-event.ts'
import { firstText, optionIds } from '../flow/tree/option.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import type { Project } from '../flow/tree/project.ts'
import { silentPlay } from './caller-plays.ts'
import { expectedCall, type Counts } from './expected-length.ts'
import { firstHeard } from './first-heard.ts'
import { isListening, graphOf, type Edge, type Graph } from './machine-graph.ts'
import { worstPlay } from './worst-play.ts'
import { endsInstead, reachesWay } from './reached.ts'
import { reader } from './read-out.ts'
import { edgeTime, timer, type Outside, type Timer } from './seconds.ts'

/** An option and how long after the answer its key was heard, on the shortest way to it. `step` is
 * scoped, `option` is its id. Milliseconds. */
export type OptionTime = {
  step: string
  option: string
  label: string
  key?: string
  file: string
  line: number
  time: number
}

/**
 * Times in one language, in milliseconds, each from the moment of the answer but `silence`.
 * `person`: until somebody is rung or a recorder's tone is heard, for a caller who says "operator"
 * at the first chance, however long lookups take.
 * `silence`: the longest that anyone who says nothing or is never understood is without a way,
 * wherever that begins: that of theorem T1.
 * `call`: what is to be expected, until the end or until a person answers. Absent: there is no such
 * time, because there is no such way.
 */
export type LanguageTimes = {
  language: string
  options: OptionTime[]
  person?: number
  silence?: number
  call?: number
}

export type Times = { languages: LanguageTimes[] }

/** Worked out without a call. With `counts` of calls that were made, their odds take the place of
 * guesses. */
export function listeningTimes(
  machine: Machine,
  outside: Outside & { counts?: Counts } = {},
  graph: Graph = graphOf(machine),
): Times {
  return { languages: machine.root.languages.map(({ tag }) => inLanguage(graph, tag, outside)) }
}

/** What a project knows of its recordings and lookups. */
export function outsideOf({ lengths, lines }: Pick<Project, 'lengths' | 'lines'>): Outside {
  const timeouts = [...(lines?.lookups ?? [])].flatMap(([name, { value }]) =>
    value.timeout ? [[name, value.timeout.value] as const] : [],
  )
  return { lengths, timeouts: new Map(timeouts) }
}

function inLanguage(
  graph: Graph,
  language: string,
  outside: Outside & { counts?: Counts },
): LanguageTimes {
  const { machine } = graph
  const typical = timer(machine, 'typical', { ...outside, language })
  const worst = timer(machine, 'worst', { ...outside, language })
  return {
    language,
    options: optionTimes(
      machine,
      language,
      firstHeard(graph, typical, reader(machine, language, outside.lengths)),
    ),
    person: toPerson(graph, worst, typical),
    silence: worstPlay(
      graph,
      silentPlay(graph, ({ by }) => by === 'world'),
      edgeTime(worst),
    ).longest?.time,
    call: after(
      typical.said(graph.first.actions),
      expectedCall(graph, edgeTime(typical), outside.counts),
    ),
  }
}

const after = (before: number, time: number | undefined): number | undefined =>
  time === undefined ? undefined : before + time

/** What answers a question on the way to a person. */
const isAnswer = eventsAmong('option', 'VALUE', 'YES', 'NO', 'DONE')

/** Where "operator" is not listened to, the caller answers; whatever the world does, a way is
 * reached. */
function toPerson(graph: Graph, worst: Timer, typical: Timer): number | undefined {
  const asks = (edge: Edge): boolean =>
    edge.event === 'OPERATOR' ||
    (!(graph.out[edge.from.id] ?? []).some(({ event }) => event === 'OPERATOR') &&
      isAnswer(edge.event))
  const before = worst.said(graph.first.actions)
  if (reachesWay({ from: graph.first.to, event: 'FITS', by: 'world', ...graph.first }))
    return before
  const time = (edge: Edge): number =>
    worst.said(edge.actions, edge.from.leaf) +
    (isListening(edge.from) ? typical : worst).waited(edge.from.leaf, edge.event)
  const outcome = worstPlay(
    graph,
    {
      from: [graph.first.to],
      takes: (edge) => edge.by === 'world' || asks(edge),
      reaches: (edge) => reachesWay(edge) || endsInstead(graph, edge),
    },
    time,
  )
  return after(before, outcome.longest?.time)
}

function optionTimes(
  machine: Machine,
  language: string,
  heard: Map<string, Map<string, number>>,
): OptionTime[] {
  return [...heard].flatMap(([name, times]) => {
    const options = machine.steps.get(name)?.step?.options?.value ?? []
    const ids = optionIds(options)
    return [...times].flatMap(([id, time]) => {
      const option = options[ids.indexOf(id)]
      return option
        ? [
            {
              step: shownName(name),
              option: id,
              label: textIn(option.label, language),
              key: option.key?.value,
              file: option.range.file,
              line: option.range.line,
              time,
            },
          ]
        : []
    })
  })
}

const textIn = (label: Prompt | undefined, language: string): string =>
  label?.pieces.map(({ texts }) => texts[language]?.source).find((text) => text !== undefined) ??
  firstText(label)
