// Walks a machine's data without XState: the same moves, found by following the config itself.
import { stateOf } from './leaf-id.ts'
import type { Action, Arrow, Leaf, Machine, StateNode } from './machine.ts'
import { eventEntries, type MachineEvent } from './machine-event.ts'

/** A place in the machine: a leaf and the bounded counters. */
export type Configuration = { leaf: string; context: Record<string, number> }

export type Move = { to: Configuration; actions: Action[] }

/** A state in its place. `line` leads from the root to it; `outs` are its own and those of the
 * states around it. */
type Placed = {
  node: StateNode
  key: string
  line: Placed[]
  children: Map<string, Placed>
  outs?: Out[]
  entries: Entry[]
}

/** An arrow for an event, and what it came to so far. The leaves in a state share those of the
 * state. */
type Out = { event: MachineEvent; arrow: Arrow; target?: Placed; known: Known[] }

/** Entering a state from outside its first `n` ancestors: the leaf it comes down to, and what is
 * done on the way. */
type Entry = { leaf: Placed; actions: Action[] }

/** A move as it was found, with the counters it was found for when guards were asked. `depth`: how
 * many states around the target are not left. */
type Known = { depth: number; leaf: string; actions: Action[]; context?: Record<string, number> }

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
  enter(id: string, context: Record<string, number>): Move
  /** the events a leaf accepts, its own and those of the states around it */
  events(leaf: string): MachineEvent[]
  takes(leaf: string, event: MachineEvent): boolean
  /** undefined: the event is not accepted */
  next(from: Configuration, event: MachineEvent): Move | undefined
  /** every event a leaf accepts, with the leaf it leads to, the counters there and what is done on
   * the way */
  each(
    from: Configuration,
    visit: (
      event: MachineEvent,
      leaf: string,
      context: Record<string, number>,
      actions: Action[],
    ) => void,
  ): void
  /** the keys from the root to a leaf: XState's value */
  path(leaf: string): string[]
}

const MOST_MICROSTEPS = 1000

