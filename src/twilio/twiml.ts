// The events of a turn, folded into TwiML. Pure: the same turn gives the same bytes.
import { randomUUID } from 'node:crypto'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { address } from './address.ts'
import { join } from './conference.ts'
import { dial, sendOn } from './dial.ts'
import { gather, record } from './gather.ts'
import { connect } from './connect.ts'
import { enqueue } from './enqueue-verb.ts'
import { speaker, type Context } from './speak.ts'
import type { Speech } from '../say/speech.ts'

/** The reply to the caller's leg for one turn. Always hands control back to us or ends the call on
 * purpose. */
export function twiml(turn: Turn, context: Context): string {
  const { session, events } = turn
  const last = events.findLast(isWayOn)
  if (last?.type === 'asked') return asking(turn, last, context)
  const response = new VoiceResponse()
  const speak = speaker(context, session.tenant)
  speak(response, wordsIn(events))
  if (last && (last.type !== 'sought' || session.status === 'working' || last === events.at(-1))) {
    leadOn(response, { session, last, speak }, context)
  } else if (session.status === 'ended') {
    response.hangup()
  } else {
    response.pause({ length: 1 })
    const path = session.status === 'working' ? 'voice/work' : 'voice/turn'
    response.redirect(address(context.base, path, queryOf(session)))
  }
  return response.toString()
}

type Turn = { session: Session; events: Event[] }
type WayOn = Event & {
  type: 'asked' | 'rang' | 'queued' | 'connected' | 'closed' | 'ended' | 'sought'
}

const WAYS_ON = new Set<Event['type']>([
  'asked',
  'rang',
  'queued',
  'connected',
  'closed',
  'ended',
  'sought',
])

const isWayOn = (event: Event): event is WayOn => WAYS_ON.has(event.type)

const wordsIn = (events: Event[]): Speech[] => spokenIn(events).flatMap(({ speech }) => speech)

/** Where a call waits for its caller: after a tone, over a relay, or at a Gather. */
function asking({ session, events }: Turn, asked: Asked, context: Context): string {
  const query = queryOf(session)
  const response = new VoiceResponse()
  if (asked.listening.mode === 'tone') {
    const speak = speaker(context, session.tenant)
    speak(response, wordsIn(events))
    speak(response, asked.speech)
    record(response, asked.listening, query, context)
    return response.toString()
  }
  const relay = context.relay?.(session)
  if (!relay) {
    const stream = streamFor(session, asked, context)
    return question(spokenIn(events), asked, query, { ...context, stream, company: session.tenant })
  }
  const action = address(context.base, 'relay/ended', query)
  connect(response, asked, { language: session.language, relay, action })
  return response.toString()
}

type Leading = {
  session: Session
  last: Exclude<WayOn, { type: 'asked' }>
  speak: ReturnType<typeof speaker>
}

/** After the words of a turn, what it came to. */
function leadOn(
  response: VoiceResponse,
  { session, last, speak }: Leading,
  context: Context,
): void {
  const query = queryOf(session)
  switch (last.type) {
    case 'sought':
      speak(response, last.meanwhile)
      response.redirect(address(context.base, 'voice/work', query))
      return
    case 'rang':
      return dial(response, last, session, context)
    case 'queued':
      return enqueue(response, session, context)
    case 'connected': {
      const action = address(context.base, 'dial', query)
      return join(response, { contact: last.handoff, action }, context)
    }
    case 'closed':
      return sendOn(response, last.sendTo, session, context)
    case 'ended':
      response.hangup()
  }
}

/** A context with the address of the stream that hears this turn, if one does, and the company whose
 * recordings are heard. */
type Streamed = Context & { stream: string | undefined; company: string }

type Words = { speech: Speech[]; interrupt: boolean }
type Query = { call: string; seq: string }
type Asked = Event & { type: 'asked' }

function streamFor(
  session: Session,
  { listening }: Asked,
  { streamUrl }: Context,
): string | undefined {
  const speaks = listening.mode !== 'keys' && listening.recogniser !== undefined
  return speaks ? streamUrl?.(session) : undefined
}

// stand in for the call, the reply and the stream in a kept question; nobody can say them
const anyCall = randomUUID()
const anySeq = randomUUID()
const anyStream = randomUUID()
const questions = new Map<string, string>()
const MOST_QUESTIONS = 1000

