// What differs between two versions of flows, in plain words: what was written, then what follows from it, then the figures.
import type { Flow } from '../../flow/flow.ts'
import type { Change } from './kinds.ts'
import { match } from './match.ts'
import { textPass } from './text.ts'

/** The differences of one flow. `was` is absent for a new flow, `now` for one that is gone. */
export type FlowDiff = { flow: string; was?: Flow; now?: Flow; changes: Change[] }

/** Compares flows by their names, then by their files. One flow on each side is the same flow, whatever it is called. */
export function diffFlows(was: Flow[], now: Flow[]): FlowDiff[] {
  const named = (flows: Flow[]) => new Map(flows.map((flow) => [flow.name.value, flow]))
  const alone = was.length === 1 && now.length === 1
  const { pairs, added, removed } = match(named(was), named(now), (one, other) => (alone || one.file === other.file ? 1 : 0))
  const whole = (kind: 'flow added' | 'flow removed', flow: Flow): FlowDiff => ({
    flow: flow.name.value,
    [kind === 'flow added' ? 'now' : 'was']: flow,
    changes: [{ kind, flow: flow.name.value, text: kind === 'flow added' ? `the flow "${flow.name.value}" is new` : `the flow "${flow.name.value}" was removed`, place: { file: flow.file, line: flow.name.range.line, version: kind === 'flow added' ? 'new' : 'old' } }],
  })
  return [
    ...pairs.map((pair): FlowDiff => ({ flow: pair.now.name.value, was: pair.was, now: pair.now, changes: textPass(pair.was, pair.now).changes })),
    ...added.map((flow) => whole('flow added', flow)),
    ...removed.map((flow) => whole('flow removed', flow)),
  ]
}
