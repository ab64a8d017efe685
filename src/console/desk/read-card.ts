// What an operator is to know of a contact before saying hello: all that the card shows, read once.
import { scopedName } from '../../flow/machine/scoped-name.ts'
import { withMessages } from '../../call/message.ts'
import { sameName } from '../../call/scope-names.ts'
import type { Handoff } from '../../call/session.ts'
import type { Contact, Note } from '../../desk/contact.ts'
import { handedOffIn } from '../../desk/enqueue.ts'
import type { Machine, Scope } from '../../flow/machine/machine.ts'
import type { Desk } from '../../flow/tree/flow.ts'
import type { Runtime } from '../../world/runtime.ts'
import { didOf, type Did } from './did.ts'
import { dayStart } from './today.ts'

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

export async function readCard(runtime: Runtime, contact: Contact, reader: string): Promise<Card> {
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
    ...[contact, ...earlier].flatMap(({ talks }) => talks.map(({ operator }) => operator)),
    ...notes.map(({ operator }) => operator),
  ]
  const since = dayStart(runtime, tenant, now())
  const events = turns.flatMap((turn) => turn.events)
  return {
    handoff: handoff && withMessages(handoff, messages),
    greeting: library.line(contact.line)?.greeting,
    isRecorded: !contact.practice && handedOffIn(events, id)?.record === true,
    did: didOf(turns),
    earlier: earlier.filter((one) => one.kind === 'call' || one.talks.length > 0),
    today: earlier.filter(({ enqueuedAt, kind }) => kind === 'call' && enqueuedAt >= since).length,
    callbacks: earlier.filter(isOpenCallback),
    notes: notes.filter(({ operator, text }) => operator !== reader && text !== ''),
    names: await namesOf(runtime, others),
    backTo: await backTo(runtime, contact),
  }
}

const isOpenCallback = ({ kind, status }: Contact): boolean =>
  kind === 'callback' && (status === 'queued' || status === 'offered')

/** Of operators, by id; empty for whom the desk does not know. */
async function namesOf({ desk }: Runtime, ids: string[]): Promise<Record<string, string>> {
  const found = [...new Set(ids)].map(
    async (id) => [id, (await desk.operator(id))?.name ?? ''] as const,
  )
  return Object.fromEntries(await Promise.all(found))
}

/** A callback that a waiting caller chose has the hand-off of the call it came from. */
async function handoffOf(
  { store }: Runtime,
  { id, callId }: Contact,
): Promise<Handoff | undefined> {
  return (
    (await store.handoff(id)) ??
    (await store.handoffs(callId)).findLast((one) => id.startsWith(`${one.id}-`))
  )
}

/** The desk of a contact as its flow declares it, in the version the call began with. */
async function declaredDesk(
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
export async function backTo(runtime: Runtime, contact: Contact): Promise<string[]> {
  if (contact.kind === 'callback') return []
  return ((await declaredDesk(runtime, contact))?.desk['back to']?.value ?? []).map(
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
    declaredDesk(runtime, contact),
  ])
  const isOnCard = handoff?.values.some(
    (value) => value.slot === slot && value.private && value.text !== undefined,
  )
  if (!session || !isOnCard) return undefined
  const scoped = scopedName(found?.scope.prefix ?? '', slot)
  return Object.entries(session.slots).find(([name]) => sameName(name, scoped))?.[1].text
}
