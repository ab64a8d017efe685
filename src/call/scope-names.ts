// What a name in a prompt or condition stands for, in one scope at one moment of a call.
import { scopedName, ownName } from '../flow/machine/scoped-name.ts'
import { DateTime } from 'luxon'
import type { Known } from '../flow/tree/compare.ts'
import { evaluate } from '../flow/text/condition.ts'
import { plainName, type Condition } from '../flow/text/expression.ts'
import { hoursAt, stateAt } from '../flow/tree/hours.ts'
import { BARE, isGroup } from '../flow/tree/lookup-answer.ts'
import type { Scope } from '../flow/machine/machine.ts'
import type { Field, Slot } from '../flow/tree/flow.ts'
import { countryOf } from '../flow/tree/number-country.ts'
import type { Value } from '../understand/hearing.ts'
import { languageIn, type Draft, type Here } from './draft.ts'
import type { Session } from './session.ts'
import { lookupIn } from './table-answer.ts'

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

/** The zone of "today" and "now": the company's, else that of the first opening hours, else UTC. */
export function zoneOf(scope: Scope): string {
  return (
    scope.flow.company?.zone ??
    [...scope.flow.hours.values()][0]?.value.zone ??
    (scope.parent ? zoneOf(scope.parent) : 'UTC')
  )
}

/** Undefined: not known now. */
export function lookUp(here: Here, path: string[]): Named | undefined {
  const { draft, scope, item } = here
  const [first = '', ...rest] = path
  const inside = (named: Named): Named | undefined => (rest.length > 0 ? field(named, rest) : named)
  if (first === 'item' && item) return inside(item)
  const slot = find(scope.flow.slots, first)
  if (slot) {
    const named = slotValue(here, slot[1])
    return named && inside(named)
  }
  const taken = find(scope.flow.takes, first)
  if (taken) {
    const held = draft.session.slots[scopedName(scope.prefix, taken[0])]
    return held && { value: held.value, type: taken[1].type, text: held.text }
  }
  const saved = find(Object.entries(draft.session.saved), scopedName(scope.prefix, first))
  if (!saved)
    return Object.hasOwn(engineNames, first) ? engineNames[first]?.(here, rest) : undefined
  if (rest.length === 0) return wholeAnswer(saved[1])
  return fieldOf(saved[1], rest, typesOf(scope, ownName(saved[0])))
}

/** Of an answer that is bare text, the text. */
function wholeAnswer(answer: Record<string, unknown>): Named {
  const text = answer[BARE]
  return text === undefined ? { value: answer, type: 'row' } : { value: text, type: 'text' }
}

const slotValue = ({ draft, scope }: Here, slot: Slot): Named | undefined =>
  heldAs(slot, draft.session.slots[scopedName(scope.prefix, slot.name)])

function heldAs(slot: Slot, held: Value | undefined): Named | undefined {
  return (
    held && {
      value: held.value,
      type: slot.type,
      text: held.text,
      private: slot.private,
      unspoken: slot.private && !slot.readBack,
      spelled: held.spelled,
    }
  )
}

const nameValue = (value: unknown, type = 'text'): Named | undefined =>
  value === undefined || value === null ? undefined : { value, type }

const LOCAL_MINUTE = "yyyy-MM-dd'T'HH:mm"

