// A call that knows everything a flow can know, with values as long as they get or as long as they
// usually are.
import { rowTypesOf } from '../call/scope-names.ts'
import { draftOf, type Draft, type Imagined } from '../call/draft.ts'
import type { Session } from '../call/session.ts'
import { expressionsIn } from '../flow/tree/expressions.ts'
import { plainName, type Path } from '../flow/text/expression.ts'
import type { Field, Flow, Slot } from '../flow/tree/flow.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import type { SlotSpec } from '../flow/tree/slot.ts'
import type { Step } from '../flow/steps/index.ts'
import type { Value } from '../understand/hearing.ts'
import { readBack } from '../say/read-back.ts'

/** How long values are taken to be: the longest there are, or usual ones. */
export type Extent = 'worst' | 'typical'

/** A winter morning, so that dates of the year after are said with their year. UTC milliseconds. */
const SAMPLE_AT = Date.UTC(2026, 0, 14, 9)

/** Rows read out of a list that may have more, when nothing says how many. */
const ROWS: Record<Extent, number> = { worst: 8, typical: 3 }

const repeatWord = (word: string, times: number): string =>
  Array.from({ length: times }, () => word).join(' ')

/** Longest and usual values of each type where the flow sets no limit; texts of lookups have none,
 * so 25 words stand for the longest. */
const usualValues: Record<string, Record<Extent, unknown>> = {
  'yes-no': { worst: true, typical: true },
  number: { worst: 999_999, typical: 42 },
  ordinal: { worst: 23, typical: 3 },
  date: { worst: '2027-09-29', typical: '2026-03-04' },
  time: { worst: '23:45', typical: '10:00' },
  'date-time': { worst: '2027-09-29T23:45', typical: '2026-03-04T10:00' },
  name: { worst: repeatWord('name', 4), typical: repeatWord('name', 2) },
  phone: { worst: '+888888888888888', typical: '+88888888888' },
  money: { worst: 9999.99, typical: 25.5 },
  code: { worst: 'K8K8K8K8K8K8', typical: 'K8K8K8' },
  email: { worst: 'first.middle.last.name@longest.example.com', typical: 'name@example.com' },
  text: { worst: repeatWord('word', 25), typical: repeatWord('word', 5) },
  duration: { worst: 23 * 60_000, typical: 5 * 60_000 },
}

/** A value of a type, raw, as a lookup would give it. */
function rawOf(type: string, extent: Extent, spec?: SlotSpec): unknown {
  const number = extent === 'worst' ? spec?.max : undefined
  switch (type) {
    case 'choice':
      return choiceOf(spec, extent)?.value ?? repeatWord('word', 3)
    case 'digits':
      return '8'.repeat(spec?.length?.max ?? (extent === 'worst' ? 16 : 8))
    case 'code':
      return spec?.length ? 'K8'.repeat(20).slice(0, spec.length.max) : usualValues.code?.[extent]
    case 'number':
    case 'ordinal':
      return number ?? Math.min(Number(usualValues[type]?.[extent]), spec?.max ?? Infinity)
    case 'money':
      return number ?? usualValues.money?.[extent]
    case 'recording':
    case 'row':
      return ''
    default:
      return usualValues[type]?.[extent] ?? usualValues.text?.[extent]
  }
}

function choiceOf(spec: SlotSpec | undefined, extent: Extent) {
  const options = spec?.options ?? []
  const length = ({ labels, value }: (typeof options)[number]) =>
    Math.max(value.length, ...Object.values(labels).map((label) => label.length))
  const sorted = options.toSorted((a, b) => length(b) - length(a))
  return extent === 'worst' ? sorted[0] : sorted[Math.floor(sorted.length / 2)]
}

/** A slot's value as a caller would have given it. */
export function valueOf(slot: SlotSpec, extent: Extent, language: string): Value {
  const raw = rawOf(slot.type, extent, slot)
  const value = slot.type === 'money' ? { amount: raw, currency: 'EUR' } : raw
  return {
    value,
    text: readBack(value, slot, language, SAMPLE_AT),
    from: 'speech',
    confidence: 0.9,
    confirmed: true,
  }
}

const rowOf = (types: Record<string, string>, extent: Extent): Record<string, unknown> =>
  Object.fromEntries(Object.entries(types).map(([name, type]) => [name, rawOf(type, extent)]))

type Chooses = Step & {
  from?: { value: string }
  slot?: { value: string }
  first?: { value: number }
}

const paths = new WeakMap<Flow, Path[]>()

