// How a contact and its operator's state change together: what all happenings are made of. Pure.
import type { Contact, Talk } from './contact.ts'
import { statusAfter, type ContactEvent } from './contact-machine.ts'
import { TOO_LATE, type Effect, type Outcome, type Refusal } from './happening.ts'
import type { Presence, Reach } from './operator.ts'

/** Where something happens: `presence` is absent only where no operator is concerned, `wrapUp` is
 * the time to write up, ms. */
export type Situation = { contact: Contact; presence?: Presence; at: number; wrapUp: number }

type Change = { contact?: Partial<Contact>; presence?: Partial<Presence>; effects?: Effect[] }

/** Moves a contact on, and its operator with it; refused when the event does not fit any more. */
export function move(
  { contact, presence, at }: Situation,
  event: ContactEvent,
  change: Change = {},
): Outcome | Refusal {
  const status = statusAfter(contact.status, event)
  if (status === undefined) return TOO_LATE
  return {
    contact: {
      ...contact,
      help: undefined,
      ...change.contact,
      status,
      seq: contact.seq + 1,
      since: at,
    },
    presence: presence && change.presence && changePresence(presence, change.presence, at),
    effects: change.effects ?? [],
  }
}

/** Changes a contact that stays where it is. */
export const amend = (contact: Contact, change: Partial<Contact>): Outcome => ({
  contact: { ...contact, ...change, seq: contact.seq + 1 },
  effects: [],
})

export const changePresence = (
  presence: Presence,
  change: Partial<Presence>,
  at: number,
): Presence => ({ ...presence, ...change, seq: presence.seq + 1, since: at })

/** What a contact no longer has once it waits again. */
export const BACK_IN_QUEUE = {
  operator: undefined,
  offer: undefined,
  legs: {},
  hold: undefined,
} as const

/** What becomes of operators whose line failed. */
export const CONNECTION_LOST = {
  status: 'away',
  reason: 'connection lost',
  contact: undefined,
  next: undefined,
} as const

/** Who did it has the contact, from both sides. */
export const isHeldBy = ({ contact, presence }: Situation, by: string): boolean =>
  contact.operator === by && presence?.contact === contact.id

export const passedBy = ({ passed }: Contact, by: string): string[] => [...new Set([...passed, by])]

/** The conversations with the last one changed. */
export const changeLastTalk = (
  talks: readonly Talk[],
  change: (talk: Talk) => Partial<Talk>,
): Talk[] =>
  talks.map((talk, index) => (index === talks.length - 1 ? { ...talk, ...change(talk) } : talk))

/** How long the caller has been on hold since they were put there, ms. */
export const holdSoFar = ({ contact: { hold }, at }: Situation): number => at - (hold ?? at)

/** The conversations with the last one ended, unless it was already. */
export const endTalk = (situation: Situation, end: Talk['end']): Talk[] =>
  changeLastTalk(situation.contact.talks, (talk) => ({
    to: talk.to ?? situation.at,
    end: talk.end ?? end,
    held: talk.held + holdSoFar(situation),
  }))

/** The operator writes up what was said. */
export const wrapUpOf = ({ at, wrapUp }: Situation): Partial<Presence> => ({
  status: 'wrapping',
  wrapUntil: at + wrapUp,
})

/** An operator whose offer was taken back, or whose caller left before they were connected, is
 * ready again and keeps their place among the idle. */
export function letOperatorGo({ contact, presence, at }: Situation): Partial<Presence> | undefined {
  if (presence?.contact !== contact.id) return undefined
  if (!['offered', 'busy', 'wrapping'].includes(presence.status)) return undefined
  return stateAfter(presence, at)
}

/** What an operator is without a contact: what they chose meanwhile, else ready. */
export const stateAfter = ({ next }: Presence, at: number): Partial<Presence> => ({
  ...(next ?? { status: 'ready', reason: undefined }),
  contact: undefined,
  next: undefined,
  wrapUntil: undefined,
  since: at,
})

/** Who writes has no leg to ring. */
export function ring({ id }: Contact, operator: string, reach: Reach): Effect[] {
  if (reach.by === 'text') return []
  return [{ do: 'ring', contact: id, operator, reach }]
}

/** Ends those of the named legs that there are. */
export const hangUp = ({ id, legs }: Contact, ...names: string[]): Effect[] =>
  names.flatMap((name) => legs[name] ?? []).map((leg) => ({ do: 'hang up', contact: id, leg }))

/** Nobody is left in a conference alone; a caller's own leg goes on in the flow. */
export function letCustomerGo(contact: Contact): Effect[] {
  if (contact.kind !== 'callback') return []
  return hangUp(contact, 'caller').map((effect) => ({ ...effect, kindly: true }))
}