/** Makes a walker over a config. Throws when an id stands twice or a target does not exist. */
export function walker(config: StateNode, counters: string[]): Walker {
  const byId = new Map<string, Placed>()
  const leaves = new Map<string, Placed>()
  const place = (node: StateNode, key: string, parent?: Placed): void => {
    const placed: Placed = { node, key, line: [], children: new Map(), entries: [] }
    placed.line = [...(parent?.line ?? []), placed]
    parent?.children.set(key, placed)
    if (node.id !== undefined) {
      if (byId.has(node.id)) throw new Error(`the id "${node.id}" stands twice in the machine`)
      byId.set(node.id, placed)
    }
    if (!node.states && node.meta) leaves.set(node.meta.id, placed)
    for (const [name, child] of Object.entries(node.states ?? {})) place(child, name, placed)
  }
  place(config, '')
  const at = (target: string): Placed =>
    byId.get(stateOf(target)) ?? fail(`the machine has no state "${target}"`)
  const leafAt = (id: string): Placed => leaves.get(id) ?? fail(`the machine has no leaf "${id}"`)

  /** The place in the target's line of the innermost state that holds both. */
  const sharedBy = (target: Placed, from: Placed | undefined): number => {
    let shared = target.line.length - 2
    while (shared >= 0 && from?.line[shared] !== target.line[shared]) shared--
    return shared
  }
  /** An arrow that many leaves share is followed once for all that have the same states around
   * them. */
  function follow(out: Out, from: Placed, before: Record<string, number>): Known {
    const { arrow, target } = out
    const depth = target ? sharedBy(target, from) : -1
    for (const known of out.known)
      if (
        known.depth === depth &&
        (!known.context || same(known.context, before)) &&
        (target || known.leaf === from.node.meta?.id)
      )
        return known
    const own = arrow.actions ?? []
    const known: Known = target
      ? found(target, from, before, own, depth)
      : { depth, leaf: from.node.meta?.id ?? '', actions: own }
    // a state that stays is another one for each leaf
    if (target || out.known.length === 0) out.known.push(known)
    return known
  }
  function found(
    target: Placed,
    from: Placed,
    before: Record<string, number>,
    own: Action[],
    depth: number,
  ): Known {
    const { to, actions, guarded } = enter(target, from, apply(before, own), own)
    return guarded
      ? { depth, leaf: to.leaf, actions, context: before }
      : { depth, leaf: to.leaf, actions }
  }
  /** Enters `target` coming from `from`, down to a leaf, then follows what happens at once. */
  function enter(
    target: Placed,
    from: Placed | undefined,
    before: Record<string, number>,
    done: Action[],
  ): Move & { guarded: boolean } {
    let context = before
    let guarded = false
    const actions = [...done]
    for (let steps = 0; steps <= MOST_MICROSTEPS; steps++) {
      const depth = sharedBy(target, from) + 1
      const { leaf, actions: entry } = (target.entries[depth] ??= entryOf(target, depth))
      const counters = apply(context, entry)
      actions.push(...entry)
      const { always, meta } = leaf.node
      if (!always)
        return {
          to: { leaf: meta?.id ?? fail(`leaf "${leaf.key}" has no meta`), context: counters },
          actions,
          guarded,
        }
      const open = ({ guard }: Arrow): boolean =>
        !guard || (counters[guard.params.counter] ?? 0) < guard.params.max
      guarded ||= Array.isArray(always)
      const arrow =
        (Array.isArray(always) ? always.find(open) : always) ?? fail(`no way out of "${leaf.key}"`)
      context = apply(counters, arrow.actions ?? [])
      actions.push(...(arrow.actions ?? []))
      target = at(arrow.target ?? '')
      from = leaf
    }
    throw new Error(`the machine never comes to rest after "${target.node.id ?? target.key}"`)
  }
  function entryOf(target: Placed, depth: number): Entry {
    const actions = target.line.slice(depth).flatMap(({ node }) => node.entry ?? [])
    let leaf = target
    while (leaf.node.states) {
      leaf =
        leaf.children.get(leaf.node.initial ?? '') ??
        fail(`state "${leaf.key}" has no initial state`)
      actions.push(...(leaf.node.entry ?? []))
    }
    return { leaf, actions }
  }
  /** Inner states win; an empty arrow forbids. */
  function outsOf(placed: Placed): Out[] {
    if (placed.outs) return placed.outs
    const parent = placed.line.at(-2)
    const around = parent ? outsOf(parent) : []
    const own = placed.node.on
    if (!own) return (placed.outs = around)
    const outs = around
      .map((out) => (Object.hasOwn(own, out.event) ? outOf(out.event, own[out.event]) : out))
      .filter((out) => out !== undefined)
    const inherited = new Set(around.map(({ event }) => event))
    for (const [event, arrow] of eventEntries(own)) {
      const out = inherited.has(event) ? undefined : outOf(event, arrow)
      if (out) outs.push(out)
    }
    return (placed.outs = outs)
  }
  function outOf(event: MachineEvent, arrow: Arrow | undefined): Out | undefined {
    if (!arrow || (arrow.target === undefined && !arrow.actions)) return undefined
    return {
      event,
      arrow,
      target: arrow.target === undefined ? undefined : at(arrow.target),
      known: [],
    }
  }
  const outFor = (leaf: string, event: MachineEvent): Out | undefined =>
    outsOf(leafAt(leaf)).find((out) => out.event === event)
  const zero = Object.fromEntries(counters.map((counter) => [counter, 0]))
  return {
    initial: () => enter(at(`#${config.id}`), undefined, zero, []),
    enter: (id, context) => enter(at(`#${id}`), undefined, context, []),
    events: (id) => outsOf(leafAt(id)).map(({ event }) => event),
    takes: (leaf, event) => outFor(leaf, event) !== undefined,
    next(from, event) {
      const out = outFor(from.leaf, event)
      if (!out) return undefined
      const { leaf, actions } = follow(out, leafAt(from.leaf), from.context)
      return { to: { leaf, context: apply(from.context, actions) }, actions }
    },
    each(from, visit) {
      const leaf = leafAt(from.leaf)
      for (const out of outsOf(leaf)) {
        const known = follow(out, leaf, from.context)
        visit(out.event, known.leaf, apply(from.context, known.actions), known.actions)
      }
    },
    path: (id) =>
      leafAt(id)
        .line.slice(1)
        .map(({ key }) => key),
  }
}

const countersKnown = new WeakMap<StateNode, string[]>()

/** Counters of a machine's context, all bounded by the guards that read them. */
export function countersOf({ config }: Pick<Machine, 'config'>): string[] {
  const known = countersKnown.get(config) ?? countersIn(config)
  countersKnown.set(config, known)
  return known
}

function countersIn(config: StateNode): string[] {
  const found = new Set(['handoffs', 'goal'])
  const visit = (node: StateNode): void => {
    for (const { guard } of [node.always ?? []].flat()) if (guard) found.add(guard.params.counter)
    for (const child of Object.values(node.states ?? {})) visit(child)
  }
  visit(config)
  return [...found].sort()
}

/** Counters stop at 6: no guard reads further, and configurations stay few. `goal` and `dialled:`
 * are bits. */
export function counted(context: Record<string, number>, counter: string): number {
  return Math.min((context[counter] ?? 0) + 1, counter === 'handoffs' ? 6 : 1)
}

/** The same object when nothing changes. */
function apply(context: Record<string, number>, actions: Action[]): Record<string, number> {
  let result = context
  for (const action of actions) {
    if (action.type !== 'count' && action.type !== 'reset') continue
    const { counter } = action.params
    const value = action.type === 'count' ? counted(result, counter) : 0
    if (result[counter] !== value) result = { ...result, [counter]: value }
  }
  return result
}

/** Both hold the same counters. */
export function same(a: Record<string, number>, b: Record<string, number>): boolean {
  if (a === b) return true
  for (const counter in a) if (a[counter] !== b[counter]) return false
  return true
}

function fail(message: string): never {
  throw new Error(message)
}
