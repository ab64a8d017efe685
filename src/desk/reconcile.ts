// Between a call and its contact: what the one must still be told of the other. Pure, and found
// anew each time, so that nothing is lost with a process.
import { isBridged } from '../flow/machine/leaf-id.ts'
import type { Input } from '../call/input.ts'
import type { Handoff, Session } from '../call/session.ts'
import { isOver, type Contact } from './contact.ts'
import type { Happening } from './happening.ts'

/** `tell`: the call goes on with this input. `happening`: the contact takes what happened to the
 * call. */
export type Owed = { tell: Input } | { happening: Happening } | undefined

/** `handoff` is the status of the contact's hand-off, which the call keeps. */
export function reconcile(
  contact: Contact,
  session: Session | undefined,
  handoff: Handoff['status'] | undefined,
  at: number,
): Owed {
  if (contact.kind === 'callback') return undefined
  if (isOver(contact)) return session && afterContact(contact, session, at)
  if (!session || session.status === 'ended' || session.handoff !== contact.id)
    return afterCall(contact, session, handoff)
  return isBridged(session) ? afterConversation(contact, at) : inQueue(contact, session, at)
}

/** The call waits. A conversation may also have ended before the call heard of it: it must go on as
 * after one. */
function inQueue(contact: Contact, session: Session, at: number): Owed {
  const { status, operator, waitUntil } = contact
  if (status === 'talking' || (status === 'wrapping' && session.queued))
    return { tell: { type: 'answered', at, person: operator } }
  if (status === 'queued' && waitUntil <= at)
    return { tell: { type: 'unanswered', at, reason: 'waited out' } }
  return undefined
}

/** The call is in a conversation that may be over for its contact. */
function afterConversation({ status, talks, desk, backTo }: Contact, at: number): Owed {
  const last = talks.at(-1)
  if (status === 'talking') return undefined
  if (status !== 'wrapping')
    return last && { tell: { type: 'requeued', at, ...(last.end !== 'dropped' && { desk }) } }
  if (last?.end === 'transferred') return undefined
  if (last?.end === 'sent back' && backTo !== undefined)
    return { tell: { type: 'sent back', at, step: backTo } }
  return { tell: { type: 'dial ended', at, result: 'completed', bridged: true } }
}

/** A call that stands where its contact was, after that is over: nobody is coming, so it goes on.
 * Who was passed on to somebody outside talks with them. */
function afterContact({ id, talks }: Contact, session: Session, at: number): Owed {
  if (session.status === 'ended' || session.handoff !== id || talks.at(-1)?.end === 'transferred')
    return undefined
  if (isBridged(session))
    return { tell: { type: 'dial ended', at, result: 'completed', bridged: true } }
  return session.queued && { tell: { type: 'unanswered', at, reason: 'the desk is done with it' } }
}

/** The call has left the queue: it ended there, or it goes another way of the flow, which the
 * hand-off tells. */
function afterCall(
  contact: Contact,
  session: Session | undefined,
  handoff: Handoff['status'] | undefined,
): Owed {
  if (!session || session.handoff === contact.id || wasConnected(contact, handoff))
    return contact.status === 'wrapping' ? undefined : { happening: { type: 'caller left' } }
  if (handoff === 'callback') return { happening: { type: 'called back' } }
  return { happening: { type: handoff === 'nobody' ? 'given up' : 'left' } }
}

/** Who was connected went on after it; who was accepted in the very moment they chose another way
 * never was, however soon the operator ended it. */
const wasConnected = ({ status }: Contact, handoff: Handoff['status'] | undefined): boolean =>
  (status === 'talking' || status === 'wrapping') &&
  (handoff === undefined || handoff === 'talking' || handoff === 'done')
