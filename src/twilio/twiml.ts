// The events of a turn, folded into TwiML. Pure: the same turn gives the same bytes.
import { randomUUID } from 'node:crypto'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { address } from './address.ts'
import { join } from './conference.ts'
import { dial } from './dial.ts'
import { gather, record } from './gather.ts'
import { connect } from './connect.ts'
import { enqueue } from './enqueue-verb.ts'
import { speaker, type Context } from './speak.ts'
import type { Speech } from '../say/speech.ts'

/** The reply to the caller's leg for one turn. Always hands control back to us or ends the call on
 * purpose. */
export function twiml(turn: { session: Session; events: Event[] }, context: Context): string {
  const { session, events } = turn
  const response = new VoiceResponse()
  const speak = speaker(context)
  const spoken = spokenIn(events)
  const sayAll = (): void =>
    speak(
      response,
      spoken.flatMap(({ speech }) => speech),
    )
  const query = queryOf(session)
  const last = events.findLast(
    (event) =>
      event.type === 'asked' ||
      event.type === 'rang' ||
      event.type === 'queued' ||
      event.type === 'connected' ||
      event.type === 'ended' ||
      event.type === 'sought',
  )

  const relay =
    last?.type === 'asked' && last.listening.mode !== 'tone' ? context.relay?.(session) : undefined

  if (last?.type === 'sought' && (session.status === 'working' || last === events.at(-1))) {
    sayAll()
    speak(response, last.meanwhile)
    response.redirect(address(context.base, 'voice/work', query))
  } else if (last?.type === 'asked' && last.listening.mode === 'tone') {
    sayAll()
    speak(response, last.speech)
    record(response, last.listening, query, context)
  } else if (last?.type === 'asked' && relay) {
    connect(response, last, session, relay, address(context.base, 'relay/ended', query))
  } else if (last?.type === 'asked') {
    return question(spoken, last, query, context, stream(session, last, context))
  } else if (last?.type === 'rang') {
    sayAll()
    dial(response, last, session, context)
  } else if (last?.type === 'queued') {
    sayAll()
    enqueue(response, session, context)
  } else if (last?.type === 'connected') {
    sayAll()
    join(response, last.handoff, address(context.base, 'dial', query), context)
  } else if (last?.type === 'ended' || session.status === 'ended') {
    sayAll()
    response.hangup()
  } else {
    sayAll()
    response.pause({ length: 1 })
    response.redirect(
      address(context.base, session.status === 'working' ? 'voice/work' : 'voice/turn', query),
    )
  }
  return response.toString()
}

type Words = { speech: Speech[]; interrupt: boolean }
type Query = { call: string; seq: string }
type Asked = Event & { type: 'asked' }

const stream = (
  session: Session,
  { listening }: Asked,
  { streamUrl }: Context,
): string | undefined =>
  listening.mode === 'keys' || listening.recogniser === undefined ? undefined : streamUrl?.(session)

// stand in for the call, the reply and the stream in a kept question; nobody can say them
const anyCall = randomUUID()
const anySeq = randomUUID()
const anyStream = randomUUID()
const questions = new Map<string, string>()
const MOST_QUESTIONS = 1000

/** A flow asks the same of many callers: a question is built once, and each caller's own addresses
 * are put in. */
function question(
  spoken: Words[],
  asked: Asked,
  query: Query,
  context: Context,
  streamUrl: string | undefined,
): string {
  // where a recording lies may change while its name does not
  if ([...spoken, asked].some(({ speech }) => speech.some(({ kind }) => kind === 'audio')))
    return askFor(spoken, asked, query, context, streamUrl)
  const key = JSON.stringify([
    context.base,
    spoken.map(({ speech, interrupt }) => [speech, interrupt]),
    asked.speech,
    asked.listening,
    streamUrl !== undefined,
  ])
  let kept = questions.get(key)
  if (kept === undefined) {
    if (questions.size >= MOST_QUESTIONS) questions.clear()
    kept = askFor(spoken, asked, { call: anyCall, seq: anySeq }, context, streamUrl && anyStream)
    questions.set(key, kept)
  }
  return kept
    .replaceAll(anyCall, encodeURIComponent(query.call))
    .replaceAll(anySeq, query.seq)
    .replaceAll(anyStream, streamUrl ?? '')
}

function askFor(
  spoken: Words[],
  asked: Asked,
  query: Query,
  context: Context,
  streamUrl: string | undefined,
): string {
  const response = new VoiceResponse()
  const speak = speaker(context)
  const { before, during } = aroundQuestion(spoken, asked)
  // the caller is heard from the first word on; what they say while nothing may be cut is kept
  if (streamUrl !== undefined)
    response.start().stream({ url: streamUrl, track: 'inbound_track', name: `turn ${query.seq}` })
  speak(response, before)
  if (streamUrl !== undefined && before.length > 0)
    response.redirect(address(context.base, 'voice/listen', query))
  else
    listenOn(response, asked, query, context, streamUrl !== undefined, (verb) =>
      speak(verb, during),
    )
  return response.toString()
}

/** Keys beside the stream, or keys and words; `by` tells the end of the Gather which it was. */
function listenOn(
  response: VoiceResponse,
  asked: Asked,
  query: Query,
  context: Context,
  streamed: boolean,
  prompt: (verb: VoiceResponse.Gather) => void,
): void {
  const asking = streamed ? { ...query, by: 'stream' } : query
  prompt(
    gather(
      response,
      streamed ? { ...asked.listening, recogniser: undefined } : asked.listening,
      asking,
      context,
    ),
  )
  response.redirect(address(context.base, 'voice/turn', asking))
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
  listenOn(response, asked, queryOf(turn.session), context, streamed, (verb) => {
    if (words) speaker(context)(verb, during)
  })
  return response.toString()
}

/** Whether a question begins with words that are heard to their end. */
export function beginsUncut(events: Event[]): boolean {
  const asked = events.findLast((event) => event.type === 'asked')
  return asked !== undefined && aroundQuestion(spokenIn(events), asked).before.length > 0
}

const queryOf = ({ callId, reply }: Session): Query => ({ call: callId, seq: String(reply) })

const spokenIn = (events: Event[]): Words[] =>
  events.flatMap((event): Words[] =>
    event.type === 'said'
      ? [event]
      : event.type === 'handed off' || event.type === 'queued'
        ? [{ speech: event.speech, interrupt: false }]
        : [],
  )

/** What may be interrupted and stands straight before the question is heard while keys and words
 * are already listened for. */
function aroundQuestion(spoken: Words[], asked: Asked): { before: Speech[]; during: Speech[] } {
  const pieces = [...spoken, { speech: asked.speech, interrupt: asked.listening.interrupt }]
  const first = pieces.findLastIndex(({ interrupt }) => !interrupt) + 1
  const words = (from: number, to?: number): Speech[] =>
    pieces.slice(from, to).flatMap(({ speech }) => speech)
  return { before: words(0, first), during: words(first) }
}
