// What a name in a prompt or condition stands for by declaration, and of which type it is.
import { nearest, oneOf } from '../text/diagnostic.ts'
import { plainName, type Path } from '../text/expression.ts'
import type { Field, Flow } from '../tree/flow.ts'
import type { SlotType } from '../tree/slot.ts'
import type { Step } from '../steps/index.ts'
import { readsIn, type Read } from './spoken-texts.ts'
import { type View } from './flow-view.ts'

/** A type that can be compared; `values` are all it can be, when that is known. `fact` is the slot
 * or saved answer that must be filled first. */
export type Known = {
  type: SlotType | 'duration' | 'list'
  values?: string[]
  fact?: string
  private?: boolean
}

export type Unknown = { message: string; hint?: string }

export const isUnknown = (found: object): found is Unknown => 'message' in found

const givenNames = [
  'language',
  'priority',
  'today',
  'now',
  'caller',
  'line',
  'call',
  'hours',
  'desks',
  'switches',
]

/** Names that a flow may not give to its own values. */
export const reservedNames: ReadonlySet<string> = new Set([...givenNames, 'item'])

export const priorities = ['high', 'normal', 'low']

/** Declared names by the form in which they are compared; made once for each map, because flows
 * have thousands of names to look up. */
const plainly = new WeakMap<ReadonlyMap<string, unknown>, Map<string, string>>()

function same<T>(map: ReadonlyMap<string, T>, name: string): [string, T] | undefined {
  const index =
    plainly.get(map) ?? new Map([...map.keys()].map((declared) => [plainName(declared), declared]))
  plainly.set(map, index)
  const declared = index.get(plainName(name))
  return declared === undefined ? undefined : [declared, map.get(declared) as T]
}

/** Fields by name; absent: any name may be asked for. */
type FieldTypes = Map<string, Field['type']> | undefined

/** The row of a list that is being read out. */
export type Item = { fields: FieldTypes }

/** What requests and sub-flows of a flow save, by name; of several answers under one name, all
 * fields. */
function savedIn(flow: Flow, outer: readonly Flow[]): Map<string, FieldTypes> {
  const saved = new Map<string, FieldTypes>()
  for (const step of flow.steps.values()) {
    if (!step.save || step.save instanceof Map) continue
    const name = step.save.value
    const lookup = [flow, ...outer]
      .map(({ lookups }) => lookups.get(step.request?.value ?? ''))
      .find((one) => one !== undefined)
    const known = saved.has(name) ? saved.get(name) : new Map<string, Field['type']>()
    saved.set(
      name,
      lookup?.fields && known
        ? new Map([...known, ...lookup.fields.map(({ name: one, type }) => [one, type] as const)])
        : undefined,
    )
  }
  return saved
}

export type Names = {
  resolve(path: Path, item?: Item): Known | Unknown
  list(written: string): Item | Unknown
  saved: ReadonlyMap<string, FieldTypes>
}

/** The flows a sub-flow may borrow hours, desks and lookups from: those that go through it, nearest
 * first. */
export function outerFlows(view: View): Flow[] {
  return [...new Set(view.callers.flatMap(({ view: outer }) => [outer.flow, ...outerFlows(outer)]))]
}

const cache = new WeakMap<View, Names>()

export function namesOf(view: View): Names {
  const names = cache.get(view) ?? makeNames(view)
  cache.set(view, names)
  return names
}

