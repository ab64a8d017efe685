// What an operator is to know of a contact before saying hello: all that the card shows, read once.
import { withMessages } from '../../call/message.ts'
import { sameName } from '../../call/scope-names.ts'
import type { Event } from '../../call/event.ts'
import type { Handoff } from '../../call/session.ts'
import type { Contact, Note } from '../../desk/contact.ts'
import { handedOffIn } from '../../desk/enqueue.ts'
import type { Machine, Scope } from '../../flow/machine/machine.ts'
import type { Desk } from '../../flow/tree/flow.ts'
import type { Runtime } from '../../world/runtime.ts'
import type { LoggedTurn } from '../../store/store.ts'
import { dayStart } from './today.ts'

/** Something the line did before it gave the call to a person. */
export type Did =
  | { did: 'reached'; goal: string }
  | { did: 'looked up'; lookup: string; outcome: 'found' | 'not found' | 'failed' }
  | { did: 'not understood' | 'heard nothing'; times: number }
  | { did: 'recorded'; seconds: number }
  | { did: 'asked for a person' }

/** `earlier` are contacts of the same number in the same company, the newest first. `names` are
 * those of operators in it, by id. */
export type Card = {
  handoff: Handoff | undefined
  greeting: string | undefined
  /** the telephone records the conversation */
  isRecorded: boolean
  did: Did[]
  earlier: Contact[]
  /** of `earlier`, those of today in the company's zone */
  today: number
  callbacks: Contact[]
  /** what operators before noted about this very contact */
  notes: Note[]
  names: Record<string, string>
  backTo: string[]
}

const EARLIER = 20

export async function cardOf(runtime: Runtime, contact: Contact, reader: string): Promise<Card> {
  const { store, library, now } = runtime
  const { id, callId, tenant, caller } = contact
  const [handoff, turns, same, notes, messages] = await Promise.all([
    handoffOf(runtime, contact),
    store.turns(callId),
    caller === '' ? [] : store.contacts({ tenants: [tenant], caller, limit: EARLIER }),
    store.notes(id),
    store.messages(callId),
  ])
  const earlier = same.filter((one) => one.id !== id)
  const others = [
    ...new Set(
      [...contact.talks, ...earlier.flatMap(({ talks }) => talks)]
        .map(({ operator }) => operator)
        .concat(notes.map(({ operator }) => operator)),
    ),
  ]
  const names = await Promise.all(
    others.map(async (one) => [one, (await runtime.desk.operator(one))?.name ?? ''] as const),
  )
  const since = dayStart(runtime, tenant, now())
  return {
    handoff: handoff && withMessages(handoff, messages),
    greeting: library.line(contact.line)?.greeting,
    isRecorded:
      !contact.practice &&
      (handedOffIn(
        turns.flatMap(({ events }) => events),
        id,
      )?.record ??
        false),
    did: didOf(turns),
    earlier: earlier.filter((one) => one.kind === 'call' || one.talks.length > 0),
    today: earlier.filter(({ enqueuedAt, kind }) => kind === 'call' && enqueuedAt >= since).length,
    callbacks: earlier.filter(
      ({ kind, status }) => kind === 'callback' && (status === 'queued' || status === 'offered'),
    ),
    notes: notes.filter(({ operator, text }) => operator !== reader && text !== ''),
    names: Object.fromEntries(names),
    backTo: await backTo(runtime, contact),
  }
}

/** A callback that a waiting caller chose has the hand-off of the call it came from. */
export async function handoffOf(
  { store }: Runtime,
  { id, callId }: Contact,
): Promise<Handoff | undefined> {
  return (
    (await store.handoff(id)) ??
    (await store.handoffs(callId)).findLast((one) => id.startsWith(`${one.id}-`))
  )
}

/** The desk of a contact as its flow declares it, in the version the call began with. */
export async function declared(
  { store, library }: Runtime,
  { callId, desk }: Contact,
): Promise<{ machine: Machine; desk: Desk; scope: Scope } | undefined> {
  const session = await store.loadCall(callId)
  if (!session) return undefined
  const machine = await library.machine(session.version)
  const found = [...machine.desks.values()].find((one) => one.desk.name.value === desk)
  return found && { machine, ...found }
}

/** Where the operator may send the caller; nobody who was called back is in a flow any more. */
async function backTo(runtime: Runtime, contact: Contact): Promise<string[]> {
  if (contact.kind === 'callback') return []
  return ((await declared(runtime, contact))?.desk['back to']?.value ?? []).map(
    ({ value }) => value,
  )
}

/** A value of the card that is masked there, as it really is; undefined when the card has no such
 * private value, or it is gone with the call. */
export async function privateValue(
  runtime: Runtime,
  contact: Contact,
  slot: string,
): Promise<string | undefined> {
  const [handoff, session, found] = await Promise.all([
    handoffOf(runtime, contact),
    runtime.store.loadCall(contact.callId),
    declared(runtime, contact),
  ])
  if (
    !session ||
    !handoff?.values.some(
      (value) => value.slot === slot && value.private && value.text !== undefined,
    )
  )
    return undefined
  const key = Object.keys(session.slots).find((name) =>
    sameName(name, (found?.scope.prefix ?? '') + slot),
  )
  return key === undefined ? undefined : session.slots[key]?.text
}

/** What the line did, shortened: goals, lookups with their outcome, and how often it did not get
 * on. */
export function didOf(turns: Pick<LoggedTurn, 'inputs' | 'events'>[]): Did[] {
  const events = turns.flatMap((turn) => turn.events)
  const results = new Map(
    turns.flatMap(({ inputs }) =>
      inputs.flatMap((input) => ('key' in input ? [[input.key, input] as const] : [])),
    ),
  )
  const begun = new Set<string>()
  const done = events.flatMap((event): Did[] => {
    if (event.type === 'reached goal') return [{ did: 'reached', goal: event.goal }]
    if (event.type === 'recorded')
      return [{ did: 'recorded', seconds: Math.round(event.duration / 1000) }]
    if (event.type !== 'sought' || event.effect.kind !== 'request' || begun.has(event.effect.key))
      return []
    begun.add(event.effect.key)
    const result = results.get(event.effect.key)
    return result === undefined
      ? []
      : [
          {
            did: 'looked up',
            lookup: event.effect.lookup,
            outcome: result.type !== 'fetched' ? 'failed' : result.found ? 'found' : 'not found',
          },
        ]
  })
  const heard = events.filter((event): event is Event & { type: 'heard' } => event.type === 'heard')
  const times = (...meanings: string[]): number =>
    heard.filter(({ meaning }) => meanings.includes(meaning)).length
  const missed: Did[] = (
    [
      ['not understood', times('no match', 'invalid')],
      ['heard nothing', times('silence')],
    ] as const
  ).flatMap(([did, count]) => (count > 0 ? [{ did, times: count }] : []))
  return [
    ...done,
    ...missed,
    ...(heard.at(-1)?.meaning === 'operator' ? [{ did: 'asked for a person' } as const] : []),
  ]
}
