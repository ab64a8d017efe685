// Walks a machine's data without XState: the same moves, found by following the config itself.
import { countActions, sameCounters, type Counters } from './counters.ts'
import type { MachineEvent } from './machine-event.ts'
import type { Action, Arrow, Leaf, StateNode } from './machine.ts'
import {
  entryInto,
  fail,
  outsOf,
  placesIn,
  sharedBy,
  type Known,
  type Out,
  type Place,
  type Places,
} from './places.ts'

/** A place in the machine: a leaf and the bounded counters. */
export type Configuration = { leaf: string; context: Counters }

export type Move = { to: Configuration; actions: Action[] }

/** Leaves that wait, work or are final, by id. */
export function leavesOf(config: StateNode): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const visit = (node: StateNode): void => {
    if (!node.states) {
      if (node.meta) leaves.set(node.meta.id, node.meta)
      return
    }
    for (const child of Object.values(node.states)) visit(child)
  }
  visit(config)
  return leaves
}

export type Walker = {
  initial(): Move
  /** enters the state with this id from outside */
  enter(id: string, context: Counters): Move
  /** the events a leaf accepts, its own and those of the states around it */
  events(leaf: string): MachineEvent[]
  takes(leaf: string, event: MachineEvent): boolean
  /** undefined: the event is not accepted */
  next(from: Configuration, event: MachineEvent): Move | undefined
  /** every event a leaf accepts, with the leaf it leads to, the counters there and what is done on
   * the way */
  each(
    from: Configuration,
    visit: (event: MachineEvent, leaf: string, context: Counters, actions: Action[]) => void,
  ): void
  /** the keys from the root to a leaf: XState's value */
  path(leaf: string): string[]
}

const MOST_MICROSTEPS = 1000

/** Makes a walker over a config. Throws when an id stands twice or a target does not exist. */
export function walker(config: StateNode, counters: string[]): Walker {
  const places = placesIn(config)
  const { at, leafAt } = places
  const outFor = (leaf: string, event: MachineEvent): Out | undefined =>
    outsOf(leafAt(leaf), at).find((out) => out.event === event)
  const zero = Object.fromEntries(counters.map((counter) => [counter, 0]))
  return {
    initial: () => enter(places, at(`#${config.id}`), undefined, { context: zero, actions: [] }),
    enter: (id, context) => enter(places, at(`#${id}`), undefined, { context, actions: [] }),
    events: (id) => outsOf(leafAt(id), at).map(({ event }) => event),
    takes: (leaf, event) => outFor(leaf, event) !== undefined,
    next(from, event) {
      const out = outFor(from.leaf, event)
      if (!out) return undefined
      const { leaf, actions } = follow(places, out, leafAt(from.leaf), from.context)
      return { to: { leaf, context: countActions(from.context, actions) }, actions }
    },
    each(from, visit) {
      const place = leafAt(from.leaf)
      for (const out of outsOf(place, at)) {
        const { leaf, actions } = follow(places, out, place, from.context)
        visit(out.event, leaf, countActions(from.context, actions), actions)
      }
    },
    path: (id) =>
      leafAt(id)
        .line.slice(1)
        .map(({ key }) => key),
  }
}

/** An arrow that many leaves share is followed once for all that have the same states around
 * them. */
function follow(places: Places, out: Out, from: Place, context: Counters): Known {
  const { arrow, target } = out
  const actions = arrow.actions ?? []
  const here = from.node.meta?.id ?? ''
  const depth = target ? sharedBy(target, from) : -1
  for (const known of out.known)
    if (
      known.depth === depth &&
      (!known.context || sameCounters(known.context, context)) &&
      (target || known.leaf === here)
    )
      return known
  if (!target) {
    const stays = { depth, leaf: here, actions }
    // a state that stays is another one for each leaf
    if (out.known.length === 0) out.known.push(stays)
    return stays
  }
  const done = { context: countActions(context, actions), actions }
  const move = enter(places, target, from, done)
  const known: Known = { depth, leaf: move.to.leaf, actions: move.actions }
  if (move.guarded) known.context = context
  out.known.push(known)
  return known
}

/** What was done before a state is entered, and the counters then. */
type Done = { context: Counters; actions: readonly Action[] }

/** Enters `target` coming from `from`, down to a leaf, then follows what happens at once. */
function enter(
  { at }: Places,
  target: Place,
  from: Place | undefined,
  done: Done,
): Move & { guarded: boolean } {
  let { context } = done
  let guarded = false
  const actions = [...done.actions]
  for (let steps = 0; steps <= MOST_MICROSTEPS; steps++) {
    const { leaf, actions: entry } = entryInto(target, sharedBy(target, from) + 1)
    context = countActions(context, entry)
    actions.push(...entry)
    const { always, meta } = leaf.node
    if (!always) {
      const id = meta?.id ?? fail(`leaf "${leaf.key}" has no meta`)
      return { to: { leaf: id, context }, actions, guarded }
    }
    guarded ||= Array.isArray(always)
    const arrow = wayOut(always, context) ?? fail(`no way out of "${leaf.key}"`)
    context = countActions(context, arrow.actions ?? [])
    actions.push(...(arrow.actions ?? []))
    target = at(arrow.target ?? '')
    from = leaf
  }
  throw new Error(`the machine never comes to rest after "${target.node.id ?? target.key}"`)
}

/** The first arrow that its guard lets through. */
function wayOut(always: Arrow | Arrow[], context: Counters): Arrow | undefined {
  if (!Array.isArray(always)) return always
  return always.find(
    ({ guard }) => !guard || (context[guard.params.counter] ?? 0) < guard.params.max,
  )
}
