// Ladders: for each question, what is heard after silence, after what was not understood and after
// what cannot be right, and where it leads.
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

const missOf: Partial<Record<string, Miss>> = {
  NO_INPUT: 'silence',
  NO_MATCH: 'unclear',
  INVALID: 'wrong',
  VALUE_UNSURE: 'unsure',
}

export function laddersOf(graph: Graph, script: Script): Ladder[] {
  const rows = new Map<string, Ladder>()
  const seen = new Set<string>()
  const byLeaf = new Map<string, Map<string, Edge>>()
  for (const edges of graph.out) {
    for (const edge of edges) {
      if (seen.has(keyOf(edge)) || kindOf(edge, graph.machine) !== 'ladder') continue
      seen.add(keyOf(edge))
      byLeaf.set(
        edge.from.leaf.id,
        (byLeaf.get(edge.from.leaf.id) ?? new Map<string, Edge>()).set(edge.event, edge),
      )
    }
  }
  for (const [id, edges] of byLeaf) {
    const { leaf } = ([...edges.values()][0] as Edge).from
    if (leaf.attempt > 1) continue
    const row = rows.get(leaf.step) ?? {
      step: leaf.step,
      place: script.place(leaf.step),
      rungs: {},
      others: [],
      edges: [],
    }
    rows.set(leaf.step, row)
    for (const edge of edges.values()) {
      row.edges.push(keyOf(edge))
      const miss = leaf.kind === 'answer' ? missOf[edge.event] : undefined
      // a read-back in the engine's words is told once for all questions
      if (edge.event === 'OPTION_UNSURE' || (miss === 'unsure' && !ownReadBack(script, leaf.step)))
        continue
      if (miss) row.rungs[miss] = climb(byLeaf, script, edge, id)
      else addOther(row, edge, script)
    }
    if (leaf.kind === 'answer') row.last = lastOf(byLeaf, leaf.step, row)
  }
  return [...rows.values()]
}

const ownReadBack = ({ machine }: Script, step: string): boolean =>
  machine.steps.get(step)?.step.confirm?.always === false

/** Follows one kind of miss up the rungs. */
function climb(
  byLeaf: Map<string, Map<string, Edge>>,
  script: Script,
  first: Edge,
  id: string,
): Rung {
  const heard: Words[] = []
  let edge: Edge | undefined = first
  const rung = id.replace(/\d+$/, '')
  for (let steps = 0; edge && steps < 6; steps++) {
    const { leaf } = edge.from
    if (edge.to.leaf.step !== leaf.step) return { heard, leads: leadsTo(edge) }
    const words = edge.actions.flatMap((action) =>
      action.type === 'say'
        ? [script.said(action.params.step, action.params.part, edge?.event, leaf)]
        : [],
    )
    heard.push(...words)
    if (
      !edge.to.leaf.id.startsWith(rung) ||
      edge.to.leaf.attempt <= leaf.attempt ||
      edge.to.leaf.kind !== leaf.kind
    )
      break
    edge = byLeaf.get(edge.to.leaf.id)?.get(first.event)
  }
  return { heard }
}

/** Where the last try leads, unless the misses differ. */
function lastOf(
  byLeaf: Map<string, Map<string, Edge>>,
  step: string,
  { rungs }: Ladder,
): string | undefined {
  const all = [rungs.unclear?.leads, rungs.wrong?.leads].filter((one) => one !== undefined)
  const tone = [...byLeaf.entries()]
    .find(
      ([id, edges]) =>
        id.startsWith(`${step}/try`) && [...edges.values()][0]?.from.leaf.kind === 'tone',
    )?.[1]
    .get('EMPTY')
  return tone ? leadsTo(tone) : all[0]
}

const others: Record<string, string> = {
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
  const kind = edge.event.split(':')[0] ?? ''
  const at = leaf.rung.startsWith('reword')
    ? 'after other words, '
    : leaf.kind === 'more'
      ? 'after an answer, '
      : ''
  const label =
    kind === 'option' || kind === 'row' || kind === 'case'
      ? chosenWords(script.doing(edge))
      : (others[edge.event] ?? edge.event)
  const leads = stays ? heardOn(edge, script) : leadsTo(edge)
  if (!row.others.some((one) => one.when === at + label && one.leads === leads))
    row.others.push({ when: at + label, leads })
}

const chosenWords = (line: Line | undefined): string =>
  line ? (Object.values(line.words)[0] ?? '') : ''

function heardOn(edge: Edge, script: Script): string {
  const words = edge.actions.flatMap((action) =>
    action.type === 'say'
      ? [script.said(action.params.step, action.params.part, edge.event, edge.from.leaf)]
      : [],
  )
  return words.map((one) => `“${Object.values(one)[0] ?? ''}”`).join(' ') || 'it goes on'
}

/** The step or desk a call comes to first on an edge. */
export function leadsTo(edge: Edge): string {
  for (const action of edge.actions) {
    if (action.type === 'enter') return action.params.step
    if (action.type === 'end') return 'the end of the call'
  }
  return (
    edge.to.leaf.step ||
    (edge.to.leaf.id.startsWith('last resort')
      ? 'the last resort'
      : edge.to.leaf.kind === 'over'
        ? 'the end of the call'
        : edge.to.leaf.id)
  )
}