/** Every name a flow reads; walked once, since each language asks. */
function pathsIn(flow: Flow): Path[] {
  const known = paths.get(flow) ?? expressionsIn(flow)
  paths.set(flow, known)
  return known
}

/** A number has 15 digits at most. */
const NUMBER: Record<Extent, string> = { worst: '+888888888888888', typical: '+88888888888' }

/** A draft of such a call in one language. */
export function sampleDraft(
  machine: Machine,
  language: string,
  extent: Extent,
  imagined?: Imagined,
): Draft {
  const names = [...machine.scopes.values()].flatMap(({ flow }) => pathsIn(flow))
  const values = Object.fromEntries(
    names
      .filter(({ names: [first] }) => first === 'line')
      .map(({ names: [, name = ''] }) => [name, repeatWord('word', extent === 'worst' ? 5 : 2)]),
  )
  const session: Session = {
    callId: 'sample',
    tenant: 'default',
    flow: machine.flow,
    version: machine.version,
    practice: false,
    state: { leaf: '', context: {} },
    slots: {},
    saved: {},
    language,
    caller: { number: NUMBER[extent], withheld: false, tags: [] },
    line: { number: NUMBER[extent], name: repeatWord('word', 2), values },
    counters: { turns: 0, misses: 0, repeats: 0, webhooks: 0, visits: {} },
    trail: {},
    keys: { kept: '', ahead: '' },
    recordings: [],
    reason: '',
    startedAt: SAMPLE_AT,
    at: SAMPLE_AT,
    seq: 0,
    reply: 0,
    status: 'waiting',
  }
  for (const scope of machine.scopes.values()) fillScope(session, scope, extent, language)
  const facts = Object.fromEntries(
    machine.facts.map((fact) => [
      fact,
      fact.endsWith('.wait')
        ? rawOf('duration', extent)
        : fact.startsWith('desks.')
          ? 8
          : fact.endsWith('.text')
            ? rawOf('text', extent)
            : 'on',
    ]),
  )
  return { ...draftOf(machine, session, SAMPLE_AT, facts as Draft['facts']), imagined }
}

function fillScope(session: Session, scope: Scope, extent: Extent, language: string): void {
  const { flow, prefix } = scope
  for (const { name, type } of flow.takes.values())
    session.slots[prefix + name.value] = valueOf(
      { name: name.value, type, label: '' },
      extent,
      language,
    )
  for (const slot of flow.slots.values())
    session.slots[prefix + slot.name] = valueOf(slot, extent, language)
  for (const step of flow.steps.values()) {
    if (step.request && step.save)
      session.saved[prefix + step.save.value] = answerOf(
        flow.lookups.get(step.request.value)?.fields ?? [],
        extent,
      )
  }
  for (const {
    names: [first = '', second],
  } of pathsIn(flow)) {
    const saved = Object.entries(session.saved).find(
      ([name]) => plainName(name) === plainName(prefix + first),
    )?.[1]
    if (
      saved &&
      second !== undefined &&
      !Object.keys(saved).some((name) => plainName(name) === plainName(second))
    )
      saved[second] = rawOf('text', extent)
  }
  for (const step of flow.steps.values()) if (step.choose) fillList(session, scope, step, extent)
}

const answerOf = (fields: Field[], extent: Extent): Record<string, unknown> =>
  Object.fromEntries(
    fields.map(({ name, type }) => [name, typeof type === 'string' ? rawOf(type, extent) : []]),
  )

/** As many rows as the step reads out, and the row kept. */
function fillList(session: Session, scope: Scope, step: Chooses, extent: Extent): void {
  const [saved = '', list = ''] = (step.from?.value ?? '').split('.')
  const types = rowTypesOf(scope, saved.trim(), list.trim())
  const key = Object.keys(session.saved).find(
    (name) => plainName(name) === plainName(scope.prefix + saved),
  )
  const rows = key === undefined ? undefined : session.saved[key]
  const field =
    rows && (Object.keys(rows).find((name) => plainName(name) === plainName(list)) ?? list.trim())
  if (rows && field !== undefined)
    rows[field] = Array.from({ length: Math.min(step.first?.value ?? 5, ROWS[extent]) }, () =>
      rowOf(types, extent),
    )
  const slot: Slot | undefined = scope.flow.slots.get(step.slot?.value ?? '')
  if (slot)
    session.slots[scope.prefix + slot.name] = {
      value: { ...rowOf(types, extent), '': types },
      text: '1',
      from: 'lookup',
      confirmed: true,
    }
}
