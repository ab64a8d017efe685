// What a name in a prompt or condition stands for, in one scope at one moment of a call.
import { DateTime } from 'luxon'
import type { Known } from '../flow/tree/compare.ts'
import { evaluate } from '../flow/text/condition.ts'
import type { Condition } from '../flow/text/expression.ts'
import { hoursAt, stateAt } from '../flow/tree/hours.ts'
import type { Scope } from '../flow/machine/machine.ts'
import type { Field } from '../flow/tree/flow.ts'
import type { Here } from './draft.ts'

/** A known value; `text` is how it is shown when it differs from the value. */
export type Named = Known & {
  text?: string
  private?: boolean
  /** private, and not to be read back */ unspoken?: boolean
  /** letter by letter, said in its place */ spelled?: string
}

/** Spaces in names may be written `_`. */
export function sameName(written: string, declared: string): boolean {
  return written === declared || written.replaceAll('_', ' ') === declared.replaceAll('_', ' ')
}

function find<T>(names: Map<string, T> | [string, T][], written: string): [string, T] | undefined {
  if (names instanceof Map) {
    const exact = names.get(written)
    if (exact !== undefined) return [written, exact]
  }
  for (const entry of names) if (sameName(written, entry[0])) return entry
  return undefined
}

/** The zone of "today" and "now": that of the first opening hours, else UTC. */
export function zoneOf(scope: Scope): string {
  return (
    [...scope.flow.hours.values()][0]?.value.zone ?? (scope.parent ? zoneOf(scope.parent) : 'UTC')
  )
}

/** Undefined: not known now. */
export function lookUp(here: Here, path: string[]): Named | undefined {
  const { draft, scope, item } = here
  const [first = '', ...rest] = path
  if (first === 'item' && item) return rest.length > 0 ? field(item, rest[0] ?? '') : item
  const slot = find(scope.flow.slots, first)
  if (slot) {
    const held = draft.session.slots[scope.prefix + slot[0]]
    if (!held) return undefined
    const named: Named = {
      value: held.value,
      type: slot[1].type,
      text: held.text,
      private: slot[1].private,
      unspoken: slot[1].private && !slot[1].readBack,
      spelled: held.spelled,
    }
    return rest.length > 0 ? field(named, rest[0] ?? '') : named
  }
  const taken = find(scope.flow.takes, first)
  if (taken) {
    const held = draft.session.slots[scope.prefix + taken[0]]
    return held && { value: held.value, type: taken[1].type, text: held.text }
  }
  const saved = find(Object.entries(draft.session.saved), scope.prefix + first)
  if (saved)
    return rest.length > 0
      ? fieldOf(saved[1], rest[0] ?? '', typesOf(scope, saved[0].slice(scope.prefix.length)))
      : { value: saved[1], type: 'row' }
  return givenByEngine(here, first, rest)
}

/** What every flow knows without declaring it. */
function givenByEngine({ draft, scope }: Here, first: string, rest: string[]): Named | undefined {
  const { session, facts } = draft
  const [second = '', third = ''] = rest
  const text = (value: unknown, type = 'text'): Named | undefined =>
    value === undefined || value === null ? undefined : { value, type }
  const zone = zoneOf(scope)
  switch (first) {
    case 'language':
      return text(session.language)
    case 'priority':
      return text(session.slots.priority?.value ?? 'normal')
    case 'today':
      return text(DateTime.fromMillis(draft.at, { zone }).toISODate(), 'date')
    case 'now':
      return text(
        DateTime.fromMillis(draft.at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm"),
        'date-time',
      )
    case 'caller':
      if (second === 'number')
        return session.caller.withheld ? undefined : text(session.caller.number, 'phone')
      if (second === 'tags') return text(session.caller.tags, 'list')
      return second === 'withheld' ? text(session.caller.withheld, 'yes-no') : undefined
    case 'line':
      return second === 'name'
        ? text(session.line.name)
        : text(find(Object.entries(session.line.values), second)?.[1])
    case 'call':
      if (second === 'id') return text(session.callId)
      if (second === 'lot') return text(lotOf(session.callId), 'number')
      return second === 'talked' ? text(session.talked ?? false, 'yes-no') : undefined
    case 'hours': {
      const hours = find(scope.flow.hours, second)?.[1].value
      if (!hours) return undefined
      if (third !== 'opens') return text(stateAt(hours, draft.at))
      const { opens } = hoursAt(hours, draft.at)
      return opens === undefined
        ? undefined
        : text(
            DateTime.fromMillis(opens, { zone: hours.zone }).toFormat("yyyy-MM-dd'T'HH:mm"),
            'date-time',
          )
    }
    case 'switches': {
      const fact = find(Object.entries(facts), ['switches', ...rest].join('.'))?.[1]
      return third === 'text'
        ? text(fact || undefined)
        : text(fact === true || fact === 'on' ? 'on' : 'off')
    }
    case 'desks':
      return text(
        find(Object.entries(facts), ['desks', ...rest].join('.'))?.[1],
        third === 'wait' ? 'duration' : 'number',
      )
    default:
      return undefined
  }
}

/** 0 to 99, the same for a call whenever it is asked: for sharing calls out by lot. */
export function lotOf(callId: string): number {
  let hash = 0
  for (const letter of callId) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0
  return hash % 100
}

type Row = Record<string, unknown> & { '': unknown }

function field(named: Named, name: string): Named | undefined {
  if (typeof named.value !== 'object' || named.value === null) return undefined
  const row = named.value as Row
  return fieldOf(row, name, row[''] as Record<string, string> | undefined)
}

function fieldOf(
  row: Record<string, unknown>,
  name: string,
  types: Record<string, unknown> = {},
): Named | undefined {
  const found = find(Object.entries(row), name)
  if (!found || found[1] === null || found[1] === undefined) return undefined
  const type = find(Object.entries(types), name)?.[1]
  return {
    value: found[1],
    type: typeof type === 'string' ? type : Array.isArray(found[1]) ? 'list' : 'text',
  }
}

/** The fields of what was saved under a name, by the lookup of the request that saves it. */
function fieldsSaved(scope: Scope, saved: string): Field[][] {
  return [...scope.flow.steps.values()].flatMap((step) =>
    step.request && step.save && sameName(saved, step.save.value)
      ? [scope.flow.lookups.get(step.request.value)?.fields ?? []]
      : [],
  )
}

const typesOf = (scope: Scope, saved: string): Record<string, string> =>
  Object.fromEntries(
    (fieldsSaved(scope, saved)[0] ?? []).map(({ name, type }) => [
      name,
      typeof type === 'string' ? type : 'list',
    ]),
  )

/** Types of the fields of a looked-up list, for the rows taken from it. */
export function rowTypesOf(scope: Scope, saved: string, list: string): Record<string, string> {
  for (const fields of fieldsSaved(scope, saved)) {
    const type = fields.find(({ name }) => sameName(list, name))?.type
    if (typeof type === 'object')
      return Object.fromEntries(type.list.map((one) => [one.name, one.type]))
  }
  return {}
}

export function holds(
  here: Here,
  condition: Condition | undefined,
): { holds: boolean; grounds: Record<string, unknown> } {
  if (!condition) return { holds: true, grounds: {} }
  const { imagined } = here.draft
  if (imagined) return { holds: imagined.holds(condition), grounds: {} }
  return evaluate(condition, (path) => lookUp(here, path))
}
