// A call that knows everything a flow can know, with values as long as they get or as long as they
// usually are.
import { scopedName } from '../flow/machine/scoped-name.ts'
import { draftOf, type Draft, type Imagined } from '../call/draft.ts'
import { rowTypesOf } from '../call/scope-names.ts'
import type { Session } from '../call/session.ts'
import type { Value } from '../understand/hearing.ts'
import type { Machine, Scope } from '../flow/machine/machine.ts'
import { stepsWith } from '../flow/steps/index.ts'
import { plainName, splitName, type Path } from '../flow/text/expression.ts'
import { expressionsIn } from '../flow/tree/expressions.ts'
import type { Field, Flow } from '../flow/tree/flow.ts'
import {
  durations,
  rawOf,
  repeatWord,
  SAMPLE_AT,
  texts,
  valueOf,
  type Extent,
} from './sample-values.ts'

/** Rows read out of a list that may have more, and where nothing says how many. */
const ROWS: Record<Extent, number> = { worst: 8, typical: 3 }
const FIRST_ROWS = 5

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
    caller: {
      number: NUMBER[extent],
      withheld: false,
      tags: [],
      name: repeatWord('name', extent === 'worst' ? 4 : 2),
      country: 'BY',
      verified: true,
      forwardedFrom: NUMBER[extent],
      campaign: repeatWord('word', extent === 'worst' ? 4 : 2),
    },
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
  for (const scope of machine.scopes.values()) {
    fillGiven(session, scope, extent)
    fillSlots(session, scope, extent)
    fillSaved(session, scope, extent)
    fillLists(session, scope, extent)
  }
  const facts = Object.fromEntries(machine.facts.map((fact) => [fact, factOf(fact, extent)]))
  return { ...draftOf(machine, session, SAMPLE_AT, facts), imagined }
}

/** A wait, so many people, the text of a switch, or that it is on. */
function factOf(fact: string, extent: Extent): string | number {
  if (fact.endsWith('.wait')) return durations[extent]
  if (fact.startsWith('desks.')) return 8
  return fact.endsWith('.text') ? texts[extent] : 'on'
}

function fillSlots(session: Session, { flow, prefix }: Scope, extent: Extent): void {
  const { slots, language } = session
  for (const { name, type } of flow.takes.values())
    slots[scopedName(prefix, name.value)] = valueOf(
      { name: name.value, type, label: '' },
      extent,
      language,
    )
  for (const slot of flow.slots.values())
    slots[scopedName(prefix, slot.name)] = valueOf(slot, extent, language)
}

function fillGiven(session: Session, { flow }: Scope, extent: Extent): void {
  const given = [...flow.given.values()].map((slot): [string, Value] => [
    slot.name,
    valueOf(slot, extent, session.language),
  ])
  if (given.length > 0) session.given = { ...session.given, ...Object.fromEntries(given) }
}

/** What lookups answer, as declared and as it is read. */
function fillSaved(session: Session, { flow, prefix }: Scope, extent: Extent): void {
  for (const { request, save } of flow.steps.values()) {
    if (!request || !save) continue
    const fields = flow.lookups.get(request.value)?.fields ?? []
    session.saved[scopedName(prefix, save.value)] = answerOf(fields, extent)
  }
  for (const { names } of pathsIn(flow)) {
    const [first = '', ...rest] = names
    const saved = session.saved[sameKey(session.saved, scopedName(prefix, first)) ?? '']
    const path = rest.join('.')
    if (saved && path !== '' && sameKey(saved, path) === undefined) saved[path] = texts[extent]
  }
}

/** A key that is the same name. */
const sameKey = (record: object, name: string): string | undefined =>
  Object.keys(record).find((key) => plainName(key) === plainName(name))

const answerOf = (fields: Field[], extent: Extent): Record<string, unknown> =>
  Object.fromEntries(
    fields.map(({ name, type }) => [name, typeof type === 'string' ? rawOf(type, extent) : []]),
  )

const rowOf = (types: Record<string, string>, extent: Extent): Record<string, unknown> =>
  Object.fromEntries(Object.entries(types).map(([name, type]) => [name, rawOf(type, extent)]))

/** As many rows as each step reads out, and the row kept. */
function fillLists(session: Session, scope: Scope, extent: Extent): void {
  for (const step of stepsWith(scope.flow, 'choose')) {
    const [saved, list] = splitName(step.from.value)
    const types = rowTypesOf(scope, saved, list)
    const rows = session.saved[sameKey(session.saved, scopedName(scope.prefix, saved)) ?? '']
    const length = Math.min(step.first?.value ?? FIRST_ROWS, ROWS[extent])
    if (rows) rows[sameKey(rows, list) ?? list] = Array.from({ length }, () => rowOf(types, extent))
    const slot = scope.flow.slots.get(step.slot.value)
    if (slot)
      session.slots[scopedName(scope.prefix, slot.name)] = {
        value: { ...rowOf(types, extent), '': types },
        text: '1',
        from: 'lookup',
        confirmed: true,
      }
  }
}
