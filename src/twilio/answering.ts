// How a webhook of the caller's leg is answered: once more after a failure, soon enough, and always
// with TwiML.
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { inTime } from '../world/in-time.ts'
import type { Input } from '../call/input.ts'
import { lastReply, takeTurn } from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import { address } from './address.ts'
import type { Edge, Hook, Reply, TurnHook } from './edge.ts'
import { callIdOf, field, type Form } from './form-input.ts'
import { apology, languageOfLine, sentence } from './words.ts'

/** No webhook is held longer, in ms: Twilio reads for 5 s. */
const PATIENCE = 4800
/** How long after a failure a webhook is tried again, in ms. */
const RETRY_AFTER = 200

/** A handler that never leaves a caller without TwiML: what fails twice is an apology, what takes
 * too long comes back for its reply. */
export function answering(edge: Edge, reply: Reply): RequestHandler {
  const { metrics } = edge.runtime
  return async (req, res) => {
    const done = metrics.turnSeconds.startTimer()
    const hook = { form: (req.body ?? {}) as Form, query: req.query, ...callAndSeq(req.query) }
    sendTwiml(res, await replyAlways(edge, hook, reply, req.path))
    done()
  }
}

async function replyAlways(edge: Edge, hook: Hook, reply: Reply, path: string): Promise<string> {
  const { runtime, context } = edge
  const { log, metrics, library } = runtime
  const call = hook.call ?? callIdOf(hook.form)
  const warn = (err: unknown) =>
    log.warn({ err, call, path }, 'a webhook failed, and is tried once more')
  try {
    // the work goes on when its time is over; what it commits is what `voice/again` then finds
    const work = onceMore(() => reply(hook), warn)
    return (await inTime(work, PATIENCE)) ?? comeBack(context.base, call)
  } catch (error) {
    metrics.broke.inc()
    log.error({ err: error, call, path }, 'a webhook failed; the caller got an apology')
    return apology(runtime, library.line(field(hook.form, 'To')), context)
  }
}

/** An input that came too late or at the wrong place has no reply of its own: while the call goes
 * on, its caller hears the last one again. */
export async function replyOf(edge: Edge, hook: Hook, answer: Answer): Promise<string> {
  if ('reply' in answer) return answer.reply
  const { runtime, context } = edge
  const { call = '', form } = hook
  const late = answer.outcome === 'noted'
  const goesOn = late && (await runtime.store.loadCall(call))?.status !== 'ended'
  const reply = goesOn && (await lastReply(runtime, call))
  if (reply) return reply
  runtime.metrics.refused.inc({ reason: late ? 'call over' : 'unknown call' })
  const line = runtime.library.line(field(form, 'To'))
  return sentence('call not known', languageOfLine(runtime, line), context)
}

/** The reply to an input that answers one of ours. */
export async function replyTo(edge: Edge, hook: TurnHook, input: Input): Promise<string> {
  const { call: callId, seq: answers } = hook
  const answer = await takeTurn(edge.runtime, { callId, answers }, input, edge.render)
  return replyOf(edge, hook, answer)
}

export function sendTwiml(res: Parameters<RequestHandler>[1], xml: string): void {
  res.setHeader('Content-Type', 'text/xml; charset=utf-8')
  res.end(xml)
}

/** `call` and `seq` of an address of ours. */
export function callAndSeq(query: Record<string, unknown>): { call?: string; seq?: number } {
  const call = field(query, 'call')
  const seq = field(query, 'seq')
  return { call: call || undefined, seq: /^\d{1,9}$/.test(seq) ? Number(seq) : undefined }
}

/** The request that Twilio got no usable answer to, as the fallback names it. */
export function failedHook(form: Form, base: string): (Hook & { path: string }) | undefined {
  const url = field(form, 'ErrorUrl', 2000)
  const prefix = `${base}/twilio/`
  if (!url.startsWith(prefix) || !URL.canParse(url)) return undefined
  const query = Object.fromEntries(new URL(url).searchParams)
  return {
    path: url.slice(prefix.length).split(/[?#]/)[0] ?? '',
    form,
    query,
    ...callAndSeq(query),
  }
}

/**
 * A store that is away for a moment costs nobody their call. What was committed before the failure
 * is found done, and its reply is
 * given again; lookups that change something carry the same key.
 */
export async function onceMore<T>(
  work: () => Promise<T>,
  failed: (error: unknown) => void,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    failed(error)
    await new Promise((resolve) => setTimeout(resolve, RETRY_AFTER))
    return work()
  }
}

function comeBack(base: string, call: string | undefined): string {
  const response = new VoiceResponse()
  response.pause({ length: 1 })
  response.redirect(address(base, 'voice/again', call ? { call } : {}))
  return response.toString()
}

export function hangUp(): string {
  const response = new VoiceResponse()
  response.hangup()
  return response.toString()
}

/** Lets a caller out of Twilio's queue. */
export function leave(): string {
  const response = new VoiceResponse()
  response.leave()
  return response.toString()
}
