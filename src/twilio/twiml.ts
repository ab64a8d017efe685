// The events of a turn, folded into TwiML. Pure: the same turn gives the same bytes.
import { randomUUID } from 'node:crypto'
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
    return question(spoken, last, query, context)
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

type Words = { speech: Speech[]; interrupt: boolean }
type Query = { call: string; seq: string }

// stand in for the call and the reply in a kept question; nobody can say them
const anyCall = randomUUID()
const anySeq = randomUUID()
const questions = new Map<string, string>()
const MOST_QUESTIONS = 1000

/** A flow asks the same of many callers: a question is built once, and each caller's own addresses are put in. */
function question(spoken: Words[], asked: Event & { type: 'asked' }, query: Query, context: Context): string {
  // where a recording lies may change while its name does not
  if ([...spoken, asked].some(({ speech }) => speech.some(({ kind }) => kind === 'audio'))) return askFor(spoken, asked, query, context)
  const key = JSON.stringify([context.base, spoken.map(({ speech, interrupt }) => [speech, interrupt]), asked.speech, asked.listening])
  let kept = questions.get(key)
  if (kept === undefined) {
    if (questions.size >= MOST_QUESTIONS) questions.clear()
    kept = askFor(spoken, asked, { call: anyCall, seq: anySeq }, context)
    questions.set(key, kept)
  }
  return kept.replaceAll(anyCall, encodeURIComponent(query.call)).replaceAll(anySeq, query.seq)
}

function askFor(spoken: Words[], asked: Event & { type: 'asked' }, query: Query, context: Context): string {
  const response = new VoiceResponse()
  const speak = speaker(context)
  const { before, during } = aroundQuestion(spoken, asked)
  speak(response, before)
  speak(gather(response, asked.listening, query, context), during)
  response.redirect(address(context.base, 'voice/turn', query))
  return response.toString()
}

/** What may be interrupted and stands straight before the question is heard while keys and words are already listened for. */
function aroundQuestion(spoken: Words[], asked: Event & { type: 'asked' }): { before: Speech[]; during: Speech[] } {
  const pieces = [...spoken, { speech: asked.speech, interrupt: asked.listening.interrupt }]
  const first = pieces.findLastIndex(({ interrupt }) => !interrupt) + 1
  const words = (from: number, to?: number): Speech[] => pieces.slice(from, to).flatMap(({ speech }) => speech)
  return { before: words(0, first), during: words(first) }
}
