// Which step, desk, slot or option of the new version is which of the old one.
import type { Desk, Flow, Slot } from '../flow/tree/flow.ts'
import { firstText, optionIds, type Option } from '../flow/tree/option.ts'
import type { Step } from '../flow/steps/index.ts'
import { deskWays, waysOf } from '../flow/machine/arrow-ways.ts'
import { fieldsOf, likeness, plainText, same } from './plain-text.ts'

export type Pair<T> = { was: T; now: T; renamed: boolean }

/** `pairs` in the order of the new version, then what is new, then what is gone. */
export type Matched<T> = { pairs: Pair<T>[]; added: T[]; removed: T[] }

/** Two versions of one flow, and the new names of the steps and desks of the old one. */
export type Both = {
  was: Flow
  now: Flow
  steps: Matched<Step>
  desks: Matched<Desk>
  slots: Matched<Slot>
  renamed: Map<string, string>
}

export function matchFlows(was: Flow, now: Flow): Both {
  const renamed = new Map<string, string>()
  const note = <T extends { name: { value: string } }>(matched: Matched<T>): Matched<T> => {
    for (const pair of matched.pairs)
      if (pair.renamed) renamed.set(pair.was.name.value, pair.now.name.value)
    return matched
  }
  const before = arrivals(was),
    after = arrivals(now)
  const sharesArrival = (one: string, other: string) =>
    [...(before.get(one) ?? [])].some((from) => after.get(other)?.has(from))
  const desks = note(
    match(was.desks, now.desks, (one, other) =>
      shares(one, other, renamed) >= 0.5 &&
      (sharesArrival(one.name.value, other.name.value) || same(one.label, other.label))
        ? shares(one, other, renamed)
        : 0,
    ),
  )
  const steps = note(
    match(was.steps, now.steps, (one, other) => {
      if (one.word !== other.word) return 0
      const share = shares(one, other, renamed)
      const alike = likeness(plainText(one[one.word]), plainText(other[other.word])) >= 0.5
      // two steps may say nearly the same and stand in quite different places
      return share >= 0.5 && (alike || sharesArrival(one.name.value, other.name.value)) ? share : 0
    }),
  )
  const slots = match(was.slots, now.slots, (one, other) =>
    one.type === other.type &&
    (one.label === other.label || asks(was, one.name) === asks(now, other.name))
      ? shares(one, other, renamed, new Set(['name']))
      : 0,
  )
  return { was, now, steps, desks, slots, renamed }
}

/** The steps that fill a slot: they tell a renamed slot from a new one. */
const asks = (flow: Flow, slot: string): string =>
  [...flow.steps.values()]
    .filter((step) => plainText(step.slot) === slot)
    .map(({ name }) => name.value)
    .join() || slot

/** By name; then, of what is left over, the likest pairs with a likeness above 0. */
export function match<T>(
  was: Map<string, T>,
  now: Map<string, T>,
  likes: (was: T, now: T) => number,
): Matched<T> {
  const old = new Map([...was].filter(([name]) => !now.has(name)))
  const fresh = new Map([...now].filter(([name]) => !was.has(name)))
  const scored = [...old]
    .flatMap(([from, one]) =>
      [...fresh].map(([to, other]) => ({ from, to, score: likes(one, other) })),
    )
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  const renames = new Map<string, string>()
  for (const { from, to } of scored) {
    if (!old.has(from) || !fresh.has(to)) continue
    renames.set(to, from)
    old.delete(from)
    fresh.delete(to)
  }
  const pairs = [...now].flatMap(([name, one]): Pair<T>[] => {
    const before = was.get(renames.get(name) ?? name)
    return before === undefined || fresh.has(name)
      ? []
      : [{ was: before, now: one, renamed: renames.has(name) }]
  })
  return { pairs, added: [...fresh.values()], removed: [...old.values()] }
}

/** The share of the fields of two parts that are equal; a target that was renamed is the same
 * target, and a part that leads to itself does so by either name. */
function shares(
  was: object,
  now: object,
  renamed: Map<string, string>,
  besides: ReadonlySet<string> = new Set(),
): number {
  const [before, after] = [fieldsOf(was), fieldsOf(now)]
  const fields = [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => !besides.has(key) && !['range', 'name', 'located', 'word'].includes(key),
  )
  const nameOf = (part: object) => ('name' in part ? plainText(part.name) : '')
  const names = new Map([...renamed, [nameOf(was), nameOf(now)]])
  const equal = fields.filter((key) => {
    const [one, other] = [before.get(key), after.get(key)]
    return same(one, other, key) || plainText(one, key, names) === plainText(other, key)
  })
  return equal.length / Math.max(1, fields.length)
}

/** From which steps and desks, and by which ways, each place is reached. */
function arrivals(flow: Flow): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  const add = (from: string, name: string, to: string | undefined) => {
    if (to !== undefined) found.set(to, (found.get(to) ?? new Set()).add(`${from}/${name}`))
  }
  for (const step of flow.steps.values())
    for (const way of waysOf(step)) add(step.name.value, way.name, way.to?.value)
  for (const desk of flow.desks.values())
    for (const way of deskWays(desk)) add(desk.name.value, way.name, way.to?.value)
  add('', 'start', flow.start?.value)
  add('', 'help', flow.help?.value)
  return found
}

/** An option with what it is known by. `place` counts from 1. */
export type Placed = { option: Option; id: string; label: string; place: number }

export function placeOptions(options: Option[]): Placed[] {
  const ids = optionIds(options)
  return options.map((option, index) => ({
    option,
    id: ids[index] ?? '',
    label: firstText(option.label),
    place: index + 1,
  }))
}

/** By id, then by label, then by where they lead. */
export function matchOptions(
  was: Option[],
  now: Option[],
  renamed: Map<string, string>,
): Matched<Placed> {
  const [old, fresh] = [placeOptions(was), placeOptions(now)]
  const pairs = new Map<Placed, Placed>()
  const by = (fits: (one: Placed, other: Placed) => boolean): void => {
    for (const other of fresh) {
      if (pairs.has(other)) continue
      const found = old.find((one) => ![...pairs.values()].includes(one) && fits(one, other))
      if (found) pairs.set(other, found)
    }
  }
  const target = ({ option }: Placed) => option.then?.value ?? ''
  by((one, other) => one.id === other.id)
  by((one, other) => one.label !== '' && one.label === other.label)
  by(
    (one, other) =>
      target(one) !== '' &&
      (renamed.get(target(one)) ?? target(one)) === target(other) &&
      (likeness(one.label, other.label) > 0 || one.option.key?.value === other.option.key?.value),
  )
  return {
    pairs: fresh.flatMap((now) => {
      const was = pairs.get(now)
      return was ? [{ was, now, renamed: was.id !== now.id }] : []
    }),
    added: fresh.filter((one) => !pairs.has(one)),
    removed: old.filter((one) => ![...pairs.values()].includes(one)),
  }
}
