// The caller's leg: the call goes on turn by turn, and is caught when something fails.
import type { RequestHandler } from 'express'
import type { Input } from '../call/input.ts'
import { collectWork, lastReply } from '../turn/turn.ts'
import { answering, failedHook, replyOf, replyTo } from './answering.ts'
import { beginCall } from './begin-call.ts'
import { answersReply, type Edge, type Hook, type Reply, type TurnHook } from './edge.ts'
import { callIdOf, dialInput, field, gatherInput, recordInput, type Form } from './form-input.ts'
import { eventsOf, type Ears } from './media-recognition.ts'
import type { Queue } from './queue.ts'
import { goOnAsking } from './twiml.ts'

/** `queue` are the handlers of a caller who waits, for the fallback. */
type CallerLeg = { edge: Edge; ears: Ears; queue: Pick<Queue, 'due' | 'failed'>; start: Reply }

type Handler = 'turn' | 'listen' | 'relayEnded' | 'work' | 'dial' | 'record' | 'again' | 'fallback'

/** The handlers of the caller's leg; each of them always answers with TwiML. */
export function callerHandlers(
  edge: Edge,
  ears: Ears,
  queue: CallerLeg['queue'],
): Record<Handler | 'start', RequestHandler> {
  const leg: CallerLeg = { edge, ears, queue, start: beginCall(edge) }
  const handle = (reply: (leg: CallerLeg, hook: Hook) => Promise<string>): RequestHandler =>
    answering(edge, (hook) => reply(leg, hook))
  return {
    start: answering(edge, leg.start),
    turn: handle(turn),
    listen: handle(listen),
    relayEnded: handle(relayEnded),
    work: handle(work),
    dial: handle(dial),
    record: handle(record),
    again: handle(again),
    fallback: handle(fallback),
  }
}

/** An input that answers a reply of ours; without the number of that reply it cannot count, so the
 * caller is asked again. */
const take = (leg: CallerLeg, hook: Hook, read: (form: Form, at: number) => Input) =>
  answersReply(hook)
    ? replyTo(leg.edge, hook, read(hook.form, leg.edge.runtime.now()))
    : again(leg, hook)

/** Silence at the telephone says nothing while a stream hears the caller speak; without a stream
 * the turn goes on with Twilio's own recogniser. */
async function turn(leg: CallerLeg, hook: Hook): Promise<string> {
  const { form, query } = hook
  const streamed = field(query, 'by') === 'stream' && gatherInput(form, 0).type === 'silence'
  const heard = streamed && answersReply(hook) ? leg.ears.heard(hook.call, hook.seq) : 'silent'
  const how = { words: heard === 'elsewhere', streamed: heard === 'speaking' }
  const asking = heard !== 'silent' && (await askOn(leg, hook, how))
  return asking || take(leg, hook, gatherInput)
}

/** A prompt that may not be cut is over: what was said during it counts now, else the question is
 * listened for. */
async function listen(leg: CallerLeg, hook: Hook): Promise<string> {
  if (!answersReply(hook)) return again(leg, hook)
  return (
    (await leg.ears.promptOver(hook.call, hook.seq)) ??
    (await askOn(leg, hook, { words: true, streamed: true })) ??
    again(leg, hook)
  )
}

/** Relay has given the call back: on purpose, with what it cannot do itself, or because it broke;
 * then the question goes on without it. */
async function relayEnded(leg: CallerLeg, hook: Hook): Promise<string> {
  const { form, call } = hook
  const { log, store } = leg.edge.runtime
  if (!answersReply(hook) || field(form, 'HandoffData') !== '') return again(leg, hook)
  log.warn(
    { call, status: field(form, 'SessionStatus'), code: field(form, 'ErrorCode') },
    'a relay ended by itself; the call goes on without it',
  )
  const session = await store.loadCall(hook.call)
  const now = session && { ...hook, seq: session.reply }
  return (now && (await askOn(leg, now, { words: true, streamed: false }))) ?? again(leg, hook)
}

/** The question a call waits at, once more; undefined where it waits at another reply or not at
 * all. */
async function askOn(
  { edge: { runtime, context } }: CallerLeg,
  { call, seq }: Hook,
  how: { words: boolean; streamed: boolean },
): Promise<string | undefined> {
  if (call === undefined || seq === undefined) return undefined
  const session = await runtime.store.loadCall(call)
  if (session?.reply !== seq || session.status !== 'waiting') return undefined
  return goOnAsking({ session, events: await eventsOf(runtime, call, seq) }, context, how)
}

/** When the conversation ends the desk may have decided how the call goes on, and that counts. */
async function dial(leg: CallerLeg, hook: Hook): Promise<string> {
  const decided = hook.call === undefined ? undefined : await leg.queue.due(hook.call)
  return take(leg, hook, (form, at) => decided ?? dialInput(form, at))
}

const record = (leg: CallerLeg, hook: Hook): Promise<string> => take(leg, hook, recordInput)

async function work(leg: CallerLeg, hook: Hook): Promise<string> {
  if (!answersReply(hook)) return again(leg, hook)
  const { runtime, render } = leg.edge
  const { call: callId, seq: answers }: TurnHook = hook
  return replyOf(leg.edge, hook, await collectWork(runtime, { callId, answers }, render))
}

/** What the caller heard last, once more: it asks for the same answer. A call that never began
 * begins now. */
async function again(leg: CallerLeg, hook: Hook): Promise<string> {
  const call = hook.call ?? callIdOf(hook.form)
  return (call && (await lastReply(leg.edge.runtime, call))) || leg.start(hook)
}

/** Twilio could not use one of our replies, or got none: the same request is answered again where
 * it can be told which one it was. */
async function fallback(leg: CallerLeg, hook: Hook): Promise<string> {
  const { form } = hook
  const code = field(form, 'ErrorCode')
  if (/^12\d{3}$/.test(code) || code === '11750')
    throw new Error(`Twilio could not read our reply (error ${code})`)
  const failed = failedHook(form, leg.edge.context.base)
  if (!failed) return again(leg, { ...hook, call: undefined })
  switch (failed.path) {
    case 'dial':
      return dial(leg, failed)
    case 'record':
      return record(leg, failed)
    case 'voice/work':
      return work(leg, failed)
    case 'voice/turn':
      return gatherInput(form, 0).type === 'silence' ? again(leg, failed) : turn(leg, failed)
    default: {
      const waits = leg.queue.failed.get(failed.path)
      return waits ? waits(failed) : again(leg, failed)
    }
  }
}
