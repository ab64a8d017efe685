// Walks a machine's data without XState: the same moves, found by following the config itself.
import type { Action, Arrow, Leaf, Machine, StateNode } from './machine.ts'

/** A place in the machine: a leaf and the bounded counters. */
export type Configuration = { leaf: string; context: Record<string, number> }

export type Move = { to: Configuration; actions: Action[] }

type Placed = { node: StateNode; key: string; parent?: Placed; entry: Action[] }

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
    const placed: Placed = { node, key, parent, entry: node.entry ?? [] }
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
  const lineage = (placed: Placed): Placed[] => (placed.parent ? [...lineage(placed.parent), placed] : [placed])

  /** Enters `target` coming from `from`, down to a leaf, then follows what happens at once. */
  function enter(target: Placed, from: Placed | undefined, context: Record<string, number>, actions: Action[], steps = 0): Move {
    if (steps > MOST_MICROSTEPS) throw new Error(`the machine never comes to rest after "${target.node.id ?? target.key}"`)
    const around = new Set(from ? lineage(from) : [])
    const line = lineage(target)
    let shared = line.length - 2
    while (shared >= 0 && !around.has(line[shared] as Placed)) shared--
    const entered = line.slice(shared + 1)
    let leaf = target
    while (leaf.node.states) {
      const key = leaf.node.initial ?? fail(`state "${leaf.key}" has no initial state`)
      leaf = byChild(leaf, key)
      entered.push(leaf)
    }
    const done = entered.flatMap(({ entry }) => entry)
    const counted = apply(context, done)
    const all = [...actions, ...done]
    const always = leaf.node.always
    if (!always) return { to: { leaf: leaf.node.meta?.id ?? fail(`leaf "${leaf.key}" has no meta`), context: counted }, actions: all }
    const arrow = [always].flat().find(({ guard }) => !guard || (counted[guard.params.counter] ?? 0) < guard.params.max) ?? fail(`no way out of "${leaf.key}"`)
    const own = arrow.actions ?? []
    return enter(at(arrow.target ?? ''), leaf, apply(counted, own), [...all, ...own], steps + 1)
  }
  const children = new Map<Placed, Map<string, Placed>>()
  function byChild(parent: Placed, key: string): Placed {
    let known = children.get(parent)
    if (!known) {
      known = new Map([...byId.values()].filter((one) => one.parent === parent).map((one) => [one.key, one]))
      children.set(parent, known)
    }
    return known.get(key) ?? fail(`state "${parent.key}" has no child "${key}"`)
  }
  function arrowFor(leaf: Placed, event: string): Arrow | undefined {
    for (let here: Placed | undefined = leaf; here; here = here.parent) {
      const arrow = here.node.on?.[event]
      if (arrow) return 'target' in arrow || 'actions' in arrow ? arrow : undefined
    }
    return undefined
  }
  const zero = Object.fromEntries(counters.map((counter) => [counter, 0]))
  return {
    initial: () => enter(at(`#${config.id}`), undefined, zero, []),
    enter: (id, context) => enter(at(`#${id}`), undefined, context, []),
    events: (id) => [...new Set(lineage(leafAt(id)).flatMap(({ node }) => Object.keys(node.on ?? {})))].filter((event) => arrowFor(leafAt(id), event)),
    takes: (leaf, event) => arrowFor(leafAt(leaf), event) !== undefined,
    next(from, event) {
      const leaf = leafAt(from.leaf)
      const arrow = arrowFor(leaf, event)
      if (!arrow) return undefined
      const actions = arrow.actions ?? []
      const context = apply(from.context, actions)
      return arrow.target === undefined ? { to: { leaf: from.leaf, context }, actions } : enter(at(arrow.target), leaf, context, actions)
    },
    path: (id) => lineage(leafAt(id)).slice(1).map(({ key }) => key),
  }
}

/** Counters of a machine's context, all bounded by the guards that read them. */
export function countersOf(machine: Pick<Machine, 'config'>): string[] {
  const found = new Set(['handoffs', 'goal'])
  const visit = (node: StateNode): void => {
    for (const { guard } of [node.always ?? []].flat()) if (guard) found.add(guard.params.counter)
    for (const child of Object.values(node.states ?? {})) visit(child)
  }
  visit(machine.config)
  return [...found].sort()
}

/** Counters stop at 6: no guard reads further, and configurations stay few. `goal` and `dialled:` are bits. */
export function counted(context: Record<string, number>, counter: string): number {
  return Math.min((context[counter] ?? 0) + 1, counter === 'handoffs' ? 6 : 1)
}

function apply(context: Record<string, number>, actions: Action[]): Record<string, number> {
  let result = context
  for (const action of actions) {
    if (action.type === 'count') result = { ...result, [action.params.counter]: counted(result, action.params.counter) }
    if (action.type === 'reset') result = { ...result, [action.params.counter]: 0 }
  }
  return result
}

function fail(message: string): never {
  throw new Error(message)
}
