// The events of a turn, folded into TwiML. Pure: the same turn gives the same bytes.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Event, Speech } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { address } from './address.ts'
import { dial } from './dial.ts'
import { gather, record } from './listen.ts'
import { speaker, type Context } from './speak.ts'

/** The reply to the caller's leg for one turn. Always hands control back to us or ends the call on purpose. */
export function twiml(turn: { session: Session; events: Event[] }, context: Context): string {
  const { session, events } = turn
  const response = new VoiceResponse()
  const speak = speaker(context)
  const spoken = events.flatMap((event) => (event.type === 'said' ? [event] : event.type === 'handed off' ? [{ speech: event.speech, interrupt: false }] : []))
  const sayAll = (): void => speak(response, spoken.flatMap(({ speech }) => speech))
  const query = { call: session.callId, seq: String(session.reply) }
  const last = events.findLast((event) => event.type === 'asked' || event.type === 'rang' || event.type === 'ended' || event.type === 'sought')

  if (last?.type === 'sought' && (session.status === 'working' || last === events.at(-1))) {
    sayAll()
    speak(response, last.meanwhile)
    response.redirect(address(context.base, 'voice/work', query))
  } else if (last?.type === 'asked' && last.listening.mode === 'tone') {
    sayAll()
    speak(response, last.speech)
    record(response, last.listening, query, context)
  } else if (last?.type === 'asked') {
    const { before, during } = aroundQuestion(spoken, last)
    speak(response, before)
    speak(gather(response, last.listening, query, context), during)
    response.redirect(address(context.base, 'voice/turn', query))
  } else if (last?.type === 'rang') {
    sayAll()
    dial(response, last, session, context)
  } else if (last?.type === 'ended' || session.status === 'ended') {
    sayAll()
    response.hangup()
  } else {
    sayAll()
    response.pause({ length: 1 })
    response.redirect(address(context.base, session.status === 'working' ? 'voice/work' : 'voice/turn', query))
  }
  return response.toString()
}

/** What may be interrupted and stands straight before the question is heard while keys and words are already listened for. */
function aroundQuestion(spoken: { speech: Speech[]; interrupt: boolean }[], asked: Event & { type: 'asked' }): { before: Speech[]; during: Speech[] } {
  const pieces = [...spoken, { speech: asked.speech, interrupt: asked.listening.interrupt }]
  const first = pieces.findLastIndex(({ interrupt }) => !interrupt) + 1
  const words = (from: number, to?: number): Speech[] => pieces.slice(from, to).flatMap(({ speech }) => speech)
  return { before: words(0, first), during: words(first) }
}
