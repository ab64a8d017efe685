// The ways of a contact as an XState machine: which happening leads from which status to which.
// Finite, pure, every exit wired.
import { createMachine, transition } from 'xstate'
import { endings, type ContactStatus } from './contact.ts'

/**
 * Offered and not taken, it goes back into the queue (`MISS`, `DECLINE`, `RESCIND`); so it does
 * when the operator's leg fails (`LEG_FAILED`)
 * or drops in the conversation (`DROP`), and when it is transferred. While nobody talks the caller
 * may hang up (`ABANDON`), take another
 * way (`LEAVE`) or be promised a callback (`CALL_BACK`), and the desk may give up on it
 * (`GIVE_UP`).
 */
export type ContactEvent =
  | 'OFFER'
  | 'ACCEPT'
  | 'MISS'
  | 'DECLINE'
  | 'RESCIND'
  | 'BRIEF'
  | 'TALK'
  | 'LEG_FAILED'
  | 'NOT_REACHED'
  | 'RELEASE'
  | 'CALLER_LEFT'
  | 'SEND_BACK'
  | 'DROP'
  | 'TRANSFER'
  | 'WRAPPED'
  | 'LEAVE'
  | 'CALL_BACK'
  | 'GIVE_UP'
  | 'ABANDON'

const otherWays = { LEAVE: 'left', CALL_BACK: 'callback', GIVE_UP: 'nobody' } as const
const callerLeaves = { ...otherWays, ABANDON: 'abandoned' } as const
const final = { type: 'final' } as const

export const contactMachine = createMachine({
  id: 'contact',
  initial: 'queued',
  states: {
    queued: { on: { OFFER: 'offered', ...callerLeaves } },
    offered: {
      on: {
        ACCEPT: 'accepted',
        MISS: 'queued',
        DECLINE: 'queued',
        RESCIND: 'queued',
        ...callerLeaves,
      },
    },
    // an operator has it, so nobody else takes it away; a caller who hangs up before they are
    // connected leaves nothing to write up
    accepted: {
      on: {
        BRIEF: 'briefed',
        TALK: 'talking',
        LEG_FAILED: 'queued',
        NOT_REACHED: 'queued',
        ...callerLeaves,
      },
    },
    briefed: {
      on: { TALK: 'talking', LEG_FAILED: 'queued', NOT_REACHED: 'queued', ...callerLeaves },
    },
    // another way was chosen in the moment in which somebody accepted, and maybe ended it at once:
    // they were never connected
    talking: {
      on: {
        ...otherWays,
        RELEASE: 'wrapping',
        CALLER_LEFT: 'wrapping',
        SEND_BACK: 'wrapping',
        DROP: 'queued',
        TRANSFER: 'queued',
      },
    },
    wrapping: { on: { WRAPPED: 'done', ...otherWays } },
    done: final,
    callback: final,
    left: final,
    nobody: final,
    abandoned: final,
  },
})

const known = new Map<string, ContactStatus | undefined>()

/** The status after an event; undefined when the event does not fit (late, doubled, forged), and
 * nothing is to change. */
export function statusAfter(status: ContactStatus, event: ContactEvent): ContactStatus | undefined {
  const key = `${status} ${event}`
  // the machine is finite and pure, so an edge that was worked out once is kept
  if (!known.has(key)) known.set(key, work(status, event))
  return known.get(key)
}

function work(status: ContactStatus, type: ContactEvent): ContactStatus | undefined {
  const from = contactMachine.resolveState({ value: status })
  if (endings.has(status) || !from.can({ type })) return undefined
  return transition(contactMachine, from, { type })[0].value as ContactStatus
}
