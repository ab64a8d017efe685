// One flow as the rules see it: the flow, the flows around it, its graph, and what a name written
// there stands for.
import { waitingOptions } from '../machine/desk-states.ts'
import type { Desk, Flow, Language } from '../tree/flow.ts'
import type { Project } from '../tree/project.ts'
import type { Way } from '../tree/step.ts'
import { kindOf, type Step, listens, mainOf } from '../steps/index.ts'
import {
  ANYWHERE,
  graphOf,
  HANG_UP,
  LAST_RESORT,
  reachable,
  type Edge,
  type Graph,
} from './step-graph.ts'

export type View = {
  project: Project
  flow: Flow
  /** meant to be gone through by other flows: it has ends, or some flow does it */
  inner: boolean
  /** the steps that go through this flow, with the view of the flow they stand in */
  callers: { view: View; step: Step }[]
  /** views of the flows that `do` steps go through; without those that would lead back here */
  subflows: Map<string, View>
  /** the flow's own languages, else those of the flows that go through it */
  languages: Language[]
  graph: Graph
  /** where calls begin: the start, and what outgoing calls lead to */
  roots: string[]
  /** places that can be reached during a call */
  reached: Set<string>
  /** places of the region after the call */
  after: Set<string>
}

/** Views of all flows of a project, by file. */
export function viewsOf(project: Project): Map<string, View> {
  const views = new Map<string, View>()
  const building = new Set<Flow>()
  const viewOf = (flow: Flow): View | undefined => {
    const known = views.get(flow.file)
    if (known || building.has(flow)) return known
    building.add(flow)
    const subflows = new Map(
      [...flow.subflows].flatMap(([name, inner]) => {
        const view = viewOf(inner)
        return view ? [[name, view] as const] : []
      }),
    )
    building.delete(flow)
    const graph = graphOf(edgesOf(flow, subflows), flow)
    const after = flow.afterCall
      ? reachable(graph, [flow.afterCall.value], ({ from }) => {
          const step = flow.steps.get(from)
          return step !== undefined && !listens(step)
        })
      : new Set<string>()
    const roots = [flow.start, ...(flow.outgoing?.ways ?? [])].flatMap((root) =>
      root ? [root.value] : [],
    )
    const view: View = {
      project,
      flow,
      inner: flow.ends.length > 0,
      callers: [],
      subflows,
      languages: flow.languages,
      graph,
      roots,
      reached: reachable(graph, roots),
      after,
    }
    views.set(flow.file, view)
    return view
  }
  for (const flow of project.flows.values()) viewOf(flow)
  for (const view of views.values()) {
    for (const step of view.flow.steps.values()) {
      const inner = step.do && view.subflows.get(step.do.value)
      if (inner) Object.assign(inner, { inner: true, callers: [...inner.callers, { view, step }] })
    }
  }
  // a flow comes after those it goes through, so the outermost are asked first
  for (const view of [...views.values()].reverse())
    if (view.languages.length === 0)
      view.languages = [
        ...new Map(
          view.callers.flatMap(({ view: outer }) => outer.languages).map((one) => [one.tag, one]),
        ).values(),
      ]
  return views
}

function edgesOf(flow: Flow, subflows: Map<string, View>): Edge[] {
  const edges: Edge[] = []
  const help = flow.help?.value ?? LAST_RESORT
  const add = (from: string, way: Way, range = way.to?.range) => {
    // a menu that is done says goodbye by itself
    const to = way.to?.value ?? (way.name === 'done' ? LAST_RESORT : help)
    edges.push({
      from,
      to,
      way: named(way),
      deliberate: way.deliberate,
      range: range ?? flow.range,
      option: way.option,
    })
  }
  for (const step of flow.steps.values()) {
    const from = step.name.value
    for (const way of kindOf(step).ways(step))
      add(from, way, way.to?.range ?? way.option?.range ?? step.name.range)
    if (step['at most'])
      add(
        from,
        { name: 'too many', to: step['too many'], deliberate: false },
        step['too many']?.range ?? step['at most'].range,
      )
    if (listens(step))
      edges.push({
        from,
        to: ANYWHERE,
        way: 'any time',
        deliberate: false,
        range: step.name.range,
        universal: true,
      })
    if (step.do) edges.push(...leaving(step, flow, subflows.get(step.do.value)))
  }
  for (const desk of flow.desks.values())
    for (const way of placesFromDesk(desk))
      add(desk.name.value, way, way.to?.range ?? desk.name.range)
  if (flow.keys.operator) add(ANYWHERE, { name: 'operator', to: flow.help, deliberate: false })
  for (const option of flow.anywhere)
    add(ANYWHERE, { name: 'anywhere', to: option.then, deliberate: false, option }, option.range)
  const main = mainOf(flow)
  if (main !== undefined)
    edges.push({
      from: ANYWHERE,
      to: main,
      way: 'start over',
      deliberate: false,
      range: flow.main?.range ?? flow.range,
      universal: true,
    })
  return edges
}

const named = ({ name, option }: Way): string => {
  const label = Object.values(option?.label?.pieces[0]?.texts ?? {})[0]?.source
  return label === undefined ? name : `option "${label}"`
}

/** Everywhere a desk may lead. */
export function placesFromDesk(desk: Desk): Way[] {
  const options = waitingOptions(desk)
  return [
    { name: 'nobody', to: desk.nobody, deliberate: false },
    ...(desk.hours ? [{ name: 'closed', to: desk.closed ?? desk.nobody, deliberate: false }] : []),
    ...(desk.then ? [{ name: 'after the operator', to: desk.then, deliberate: true }] : []),
    ...options.map((option, index) => ({
      name: `option ${index + 1} while waiting`,
      to: option.then,
      deliberate: true,
      option,
    })),
    ...(desk['back to']?.value ?? []).map((to) => ({ name: 'back to', to, deliberate: true })),
  ]
}

/** Where a sub-flow leads besides its ends: desks of the file that goes through it, and that file's
 * help. */
function leaving(step: Step, flow: Flow, inner: View | undefined): Edge[] {
  if (!inner) return []
  const from = step.name.value
  const own = inner.flow
  const edges: Edge[] = []
  for (const edge of inner.graph.edges) {
    const foreign =
      edge.to !== HANG_UP &&
      !own.steps.has(edge.to) &&
      !own.desks.has(edge.to) &&
      !edge.to.startsWith('\u0000') &&
      !own.ends.some(({ value }) => value === edge.to)
    if (foreign && (flow.desks.has(edge.to) || flow.steps.has(edge.to)))
      edges.push({
        from,
        to: edge.to,
        way: edge.way,
        deliberate: edge.deliberate,
        range: step.name.range,
      })
    if (edge.to === LAST_RESORT && edge.way !== 'done')
      edges.push({
        from,
        to: flow.help?.value ?? LAST_RESORT,
        way: edge.way,
        deliberate: false,
        range: step.name.range,
      })
    if (edge.to === HANG_UP)
      edges.push({
        from,
        to: HANG_UP,
        way: edge.way,
        deliberate: edge.deliberate,
        range: edge.range,
        universal: true,
      })
  }
  if ([...own.steps.values()].some(listens))
    edges.push({
      from,
      to: ANYWHERE,
      way: 'any time',
      deliberate: false,
      range: step.name.range,
      universal: true,
    })
  return edges
}
