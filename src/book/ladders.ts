// Ladders: for each question, what is heard after silence, after what was not understood and after
// what cannot be right, and where it leads.
import { shownName } from '../flow/machine/scoped-name.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import { engineIds, rungKind, stepOfLeaf } from '../flow/machine/leaf-id.ts'
import { eventKind, type EventKind, type MachineEvent } from '../flow/machine/machine-event.ts'
import type { Edge, Graph } from '../times/machine-graph.ts'
import type { Line, Place, Words } from './script-book.ts'
import { keyOf, kindOf } from './edge-kinds.ts'
import type { Script } from './script-lines.ts'

/** One cell of a row: what is heard each time, in order, and where it leads when that is no further
 * try. */
export type Rung = { heard: Words[]; leads?: string }

export const misses = ['silence', 'unclear', 'wrong', 'unsure'] as const
export type Miss = (typeof misses)[number]

/** One row; `rungs` has what the question has. `others` are further events and where they lead.
 * `edges` are those of its first rungs. */
export type Ladder = {
  step: string
  place: Place
  rungs: Partial<Record<Miss, Rung>>
  last?: string
  others: { when: string; leads: string }[]
  edges: string[]
}

const missOf: { [E in MachineEvent]?: Miss } = {
  NO_INPUT: 'silence',
  NO_MATCH: 'unclear',
  INVALID: 'wrong',
  VALUE_UNSURE: 'unsure',
}

type ByLeaf = Map<string, Map<MachineEvent, Edge>>

export function laddersOf(graph: Graph, script: Script): Ladder[] {
  const rows = new Map<string, Ladder>()
  const byLeaf = rungEdges(graph)
  for (const edges of byLeaf.values()) {
    const [first] = edges.values()
    const leaf = first?.from.leaf
    if (!leaf || leaf.attempt > 1) continue
    const row = rows.get(leaf.step) ?? {
      step: shownName(leaf.step),
      place: script.place(leaf.step),
      rungs: {},
      others: [],
      edges: [],
    }
    rows.set(leaf.step, row)
    for (const edge of edges.values()) addRung(row, edge, byLeaf, script)
    if (leaf.kind === 'answer') row.last = lastOf(byLeaf, leaf.step, row)
  }
  return [...rows.values()]
}

/** The edges that ladders tell, by leaf and event, each once. */
function rungEdges(graph: Graph): ByLeaf {
  const byLeaf: ByLeaf = new Map()
  const seen = new Set<string>()
  for (const edge of graph.out.flat()) {
    if (seen.has(keyOf(edge)) || kindOf(edge, graph.machine) !== 'ladder') continue
    seen.add(keyOf(edge))
    const { id } = edge.from.leaf
    byLeaf.set(id, (byLeaf.get(id) ?? new Map<MachineEvent, Edge>()).set(edge.event, edge))
  }
  return byLeaf
}

function addRung(row: Ladder, edge: Edge, byLeaf: ByLeaf, script: Script): void {
  const { leaf } = edge.from
  row.edges.push(keyOf(edge))
  const miss = leaf.kind === 'answer' ? missOf[edge.event] : undefined
  // a read-back in the engine's words is told once for all questions
  if (edge.event === 'OPTION_UNSURE' || (miss === 'unsure' && !ownReadBack(script, leaf.step)))
    return
  if (miss) row.rungs[miss] = climb(byLeaf, script, edge)
  else addOther(row, edge, script)
}

const ownReadBack = ({ machine }: Script, step: string): boolean =>
  machine.steps.get(step)?.step.confirm?.always === false

