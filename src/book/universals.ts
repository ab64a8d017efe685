// Universals: what callers can say anywhere, what the engine says everywhere, and the places where
// it is otherwise.
import { shownName } from '../flow/machine/scoped-name.ts'
import { mostMisses, mostTurns } from '../flow/tree/flow-limits.ts'
import { chosenOption } from '../flow/machine/chosen-option.ts'
import { stepOfLeaf } from '../flow/machine/leaf-id.ts'
import { eventsAmong, type MachineEvent } from '../flow/machine/machine-event.ts'
import { firstText } from '../flow/tree/option.ts'
import type { Range } from '../flow/text/located.ts'
import type { Edge, Graph } from '../times/machine-graph.ts'
import type { Place, Words } from './script-book.ts'
import { isQueue, keyOf, kindOf } from './edge-kinds.ts'
import { engineWords } from './engine-words.ts'
import { leadsTo } from './ladders.ts'
import { queueWords } from './queue-words.ts'
import type { Script } from './script-lines.ts'

/** `place` is absent for what no file says. `heard` is what the system says; `leads` where it goes;
 * `except` the places where it goes elsewhere, or nothing comes of it. `edges` are those it tells
 * of. */
export type Universal = {
  title: string
  place?: Place
  heard: Words[]
  leads?: string
  except: { steps: string[]; leads?: string }[]
  edges: string[]
}

/** Back is told as one, wherever it leads. */
type Group = MachineEvent | 'back'

const isBack = eventsAmong('back')

export function universalsOf(graph: Graph, script: Script): Universal[] {
  const groups = new Map<Group, Map<string, Edge>>()
  const listening = new Set<string>()
  for (const edges of graph.out) {
    for (const edge of edges) {
      const { leaf } = edge.from
      if (leaf.attempt > 1) continue
      if (leaf.kind === 'answer') listening.add(leaf.id)
      if (kindOf(edge, graph.machine) !== 'universal' || leaf.step === '' || isQueue(edge)) continue
      const group = isBack(edge.event) ? 'back' : edge.event
      const known = groups.get(group) ?? new Map<string, Edge>()
      if (!known.has(keyOf(edge))) known.set(keyOf(edge), edge)
      groups.set(group, known)
    }
  }
  const order: Group[] = ['OPERATOR', 'REPEAT', 'back', 'MAIN', 'QUESTION', 'WORN_OUT', 'LIMIT']
  const named = [...groups.keys()].toSorted((a, b) => rank(order, a) - rank(order, b))
  return [
    ...named.map((group) =>
      universal(script, group, [...(groups.get(group)?.values() ?? [])], listening),
    ),
    ...engineWords(graph, script),
    ...ownFillers(script),
    ...queueWords(graph, script),
  ]
}

const rank = (order: Group[], group: Group): number =>
  order.includes(group) ? order.indexOf(group) : order.length

function universal(
  script: Script,
  group: Group,
  edges: Edge[],
  listening: ReadonlySet<string>,
): Universal {
  const keys = edges.map(keyOf)
  const title = titleOf(script, group)
  const place = placeOf(rangeOf(script, group))
  // what repeats and goes back leads somewhere else each time
  if (group === 'REPEAT' || group === 'back' || group === 'QUESTION') {
    const leads = {
      REPEAT: 'the same words again',
      back: 'the question before',
      QUESTION: 'the answer, then the same words again',
    }[group]
    return { title, place, heard: [], leads, except: missing(group, edges, listening), edges: keys }
  }
  const ways = new Map<string, Edge[]>()
  for (const edge of edges) ways.set(leadsTo(edge), [...(ways.get(leadsTo(edge)) ?? []), edge])
  const [usual, ...others] = [...ways].toSorted(([, a], [, b]) => b.length - a.length)
  return {
    title,
    place,
    heard: [],
    leads: usual?.[0],
    except: [
      ...others.map(([leads, all]) => ({
        steps: stepsOf(all.map(({ from }) => from.leaf.id)),
        leads,
      })),
      ...missing(group, edges, listening),
    ],
    edges: keys,
  }
}

/** Questions at which nothing comes of it. */
function missing(
  group: Group,
  edges: Edge[],
  listening: ReadonlySet<string>,
): { steps: string[] }[] {
  if (group === 'back' || group === 'QUESTION') return []
  const there = new Set(edges.map(({ from }) => from.leaf.id))
  const steps = stepsOf([...listening].filter((id) => !there.has(id)))
  return steps.length > 0 ? [{ steps }] : []
}

const stepsOf = (leaves: string[]): string[] => [
  ...new Set(leaves.map((leaf) => shownName(stepOfLeaf(leaf)))),
]

const placeOf = (range: Range | undefined): Place | undefined =>
  range && { file: range.file, line: range.line }

/** The key of the flow that says so. */
function rangeOf({ machine }: Script, group: Group): Range | undefined {
  const { root } = machine
  switch (group) {
    case 'OPERATOR':
    case 'WORN_OUT':
      return root.help?.range
    case 'MAIN':
      return root.main?.range
    case 'LIMIT':
      return root.limits.turns?.range
    case 'QUESTION':
      return root.faq?.range
    case 'REPEAT':
    case 'back':
      return root.keys.range
    default:
      return chosenOption(machine, '', group)?.range
  }
}

function titleOf({ machine }: Script, group: Group): string {
  const { operator, repeat, back } = machine.root.keys
  const key = (name: string | undefined): string => (name ? ` (${name})` : '')
  switch (group) {
    case 'OPERATOR':
      return `Asks for a person${key(operator)}`
    case 'REPEAT':
      return `Asks to hear it again${key(repeat)}`
    case 'back':
      return `Goes back${key(back)}`
    case 'MAIN':
      return 'Wants to start over'
    case 'QUESTION':
      return 'Asks a question that has an answer'
    case 'WORN_OUT':
      return `Was not understood, or said nothing, ${mostMisses(machine.root)} times`
    case 'LIMIT':
      return `The call has taken ${mostTurns(machine.root)} turns`
    default:
      return anywhereTitle(machine, group)
  }
}

function anywhereTitle(machine: Script['machine'], group: MachineEvent): string {
  const option = chosenOption(machine, '', group)
  if (!option) return group
  const key = option.key ? ` (${option.key.value})` : ''
  return `Chooses “${firstText(option.label)}”${key} at any question`
}

/** Lookups that bridge a long wait with words of their own. */
function ownFillers(script: Script): Universal[] {
  return [...script.machine.steps].flatMap(([name, { step }]): Universal[] => {
    const { meanwhile } = step
    if (!meanwhile) return []
    const heard = [script.prompt(name, meanwhile)]
    const place = placeOf(meanwhile.range)
    return [{ title: `“${shownName(name)}” takes long`, place, heard, except: [], edges: [] }]
  })
}
