// Offers to operators: who is asked for by name, and how all that were assigned are made at once.
import type { Offer, Staff } from '../desk/assign.ts'
import type { Contact } from '../desk/contact.ts'
import { happen } from '../desk/happen.ts'
import { DAY } from '../flow/text/duration.ts'
import type { Dispatch } from './dispatch.ts'
import { followUp, takeHappening } from './take-happening.ts'

/** Callers are asked for by the operator they spoke with last within this time, ms. */
const REMEMBERED = 7 * DAY
/** Earlier contacts of a caller in which the conversation is looked for. */
const EARLIER_CONTACTS = 5

/** The contacts with the operators they ask for; none of them when nobody is ready. */
export async function preferLastOperators(
  dispatch: Dispatch,
  contacts: Contact[],
  staff: Staff[],
  at: number,
): Promise<Contact[]> {
  if (!staff.some(({ presence }) => presence.status === 'ready')) return []
  return Promise.all(
    contacts.map(async (contact) => {
      const { status, preferred, caller } = contact
      if (status !== 'queued' || preferred !== undefined || caller === '') return contact
      return { ...contact, preferred: await lastOperatorOf(dispatch, contact, at) }
    }),
  )
}

async function lastOperatorOf(
  { store, lastOperators }: Dispatch,
  { id, tenant, caller }: Contact,
  at: number,
): Promise<string | undefined> {
  if (lastOperators.has(id)) return lastOperators.get(id)
  const before = await store.contacts({
    tenants: [tenant],
    caller,
    since: at - REMEMBERED,
    limit: EARLIER_CONTACTS,
  })
  const last = before.find((one) => one.id !== id && one.talks.length > 0)
  const operator = last?.talks.at(-1)?.operator
  lastOperators.set(id, operator)
  return operator
}

/** All at once when nobody else is at it, else each on its own. */
export async function makeOffers(
  dispatch: Dispatch,
  offers: Offer[],
  staff: Staff[],
  at: number,
): Promise<void> {
  if (offers.length === 0) return
  const presences = new Map(staff.map(({ operator, presence }) => [operator.id, presence]))
  const outcomes = offers.flatMap(({ contact, operator: { id: to, reach } }) => {
    const situation = { contact, presence: presences.get(to), at, wrapUp: 0 }
    const outcome = happen(situation, { type: 'offered', to, reach })
    return 'refused' in outcome ? [] : [outcome]
  })
  const changes = {
    contacts: outcomes.map(({ contact }) => contact),
    presences: outcomes.flatMap(({ presence }) => presence ?? []),
  }
  if (outcomes.length > 0 && (await dispatch.store.changeDesk(changes)) === 'committed')
    for (const outcome of outcomes) followUp(dispatch, outcome)
  else
    for (const { contact, operator } of offers)
      await takeHappening(dispatch, contact.id, {
        type: 'offered',
        to: operator.id,
        reach: operator.reach,
      })
}
