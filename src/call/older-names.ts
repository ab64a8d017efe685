// A call that an earlier version stored: names in its session as ids have them now.
import { memo } from '../ground/memo.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { isAfterCall, scopedName } from '../flow/machine/scoped-name.ts'
import { DIALLED } from '../flow/machine/counters.ts'
import { stepOfLeaf } from '../flow/machine/leaf-id.ts'
import type { Session } from './session.ts'

/** Names of a flow that stand in ids otherwise than they did; nearly always none. */
type Renamed = { steps: Map<string, string>; values: Map<string, string> }

const renamedIn = memo(({ steps, desks, scopes }: Machine): Renamed => {
  const thatDiffer = (pairs: (readonly [string, string])[]) =>
    new Map(pairs.filter(([then, now]) => then !== now))
  const places = [
    ...[...steps].map(([now, { step, scope }]) => [now, step, scope] as const),
    ...[...desks].map(([now, { desk, scope }]) => [now, desk, scope] as const),
  ]
  const before = (prefix: string): string => {
    const { site, parent } = scopes.get(prefix) ?? {}
    return site ? `${before(parent?.prefix ?? '')}${site.name.value}>` : ''
  }
  const values = [...scopes.values()].flatMap(({ prefix, flow }) =>
    [
      ...[...flow.slots.values()].map(({ name }) => name),
      ...flow.takes.keys(),
      ...[...flow.steps.values()].flatMap(({ save }) =>
        save && !(save instanceof Map) ? [save.value] : [],
      ),
    ].map((name) => [before(prefix) + name, scopedName(prefix, name)] as const),
  )
  return {
    steps: thatDiffer(
      places
        .filter(([now]) => !isAfterCall(now))
        .map(([now, { name }, { prefix }]) => [before(prefix) + name.value, now] as const),
    ),
    values: thatDiffer(values),
  }
})

/** The session with its names as they stand in ids now; itself where nothing differs. */
export function withNamesOfNow(machine: Machine, session: Session): Session {
  const { steps, values } = renamedIn(machine)
  if (steps.size === 0 && values.size === 0) return session
  const step = (name: string): string => steps.get(name) ?? name
  const { state, counters, trail, rows, ringing, queued, left, working } = session
  const at = stepOfLeaf(state.leaf)
  return {
    ...session,
    state: {
      leaf: step(at) + state.leaf.slice(at.length),
      context: byNames(state.context, (counter) =>
        counter.startsWith(DIALLED) ? DIALLED + step(counter.slice(DIALLED.length)) : counter,
      ),
    },
    slots: byNames(session.slots, (name) => values.get(name) ?? name),
    saved: byNames(session.saved, (name) => values.get(name) ?? name),
    counters: { ...counters, visits: byNames(counters.visits, step) },
    trail: {
      ...(trail.current !== undefined && { current: step(trail.current) }),
      ...(trail.before !== undefined && { before: step(trail.before) }),
    },
    ...(rows && { rows: { ...rows, step: step(rows.step) } }),
    ...(ringing && { ringing: { ...ringing, desk: step(ringing.desk) } }),
    ...(queued && { queued: { ...queued, desk: step(queued.desk) } }),
    ...(left && { left: { ...left, desk: step(left.desk) } }),
    ...(working && 'step' in working && { working: { ...working, step: step(working.step) } }),
  }
}

const byNames = <T>(record: Record<string, T>, name: (key: string) => string): Record<string, T> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [name(key), value]))
