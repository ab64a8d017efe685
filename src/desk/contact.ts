// A contact: one hand-off on its way through the desk, from the queue to the conversation and its
// wrap-up. Plain JSON.

/**
 * `queued` waits for an operator; `offered` rings one; `accepted` was taken, and the operator's leg
 * is being connected; `briefed` hears
 * the whisper; `talking`; `wrapping` is over for the caller, and the operator writes it up. The
 * others are ends: `done` was talked with,
 * `callback` will be called back, `left` chose another way of the flow, `nobody` waited in vain,
 * `abandoned` hung up.
 */
export type ContactStatus =
  'queued' | 'offered' | 'accepted' | 'briefed' | 'talking' | 'wrapping' | Ending

export type Ending = 'done' | 'callback' | 'left' | 'nobody' | 'abandoned'

export type Priority = 'high' | 'normal' | 'low'

/** Times are UTC milliseconds. */
export type Contact = {
  /** that of the hand-off, whose card it carries */
  id: string
  /** the call it came from */
  callId: string
  tenant: string
  /** the desk by its name in the flow, and as staff call it */
  desk: string
  label: string
  /** by language, where the desk is called otherwise in each */
  labels?: Record<string, string>
  /** `callback`: the caller is to be called; the operator is found first */
  kind: 'call' | 'callback'
  practice: boolean
  /** the caller's number in E.164, empty when it is withheld; for a callback, the number to call */
  caller: string
  /** the number of ours that was called */
  line: string
  language: string
  /** what an operator must be able to do, by name */
  skills: string[]
  priority: Priority
  status: ContactStatus
  /** grows by one with each change */
  seq: number
  /** since when it has had this status */
  since: number
  /** when it joined the queue: kept through missed offers, drops and transfers, so that nobody
   * loses their place */
  enqueuedAt: number
  /** it had an operator whose leg dropped: before all others */
  front?: boolean
  /** after this it goes to the desk's `nobody`; never while an offer is ringing */
  waitUntil: number
  /** a callback is not offered before this */
  notBefore?: number
  /** calls made to a callback's number so far */
  attempts: number
  offer?: { operator: string; at: number; until: number }
  /** operators who missed or declined it: asked again only when there is nobody else */
  passed: string[]
  /** who spoke with this caller last, and is asked first for a while */
  preferred?: string
  /** who has it now: from `accepted` to the end of the wrap-up */
  operator?: string
  /** Twilio's ids of the legs that belong to it, by what they are for: `operator`, `guest` (a
   * transfer's second party), `supervisor`, `caller` (of a callback) */
  legs: Record<string, string>
  /** on hold since then */
  hold?: number
  /** since then the operator asks for a supervisor */
  help?: number
  /** the step of the flow to which the operator sent the caller back */
  backTo?: string
  /** each conversation, the last one open while it goes on */
  talks: Talk[]
  /** the sound of its conversations where the desk records them, as it became ready; erased with
   * its call */
  recordings?: Recording[]
}

/** A recorded conversation by the telephone's id; `at` is when it was told of. */
export type Recording = { id: string; seconds?: number; at: number }

/** One conversation with one operator; `to` is absent while it goes on. `held` in milliseconds. */
export type Talk = {
  operator: string
  offeredAt: number
  acceptedAt: number
  from: number
  to?: number
  end?: 'operator' | 'caller' | 'dropped' | 'transferred' | 'sent back'
  held: number
  wrapped?: number
}

export const endings: ReadonlySet<ContactStatus> = new Set<Ending>([
  'done',
  'callback',
  'left',
  'nobody',
  'abandoned',
])

export const isOver = ({ status }: Contact): boolean => endings.has(status)

/** What operators note about a contact while they talk and after: saved as typed. `outcome` is a
 * code of the tenant's list. */
export type Note = {
  contact: string
  operator: string
  tenant: string
  text: string
  outcome?: string
  at: number
}
