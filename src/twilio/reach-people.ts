// How the desk reaches people by telephone: operators are rung, customers called back, callers let
// go on.
import type { Contact } from '../desk/contact.ts'
import type { Operator } from '../desk/operator.ts'
import type { Legs } from '../desk/control.ts'
import type { Runtime } from '../world/runtime.ts'
import { address } from './address.ts'
import { legAddress, twimlOf } from './leg-address.ts'
import type { Rest } from './rest.ts'
import { plainSpeaker, type Context } from './speak.ts'
import { words } from './words.ts'

const EVENTS = ['initiated', 'ringing', 'answered', 'completed']
/** A browser that was clicked takes its call at once, so not to hear of it means that it is gone,
 * s. */
const BROWSER_ANSWERS = 15
/** Shorter than until most voicemail boxes answer, s. */
const CUSTOMER_ANSWERS = 25

/** A leg that could not be hung up is tried again after these, ms: somebody may be sitting in it
 * alone. */
const AGAIN = [1000, 4000]

export function telephoneLegs(
  { now }: Pick<Runtime, 'now'>,
  rest: Rest,
  context: Context,
  again: number[] = AGAIN,
): Legs {
  const { base } = context
  const end = async (leg: string, [wait, ...more]: number[]): Promise<void> => {
    try {
      await rest.end(leg)
    } catch (error) {
      if (wait === undefined) throw error
      await new Promise((resolve) => setTimeout(resolve, wait))
      await end(leg, more)
    }
  }
  return {
    tell: (session) =>
      rest.redirect(session.callId, {
        url: address(base, 'queue/told', { call: session.callId, seq: String(session.reply) }),
      }),
    ring: (contact, operator) =>
      rest.call({
        to: addressOf(operator, contact),
        from: contact.line,
        url: legAddress(base, 'operator/leg', contact, operator.id),
        statusCallback: legAddress(base, 'operator/status', contact, operator.id),
        statusCallbackEvent: EVENTS,
        timeout:
          operator.reach.by === 'browser'
            ? BROWSER_ANSWERS
            : Math.max(5, Math.ceil(((contact.offer?.until ?? 0) - now()) / 1000)),
      }),
    callCustomer: (contact) =>
      rest.call({
        to: contact.caller,
        from: contact.line,
        url: legAddress(base, 'callback', contact, contact.operator ?? ''),
        statusCallback: legAddress(base, 'callback/status', contact, contact.operator ?? ''),
        statusCallbackEvent: EVENTS,
        timeout: CUSTOMER_ANSWERS,
      }),
    async hangUp(leg, kindly) {
      if (!kindly) return end(leg, again)
      try {
        await rest.redirect(leg, {
          twiml: twimlOf((response) => {
            plainSpeaker(context)(response, [words('call back later', kindly.language)])
            response.hangup()
          }),
        })
      } catch {
        // it rings yet, or is over
        await end(leg, again)
      }
    },
  }
}

/** Where an operator is reached. The contact's id goes along, so that a browser knows which call it
 * takes; nothing else of the caller does. */
export function addressOf({ id, reach }: Operator, contact: Pick<Contact, 'id'>): string {
  switch (reach.by) {
    case 'browser':
      return `client:${id}?contact=${encodeURIComponent(contact.id)}`
    case 'phone':
      return reach.to
    case 'sip':
      return `${reach.to}${reach.to.includes('?') ? '&' : '?'}X-Handoff-Id=${encodeURIComponent(contact.id)}`
    case 'text':
      throw new Error(`${id} writes, and has no telephone`)
  }
}
