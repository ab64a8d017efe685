// Operators: what they can do and how they are reached, and their state, which the server keeps and
// a browser only leases.

/** How an operator's leg is rung. `text` is practice mode: the conversation is written. */
export type Reach = { by: 'browser' | 'text' } | { by: 'phone' | 'sip'; to: string }

/** What is known of an operator apart from the moment. */
export type Operator = {
  /** the account's id */
  id: string
  name: string
  /** companies they answer for */
  tenants: string[]
  /** by name, with the level from 1 (new) to 10 */
  skills: Record<string, number>
  /** language codes without region (`be`); empty: any */
  languages: string[]
  reach: Reach
}

/**
 * `away` has a reason (break, lunch …); `missed` did not take an offer and gets none until they
 * click; `offered` is being rung;
 * `busy` from accepting to the end of the conversation; `wrapping` writes it up.
 */
export type PresenceStatus =
  'offline' | 'ready' | 'away' | 'missed' | 'offered' | 'busy' | 'wrapping'

/** An operator's state. Times are UTC milliseconds. */
export type Presence = {
  operator: string
  status: PresenceStatus
  reason?: string
  /** grows by one with each change but those of the lease */
  seq: number
  since: number
  /** since when they have been without a contact: the longest idle is asked first */
  idleSince: number
  /** the console tab that holds the desk; another takes it over, and the first is told so */
  tab?: string
  leaseUntil: number
  /** the contact they are offered, talk with or wrap up */
  contact?: string
  /** chosen during a conversation: what they become after it */
  next?: { status: 'ready' | 'away' | 'offline'; reason?: string }
  wrapUntil?: number
}

export const offline = (operator: string, at: number): Presence => ({
  operator,
  status: 'offline',
  seq: 0,
  since: at,
  idleSince: at,
  leaseUntil: 0,
})