/** A flow asks the same of many callers: a question is built once, and each caller's own addresses
 * are put in. */
function question(spoken: Words[], asked: Asked, query: Query, context: Streamed): string {
  // where a recording lies may change while its name does not
  if ([...spoken, asked].some(({ speech }) => speech.some(({ kind }) => kind === 'audio')))
    return askFor(spoken, asked, query, context)
  const key = JSON.stringify([
    context.base,
    spoken.map(({ speech, interrupt }) => [speech, interrupt]),
    asked.speech,
    asked.listening,
    context.stream !== undefined,
  ])
  let kept = questions.get(key)
  if (kept === undefined) {
    if (questions.size >= MOST_QUESTIONS) questions.clear()
    const anybody = { ...context, stream: context.stream && anyStream }
    kept = askFor(spoken, asked, { call: anyCall, seq: anySeq }, anybody)
    questions.set(key, kept)
  }
  return kept
    .replaceAll(anyCall, encodeURIComponent(query.call))
    .replaceAll(anySeq, query.seq)
    .replaceAll(anyStream, context.stream ?? '')
}

function askFor(spoken: Words[], asked: Asked, query: Query, context: Streamed): string {
  const { base, stream } = context
  const response = new VoiceResponse()
  const speak = speaker(context, context.company)
  const { before, during } = aroundQuestion(spoken, asked)
  // the caller is heard from the first word on; what they say while nothing may be cut is kept
  if (stream !== undefined)
    response.start().stream({ url: stream, track: 'inbound_track', name: `turn ${query.seq}` })
  speak(response, before)
  if (stream !== undefined && before.length > 0)
    response.redirect(address(base, 'voice/listen', query))
  else speak(listenOn(response, asked, { query, streamed: stream !== undefined }, context), during)
  return response.toString()
}

/** Opens a Gather for keys beside the stream, or for keys and words, and leads on after it; `by`
 * tells the end of the Gather which it was. */
function listenOn(
  response: VoiceResponse,
  { listening }: Asked,
  { query, streamed }: { query: Query; streamed: boolean },
  context: Context,
): VoiceResponse.Gather {
  const asking = streamed ? { ...query, by: 'stream' } : query
  const heard = streamed ? { ...listening, recogniser: undefined } : listening
  const verb = gather(response, heard, asking, context)
  response.redirect(address(context.base, 'voice/turn', asking))
  return verb
}

/** The same question goes on: without its words when they were cut by the caller, else with those
 * that may be cut. */
export function goOnAsking(
  turn: { session: Session; events: Event[] },
  context: Context,
  { words, streamed }: { words: boolean; streamed: boolean },
): string | undefined {
  const asked = turn.events.findLast((event) => event.type === 'asked')
  if (!asked) return undefined
  const response = new VoiceResponse()
  const { during } = aroundQuestion(spokenIn(turn.events), asked)
  const verb = listenOn(response, asked, { query: queryOf(turn.session), streamed }, context)
  if (words) speaker(context, turn.session.tenant)(verb, during)
  return response.toString()
}

/** Whether a question begins with words that are heard to their end. */
export function beginsUncut(events: Event[]): boolean {
  const asked = events.findLast((event) => event.type === 'asked')
  return asked !== undefined && aroundQuestion(spokenIn(events), asked).before.length > 0
}

const queryOf = ({ callId, reply }: Session): Query => ({ call: callId, seq: String(reply) })

const spokenIn = (events: Event[]): Words[] =>
  events.flatMap((event): Words[] => {
    if (event.type === 'said') return [event]
    if (event.type !== 'handed off' && event.type !== 'queued' && event.type !== 'closed') return []
    return [{ speech: event.speech, interrupt: false }]
  })

/** What may be interrupted and stands straight before the question is heard while keys and words
 * are already listened for. */
function aroundQuestion(spoken: Words[], asked: Asked): { before: Speech[]; during: Speech[] } {
  const pieces = [...spoken, { speech: asked.speech, interrupt: asked.listening.interrupt }]
  const first = pieces.findLastIndex(({ interrupt }) => !interrupt) + 1
  const words = (from: number, to?: number): Speech[] =>
    pieces.slice(from, to).flatMap(({ speech }) => speech)
  return { before: words(0, first), during: words(first) }
}
