// The desk at work: what it works with, what it knows of the moment, and who is told of a change.
import type { Staff } from '../desk/assign.ts'
import type { Contact } from '../desk/contact.ts'
import type { Legs } from '../desk/control.ts'
import { offline, type Operator, type Presence } from '../desk/operator.ts'
import type { Runtime } from '../world/runtime.ts'

export type DeskParts = Pick<Runtime, 'store' | 'library' | 'live' | 'log' | 'metrics' | 'now'>

/** Where a call stood when it was told something, and when: it is told again only once it has
 * moved, or after a while. `work` never rejects. */
type Telling = { seq: number; at: number; work: Promise<unknown> }

export type Dispatch = DeskParts & {
  operators: () => Promise<Operator[]>
  legs: Legs
  tellings: Map<string, Telling>
  /** who spoke with the caller of a contact last, once that was looked up */
  lastOperators: Map<string, string | undefined>
  /** mean length of a desk's conversations, ms, as long as that holds */
  handling: Map<string, { ms: number; until: number }>
  changedCalls: Set<string>
  toCompare: Set<string>
  underWay: Set<Promise<unknown>>
  /** what pages were told of last, by id: what another process changed is told here once it is
   * seen */
  seen: Map<string, number>
  comparedAt?: number
  looking?: Promise<void>
  again: boolean
  closed: boolean
  /** has everything looked at soon; never rejects */
  wake: () => Promise<void>
}

/** How often a change is tried while others are first. */
export const MOST_RACES = 8
/** Ids that may be remembered beyond those there are, before they are forgotten. */
const SPARE_SEEN = 100

export async function readStaff({ operators, store }: Dispatch): Promise<Staff[]> {
  const [people, presences] = await Promise.all([operators(), store.presences()])
  const known = new Map(presences.map((one) => [one.operator, one]))
  return people.map((operator) => ({
    operator,
    presence: known.get(operator.id) ?? offline(operator.id, 0),
  }))
}

export const readQueue = (dispatch: Dispatch): Promise<[Contact[], Staff[]]> =>
  Promise.all([dispatch.store.openContacts(), readStaff(dispatch)])

export const readPresence = async ({ store, now }: Dispatch, id: string): Promise<Presence> =>
  (await store.presence(id)) ?? offline(id, now())

/** Work that goes on while others do theirs; a failure of it is logged as `what`, and what it left
 * undone is found at the next look. */
export function inBackground(
  { log, underWay }: Dispatch,
  work: Promise<unknown>,
  what: string,
  contact?: string,
): Promise<unknown> {
  const mine: Promise<unknown> = work
    .catch((error: unknown) => log.error({ err: error, contact }, what))
    .finally(() => underWay.delete(mine))
  underWay.add(mine)
  return mine
}

/** Tells pages of what was changed. */
export function show({ seen, live }: Dispatch, contact?: Contact, presence?: Presence): void {
  if (contact) seen.set(contact.id, contact.seq)
  if (presence) seen.set(presence.operator, presence.seq)
  live.emit('desk', {
    contact: contact?.id,
    tenant: contact?.tenant,
    operator: presence?.operator,
  })
}

/** Tells pages of what other processes changed. */
export function showUnseen(dispatch: Dispatch, contacts: Contact[], staff: Staff[]): void {
  const { seen } = dispatch
  for (const contact of contacts) if (seen.get(contact.id) !== contact.seq) show(dispatch, contact)
  for (const { presence } of staff)
    if (seen.get(presence.operator) !== presence.seq) show(dispatch, undefined, presence)
  if (seen.size <= 2 * (contacts.length + staff.length) + SPARE_SEEN) return
  seen.clear()
  for (const { id, seq } of contacts) seen.set(id, seq)
  for (const { presence } of staff) seen.set(presence.operator, presence.seq)
}
