// Where "back" leads: each question lists the questions that may have come before it.
import { stateOf } from './leaf-id.ts'
import type { Arrow, Machine, StateNode } from './machine.ts'
import { backEvent, eventEntries, eventsAmong } from './machine-event.ts'
import { isAway, listens } from '../steps/index.ts'

const isUniversal = eventsAmong('universal', 'spent', 'hung up', 'anywhere')

/** Adds `back:<step>` to each waiting rung, for every question from which it can be reached without
 * another in between. */
export function addBackArrows(machine: Machine): void {
  const next = stepGraph(machine)
  const before = new Map<string, Set<string>>()
  for (const [name, { step }] of machine.steps) {
    if (!listens(step)) continue
    const seen = new Set<string>()
    const reach = (from: string): void => {
      for (const to of next.get(from) ?? []) {
        if (seen.has(to) || to === name) continue
        seen.add(to)
        const there = machine.steps.get(to)?.step
        if (there && listens(there)) before.set(to, (before.get(to) ?? new Set()).add(name))
        else if (there && !isAway(there)) reach(to)
      }
    }
    reach(name)
  }
  eachLeaf(machine.config, (leaf) => {
    const meta = leaf.meta
    if (
      !meta ||
      meta.mode === 'tone' ||
      (meta.kind !== 'answer' && meta.kind !== 'confirm' && meta.kind !== 'more')
    )
      return
    for (const step of before.get(meta.step) ?? [])
      leaf.on = { ...leaf.on, [backEvent(step)]: { target: `#${step}` } }
  })
}

/** Which step leads to which, by the arrows of their states; universals are left out. */
function stepGraph(machine: Machine): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>()
  const owner = new Map<string, string>()
  eachNode(machine.config, (node, step) => {
    if (node.id !== undefined) owner.set(node.id, step ?? node.id)
  })
  eachNode(machine.config, (node, step) => {
    if (!step) return
    for (const [event, arrow] of eventEntries(node.on ?? {}))
      if (!isUniversal(event)) add(step, arrow)
    for (const arrow of [node.always ?? []].flat()) add(step, arrow)
  })
  function add(step: string, arrow: Arrow): void {
    if (arrow.target === undefined) return
    const target = stateOf(arrow.target)
    const to = owner.get(target) ?? target
    if (to !== step) graph.set(step, (graph.get(step) ?? new Set()).add(to))
  }
  return graph

  function eachNode(
    node: StateNode,
    visit: (node: StateNode, step: string | undefined) => void,
    step?: string,
  ): void {
    const own =
      node.id !== undefined && machine.steps.has(node.id)
        ? node.id
        : node.meta && node.meta.step && machine.steps.has(node.meta.step)
          ? node.meta.step
          : step
    visit(node, own)
    for (const child of Object.values(node.states ?? {})) eachNode(child, visit, own)
  }
}

function eachLeaf(node: StateNode, visit: (leaf: StateNode) => void): void {
  if (!node.states) visit(node)
  else for (const child of Object.values(node.states)) eachLeaf(child, visit)
}
