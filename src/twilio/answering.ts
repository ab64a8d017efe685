// How a webhook of the caller's leg is answered: once more after a failure, soon enough, and always
// with TwiML.
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { inTime } from '../world/in-time.ts'
import type { Runtime } from '../world/runtime.ts'
import { lastReply } from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import { address } from './address.ts'
import { callIdOf, field, type Form } from './form-input.ts'
import type { Context } from './speak.ts'
import { apology, languageOfLine, sentence } from './words.ts'

/** One request for TwiML: the call and the reply it answers stand in its address. `seq` is absent
 * when the address has none. */
export type Hook = { form: Form; query: Record<string, unknown>; call?: string; seq?: number }
export type Reply = (hook: Hook) => Promise<string>

/** No webhook is held longer, in ms: Twilio reads for 5 s. */
const patience = 4800
/** How long after a failure a webhook is tried again, in ms. */
const retryAfter = 200

/** A handler that never leaves a caller without TwiML: what fails twice is an apology, what takes
 * too long comes back for its reply. */
export function answering(runtime: Runtime, context: Context, reply: Reply): RequestHandler {
  return async (req, res) => {
    const done = runtime.metrics.turnSeconds.startTimer()
    const form = (req.body ?? {}) as Form
    const hook = { form, query: req.query, ...callAndSeq(req.query) }
    let xml: string
    try {
      // the work goes on when its time is over; what it commits is what `voice/again` then finds
      xml =
        (await inTime(
          onceMore(
            () => reply(hook),
            (error) =>
              runtime.log.warn(
                { err: error, call: hook.call ?? callIdOf(form), path: req.path },
                'a webhook failed, and is tried once more',
              ),
          ),
          patience,
        )) ?? comeBack(context.base, hook.call ?? callIdOf(form))
    } catch (error) {
      runtime.metrics.broke.inc()
      runtime.log.error(
        { err: error, call: hook.call ?? callIdOf(form), path: req.path },
        'a webhook failed; the caller got an apology',
      )
      xml = apology(runtime, runtime.library.line(field(form, 'To')), context)
    }
    sendTwiml(res, xml)
    done()
  }
}

/** An input that came too late or at the wrong place has no reply of its own: while the call goes
 * on, its caller hears the last one again. */
export async function replyOf(
  runtime: Runtime,
  context: Context,
  answer: Answer,
  call: string,
  form: Form,
): Promise<string> {
  if ('reply' in answer) return answer.reply
  const goesOn =
    answer.outcome === 'noted' && (await runtime.store.loadCall(call))?.status !== 'ended'
  const reply = goesOn && (await lastReply(runtime, call))
  if (reply) return reply
  runtime.metrics.refused.inc({ reason: answer.outcome === 'noted' ? 'call over' : 'unknown call' })
  return sentence(
    'call not known',
    languageOfLine(runtime, runtime.library.line(field(form, 'To'))),
    context,
  )
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
    await new Promise((resolve) => setTimeout(resolve, retryAfter))
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
