// Which slots and saved answers are filled at each place of a flow: on every path, and on some
// path.
import { memo } from '../../ground/memo.ts'
import { kindOf } from '../steps/index.ts'
import type { DoStep } from '../steps/do.ts'
import { plainName } from '../text/expression.ts'
import { namesOf } from './declared-values.ts'
import type { View } from './flow-view.ts'
import { reachable, solve, type Edge } from './step-graph.ts'

/** `always` and `ever` hold bits by place; absent where no call comes. `fills(edge)` are bits
 * filled on that way for certain. */
export type Facts = {
  bit(name: string): bigint | undefined
  always: Map<string, bigint>
  ever: Map<string, bigint>
  fills(edge: Edge): bigint
  start: bigint
  all: bigint
}

type Change = { always: bigint; ever: bigint; cleared: bigint }

type Bits = (names: Iterable<string>) => bigint

/** A bit for each slot and saved answer. */
function numberNames(view: View): Map<string, bigint> {
  const numbers = new Map<string, bigint>()
  for (const name of [...view.flow.slots.keys(), ...namesOf(view).saved.keys()]) {
    const plain = plainName(name)
    if (!numbers.has(plain)) numbers.set(plain, 1n << BigInt(numbers.size))
  }
  return numbers
}

/** Worked out once for each view, because many rules ask. */
export const factsOf = memo((view: View): Facts => {
  const { flow, graph } = view
  const numbers = numberNames(view)
  const bit = (name: string) => numbers.get(plainName(name))
  const all = (1n << BigInt(numbers.size)) - 1n
  const bits: Bits = (names) => union([...names].map((name) => bit(name) ?? 0n))
  const begun = [...flow.slots.values()].filter((slot) => slot.start !== undefined)
  const start = bits(begun.map(({ name }) => name))
  const changes = new Map(graph.edges.map((edge) => [edge, changeOn(view, edge, bits)]))
  // a question asked again forgets its answer, but not the value the slot began with
  for (const change of changes.values()) change.cleared &= ~start
  const change = (edge: Edge): Change => changes.get(edge) ?? unchanged
  const roots = new Map(view.roots.map((root) => [root, start]))
  // after the call anything may have been filled, and nothing need be
  const late = flow.afterCall ? [[flow.afterCall.value, start] as const] : []
  const always = solve(
    graph,
    new Map([...roots, ...late]),
    (a, b) => a & b,
    (edge, known) =>
      edge.way === 'start over' ? all : (known & ~change(edge).cleared) | change(edge).always,
  )
  const ever = solve(
    graph,
    roots,
    (a, b) => a | b,
    (edge, known) => known | change(edge).ever,
  )
  if (flow.afterCall) {
    const filled = graph.edges.map((edge) => change(edge).ever)
    const somewhere = union([start, ...ever.values(), ...filled])
    for (const place of reachable(graph, [flow.afterCall.value]))
      ever.set(place, somewhere | (ever.get(place) ?? 0n))
  }
  return { bit, always, ever, fills: (edge) => change(edge).always, start, all }
})

const union = (sets: bigint[]): bigint => sets.reduce((sum, bits) => sum | bits, 0n)

const unchanged: Change = { always: 0n, ever: 0n, cleared: 0n }

/** What a way out of a step fills or clears. */
function changeOn(view: View, edge: Edge, bits: Bits): Change {
  const step = view.flow.steps.get(edge.from)
  const chosen = bits(edge.option?.set?.keys() ?? [])
  if (!step) return { always: chosen, ever: chosen, cleared: 0n }
  if (step.do) return throughSubflow(view, step, edge, bits)
  const way = { name: edge.way, option: edge.option }
  const { filled = [], cleared = [] } = kindOf(step).fills?.(step, way) ?? {}
  const fills = bits(filled) | chosen
  return { always: fills, ever: fills, cleared: bits(cleared) }
}

/** A sub-flow gives back what it has filled where it ends; what else it saves stays inside. */
function throughSubflow(view: View, step: DoStep, edge: Edge, bits: Bits): Change {
  const inner = view.subflows.get(step.do?.value ?? '')
  const end = /^end (.*)$/.exec(edge.way)?.[1]
  if (!inner || end === undefined) return { ...unchanged }
  const facts = factsOf(inner)
  const givenBack = (known: Map<string, bigint>): bigint =>
    bits(
      [...(step.save ?? [])]
        .filter(([, { value }]) => ((known.get(end) ?? 0n) & (facts.bit(value.value) ?? 0n)) !== 0n)
        .map(([here]) => here),
    )
  return { always: givenBack(facts.always), ever: givenBack(facts.ever), cleared: 0n }
}
