// Between a call and its contact: what the one must still be told of the other. Pure, and found
// anew each time, so that nothing is lost with a process.
import { isBridged } from '../flow/machine/leaf-id.ts'
import type { Input } from '../call/input.ts'
import type { Handoff, Session } from '../call/session.ts'
import { isOver, type Contact } from './contact.ts'
import type { Happening } from './happenings.ts'

/** `tell`: the call goes on with this input. `happening`: the contact takes what happened to the
 * call. */
export type Owed = { tell: Input } | { happening: Happening } | undefined

/** `handoff` is the status of the contact's hand-off, which the call keeps. */
export function owed(
  contact: Contact,
  session: Session | undefined,
  handoff: Handoff['status'] | undefined,
  at: number,
): Owed {
  if (contact.kind === 'callback') return undefined
  const { status } = contact
  if (isOver(contact)) return session ? left(contact, session, at) : undefined
  if (!session || session.status === 'ended' || session.handoff !== contact.id) {
    const type = gone(contact, session, handoff)
    return status === 'wrapping' && type === 'caller left' ? undefined : { happening: { type } }
  }
  if (!isBridged(session)) {
    // also a conversation that ended before the call heard of it: it must go on as after one
    if (status === 'talking' || (status === 'wrapping' && session.queued))
      return { tell: { type: 'answered', at, person: contact.operator } }
    return status === 'queued' && contact.waitUntil <= at
      ? { tell: { type: 'unanswered', at, reason: 'waited out' } }
      : undefined
  }
  if (status === 'talking') return undefined
  const last = contact.talks.at(-1)
  if (status !== 'wrapping')
    return last
      ? {
          tell:
            last.end === 'dropped'
              ? { type: 'requeued', at }
              : { type: 'requeued', at, desk: contact.desk },
        }
      : undefined
  if (last?.end === 'transferred') return undefined
  return {
    tell:
      last?.end === 'sent back' && contact.backTo !== undefined
        ? { type: 'sent back', at, step: contact.backTo }
        : { type: 'dial ended', at, result: 'completed', bridged: true },
  }
}

/** A call that stands where its contact was, after that is over: nobody is coming, so it goes on.
 * Who was passed on to somebody outside talks with them. */
function left({ id, talks }: Contact, session: Session, at: number): Owed {
  if (session.status === 'ended' || session.handoff !== id || talks.at(-1)?.end === 'transferred')
    return undefined
  if (isBridged(session))
    return { tell: { type: 'dial ended', at, result: 'completed', bridged: true } }
  return session.queued
    ? { tell: { type: 'unanswered', at, reason: 'the desk is done with it' } }
    : undefined
}

/** The call has left the queue: it ended there, or it goes another way of the flow, which the
 * hand-off tells. Who was connected went on after it; who was accepted in the very moment they
 * chose another way never was, however soon the operator ended it. */
function gone(
  { id, status }: Contact,
  session: Session | undefined,
  handoff: Handoff['status'] | undefined,
): 'left' | 'called back' | 'given up' | 'caller left' {
  if (
    !session ||
    session.handoff === id ||
    ((status === 'talking' || status === 'wrapping') &&
      (handoff === undefined || handoff === 'talking' || handoff === 'done'))
  )
    return 'caller left'
  return handoff === 'callback' ? 'called back' : handoff === 'nobody' ? 'given up' : 'left'
}
