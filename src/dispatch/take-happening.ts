// What happens to contacts and operators is committed, then done outside, then shown.
import { isOver, type Contact } from '../desk/contact.ts'
import { happen } from '../desk/happen.ts'
import {
  holderOf,
  TOO_LATE,
  type Effect,
  type Happening,
  type Outcome,
  type Refusal,
} from '../desk/happening.ts'
import { reconcile } from '../desk/reconcile.ts'
import { usualDesk } from '../world/lines.ts'
import { inBackground, MOST_RACES, readPresence, show, type Dispatch } from './dispatch.ts'
import { tellCall } from './tell-call.ts'

/** Gives the contact as it is then, or why nothing changed. Rejects when others are first each
 * time. */
export async function takeHappening(
  dispatch: Dispatch,
  id: string,
  happening: Happening,
): Promise<Contact | Refusal> {
  const { store, library, now, changedCalls } = dispatch
  if (happening.type === 'wrapped') await letCallerGoOn(dispatch, id)
  for (let race = 0; race < MOST_RACES; race++) {
    const contact = await store.contact(id)
    if (!contact) return TOO_LATE
    const operator = operatorConcerned(contact, happening)
    const presence = operator === undefined ? undefined : await readPresence(dispatch, operator)
    const { wrapUp } = library.desk(contact.tenant, contact.desk, contact.line) ?? usualDesk
    const outcome = happen({ contact, presence, at: now(), wrapUp }, happening)
    if ('refused' in outcome) return outcome
    const contacts = outcome.contact === contact ? [] : [outcome.contact]
    const presences = outcome.presence ? [outcome.presence] : []
    if ((await store.changeDesk({ contacts, presences })) === 'stale') continue
    count(dispatch, contact, outcome.contact)
    followUp(dispatch, outcome)
    if (happening.type !== 'leg made') {
      changedCalls.add(contact.callId)
      void dispatch.wake()
    }
    return outcome.contact
  }
  throw new Error(
    `contact ${id} was changed by others ${MOST_RACES} times before "${happening.type}" could be taken`,
  )
}

function operatorConcerned(contact: Contact, happening: Happening): string | undefined {
  if (happening.type === 'offered') return happening.to
  if (happening.type === 'wrapped') return happening.by
  return holderOf(contact) ?? ('by' in happening ? happening.by : undefined)
}

/** Does outside what a committed change asks for, and shows it. */
export function followUp(dispatch: Dispatch, { contact, presence, effects }: Outcome): void {
  for (const effect of effects) {
    const work = perform(dispatch, effect, contact)
    void inBackground(dispatch, work, 'a leg could not be changed', contact.id)
  }
  show(dispatch, contact, presence)
}

function count({ metrics }: Dispatch, before: Contact, after: Contact): void {
  if (before.status === 'offered' && after.status !== 'offered')
    metrics.offers.inc({ outcome: outcomeOfOffer(before, after) })
  if (!isOver(before) && isOver(after)) metrics.contacts.inc({ ending: after.status })
}

function outcomeOfOffer(before: Contact, after: Contact): string {
  if (after.status === 'accepted') return 'accepted'
  return after.passed.length > before.passed.length ? 'not taken' : 'taken back'
}

const NOT_MADE = {
  ring: 'an operator could not be rung',
  'call customer': 'a customer could not be called back',
}

async function perform(dispatch: Dispatch, effect: Effect, contact: Contact): Promise<void> {
  const { legs, log } = dispatch
  if (effect.do === 'hang up') return legs.hangUp(effect.leg, effect.kindly ? contact : undefined)
  const by = holderOf(contact) ?? ''
  let leg: string
  try {
    leg = await makeLeg(dispatch, effect, contact)
  } catch (error) {
    log.warn({ err: error, contact: contact.id }, NOT_MADE[effect.do])
    await takeHappening(dispatch, contact.id, withoutLeg(effect, contact, by))
    return
  }
  const name = effect.do === 'ring' ? 'operator' : 'caller'
  const kept = await takeHappening(dispatch, contact.id, { type: 'leg made', by, name, leg })
  // it was made for something that is over by now
  if ('refused' in kept) await legs.hangUp(leg)
}

type Call = Exclude<Effect, { do: 'hang up' }>

async function makeLeg({ operators, legs }: Dispatch, effect: Call, contact: Contact) {
  if (effect.do === 'call customer') return legs.callCustomer(contact)
  const operator = (await operators()).find(({ id }) => id === effect.operator)
  if (!operator) throw new Error('there is no such operator any more')
  return legs.ring(contact, operator)
}

function withoutLeg(effect: Call, { status }: Contact, by: string): Happening {
  if (effect.do === 'call customer') return { type: 'not reached' }
  return { type: status === 'offered' ? 'missed' : 'leg failed', by }
}

/** A contact that is done is looked at no more, so its caller is let go on before: a process may
 * have ended between the conversation and that. */
async function letCallerGoOn(dispatch: Dispatch, id: string): Promise<void> {
  const { store, now } = dispatch
  // twice: a call that never heard of the conversation is told of that first
  for (let times = 0; times < 2; times++) {
    const contact = await store.contact(id)
    if (contact?.status !== 'wrapping') return
    const session = await store.loadCall(contact.callId)
    const due = reconcile(contact, session, (await store.handoff(id))?.status, now())
    if (due && 'happening' in due) return void (await takeHappening(dispatch, id, due.happening))
    if (!session || !due) return
    await tellCall(dispatch, contact, session, due.tell)
  }
}

/** Brings a contact and its call together again, whichever of the two went on; true when the
 * contact did now. */
export async function compare(dispatch: Dispatch, id: string): Promise<boolean> {
  const { store, now, tellings } = dispatch
  const contact = await store.contact(id)
  if (!contact || contact.kind === 'callback') return false
  const session = await store.loadCall(contact.callId)
  const due = reconcile(contact, session, (await store.handoff(contact.id))?.status, now())
  if (!due) tellings.delete(contact.id)
  else if ('happening' in due)
    return !('refused' in (await takeHappening(dispatch, id, due.happening)))
  else if (session) void tellCall(dispatch, contact, session, due.tell)
  return false
}