function makeNames(view: View): Names {
  const { flow } = view
  const outer = outerFlows(view)
  const saved = savedIn(flow, outer)
  const rows = rowFields(flow, saved)
  const takes = new Map([...flow.takes, ...(flow.outgoing?.takes ?? [])])
  const every = [...flow.slots.keys(), ...takes.keys(), ...saved.keys(), ...givenNames]
  const oneOfThese = (
    what: string,
    name: string,
    known: readonly string[],
    written: (near: string) => string,
  ): Unknown => {
    const near = nearest(plainName(name), known)
    return {
      message: `"${name}" is not ${what}${known.length > 0 && known.length < 13 ? `; expected ${oneOf(known)}` : ''}`,
      hint: near === undefined ? undefined : `did you mean "${written(near)}"?`,
    }
  }
  const underscored = (name: string) => name.replaceAll(' ', '_')

  function resolve({ names }: Path, item?: Item): Known | Unknown {
    const [first = '', second, third, ...more] = names
    const tooLong = (after: string, rest: (string | undefined)[]): Unknown | undefined =>
      rest.some((part) => part !== undefined)
        ? { message: `"${names.join('.')}" goes too far: nothing stands after ${after}` }
        : undefined
    if (first === 'item') {
      if (!item)
        return {
          message: '"item" is the row of a list and is known only in "each" of a "choose" step',
        }
      return second === undefined
        ? { type: 'row' }
        : (tooLong(`item.${second}`, [third]) ?? fieldIn(item.fields, second, 'item'))
    }
    const slot = same(flow.slots, first)
    if (slot) {
      const known: Known = {
        type: slot[1].type,
        fact: slot[0],
        private: slot[1].private && !slot[1].readBack,
        values:
          slot[1].type === 'choice' && !slot[1].others
            ? slot[1].options?.map(({ value }) => value)
            : undefined,
      }
      if (second === undefined) return known
      if (known.type !== 'row')
        return {
          message: `slot "${slot[0]}" is a ${known.type} and has no fields`,
          hint: `write {{ ${underscored(slot[0])} }}`,
        }
      const inner =
        tooLong(`${slot[0]}.${second}`, [third]) ?? fieldIn(rows.get(slot[0]), second, slot[0])
      return isUnknown(inner) ? inner : { ...inner, fact: slot[0] }
    }
    const taken = same(takes, first)
    if (taken) return tooLong(`"${taken[0]}"`, [second]) ?? { type: taken[1].type }
    const kept = same(saved, first)
    if (kept) {
      if (second === undefined) return { type: 'row', fact: kept[0] }
      const inner = tooLong(`${kept[0]}.${second}`, [third]) ?? fieldIn(kept[1], second, kept[0])
      return isUnknown(inner) ? inner : { ...inner, fact: kept[0] }
    }
    return given(first, second, third, more, names.join('.'))
  }

  function fieldIn(fields: FieldTypes, name: string, of: string): Known | Unknown {
    if (!fields) return { type: 'text' }
    const found = same(fields, name)
    if (!found)
      return oneOfThese(
        `a field of "${of}"`,
        name,
        [...fields.keys()],
        (near) => `${underscored(of)}.${underscored(near)}`,
      )
    return { type: typeof found[1] === 'string' ? found[1] : 'list' }
  }

  function given(
    first: string,
    second: string | undefined,
    third: string | undefined,
    more: string[],
    whole: string,
  ): Known | Unknown {
    const part = (known: Record<string, Known>, least = true): Known | Unknown => {
      const found =
        second === undefined
          ? undefined
          : Object.hasOwn(known, plainName(second))
            ? known[plainName(second)]
            : undefined
      if (found && third === undefined) return found
      if (found)
        return { message: `"${whole}" goes too far: nothing stands after ${first}.${second}` }
      return second === undefined && least
        ? {
            message: `"${first}" has parts; expected ${oneOf(Object.keys(known).map((name) => `${first}.${name}`))}`,
          }
        : oneOfThese(
            `a part of "${first}"`,
            second ?? '',
            Object.keys(known),
            (near) => `${first}.${near}`,
          )
    }
    const among = (declared: readonly string[], what: string): Unknown | undefined => {
      if (second === undefined)
        return {
          message: `"${first}" needs a name after it, such as ${first}.${underscored(declared[0] ?? 'office')}`,
        }
      return declared.some((name) => plainName(name) === plainName(second))
        ? undefined
        : oneOfThese(what, second, declared, (near) => `${first}.${underscored(near)}`)
    }
    const alone = (known: Known): Known | Unknown =>
      second === undefined
        ? known
        : { message: `"${whole}" goes too far: nothing stands after ${first}` }
    switch (plainName(first)) {
      case 'language':
        return alone({ type: 'text', values: view.languages.map(({ tag }) => tag) })
      case 'priority':
        return alone({ type: 'text', values: priorities })
      case 'today':
        return alone({ type: 'date' })
      case 'now':
        return alone({ type: 'date-time' })
      case 'caller':
        return part({
          number: { type: 'phone' },
          tags: { type: 'list' },
          withheld: { type: 'yes-no' },
        })
      case 'call':
        return part({
          id: { type: 'text' },
          lot: { type: 'number' },
          talked: { type: 'yes-no' },
          disposition: { type: 'text' },
        })
      case 'line':
        return lineValue(second)
      case 'hours': {
        const unknown = among(
          [flow, ...outer].flatMap(({ hours }) => [...hours.keys()]),
          'the name of opening hours',
        )
        if (unknown) return unknown
        if (third === undefined) return { type: 'text', values: ['open', 'closed', 'holiday'] }
        return third === 'opens' && more.length === 0
          ? { type: 'date-time' }
          : oneOfThese(
              'a part of opening hours',
              third,
              ['opens'],
              (near) => `hours.${second}.${near}`,
            )
      }
      case 'switches': {
        const unknown = among(
          [flow, ...outer].flatMap(({ switches }) => switches.map(({ value }) => value)),
          'a switch',
        )
        if (unknown) return unknown
        if (third === undefined) return { type: 'text', values: ['on', 'off'] }
        return third === 'text' && more.length === 0
          ? { type: 'text' }
          : oneOfThese(
              'a part of a switch',
              third,
              ['text'],
              (near) => `switches.${second}.${near}`,
            )
      }
      case 'desks': {
        const unknown = among(
          [flow, ...outer].flatMap(({ desks }) => [...desks.keys()]),
          'a desk',
        )
        if (unknown) return unknown
        const parts: Record<string, Known> = {
          free: { type: 'number' },
          waiting: { type: 'number' },
          wait: { type: 'duration' },
          place: { type: 'number' },
        }
        if (third !== undefined && more.length === 0 && Object.hasOwn(parts, third))
          return parts[third] as Known
        return third === undefined
          ? {
              message: `a desk has parts; expected ${oneOf(Object.keys(parts).map((name) => `desks.${second}.${name}`))}`,
            }
          : oneOfThese(
              'a part of a desk',
              third,
              Object.keys(parts),
              (near) => `desks.${second}.${near}`,
            )
      }
      default:
        return oneOfThese('a name this flow knows', first, every, underscored)
    }
  }

  /** Values of the lines that this flow, or one that goes through it, answers. */
  function lineValue(second: string | undefined): Known | Unknown {
    if (second === undefined)
      return { message: '"line" has parts: line.name, and the values of lines.yaml' }
    const answering = new Set([flow, ...outer].map(({ name }) => name.value))
    const lines = [...(view.project.lines?.lines.values() ?? [])].filter(({ value }) =>
      answering.has(value.flow?.value ?? ''),
    )
    if (second === 'name' || lines.length === 0) return { type: 'text' }
    const lacking = lines.find(({ value }) => !value.values || !same(value.values, second))
    if (!lacking) return { type: 'text' }
    return {
      ...oneOfThese(
        'a value of the line',
        second,
        ['name', ...(lacking.value.values?.keys() ?? [])],
        (near) => `line.${underscored(near)}`,
      ),
      message: `line "${lacking.name.value}" of lines.yaml has no value "${plainName(second)}"`,
    }
  }

  return {
    resolve,
    list(written) {
      const [first = '', second = ''] = written.split('.').map((part) => part.trim())
      const kept = same(saved, first)
      if (!kept)
        return oneOfThese(
          'an answer that a request saved',
          first,
          [...saved.keys()],
          (near) => `${near}.${second || 'list'}`,
        )
      if (!kept[1]) return { fields: undefined }
      const found = same(kept[1], second)
      const lists = [...kept[1]]
        .filter(([, type]) => typeof type !== 'string')
        .map(([name]) => name)
      if (!found || typeof found[1] === 'string')
        return oneOfThese(`a list in "${kept[0]}"`, second, lists, (near) => `${kept[0]}.${near}`)
      return { fields: new Map(found[1].list.map(({ name, type }) => [name, type])) }
    },
    saved,
  }
}

