// Ringing people: a Dial with one noun a person, each with its whisper.
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { address } from './address.ts'
import { clean, type Context } from './speak.ts'

/** Rings the people of a `rang` event; the hand-off's id goes along so that the operator's screen
 * can fetch the card. */
export function dial(
  response: VoiceResponse,
  rang: Event & { type: 'rang' },
  session: Session,
  context: Context,
): void {
  const verb = response.dial({
    action: address(context.base, 'dial', { call: session.callId, seq: String(session.reply) }),
    timeout: Math.min(600, Math.max(5, Math.ceil(rang.seconds))),
    callerId: callerId(rang, session),
    answerOnBridge: true,
    ...(rang.record && {
      record: 'record-from-answer-dual',
      recordingStatusCallback: address(context.base, 'conversation/recorded', {
        call: session.callId,
        handoff: rang.handoff,
      }),
      recordingStatusCallbackEvent: ['completed', 'absent'],
    }),
  })
  for (const to of rang.people) {
    const url = address(context.base, 'whisper', {
      call: session.callId,
      handoff: rang.handoff,
      person: to,
      language: session.language,
    })
    const person = clean(to)
    if (person.startsWith('client:')) {
      const client = verb.client({ url })
      client.identity(person.slice('client:'.length))
      client.parameter({ name: 'handoff', value: rang.handoff })
    } else if (/^sips?:/.test(person))
      verb.sip(
        { url },
        `${person}${person.includes('?') ? '&' : '?'}X-Handoff-Id=${encodeURIComponent(rang.handoff)}`,
      )
    else verb.number({ url }, person)
  }
}

/** The caller's own number can be shown only when there is one. */
function callerId(rang: Event & { type: 'rang' }, session: Session): string {
  const { number, withheld } = session.caller
  if (rang.showNumber === 'caller' && !withheld && /^\+\d+$/.test(number)) return number
  return session.line.number
}

/** Sends a call to a closed line on to a number. It may be answered by a machine, so nobody has to
 * press 1 there. */
export function sendOn(
  response: VoiceResponse,
  number: string | undefined,
  { callId, reply, line }: Session,
  { base }: Context,
): void {
  if (number === undefined) return void response.hangup()
  const action = address(base, 'dial', { call: callId, seq: String(reply) })
  response.dial({ action, callerId: line.number }, clean(number))
}
