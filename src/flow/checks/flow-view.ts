// One flow as the rules see it: the flow, the flows around it, its graph, and what a name written
// there stands for.
import { memo } from '../../ground/memo.ts'
import { listens, stepsWith, type Step } from '../steps/index.ts'
import type { Flow, Language } from '../tree/flow.ts'
import type { Project } from '../tree/project.ts'
import { edgesOf } from './flow-edges.ts'
import { graphOf, reachable, type Edge, type Graph } from './step-graph.ts'

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
    const subflows = new Map<string, View>()
    for (const [name, inner] of flow.subflows) {
      const view = viewOf(inner)
      if (view) subflows.set(name, view)
    }
    building.delete(flow)
    const view = makeView(project, flow, subflows)
    views.set(flow.file, view)
    return view
  }
  for (const flow of project.flows.values()) viewOf(flow)
  for (const view of views.values()) {
    for (const step of stepsWith(view.flow, 'do')) {
      const inner = step.do && view.subflows.get(step.do.value)
      if (inner) Object.assign(inner, { inner: true, callers: [...inner.callers, { view, step }] })
    }
  }
  // a flow comes after those it goes through, so the outermost are asked first
  for (const view of [...views.values()].reverse())
    if (view.languages.length === 0) view.languages = languagesAround(view)
  return views
}

function makeView(project: Project, flow: Flow, subflows: Map<string, View>): View {
  const graph = graphOf(edgesOf(flow, subflows), flow)
  const silent = ({ from }: Edge): boolean => {
    const step = flow.steps.get(from)
    return step !== undefined && !listens(step)
  }
  const starts = [flow.start, ...(flow.outgoing?.ways ?? [])]
  const roots = starts.filter((start) => start !== undefined).map(({ value }) => value)
  return {
    project,
    flow,
    inner: flow.ends.length > 0,
    callers: [],
    subflows,
    languages: flow.languages,
    graph,
    roots,
    reached: reachable(graph, roots),
    after: new Set(flow.afterCall && reachable(graph, [flow.afterCall.value], silent)),
  }
}

/** The languages of the flows that go through this one. */
function languagesAround({ callers }: View): Language[] {
  const all = callers.flatMap(({ view }) => view.languages)
  return [...new Map(all.map((one) => [one.tag, one])).values()]
}

/** A flow with those it may borrow hours, desks, lookups and switches from: the flows that go through
 * it, nearest first. */
export const flowsAround = memo((view: View): readonly Flow[] => [
  ...new Set([view.flow, ...view.callers.flatMap((caller) => flowsAround(caller.view))]),
])
