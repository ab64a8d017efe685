// The caller's leg: the call begins, goes on turn by turn, and is caught when something fails.
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Input } from '../call/input.ts'
import type { Runtime } from '../runtime.ts'
import { collectWork, lastReply, startCall, takeTurn, type Answer, type Render } from '../turn.ts'
import { address } from './address.ts'
import { callerOf, callIdOf, dialInput, field, gatherInput, recordInput, type Form } from './input.ts'
import { eventsOf, type Ears } from './ears.ts'
import type { Context } from './speak.ts'
import { goOnAsking, twiml } from './twiml.ts'
import { apology, languageOfLine, sentence } from './words.ts'

/** One request for TwiML: the call and the reply it answers stand in its address. `seq` is absent when the address has none. */
type Hook = { form: Form; call?: string; seq?: number; by?: string }
type Reply = (hook: Hook) => Promise<string>

/** No webhook is held longer, in ms: Twilio reads for 5 s. */
const patience = 4800
const logPause = 60_000
/** How long after a failure a webhook is tried again, in ms. */
const retryAfter = 200

/** The handlers of the caller's leg; each of them always answers with TwiML. */
export function voiceHandlers(runtime: Runtime, context: Context, ears: Ears): Record<'start' | 'turn' | 'listen' | 'relayEnded' | 'work' | 'dial' | 'record' | 'again' | 'fallback', RequestHandler> {
  const render: Render = (turn) => twiml(turn, context)
  let unknownLogged = -Infinity

  const start: Reply = async ({ form }) => {
    const callId = callIdOf(form)
    const to = field(form, 'To')
    const line = runtime.library.line(to)
    if (!callId) return sentence('call not known', languageOfLine(runtime, line), context)
    if (!line) {
      runtime.metrics.refused.inc({ reason: 'unknown number' })
      if (runtime.now() - unknownLogged >= logPause) {
        unknownLogged = runtime.now()
        runtime.log.warn({ to }, 'a call came to a number that no line owns; further ones in this minute are only counted')
      }
      return sentence('number not in use', languageOfLine(runtime), context)
    }
    const caller = callerOf(form)
    if (!caller.withheld && line.blocked.includes(caller.from)) {
      runtime.metrics.refused.inc({ reason: 'blocked' })
      return rejection()
    }
    const machine = runtime.library.current(line.flow)
    if (!machine) throw new Error(`the line ${line.name} cannot be answered: its flow ${line.flow} is not in force`)
    const { name, tenant, values, language, ifAllFails } = line
    const answer = await startCall(runtime, { callId, ...caller, to: line.number, tags: [] }, { machine, line: { name, tenant, values, language, emergency: ifAllFails } }, render)
    return replyOf(answer, callId, form)
  }

  /** An input that answers a reply of ours; without the number of that reply it cannot count, so the caller is asked again. */
  const take = (read: (form: Form, at: number) => Input): Reply => async ({ form, call, seq }) =>
    call && seq !== undefined ? replyOf(await takeTurn(runtime, call, seq, read(form, runtime.now()), render), call, form) : again({ form, call })
  const taken = take(gatherInput)
  /** Silence at the telephone says nothing while a stream hears the caller speak; without a stream the turn goes on with Twilio's own recogniser. */
  const turn: Reply = async (hook) => {
    const { form, call, seq, by } = hook
    if (by !== 'stream' || !call || seq === undefined || gatherInput(form, 0).type !== 'silence') return taken(hook)
    const heard = ears.heard(call, seq)
    if (heard === 'silent') return taken(hook)
    return (await asking(call, seq, { words: heard === 'elsewhere', streamed: heard === 'speaking' })) ?? taken(hook)
  }
  /** A prompt that may not be cut is over: what was said during it counts now, else the question is listened for. */
  const listen: Reply = async (hook) => {
    const { form, call, seq } = hook
    if (!call || seq === undefined) return again({ form, call })
    return (await ears.promptOver(call, seq)) ?? (await asking(call, seq, { words: true, streamed: true })) ?? again({ form, call })
  }
  /** Relay has given the call back: on purpose, with what it cannot do itself, or because it broke; then the question goes on without it. */
  const relayEnded: Reply = async (hook) => {
    const { form, call, seq } = hook
    if (!call || seq === undefined || field(form, 'HandoffData') !== '') return again(hook)
    runtime.log.warn({ call, status: field(form, 'SessionStatus'), code: field(form, 'ErrorCode') }, 'a relay ended by itself; the call goes on without it')
    const session = await runtime.store.loadCall(call)
    return (session && (await asking(call, session.reply, { words: true, streamed: false }))) ?? again(hook)
  }
  const asking = async (call: string, seq: number, how: { words: boolean; streamed: boolean }): Promise<string | undefined> => {
    const session = await runtime.store.loadCall(call)
    return session?.reply === seq && session.status === 'waiting' ? goOnAsking({ session, events: await eventsOf(runtime, call, seq) }, context, how) : undefined
  }
  const dial = take(dialInput)
  const record = take(recordInput)

  const work: Reply = async ({ form, call, seq }) => (call && seq !== undefined ? replyOf(await collectWork(runtime, call, seq, render), call, form) : again({ form, call }))

  /** What the caller heard last, once more: it asks for the same answer. A call that never began begins now. */
  const again: Reply = async ({ form, call = callIdOf(form) }) => (call && (await lastReply(runtime, call))) || start({ form })

  /** Twilio could not use one of our replies, or got none: the same request is answered again where it can be told which one it was. */
  const fallback: Reply = async ({ form }) => {
    const code = field(form, 'ErrorCode')
    if (/^12\d{3}$/.test(code) || code === '11750') throw new Error(`Twilio could not read our reply (error ${code})`)
    const failed = failedHook(form, context.base)
    if (failed?.path === 'dial') return dial(failed)
    if (failed?.path === 'record') return record(failed)
    if (failed?.path === 'voice/work') return work(failed)
    if (failed?.path === 'voice/turn' && gatherInput(form, 0).type !== 'silence') return turn(failed)
    return again({ form, call: failed?.call })
  }

  /** An input that came too late or at the wrong place has no reply of its own: while the call goes on, its caller is asked again. */
  const replyOf = async (answer: Answer, call: string, form: Form): Promise<string> => {
    if ('reply' in answer) return answer.reply
    const goesOn = answer.outcome === 'noted' && (await runtime.store.loadCall(call))?.status !== 'ended'
    const reply = goesOn && (await lastReply(runtime, call))
    if (reply) return reply
    runtime.metrics.refused.inc({ reason: answer.outcome === 'noted' ? 'call over' : 'unknown call' })
    return sentence('call not known', languageOfLine(runtime, runtime.library.line(field(form, 'To'))), context)
  }

  const answering = (reply: Reply): RequestHandler => async (req, res) => {
    const done = runtime.metrics.turnSeconds.startTimer()
    const form = (req.body ?? {}) as Form
    const hook = { form, ...callAndSeq(req.query), by: field(req.query, 'by') }
    let xml: string
    try {
      xml = await soonEnough(onceMore(() => reply(hook), (error) => runtime.log.warn({ err: error, call: hook.call ?? callIdOf(form), path: req.path }, 'a webhook failed, and is tried once more')), () => comeBack(context.base, hook.call ?? callIdOf(form)))
    } catch (error) {
      runtime.metrics.broke.inc()
      runtime.log.error({ err: error, call: hook.call ?? callIdOf(form), path: req.path }, 'a webhook failed; the caller got an apology')
      xml = apology(runtime, runtime.library.line(field(form, 'To')), context)
    }
    sendTwiml(res, xml)
    done()
  }

  return { start: answering(start), turn: answering(turn), listen: answering(listen), relayEnded: answering(relayEnded), work: answering(work), dial: answering(dial), record: answering(record), again: answering(again), fallback: answering(fallback) }
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

function failedHook(form: Form, base: string): (Hook & { path: string }) | undefined {
  const url = field(form, 'ErrorUrl', 2000)
  const prefix = `${base}/twilio/`
  if (!url.startsWith(prefix) || !URL.canParse(url)) return undefined
  const { searchParams } = new URL(url)
  return { path: url.slice(prefix.length).split(/[?#]/)[0] ?? '', form, ...callAndSeq(Object.fromEntries(searchParams)) }
}

/**
 * A store that is away for a moment costs nobody their call. What was committed before the failure is found done, and its reply is
 * given again; lookups that change something carry the same key.
 */
async function onceMore(work: () => Promise<string>, failed: (error: unknown) => void): Promise<string> {
  try {
    return await work()
  } catch (error) {
    failed(error)
    await new Promise((resolve) => setTimeout(resolve, retryAfter))
    return work()
  }
}

/** The work goes on when its time is over; what it commits is what `again` then finds. */
async function soonEnough(work: Promise<string>, otherwise: () => string): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(otherwise()), patience)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function comeBack(base: string, call: string | undefined): string {
  const response = new VoiceResponse()
  response.pause({ length: 1 })
  response.redirect(address(base, 'voice/again', call ? { call } : {}))
  return response.toString()
}

function rejection(): string {
  const response = new VoiceResponse()
  response.reject({ reason: 'rejected' })
  return response.toString()
}

export function hangUp(): string {
  const response = new VoiceResponse()
  response.hangup()
  return response.toString()
}
