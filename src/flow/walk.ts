// Walks a machine's data without XState: the same moves, found by following the config itself.
import type { Action, Arrow, Leaf, Machine, StateNode } from './machine.ts'

/** A place in the machine: a leaf and the bounded counters. */
export type Configuration = { leaf: string; context: Record<string, number> }

export type Move = { to: Configuration; actions: Action[] }

/** A state in its place. `line` leads from the root to it; `arrows`, of a leaf, are its own and those of the states around it; `moves` are those that ask no guard. */
type Placed = { node: StateNode; key: string; line: Placed[]; children: Map<string, Placed>; arrows?: Map<string, Arrow>; moves: Map<string, Fixed>; entries: Entry[] }

/** Entering a state from outside its first `n` ancestors: the leaf it comes down to, and what is done on the way. */
type Entry = { leaf: Placed; actions: Action[] }

/** A move that is the same whatever the counters are. */
type Fixed = { leaf: string; actions: Action[] }

/** Leaves that wait, work or are final, by id. */
export function leavesOf(config: StateNode): Map<string, Leaf> {
  const leaves = new Map<string, Leaf>()
  const visit = (node: StateNode): void => {
    if (!node.states) { if (node.meta) leaves.set(node.meta.id, node.meta); return }
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
  events(leaf: string): string[]
  takes(leaf: string, event: string): boolean
  /** undefined: the event is not accepted */
  next(from: Configuration, event: string): Move | undefined
  /** the keys from the root to a leaf: XState's value */
  path(leaf: string): string[]
}

const MOST_MICROSTEPS = 1000

/** Makes a walker over a config. Throws when an id stands twice or a target does not exist. */
export function walker(config: StateNode, counters: string[]): Walker {
  const byId = new Map<string, Placed>()
  const leaves = new Map<string, Placed>()
  const place = (node: StateNode, key: string, parent?: Placed): void => {
    const placed: Placed = { node, key, line: [], children: new Map(), moves: new Map(), entries: [] }
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
  const at = (target: string): Placed => byId.get(target.slice(1)) ?? fail(`the machine has no state "${target}"`)
  const leafAt = (id: string): Placed => leaves.get(id) ?? fail(`the machine has no leaf "${id}"`)

  /** Enters `target` coming from `from`, down to a leaf, then follows what happens at once. */
  function enter(target: Placed, from: Placed | undefined, before: Record<string, number>, done: Action[]): Move & { guarded: boolean } {
    let context = before
    let guarded = false
    const actions = [...done]
    for (let steps = 0; steps <= MOST_MICROSTEPS; steps++) {
      let shared = target.line.length - 2
      while (shared >= 0 && from?.line[shared] !== target.line[shared]) shared--
      const { leaf, actions: entry } = (target.entries[shared + 1] ??= entryOf(target, shared + 1))
      const counters = apply(context, entry)
      actions.push(...entry)
      const { always, meta } = leaf.node
      if (!always) return { to: { leaf: meta?.id ?? fail(`leaf "${leaf.key}" has no meta`), context: counters }, actions, guarded }
      const open = ({ guard }: Arrow): boolean => !guard || (counters[guard.params.counter] ?? 0) < guard.params.max
      guarded ||= Array.isArray(always)
      const arrow = (Array.isArray(always) ? always.find(open) : always) ?? fail(`no way out of "${leaf.key}"`)
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
      leaf = leaf.children.get(leaf.node.initial ?? '') ?? fail(`state "${leaf.key}" has no initial state`)
      actions.push(...(leaf.node.entry ?? []))
    }
    return { leaf, actions }
  }
  /** Inner states win; an empty arrow forbids. */
  function arrowsOf(leaf: Placed): Map<string, Arrow> {
    if (leaf.arrows) return leaf.arrows
    leaf.arrows = new Map()
    for (const { node } of leaf.line) for (const [event, arrow] of Object.entries(node.on ?? {})) leaf.arrows.set(event, arrow)
    for (const [event, arrow] of leaf.arrows) if (arrow.target === undefined && !arrow.actions) leaf.arrows.delete(event)
    return leaf.arrows
  }
  const zero = Object.fromEntries(counters.map((counter) => [counter, 0]))
  return {
    initial: () => enter(at(`#${config.id}`), undefined, zero, []),
    enter: (id, context) => enter(at(`#${id}`), undefined, context, []),
    events: (id) => [...arrowsOf(leafAt(id)).keys()],
    takes: (leaf, event) => arrowsOf(leafAt(leaf)).has(event),
    next(from, event) {
      const leaf = leafAt(from.leaf)
      const known = leaf.moves.get(event)
      if (known) return { to: { leaf: known.leaf, context: apply(from.context, known.actions) }, actions: known.actions }
      const arrow = arrowsOf(leaf).get(event)
      if (!arrow) return undefined
      const own = arrow.actions ?? []
      const { to, actions, guarded } = arrow.target === undefined ? { to: { leaf: from.leaf, context: apply(from.context, own) }, actions: own, guarded: false } : enter(at(arrow.target), leaf, apply(from.context, own), own)
      if (!guarded) leaf.moves.set(event, { leaf: to.leaf, actions })
      return { to, actions }
    },
    path: (id) => leafAt(id).line.slice(1).map(({ key }) => key),
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

/** Counters stop at 6: no guard reads further, and configurations stay few. `goal` and `dialled:` are bits. */
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

function fail(message: string): never {
  throw new Error(message)
}
