// The states of a machine in their places: which stand around which, and the arrows that hold in
// each.
import { stateOf } from './leaf-id.ts'
import { eventEntries, type MachineEvent } from './machine-event.ts'
import type { Action, Arrow, StateNode } from './machine.ts'

/** A state in its place. `line` leads from the root to it; `outs` are its own and those of the
 * states around it. */
export type Place = {
  node: StateNode
  key: string
  line: Place[]
  children: Map<string, Place>
  outs?: Out[]
  entries: Entry[]
}

/** An arrow for an event, and what it came to so far. The leaves in a state share those of the
 * state. */
export type Out = { event: MachineEvent; arrow: Arrow; target?: Place; known: Known[] }

/** Entering a state from outside its first `n` ancestors: the leaf it comes down to, and what is
 * done on the way. */
type Entry = { leaf: Place; actions: Action[] }

/** A move as it was found, with the counters it was found for when guards were asked. `depth`: how
 * many states around the target are not left. */
export type Known = {
  depth: number
  leaf: string
  actions: Action[]
  context?: Record<string, number>
}

/** All states by what names them. */
export type Places = {
  /** by the target of an arrow, `#id` */
  at(target: string): Place
  leafAt(id: string): Place
}

export function fail(message: string): never {
  throw new Error(message)
}

/** Throws when an id stands twice. */
export function placesIn(config: StateNode): Places {
  const byId = new Map<string, Place>()
  const leaves = new Map<string, Place>()
  const add = (node: StateNode, key: string, parent?: Place): void => {
    const place: Place = { node, key, line: [], children: new Map(), entries: [] }
    place.line = [...(parent?.line ?? []), place]
    parent?.children.set(key, place)
    if (node.id !== undefined) {
      if (byId.has(node.id)) throw new Error(`the id "${node.id}" stands twice in the machine`)
      byId.set(node.id, place)
    }
    if (!node.states && node.meta) leaves.set(node.meta.id, place)
    for (const [name, child] of Object.entries(node.states ?? {})) add(child, name, place)
  }
  add(config, '')
  return {
    at: (target) => byId.get(stateOf(target)) ?? fail(`the machine has no state "${target}"`),
    leafAt: (id) => leaves.get(id) ?? fail(`the machine has no leaf "${id}"`),
  }
}

/** The place in the target's line of the innermost state that holds both. */
export function sharedBy(target: Place, from: Place | undefined): number {
  let shared = target.line.length - 2
  while (shared >= 0 && from?.line[shared] !== target.line[shared]) shared--
  return shared
}

/** How a place is entered that shares so many states around it with where one comes from. */
export const entryInto = (target: Place, depth: number): Entry =>
  (target.entries[depth] ??= findEntry(target, depth))

function findEntry(target: Place, depth: number): Entry {
  const actions = target.line.slice(depth).flatMap(({ node }) => node.entry ?? [])
  let leaf = target
  while (leaf.node.states) {
    leaf =
      leaf.children.get(leaf.node.initial ?? '') ?? fail(`state "${leaf.key}" has no initial state`)
    actions.push(...(leaf.node.entry ?? []))
  }
  return { leaf, actions }
}

/** The arrows that hold in a place. Inner states win; an empty arrow forbids. */
export const outsOf = (place: Place, at: Places['at']): Out[] =>
  (place.outs ??= findOuts(place, at))

function findOuts(place: Place, at: Places['at']): Out[] {
  const parent = place.line.at(-2)
  const around = parent ? outsOf(parent, at) : []
  const own = place.node.on
  if (!own) return around
  const outs = around.flatMap((out) => {
    const inner = own[out.event]
    if (!inner) return [out]
    return outFor(out.event, inner, at) ?? []
  })
  const known = new Set(around.map(({ event }) => event))
  for (const [event, arrow] of eventEntries(own)) {
    const out = known.has(event) ? undefined : outFor(event, arrow, at)
    if (out) outs.push(out)
  }
  return outs
}

function outFor(event: MachineEvent, arrow: Arrow, at: Places['at']): Out | undefined {
  if (arrow.target === undefined) return arrow.actions && { event, arrow, known: [] }
  return { event, arrow, target: at(arrow.target), known: [] }
}