/** The fields of each row slot: those of the lists that are chosen from into it. */
function rowFields(flow: Flow, saved: ReadonlyMap<string, FieldTypes>): Map<string, FieldTypes> {
  const rows = new Map<string, FieldTypes>()
  for (const step of flow.steps.values()) {
    const slot = step.slot?.value
    if (!step.choose || slot === undefined) continue
    const [first = '', second = ''] = (step.from?.value ?? '').split('.')
    const list = same(saved, first)?.[1]
    const type = list && same(list, second)?.[1]
    const before = rows.get(slot)
    rows.set(
      slot,
      type && typeof type !== 'string'
        ? new Map([...(before ?? []), ...type.list.map((one) => [one.name, one.type] as const)])
        : before,
    )
  }
  return rows
}

/** What a row is, in `each` of a `choose` step. */
export function itemOf(step: Step, names: Names): Item {
  const list = names.list(step.from?.value ?? '')
  return isUnknown(list) ? { fields: undefined } : list
}

/** A name that is read, with what it stands for. */
export type Resolved = { read: Read; found: Known | Unknown }

const resolved = new WeakMap<View, Resolved[]>()

/** Every name that a flow reads, resolved; worked out once, because many rules ask. */
export function resolvedIn(view: View): Resolved[] {
  const names = namesOf(view)
  const all =
    resolved.get(view) ??
    readsIn(view.flow).map((read) => ({
      read,
      found: names.resolve(read.path, read.row && itemOf(read.row, names)),
    }))
  resolved.set(view, all)
  return all
}

/** Those whose names are declared. */
export const knownIn = (view: View): { read: Read; found: Known }[] =>
  resolvedIn(view).flatMap(({ read, found }) => (isUnknown(found) ? [] : [{ read, found }]))
