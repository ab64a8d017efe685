// The verb that lets a caller wait for an operator.
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Session } from '../call/session.ts'
import { address } from './address.ts'
import { clean, type Context } from './speak.ts'

/** Twilio's names of queues are this long. */
const LONGEST_NAME = 64

/** One queue of Twilio's for each desk, which holds a thousand; who is next is the desk's business,
 * so its order and name mean nothing. */
export function enqueue(response: VoiceResponse, session: Session, context: Context): void {
  const { desk, handoff } = session.queued ?? { desk: '', handoff: '' }
  const query = { call: session.callId, seq: String(session.reply) }
  response.enqueue(
    {
      waitUrl: address(context.base, 'queue/wait', { ...query, handoff }),
      action: address(context.base, 'queue/left', query),
    },
    clean(`${session.tenant} ${desk}`).slice(0, LONGEST_NAME),
  )
}
