// How a call joins a desk's queue: the contact that carries its hand-off. Pure.
import { WAIT_AT_MOST } from '../flow/defaults.ts'
import type { Event } from '../call/event.ts'
import type { Handoff, Session } from '../call/session.ts'
import { DAY } from '../flow/text/duration.ts'
import type { Contact, Priority } from './contact.ts'

/** What a flow says of a desk; `waitAtMost` in milliseconds. */
export type DeskSettings = { skills: string[]; waitAtMost?: number }

const CALLBACK_STANDS = DAY

const PRIORITIES: readonly Priority[] = ['high', 'normal', 'low']

type Joining = {
  handoff: Handoff
  session: Session
  desk: DeskSettings
  /** UTC milliseconds */
  at: number
  /** the number to call (E.164), and since when its caller waited in the queue */
  callback?: { number: string; since?: number }
}

/** The id of a call back that a waiting caller chose: the waiting contact ends, and this one keeps
 * its place. */
export const callbackId = (handoff: string): string => `${handoff}-callback`

/** The event by which a contact was handed off, among those of its call. */
export const handedOffIn = (
  events: Event[],
  contact: string,
): (Event & { type: 'handed off' }) | undefined =>
  events.findLast(
    (event): event is Event & { type: 'handed off' } =>
      event.type === 'handed off' &&
      (event.handoff.id === contact || callbackId(event.handoff.id) === contact),
  )

/** A contact that joins its queue at `at`. A caller who chose to be called back keeps the place
 * they had. */
export function contactOf({ handoff, session, desk, at, callback }: Joining): Contact {
  const wanted = session.slots.priority?.value
  return {
    id: handoff.id,
    callId: session.callId,
    tenant: session.tenant,
    desk: handoff.desk,
    label: handoff.label,
    labels: handoff.labels,
    kind: callback ? 'callback' : 'call',
    practice: session.practice,
    caller: callback?.number ?? (session.caller.withheld ? '' : session.caller.number),
    line: session.line.number,
    language: session.language,
    skills: desk.skills,
    priority: PRIORITIES.find((one) => one === wanted) ?? 'normal',
    status: 'queued',
    seq: 0,
    since: at,
    enqueuedAt: callback?.since ?? at,
    waitUntil: at + (callback ? CALLBACK_STANDS : (desk.waitAtMost ?? WAIT_AT_MOST)),
    attempts: 0,
    passed: [],
    legs: {},
    talks: [],
  }
}
