// How the queues of desks stand: who serves them, who waits, and for how long.
import { canServe, estimatedWait, placeOf, type Staff } from '../desk/assign.ts'
import type { Contact } from '../desk/contact.ts'
import type { DeskView } from '../desk/desk.ts'
import { isStaffed } from '../desk/presence.ts'
import { HOUR, MINUTE, SECOND } from '../flow/text/duration.ts'
import { usualDesk } from '../world/lines.ts'
import { readQueue, type Dispatch } from './dispatch.ts'

/** What a conversation is taken to last where there were none lately, ms. */
const USUAL_HANDLING = 3 * MINUTE
/** Conversations of so long back, ms, and of so many contacts at the most, make the mean. */
const HANDLING_OF = HOUR
const HANDLING_CONTACTS = 100
/** A mean holds for this long, ms. */
const HANDLING_HOLDS = 30 * SECOND

/** Who is signed in and may serve callers of a company, whatever they speak. */
const servedBy = (staff: Staff[], tenant: string, skills: string[]): Staff[] =>
  staff.filter(
    ({ operator, presence }) =>
      isStaffed(presence) && canServe(operator, { tenant, skills, language: '' }),
  )

const countWaiting = (contacts: Contact[], tenant: string, desk: string): number =>
  contacts.filter(
    (one) =>
      one.tenant === tenant &&
      one.desk === desk &&
      (one.status === 'queued' || one.status === 'offered'),
  ).length

/** Mean of a desk's conversations that ended, with what was written up after them, ms. */
export function meanHandling(contacts: Contact[], desk: string): number {
  const lengths = contacts
    .filter((one) => one.desk === desk)
    .flatMap(({ talks }) => talks)
    .flatMap(({ from, to, wrapped }) => (to === undefined ? [] : [(wrapped ?? to) - from]))
  if (lengths.length === 0) return USUAL_HANDLING
  return lengths.reduce((sum, one) => sum + one, 0) / lengths.length
}

async function handlingOf(
  { store, now, handling }: Dispatch,
  tenant: string,
  desk: string,
): Promise<number> {
  const key = JSON.stringify([tenant, desk])
  const known = handling.get(key)
  if (known && known.until > now()) return known.ms
  const lately = await store.contacts({
    tenants: [tenant],
    since: now() - HANDLING_OF,
    limit: HANDLING_CONTACTS,
  })
  const ms = meanHandling(lately, desk)
  handling.set(key, { ms, until: now() + HANDLING_HOLDS })
  return ms
}

/** What a turn asks of the desk. */
export const viewOf = (dispatch: Dispatch): DeskView => ({
  async staffed(tenant, { name, skills }) {
    const [contacts, staff] = await readQueue(dispatch)
    const { mostWaiting } = dispatch.library.desk(tenant, name) ?? usualDesk
    return (
      servedBy(staff, tenant, skills).length > 0 &&
      countWaiting(contacts, tenant, name) < mostWaiting
    )
  },
  async facts(tenant, { name, skills }) {
    const [contacts, staff] = await readQueue(dispatch)
    const people = servedBy(staff, tenant, skills)
    const waiting = countWaiting(contacts, tenant, name)
    const free = people.filter(({ presence }) => presence.status === 'ready').length
    if (free > waiting) return { free, waiting, wait: 0 }
    const handling = await handlingOf(dispatch, tenant, name)
    return { free, waiting, wait: estimatedWait(waiting + 1 - free, people.length, handling) }
  },
  async openCallback(tenant, number) {
    return (await dispatch.store.openContacts()).find(
      (one) =>
        one.kind === 'callback' &&
        one.tenant === tenant &&
        one.caller === number &&
        one.status !== 'talking' &&
        one.status !== 'wrapping',
    )?.id
  },
})

/** A waiting contact's number in the queue, from 1, and the wait to be expected, ms. */
export async function findPlace(
  dispatch: Dispatch,
  id: string,
): Promise<{ place?: number; wait?: number }> {
  const [contacts, staff] = await readQueue(dispatch)
  const contact = contacts.find((one) => one.id === id)
  const place = contact && placeOf(contact, contacts, dispatch.now())
  if (!contact || place === undefined) return {}
  const { tenant, desk, skills } = contact
  const people = servedBy(staff, tenant, skills).length
  return { place, wait: estimatedWait(place, people, await handlingOf(dispatch, tenant, desk)) }
}
