// What happens at the desks now, as it is loaded: only what may have changed since the load before.
import type { Contact } from '../../desk/contact.ts'
import { isOver } from '../../desk/contact.ts'
import { offline, type Operator, type Presence } from '../../desk/operator.ts'
import { MINUTE } from '../../flow/text/duration.ts'
import { startOfDay } from '../../pages/time-words.ts'
import type { Runtime } from '../../world/runtime.ts'
import { desksOf, type DeclaredDesk } from '../desks.ts'
import { isInQueue } from './rows.ts'

/** All companies' floors as they were at `at`; whoever shows it leaves out what is not for the
 * visitor. `contacts` are those that are open and those of the day that began at `dayStart`, by id.
 * `reasons` are the hand-offs' of contacts that wait. */
export type Floor = {
  at: number
  dayStart: number
  contacts: ReadonlyMap<string, Contact>
  staff: { operator: Operator; presence: Presence }[]
  reasons: ReadonlyMap<string, string>
  desks: Omit<DeclaredDesk, 'waitAtMost'>[]
}

/** Contacts that are read at once; four times as many where more joined. */
const PAGE = 1000
/** Contacts that joined so long before the last load are looked at again: clocks of several
 * processes differ. */
const OVERLAP = MINUTE

/** `last` is the floor as it was loaded before. */
export async function loadFloor(
  runtime: Runtime,
  last: Floor | undefined,
  operators: () => Promise<Operator[]>,
): Promise<Floor> {
  const { store, now } = runtime
  const at = now()
  const dayStart = startOfDay(at)
  const before = last?.dayStart === dayStart ? last : undefined
  const [open, presences, staff] = await Promise.all([
    store.openContacts(),
    store.presences(),
    operators(),
  ])
  const known = new Map(presences.map((one) => [one.operator, one]))
  return {
    at,
    dayStart,
    contacts: await readContacts(runtime, open, { before, dayStart }),
    reasons: await readReasons(runtime, open, before),
    desks: desksOf(runtime),
    staff: staff.map((operator) => ({
      operator,
      presence: known.get(operator.id) ?? offline(operator.id, 0),
    })),
  }
}

async function readContacts(
  { store }: Runtime,
  open: Contact[],
  { before, dayStart }: { before?: Floor; dayStart: number },
): Promise<Map<string, Contact>> {
  const contacts = new Map(before?.contacts)
  for (const one of await readJoined(store, before ? before.at - OVERLAP : dayStart))
    contacts.set(one.id, one)
  const isOpen = new Set(open.map(({ id }) => id))
  // what was open and is not any more has come to its end
  for (const one of contacts.values())
    if (!isOver(one) && !isOpen.has(one.id))
      contacts.set(one.id, (await store.contact(one.id)) ?? one)
  for (const one of open) contacts.set(one.id, one)
  return contacts
}

/** All contacts that joined since. */
async function readJoined(store: Runtime['store'], since: number): Promise<Contact[]> {
  const found = new Map<string, Contact>()
  for (let limit = PAGE; ; limit *= 4) {
    for (const one of await store.contacts({ since, limit })) found.set(one.id, one)
    if (found.size < limit) return [...found.values()]
  }
}

/** A hand-off's reason does not change, so it is read once. */
async function readReasons(
  { store }: Runtime,
  open: Contact[],
  before: Floor | undefined,
): Promise<Map<string, string>> {
  const reasons = new Map<string, string>()
  for (const { id, status } of open)
    if (isInQueue(status))
      reasons.set(id, before?.reasons.get(id) ?? (await store.handoff(id))?.reason ?? '')
  return reasons
}
