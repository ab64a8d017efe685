// What has become of hand-offs, from the store alone: each has one end, none is lost or there
// twice, and nobody is kept by what is over.
import { replay } from '../../src/call/replay.ts'
import { isOver, type Contact } from '../../src/desk/contact.ts'
import type { Library } from '../../src/world/library.ts'
import type { LoggedTurn, Store } from '../../src/store/store.ts'

const MOST = 100_000

function groupedBy<T>(all: T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one])
  return groups
}

const contactsOf = (store: Store): Promise<Contact[]> => store.contacts({ limit: MOST })

/** How many calls and callbacks came to which end. */
export async function endsOf(
  store: Store,
): Promise<{ ends: Record<string, number>; callbacks: Record<string, number> }> {
  const counted = (contacts: Contact[]): Record<string, number> =>
    Object.fromEntries(
      [...groupedBy(contacts, ({ status }) => status)].map(([status, those]) => [
        status,
        those.length,
      ]),
    )
  const contacts = await contactsOf(store)
  return {
    ends: counted(contacts.filter(({ kind }) => kind === 'call')),
    callbacks: counted(contacts.filter(({ kind }) => kind === 'callback')),
  }
}

/** In words, all that must not be; `count` is how many callers heard that they wait for an
 * operator. */
export async function faultsOf(store: Store, library: Library, count: number): Promise<string[]> {
  const contacts = await contactsOf(store)
  const calls = await store.calls({ limit: MOST })
  const faults: string[] = []
  const handed = contacts.filter(({ kind }) => kind === 'call').length
  if (handed !== count)
    faults.push(`${count} callers were told to wait, and ${handed} hand-offs were kept`)
  for (const contact of contacts) faults.push(...wrongWith(contact, contacts))
  const byCall = groupedBy(contacts, ({ callId }) => callId)
  for (const { callId, status } of calls) {
    if (status !== 'ended') faults.push(`call ${callId} is ${status} for ever`)
    const turns = await store.turns(callId)
    faults.push(...unlike(turns, byCall.get(callId) ?? []))
    const session = await store.loadCall(callId)
    const again = replay(await library.machine(session?.version ?? ''), turns)
    if (again.differs || JSON.stringify(again.session) !== JSON.stringify(session))
      faults.push(`the log of ${callId} does not lead to its session`)
  }
  for (const { operator, status, contact } of await store.presences())
    if (contact !== undefined || ['offered', 'busy', 'wrapping'].includes(status))
      faults.push(`${operator} is ${status} with ${contact} for ever`)
  faults.push(...twoAtOnce(contacts))
  return faults
}

function wrongWith({ id, kind, status, talks, callId }: Contact, contacts: Contact[]): string[] {
  const faults: string[] = []
  const last = talks.at(-1)
  if (!isOver({ status } as Contact)) faults.push(`${id} is ${status} for ever`)
  if (talks.some(({ to, end }) => to === undefined || end === undefined))
    faults.push(`${id} has a conversation without an end`)
  if (status === 'done' && last?.end !== 'operator' && last?.end !== 'caller')
    faults.push(`${id} is done, and its last conversation ended by ${last?.end}`)
  if (status !== 'done' && last && last.end !== 'dropped')
    faults.push(`${id} ended as ${status} after a conversation that ended by ${last.end}`)
  const callbacks = contacts.filter(
    (one) => one.kind === 'callback' && one.callId === callId,
  ).length
  if (kind === 'call' && callbacks !== (status === 'callback' ? 1 : 0))
    faults.push(`${id} ended as ${status} and has ${callbacks} callbacks`)
  return faults
}

/** What a call's log says was handed over, against what the desk has. */
function unlike(turns: LoggedTurn[], contacts: Contact[]): string[] {
  const events = turns.flatMap((turn) => turn.events)
  const queued = events.flatMap((event) =>
    event.type === 'queued' && !event.again ? [event.handoff] : [],
  )
  const kept = contacts.flatMap(({ id, kind }) => (kind === 'call' ? [id] : []))
  return JSON.stringify(queued.toSorted()) === JSON.stringify(kept.toSorted())
    ? []
    : [
        `the log says that ${queued.join(', ') || 'nothing'} was handed over, the desk has ${kept.join(', ') || 'nothing'}`,
      ]
}

/** Nobody talks with two at once. */
function twoAtOnce(contacts: Contact[]): string[] {
  const talks = groupedBy(
    contacts.flatMap(({ id, talks: all }) => all.map((talk) => ({ id, ...talk }))),
    ({ operator }) => operator,
  )
  return [...talks].flatMap(([operator, all]) =>
    all
      .toSorted((a, b) => a.from - b.from)
      .flatMap((talk, index, sorted) => {
        const before = sorted[index - 1]
        return before && (before.to ?? Infinity) > talk.from
          ? [`${operator} talked in ${before.id} and ${talk.id} at once`]
          : []
      }),
  )
}
