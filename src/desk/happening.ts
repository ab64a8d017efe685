// What can happen to a contact, what is done outside about it, and why nothing was changed.
import { MINUTE, SECOND } from '../flow/text/duration.ts'
import type { Contact } from './contact.ts'
import { isOver } from './contact.ts'
import type { Presence, Reach } from './operator.ts'

/** Time to take an offer, ms (10 to 45 s are usual; Amazon Connect has 20 s fixed). */
export const OFFER = 20 * SECOND
/** Longer than any leg rings and is told what it joins, ms: what is not a conversation by then
 * never will be one. */
export const CONNECTS = 90 * SECOND
/** Offers missed, after which a desk counts as not attended and the caller goes to `nobody`. */
export const MOST_MISSED = 3
/** Calls made to a callback's number, and the pause before the second, ms. */
export const MOST_ATTEMPTS = 2
export const ATTEMPT_PAUSE = 10 * MINUTE
/** Who lost their operator waits for another at least so long, ms. */
export const WAIT_AFTER_DROP = 5 * MINUTE
/** Recordings kept of a contact: each conversation makes one, and one more after each drop or
 * transfer. */
export const MOST_RECORDINGS = 50

type By = { by: string }

/** What each kind of happening brings. `by` is who did it, `leg` is Twilio's id of a leg. */
type Details = {
  offered: { to: string; reach: Reach }
  accepted: By & { reach: Reach }
  missed: By
  declined: By
  /** a leg was made for it, `name` as in `Contact.legs`; `by` is the operator it was made for */
  'leg made': By & { name: string; leg: string }
  /** a guest's or a supervisor's leg is over: the others talk on */
  'leg over': { name: 'guest' | 'supervisor'; leg: string }
  /** the operator's leg was answered and hears the whisper; of a callback, the customer is called
   * now */
  briefed: By
  held: By & { on: boolean }
  talking: By
  /** the operator asks for a supervisor, or no longer does */
  'help asked': By & { on: boolean }
  /** the operator's leg could not be made, or ended before the conversation */
  'leg failed': By
  /** the customer of a callback did not take the call */
  'not reached': object
  released: By
  'sent back': By & { step: string }
  dropped: By
  transferred: By & {
    desk?: { name: string; label: string; labels?: Record<string, string>; skills: string[] }
    operator?: string
    waitUntil: number
  }
  /** stays with somebody outside; the operator leaves the two alone */
  'passed on': By
  wrapped: By
  'caller left': object
  /** a conversation's recording is ready, often after the end */
  recorded: { recording: string; seconds?: number }
  left: object
  'called back': object
  'given up': object
}

export type HappeningType = keyof Details

/** A happening, or with `T` one of that type. */
export type Happening<T extends HappeningType = HappeningType> = {
  [K in T]: { type: K } & Details[K]
}[T]

/** To be done outside once the change is committed. */
export type Effect =
  | { do: 'ring'; contact: string; operator: string; reach: Reach }
  /** `kindly`: the customer of a callback, who is called again, is told so first */
  | { do: 'hang up'; contact: string; leg: string; kindly?: boolean }
  | { do: 'call customer'; contact: string }

export type Outcome = { contact: Contact; presence?: Presence; effects: Effect[] }

/** Why nothing changed: in the console's words. */
export type Refusal = { refused: 'not yours' | 'too late' }

export const NOT_YOURS: Refusal = { refused: 'not yours' }
export const TOO_LATE: Refusal = { refused: 'too late' }

/** The contact has an operator who must be asked before anything else happens to it. */
export const holderOf = (contact: Contact): string | undefined =>
  isOver(contact) ? undefined : (contact.operator ?? contact.offer?.operator)
