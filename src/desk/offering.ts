// A contact finds its operator: offers, how they are answered, and the legs that are made for them.
// Pure.
import { isOver } from './contact.ts'
import {
  amend,
  BACK_IN_QUEUE,
  CONNECTION_LOST,
  hangUp,
  isHeldBy,
  letCustomerGo,
  letOperatorGo,
  move,
  passedBy,
  ring,
  type Situation,
} from './change.ts'
import { startTalk } from './conversation.ts'
import {
  ATTEMPT_PAUSE,
  holderOf,
  MOST_ATTEMPTS,
  MOST_MISSED,
  NOT_YOURS,
  OFFER,
  TOO_LATE,
  type Happening,
  type Outcome,
  type Refusal,
} from './happening.ts'
import type { Presence } from './operator.ts'

export function offer(
  situation: Situation,
  { to, reach }: Happening<'offered'>,
): Outcome | Refusal {
  const { contact, presence, at } = situation
  if (presence?.status !== 'ready') return TOO_LATE
  return move(situation, 'OFFER', {
    contact: { offer: { operator: to, at, until: at + OFFER } },
    presence: { status: 'offered', contact: contact.id },
    // in a browser they accept first
    effects: reach.by === 'browser' ? [] : ring(contact, to, reach),
  })
}

export function accept(
  situation: Situation,
  { by, reach }: Happening<'accepted'>,
): Outcome | Refusal {
  const { contact, presence } = situation
  if (contact.offer && contact.offer.operator !== by) return NOT_YOURS
  if (!contact.offer || presence?.status !== 'offered') return TOO_LATE
  const accepted = move(situation, 'ACCEPT', {
    contact: { operator: by },
    presence: { status: 'busy' },
    effects: reach.by === 'browser' ? ring(contact, by, reach) : [],
  })
  return 'refused' in accepted || reach.by !== 'text' ? accepted : join(situation, accepted, by)
}

/** Who writes has no leg to wait for: they are there with the very change in which they accept, so
 * that nothing stands between the two. */
function join(situation: Situation, { contact, presence }: Outcome, by: string): Outcome | Refusal {
  const accepted = { ...situation, contact, presence }
  const there =
    contact.kind === 'callback'
      ? brief(accepted, { type: 'briefed', by })
      : startTalk(accepted, { type: 'talking', by })
  if ('refused' in there) return there
  return {
    ...there,
    contact: { ...there.contact, seq: contact.seq },
    presence: there.presence ?? presence,
  }
}

/** An offer that was missed or declined: the operator gets no other until they click. */
export function turnDown(
  situation: Situation,
  { type, by }: Happening<'missed' | 'declined'>,
): Outcome | Refusal {
  const { contact, presence, at } = situation
  if (contact.offer?.operator !== by) return contact.offer ? NOT_YOURS : TOO_LATE
  const passed = passedBy(contact, by)
  const unattended = passed.length >= MOST_MISSED && contact.kind === 'call'
  const rings = presence?.contact === contact.id && presence.status === 'offered'
  return move(situation, type === 'missed' ? 'MISS' : 'DECLINE', {
    contact: { ...BACK_IN_QUEUE, passed, waitUntil: unattended ? at : contact.waitUntil },
    presence: rings ? AFTER_TURNING_DOWN[type] : undefined,
    effects: hangUp(contact, 'operator'),
  })
}

const AFTER_TURNING_DOWN: Record<'missed' | 'declined', Partial<Presence>> = {
  missed: { status: 'missed', contact: undefined },
  declined: { status: 'away', reason: 'declined', contact: undefined },
}

/** Refused for a leg that was made for what is over: it must not ring on. */
export function addLeg(
  { contact }: Situation,
  { by, name, leg }: Happening<'leg made'>,
): Outcome | Refusal {
  if (holderOf(contact) !== by || contact.status === 'wrapping') return TOO_LATE
  return amend(contact, { legs: { ...contact.legs, [name]: leg } })
}

export function removeLeg(
  { contact }: Situation,
  { name, leg }: Happening<'leg over'>,
): Outcome | Refusal {
  const { [name]: known, ...legs } = contact.legs
  return known === leg && !isOver(contact) ? amend(contact, { legs }) : TOO_LATE
}

export function brief(situation: Situation, { by }: Happening<'briefed'>): Outcome | Refusal {
  const { id, kind } = situation.contact
  if (!isHeldBy(situation, by)) return NOT_YOURS
  return move(situation, 'BRIEF', {
    effects: kind === 'callback' ? [{ do: 'call customer', contact: id }] : [],
  })
}

export function failLeg(situation: Situation, { by }: Happening<'leg failed'>): Outcome | Refusal {
  const { contact } = situation
  if (!isHeldBy(situation, by)) return NOT_YOURS
  return move(situation, 'LEG_FAILED', {
    contact: { ...BACK_IN_QUEUE, front: true, passed: passedBy(contact, by) },
    presence: CONNECTION_LOST,
    effects: [...hangUp(contact, 'operator'), ...letCustomerGo(contact)],
  })
}

/** A second try later at the end of the queue, then the callback is given up. The operator had no
 * conversation, so there is nothing to write up. */
export function missCustomer(situation: Situation): Outcome | Refusal {
  const { contact, at } = situation
  if (contact.kind !== 'callback') return TOO_LATE
  const attempts = contact.attempts + 1
  const free = {
    presence: letOperatorGo(situation),
    effects: hangUp(contact, 'operator', 'caller'),
  }
  if (attempts >= MOST_ATTEMPTS)
    return move(situation, 'GIVE_UP', { contact: { attempts }, ...free })
  const later = at + ATTEMPT_PAUSE
  const waiting = { operator: undefined, offer: undefined, legs: {} }
  return move(situation, 'NOT_REACHED', {
    contact: { ...waiting, attempts, notBefore: later, enqueuedAt: later },
    ...free,
  })
}
