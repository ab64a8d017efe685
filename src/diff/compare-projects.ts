// What differs between two versions of flows, in plain words: what was written, then what follows
// from it, then the figures.
import type { Flow } from '../flow/tree/flow.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { withIncluded, type Project } from '../flow/tree/project.ts'
import { review } from '../proof/review.ts'
import { behaviourPass } from './behaviour.ts'
import { figuresOf, figuresPass } from './figures.ts'
import type { Change } from './difference.ts'
import { match, matchFlows, type Both } from './match.ts'
import { textPass } from './text-pass.ts'
import { waitingPass } from './waiting-places.ts'

/** Flows to be compared, sub-flows too, and the machines of those that calls begin with and that
 * have no errors. */
export type Version = { project: Project; flows: Flow[]; machines: ReadonlyMap<Flow, Machine> }

/** The differences of one flow. `was` is absent for a new flow, `now` for one that is gone.
 * `words`: one side has errors, so only what is written was compared. */
export type FlowDiff = {
  flow: string
  was?: Flow
  now?: Flow
  changes: Change[]
  words?: 'old' | 'new'
}

/** All flows of a project, or those of some files with the sub-flows they go through. */
export function versionOf(project: Project, only?: ReadonlySet<string>): Version {
  const asked = [...project.flows.values()].filter(({ file }) => !only || only.has(file))
  return {
    project,
    flows: [...new Set(asked.flatMap((flow) => withIncluded(flow)))],
    machines: new Map(review(project).proofs.map(({ flow, machine }) => [flow, machine])),
  }
}

/** Which step is which, for flows of the same names, by the old name of the flow. */
export function bothsOf(was: Flow[], now: Flow[]): Map<string, Both> {
  return new Map(
    was.flatMap((flow) => {
      const other = now.find(({ name }) => name.value === flow.name.value)
      return other ? [[flow.name.value, matchFlows(flow, other)]] : []
    }),
  )
}

/** Compares flows by their names, then by their files. One flow on each side is the same flow,
 * whatever it is called. */
export function diff(was: Version, now: Version): FlowDiff[] {
  const byName = (flows: Flow[]) => new Map(flows.map((flow) => [flow.name.value, flow]))
  const alone = was.flows.length === 1 && now.flows.length === 1
  const { pairs, added, removed } = match(byName(was.flows), byName(now.flows), (one, other) =>
    alone || one.file === other.file ? 1 : 0,
  )
  const texts = pairs.map((pair) => ({ ...pair, ...textPass(pair.was, pair.now) }))
  const boths = new Map<string, Both>(texts.map(({ both }) => [both.was.name.value, both]))
  const told = texts.flatMap(({ changes }) => changes)
  return [
    ...texts.map(({ was: old, now: fresh, changes }): FlowDiff => {
      const common = { flow: fresh.name.value, was: old, now: fresh }
      // a sub-flow runs only within others
      if (old.ends.length > 0 || fresh.ends.length > 0) return { ...common, changes }
      const [before, after] = [was.machines.get(old), now.machines.get(fresh)]
      if (!before || !after) return { ...common, changes, words: before ? 'new' : 'old' }
      return {
        ...common,
        changes: [
          ...changes,
          ...behaviourPass(before, after, boths, told),
          ...waitingPass(before, after, boths),
          ...figuresPass(
            figuresOf(before, was.project),
            figuresOf(after, now.project),
            { was: before, now: after },
            boths,
          ),
        ],
      }
    }),
    ...added.map((flow) => wholeFlow('flow added', flow)),
    ...removed.map((flow) => wholeFlow('flow removed', flow)),
  ]
}

function wholeFlow(kind: 'flow added' | 'flow removed', flow: Flow): FlowDiff {
  const added = kind === 'flow added'
  const change: Change = {
    kind,
    flow: flow.name.value,
    text: `the flow "${flow.name.value}" ${added ? 'is new' : 'was removed'}`,
    place: { file: flow.file, line: flow.name.range.line, version: added ? 'new' : 'old' },
  }
  return { flow: flow.name.value, [added ? 'now' : 'was']: flow, changes: [change] }
}
