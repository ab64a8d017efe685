// Which slots and saved answers are filled at each place of a flow: on every path, and on some
// path.
import { plainName } from '../text/expression.ts'
import { kindOf } from '../steps/index.ts'
import { ANYWHERE, reachable, solve, type Edge } from './step-graph.ts'
import { namesOf } from './declared-values.ts'
import { type View } from './flow-view.ts'
import type { DoStep } from '../steps/do.ts'

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

const cache = new WeakMap<View, Facts>()

export function factsOf(view: View): Facts {
  const facts = cache.get(view) ?? solveFacts(view)
  cache.set(view, facts)
  return facts
}

type Change = { always: bigint; ever: bigint; cleared: bigint }

function solveFacts(view: View): Facts {
  const { flow, graph } = view
  const numbers = new Map<string, bigint>()
  const note = (name: string) => {
    if (!numbers.has(plainName(name))) numbers.set(plainName(name), 1n << BigInt(numbers.size))
  }
  for (const name of flow.slots.keys()) note(name)
  for (const name of namesOf(view).saved.keys()) note(name)
  const bit = (name: string) => numbers.get(plainName(name))
  const all = (1n << BigInt(numbers.size)) - 1n
  const bits = (names: Iterable<string>): bigint =>
    [...names].reduce((sum, name) => sum | (bit(name) ?? 0n), 0n)
  const start = bits(
    [...flow.slots.values()].filter((slot) => slot.start !== undefined).map(({ name }) => name),
  )
  const changes = new Map<Edge, Change>()
  for (const edge of graph.edges) changes.set(edge, changeOn(view, edge, bits))
  // a question asked again forgets its answer, but not the value the slot began with
  for (const change of changes.values()) change.cleared &= ~start
  const gone = { always: 0n, ever: 0n, cleared: 0n }
  const change = (edge: Edge) => changes.get(edge) ?? gone
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
    const somewhere =
      [...ever.values()].reduce((sum, known) => sum | known, start) |
      graph.edges.reduce((sum, edge) => sum | change(edge).ever, 0n)
    for (const place of reachable(graph, [flow.afterCall.value]))
      ever.set(place, somewhere | (ever.get(place) ?? 0n))
  }
  return { bit, always, ever, fills: (edge) => change(edge).always, start, all }
}

/** What a way out of a step fills or clears. */
function changeOn(view: View, edge: Edge, bits: (names: Iterable<string>) => bigint): Change {
  const step = view.flow.steps.get(edge.from)
  const chosen = bits(edge.option?.set?.keys() ?? [])
  if (!step || edge.from === ANYWHERE) return { always: chosen, ever: chosen, cleared: 0n }
  if (step.do) return throughSubflow(view, step, edge, bits)
  const way = { name: edge.way, option: edge.option }
  const { filled = [], cleared = [] } = kindOf(step).fills?.(step, way) ?? {}
  const fills = bits(filled) | chosen
  return { always: fills, ever: fills, cleared: bits(cleared) }
}

/** A sub-flow gives back what it has filled where it ends; what else it saves stays inside. */
function throughSubflow(
  view: View,
  step: DoStep,
  edge: Edge,
  bits: (names: Iterable<string>) => bigint,
): Change {
  const inner = view.subflows.get(step.do?.value ?? '')
  const end = /^end (.*)$/.exec(edge.way)?.[1]
  if (!inner || end === undefined) return { always: 0n, ever: 0n, cleared: 0n }
  const facts = factsOf(inner)
  const given = [...(step.save ?? [])].map(([here, { value }]) => ({
    here,
    there: facts.bit(value.value) ?? 0n,
  }))
  const filledIn = (known: Map<string, bigint>) =>
    bits(
      given.flatMap(({ here, there }) => (((known.get(end) ?? 0n) & there) === 0n ? [] : [here])),
    )
  return { always: filledIn(facts.always), ever: filledIn(facts.ever), cleared: 0n }
}