/** Follows one kind of miss up the rungs. */
function climb(byLeaf: ByLeaf, script: Script, first: Edge): Rung {
  const heard: Words[] = []
  let edge: Edge | undefined = first
  const kind = rungKind(first.from.leaf.rung)
  for (let steps = 0; edge && steps < 6; steps++) {
    const { leaf } = edge.from
    if (edge.to.leaf.step !== leaf.step) return { heard, leads: leadsTo(edge) }
    heard.push(...wordsOn(edge, script))
    if (
      rungKind(edge.to.leaf.rung) !== kind ||
      edge.to.leaf.attempt <= leaf.attempt ||
      edge.to.leaf.kind !== leaf.kind
    )
      break
    edge = byLeaf.get(edge.to.leaf.id)?.get(first.event)
  }
  return { heard }
}

/** Where the last try leads, unless the misses differ. */
function lastOf(byLeaf: ByLeaf, step: string, { rungs }: Ladder): string | undefined {
  const all = [rungs.unclear?.leads, rungs.wrong?.leads].filter((one) => one !== undefined)
  const tone = [...byLeaf.values()]
    .map((edges) => edges.get('EMPTY'))
    .find((edge) => edge?.from.leaf.kind === 'tone' && isTryOf(edge.from.leaf, step))
  return tone ? leadsTo(tone) : all[0]
}

const isTryOf = (leaf: Leaf, step: string): boolean =>
  leaf.step === step && rungKind(leaf.rung) === 'try'

const others: { [K in EventKind]?: string } = {
  TOO_MANY: 'visited too often',
  NEXT: 'not this row',
  YES: 'yes',
  NO: 'no',
  NO_INPUT: 'silence',
  NO_MATCH: 'not understood',
  INVALID: 'not understood',
  QUESTION: 'another question',
  LONG_QUESTION: 'a question with a long answer',
  LAST_PIECE: 'yes, the last piece',
  DONE: 'that is all',
  NONE: 'none of them',
  VALUE: 'another value',
  VALUE_UNSURE: 'another value, not surely understood',
  OPTION_UNSURE: 'another option, not surely understood',
}

/** Read-backs climb as questions do, and what was said before it was asked for is told once for
 * all. */
function addOther(row: Ladder, edge: Edge, script: Script): void {
  const { leaf } = edge.from
  const stays = edge.to.leaf.step === leaf.step
  if (leaf.kind === 'confirm' || edge.event === 'HAVE_UNSURE' || edge.event === 'HAVE') return
  const kind = eventKind(edge.event)
  const at = whenAsked(leaf)
  const label =
    kind === 'option' || kind === 'row' || kind === 'branch'
      ? chosenWords(script.doing(edge))
      : (others[kind] ?? edge.event)
  const leads = stays ? heardOn(edge, script) : leadsTo(edge)
  if (!row.others.some((one) => one.when === at + label && one.leads === leads))
    row.others.push({ when: at + label, leads })
}

function whenAsked(leaf: Leaf): string {
  if (rungKind(leaf.rung) === 'reword') return 'after other words, '
  return leaf.kind === 'more' ? 'after an answer, ' : ''
}

const chosenWords = (line: Line | undefined): string =>
  line ? (Object.values(line.words)[0] ?? '') : ''

const heardOn = (edge: Edge, script: Script): string =>
  wordsOn(edge, script)
    .map((one) => `“${Object.values(one)[0] ?? ''}”`)
    .join(' ') || 'it goes on'

/** What the system says on an edge. */
const wordsOn = ({ actions, event, from }: Edge, script: Script): Words[] =>
  actions.flatMap((action) =>
    action.type === 'say'
      ? [script.part(action.params.step, action.params.part, { event, at: from.leaf })]
      : [],
  )

/** The step or desk a call comes to first on an edge. */
export function leadsTo(edge: Edge): string {
  for (const action of edge.actions) {
    if (action.type === 'enter') return shownName(action.params.step)
    if (action.type === 'end') return 'the end of the call'
  }
  const { step, id, kind } = edge.to.leaf
  if (step) return shownName(step)
  if (stepOfLeaf(id) === engineIds.lastResort) return 'the last resort'
  return kind === 'over' ? 'the end of the call' : id
}