/** What every flow knows without declaring it, by the first of the names. */
const engineNames: Record<string, (here: Here, rest: string[]) => Named | undefined> = {
  language: ({ draft }) => nameValue(draft.session.language),
  priority: ({ draft }) => nameValue(draft.session.slots.priority?.value ?? 'normal'),
  today: (here) => nameValue(timeHere(here).toISODate(), 'date'),
  now: (here) => nameValue(timeHere(here).toFormat(LOCAL_MINUTE), 'date-time'),
  caller: ({ draft }, [name = '']) => callerPart(draft.session.caller, plainName(name)),
  line({ draft }, [name = '']) {
    const { line } = draft.session
    if (name === 'name') return nameValue(line.name)
    const value = find(Object.entries(line.values), name)?.[1]
    return value === undefined && name === 'number'
      ? nameValue(line.number, 'phone')
      : nameValue(value)
  },
  /** what this file declares of what the call was begun with */
  given({ draft, scope }, [name = '']) {
    const declared = find(scope.flow.given, name)
    return (
      declared &&
      heldAs(declared[1], find(Object.entries(draft.session.given ?? {}), declared[0])?.[1])
    )
  },
  call({ draft: { session } }, [name]) {
    if (name === 'id') return nameValue(session.callId)
    if (name === 'lot') return nameValue(lotOf(session.callId), 'number')
    return name === 'talked' ? nameValue(session.talked ?? false, 'yes-no') : undefined
  },
  hours({ draft, scope }, [name = '', what]) {
    const hours = find(scope.flow.hours, name)?.[1].value
    if (!hours) return undefined
    if (what !== 'opens') return nameValue(stateAt(hours, draft.at))
    const { opens } = hoursAt(hours, draft.at)
    return opens === undefined
      ? undefined
      : nameValue(
          DateTime.fromMillis(opens, { zone: hours.zone }).toFormat(LOCAL_MINUTE),
          'date-time',
        )
  },
  switches(here, rest) {
    const { draft } = here
    const fact = factNamed(draft, 'switches', rest)
    if (rest[1] === 'text')
      return nameValue(
        factNamed(draft, 'switches', [...rest, languageIn(here)]) ?? (fact || undefined),
      )
    return nameValue(fact === true || fact === 'on' ? 'on' : 'off')
  },
  desks: ({ draft }, rest) =>
    nameValue(factNamed(draft, 'desks', rest), rest[1] === 'wait' ? 'duration' : 'number'),
}

function callerPart(caller: Session['caller'], name: string): Named | undefined {
  switch (name) {
    case 'number':
      return caller.withheld ? undefined : nameValue(caller.number, 'phone')
    case 'name':
      return nameValue(caller.name, 'name')
    case 'country':
      return nameValue(caller.country ?? (caller.withheld ? undefined : countryOf(caller.number)))
    case 'verified':
      return nameValue(caller.verified, 'yes-no')
    case 'forwarded from':
      return nameValue(caller.forwardedFrom, 'phone')
    case 'campaign':
      return nameValue(caller.campaign)
    case 'tags':
      return nameValue(caller.tags, 'list')
    case 'withheld':
      return nameValue(caller.withheld, 'yes-no')
    default:
      return undefined
  }
}

const timeHere = ({ draft, scope }: Here): DateTime =>
  DateTime.fromMillis(draft.at, { zone: zoneOf(scope) })

const factNamed = ({ facts }: Draft, kind: string, rest: string[]): unknown =>
  find(Object.entries(facts), [kind, ...rest].join('.'))?.[1]

/** 0 to 99, the same for a call whenever it is asked: for sharing calls out by lot. */
export function lotOf(callId: string): number {
  let hash = 0
  for (const letter of callId) hash = (hash * 31 + letter.charCodeAt(0)) >>> 0
  return hash % 100
}

type Row = Record<string, unknown> & { '': unknown }

function field(named: Named, path: string[]): Named | undefined {
  if (typeof named.value !== 'object' || named.value === null) return undefined
  const row = named.value as Row
  return fieldOf(row, path, row[''] as Record<string, string> | undefined)
}

/** Declared fields lie flat under their paths; an answer of which nothing is declared is kept as it
 * came, with groups inside each other. */
function fieldOf(
  row: Record<string, unknown>,
  path: string[],
  types: Record<string, unknown> = {},
): Named | undefined {
  const name = path.length === 1 ? (path[0] ?? '') : path.join('.')
  const value = find(Object.entries(row), name)?.[1] ?? (path.length > 1 ? deepIn(row, path) : null)
  if (value === null || value === undefined) return undefined
  const type = find(Object.entries(types), name)?.[1]
  const usual = Array.isArray(value) ? 'list' : 'text'
  return { value, type: typeof type === 'string' ? type : usual }
}

const deepIn = (row: Record<string, unknown>, path: string[]): unknown =>
  path.reduce<unknown>(
    (here, name) =>
      isGroup(here) && !Array.isArray(here) ? find(Object.entries(here), name)?.[1] : undefined,
    row,
  )

/** The fields of what was saved under a name, by the lookups of the requests that save it. */
function* fieldsSaved(scope: Scope, saved: string): Generator<Field[]> {
  for (const step of scope.flow.steps.values())
    if (step.request && step.save && sameName(saved, step.save.value))
      yield lookupIn(scope, step.request.value)?.fields ?? []
}

const typesOf = (scope: Scope, saved: string): Record<string, string> =>
  Object.fromEntries(
    [...(fieldsSaved(scope, saved).next().value ?? [])].map(({ name, type }) => [
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
