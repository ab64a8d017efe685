// What is due in a queue at a moment: offers nobody took, legs that never joined, wrap-ups that
// are over, consoles out of touch. Pure.
import type { Staff } from '../desk/assign.ts'
import type { Contact } from '../desk/contact.ts'
import { CONNECTS, type Happening } from '../desk/happening.ts'
import type { Presence } from '../desk/operator.ts'
import { lapse } from '../desk/presence.ts'

/** Something to happen to a contact, `later` if nobody waits for it; or what becomes of an operator
 * whose console is out of touch. */
export type Due =
  { contact: string; happening: Happening; later?: boolean } | { presence: Presence }

/** In the order in which it is to be done. */
export const whatIsDue = (contacts: Contact[], staff: Staff[], at: number): Due[] => [
  ...contacts.flatMap((contact) => {
    const happening = dueOf(contact, at)
    return happening ? [{ contact: contact.id, happening }] : []
  }),
  ...staff.flatMap(({ presence }) => dueOfOperator(presence, contacts, at) ?? []),
]

function dueOf(contact: Contact, at: number): Happening | undefined {
  const { status, kind, offer, operator = '' } = contact
  if (status === 'offered' && offer && offer.until <= at)
    return { type: 'missed', by: offer.operator }
  if (status === 'queued' && kind === 'callback' && contact.waitUntil <= at)
    return { type: 'given up' }
  // its leg was to be made when a process ended, or the end of it was never told
  const connects = status === 'accepted' || status === 'briefed'
  if (!connects || contact.since + CONNECTS > at) return undefined
  if (status === 'briefed' && kind === 'callback') return { type: 'not reached' }
  return { type: 'leg failed', by: operator }
}

function dueOfOperator(presence: Presence, contacts: Contact[], at: number): Due | undefined {
  const { operator: by, status, contact, wrapUntil = 0 } = presence
  if (status === 'wrapping' && contact !== undefined && wrapUntil <= at)
    return { contact, happening: { type: 'wrapped', by }, later: true }
  if (status === 'offline' || presence.leaseUntil > at) return undefined
  const mine = contacts.find(({ id }) => id === contact)
  // who cannot see an offer cannot take it; a practice conversation has no other line than the page
  if (mine && status === 'offered') return { contact: mine.id, happening: { type: 'missed', by } }
  if (mine && status === 'busy' && mine.practice && mine.status === 'talking')
    return { contact: mine.id, happening: { type: 'dropped', by } }
  const after = lapse(presence, at)
  return after && { presence: after }
}
