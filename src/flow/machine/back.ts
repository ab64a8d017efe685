// Where "back" leads: each question lists the questions that may have come before it.
import { stateOf } from './leaf-id.ts'
import type { Arrow, LeafKind, Machine, StateNode } from './machine.ts'
import { backEvent, eventEntries, eventsAmong } from './machine-event.ts'
import { isAway, listens } from '../steps/index.ts'

const isUniversal = eventsAmong('universal', 'spent', 'hung up', 'anywhere')

/** Leaves on which the caller may ask to go back. */
const asking: ReadonlySet<LeafKind> = new Set(['answer', 'confirm', 'more'])

/** Adds `back:<step>` to each waiting rung, for every question from which it can be reached without
 * another in between. */
export function addBackArrows(machine: Machine): void {
  const before = questionsBefore(machine)
  eachLeaf(machine.config, (leaf) => {
    const { meta } = leaf
    if (!meta || meta.mode === 'tone' || !asking.has(meta.kind)) return
    for (const step of before.get(meta.step) ?? [])
      leaf.on = { ...leaf.on, [backEvent(step)]: { target: `#${step}` } }
  })
}

type Graph = Map<string, Set<string>>

const add = (graph: Graph, from: string, to: string): void => {
  const known = graph.get(from)
  if (known) known.add(to)
  else graph.set(from, new Set([to]))
}

/** For each question those that may have come right before it. */
function questionsBefore(machine: Machine): Graph {
  const next = stepGraph(machine)
  const before: Graph = new Map()
  for (const [name, { step }] of machine.steps) {
    if (!listens(step)) continue
    const seen = new Set([name])
    const reach = (from: string): void => {
      for (const to of next.get(from) ?? []) {
        if (seen.has(to)) continue
        seen.add(to)
        const there = machine.steps.get(to)?.step
        if (there && listens(there)) add(before, to, name)
        else if (there && !isAway(there)) reach(to)
      }
    }
    reach(name)
  }
  return before
}

/** Which step leads to which, by the arrows of their states; universals are left out. */
function stepGraph(machine: Machine): Graph {
  const graph: Graph = new Map()
  const owner = new Map<string, string>()
  eachNode(machine, (node, step) => {
    if (node.id !== undefined) owner.set(node.id, step ?? node.id)
  })
  const lead = (step: string, { target }: Arrow): void => {
    if (target === undefined) return
    const to = owner.get(stateOf(target)) ?? stateOf(target)
    if (to !== step) add(graph, step, to)
  }
  eachNode(machine, (node, step) => {
    if (step === undefined) return
    for (const [event, arrow] of eventEntries(node.on ?? {}))
      if (!isUniversal(event)) lead(step, arrow)
    for (const arrow of [node.always ?? []].flat()) lead(step, arrow)
  })
  return graph
}

/** All states with the innermost step they belong to. */
function eachNode(
  { config, steps }: Machine,
  visit: (node: StateNode, step: string | undefined) => void,
): void {
  const go = (node: StateNode, around: string | undefined): void => {
    const own = [node.id, node.meta?.step].find((id) => id !== undefined && steps.has(id))
    visit(node, own ?? around)
    for (const child of Object.values(node.states ?? {})) go(child, own ?? around)
  }
  go(config, undefined)
}

function eachLeaf(node: StateNode, visit: (leaf: StateNode) => void): void {
  if (!node.states) visit(node)
  else for (const child of Object.values(node.states)) eachLeaf(child, visit)
}
