// The ways of a flow as the edges of its graph: out of steps and desks, through sub-flows, and from
// anywhere.
import { waitingOptions } from '../machine/desk-states.ts'
import { kindOf, listens, mainOf, type Step } from '../steps/index.ts'
import type { Range } from '../text/located.ts'
import type { Desk, Flow } from '../tree/flow.ts'
import type { Way } from '../tree/step.ts'
import { ANYWHERE, HANG_UP, LAST_RESORT, type Edge, type Graph } from './step-graph.ts'

/** A flow that `do` steps go through, with its graph. */
export type SubFlow = { flow: Flow; graph: Graph }

/** `subflows` by the name that `do` gives; the edges through those that are missing are left out. */
export function edgesOf(flow: Flow, subflows: ReadonlyMap<string, SubFlow>): Edge[] {
  return [
    ...[...flow.steps.values()].flatMap((step) => [
      ...edgesOfStep(step, flow),
      ...edgesThrough(step, flow, step.do && subflows.get(step.do.value)),
    ]),
    ...[...flow.desks.values()].flatMap((desk) =>
      waysOfDesk(desk).map((way) =>
        edgeOf(flow, desk.name.value, way, way.to?.range ?? desk.name.range),
      ),
    ),
    ...edgesFromAnywhere(flow),
  ]
}

function edgeOf(flow: Flow, from: string, way: Way, range: Range): Edge {
  const { name, to, deliberate, option } = way
  // a menu that is done says goodbye by itself
  const unless = name === 'done' ? LAST_RESORT : helpOf(flow)
  return { from, to: to?.value ?? unless, way: nameOf(way), deliberate, range, option }
}

const helpOf = ({ help }: Flow): string => help?.value ?? LAST_RESORT

function nameOf({ name, option }: Way): string {
  const label = Object.values(option?.label?.pieces[0]?.texts ?? {})[0]?.source
  return label === undefined ? name : `option "${label}"`
}

function edgesOfStep(step: Step, flow: Flow): Edge[] {
  const from = step.name.value
  const edges = kindOf(step)
    .ways(step)
    .map((way) => edgeOf(flow, from, way, (way.to ?? way.option ?? step.name).range))
  const tooMany = step['too many']
  if (step['at most']) {
    const way = { name: 'too many', to: tooMany, deliberate: false }
    edges.push(edgeOf(flow, from, way, (tooMany ?? step['at most']).range))
  }
  if (listens(step)) edges.push(anyTime(step))
  return edges
}

const anyTime = ({ name }: Step): Edge => ({
  from: name.value,
  to: ANYWHERE,
  way: 'any time',
  deliberate: false,
  range: name.range,
  universal: true,
})

/** Everywhere a desk may lead. */
export function waysOfDesk(desk: Desk): Way[] {
  const ways: Way[] = [{ name: 'nobody', to: desk.nobody, deliberate: false }]
  if (desk.hours) ways.push({ name: 'closed', to: desk.closed ?? desk.nobody, deliberate: false })
  if (desk.then) ways.push({ name: 'after the operator', to: desk.then, deliberate: true })
  for (const [index, option] of waitingOptions(desk).entries()) {
    const name = `option ${index + 1} while waiting`
    ways.push({ name, to: option.then, deliberate: true, option })
  }
  for (const to of desk['back to']?.value ?? [])
    ways.push({ name: 'back to', to, deliberate: true })
  return ways
}

function edgesFromAnywhere(flow: Flow): Edge[] {
  const { help, keys, anywhere } = flow
  const main = mainOf(flow)
  const edges: Edge[] = []
  if (keys.operator) {
    const way = { name: 'operator', to: help, deliberate: false }
    edges.push(edgeOf(flow, ANYWHERE, way, (help ?? flow).range))
  }
  if (flow.emergency) {
    const way = { name: 'emergency', to: flow.emergency, deliberate: false }
    edges.push(edgeOf(flow, ANYWHERE, way, flow.emergency.range))
  }
  for (const option of anywhere) {
    const way = { name: 'anywhere', to: option.then, deliberate: false, option }
    edges.push(edgeOf(flow, ANYWHERE, way, option.range))
  }
  if (main !== undefined)
    edges.push({
      from: ANYWHERE,
      to: main,
      way: 'start over',
      deliberate: false,
      range: (flow.main ?? flow).range,
      universal: true,
    })
  return edges
}

/** Where a sub-flow leads besides its ends: desks of the file that goes through it, and that file's
 * help. */
function edgesThrough(step: Step, flow: Flow, inner: SubFlow | undefined): Edge[] {
  if (!inner) return []
  const edges = inner.graph.edges.flatMap((edge) => edgeThrough(edge, step, flow, inner.flow) ?? [])
  if ([...inner.flow.steps.values()].some(listens)) edges.push(anyTime(step))
  return edges
}

function edgeThrough(edge: Edge, step: Step, flow: Flow, inner: Flow): Edge | undefined {
  const { to, way, deliberate } = edge
  const { value: from, range } = step.name
  if (to === HANG_UP) return { from, to, way, deliberate, range: edge.range, universal: true }
  if (to === LAST_RESORT && way !== 'done')
    return { from, to: helpOf(flow), way, deliberate: false, range }
  const own =
    inner.steps.has(to) || inner.desks.has(to) || inner.ends.some(({ value }) => value === to)
  const there = flow.desks.has(to) || flow.steps.has(to)
  return there && !own ? { from, to, way, deliberate, range } : undefined
}
