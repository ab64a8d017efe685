// The caller's leg: the call begins, goes on turn by turn, and is caught when something fails.
import type { RequestHandler } from 'express'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Input } from '../call/input.ts'
import type { Runtime } from '../world/runtime.ts'
import { collectWork, lastReply, startCall, takeTurn, type Render } from '../turn/turn.ts'
import { answering, failedHook, replyOf, type Reply } from './answering.ts'
import {
  callerOf,
  callIdOf,
  dialInput,
  field,
  gatherInput,
  recordInput,
  type Form,
} from './form-input.ts'
import { eventsOf, type Ears } from './media-recognition.ts'
import type { Queue } from './queue.ts'
import type { Context } from './speak.ts'
import { goOnAsking, twiml } from './twiml.ts'
import { languageOfLine, sentence } from './words.ts'

const logPause = 60_000

/** The handlers of the caller's leg; each of them always answers with TwiML. `queue` are those of a
 * caller who waits, for the fallback. */
export function voiceHandlers(
  runtime: Runtime,
  context: Context,
  ears: Ears,
  queue: Pick<Queue, 'due' | 'failed'>,
): Record<
  'start' | 'turn' | 'listen' | 'relayEnded' | 'work' | 'dial' | 'record' | 'again' | 'fallback',
  RequestHandler
> {
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
        runtime.log.warn(
          { to },
          'a call came to a number that no line owns; further ones in this minute are only counted',
        )
      }
      return sentence('number not in use', languageOfLine(runtime), context)
    }
    const caller = callerOf(form)
    if (!caller.withheld && line.blocked.includes(caller.from)) {
      runtime.metrics.refused.inc({ reason: 'blocked' })
      return rejection()
    }
    const machine = runtime.library.current(line.flow)
    if (!machine)
      throw new Error(
        `the line ${line.name} cannot be answered: its flow ${line.flow} is not in force`,
      )
    const { name, tenant, values, language, ifAllFails } = line
    const answer = await startCall(
      runtime,
      { callId, ...caller, to: line.number, tags: [] },
      { machine, line: { name, tenant, values, language, emergency: ifAllFails } },
      render,
    )
    return replyOf(runtime, context, answer, callId, form)
  }

  /** An input that answers a reply of ours; without the number of that reply it cannot count, so
   * the caller is asked again. */
  const take =
    (read: (form: Form, at: number) => Input): Reply =>
    async (hook) => {
      const { call, seq } = hook
      return call && seq !== undefined
        ? replyOf(
            runtime,
            context,
            await takeTurn(
              runtime,
              { callId: call, answers: seq },
              read(hook.form, runtime.now()),
              render,
            ),
            call,
            hook.form,
          )
        : again(hook)
    }
  const taken = take(gatherInput)
  /** Silence at the telephone says nothing while a stream hears the caller speak; without a stream
   * the turn goes on with Twilio's own recogniser. */
  const turn: Reply = async (hook) => {
    const { form, query, call, seq } = hook
    if (
      field(query, 'by') !== 'stream' ||
      !call ||
      seq === undefined ||
      gatherInput(form, 0).type !== 'silence'
    )
      return taken(hook)
    const heard = ears.heard(call, seq)
    if (heard === 'silent') return taken(hook)
    return (
      (await asking(call, seq, { words: heard === 'elsewhere', streamed: heard === 'speaking' })) ??
      taken(hook)
    )
  }
  /** A prompt that may not be cut is over: what was said during it counts now, else the question is
   * listened for. */
  const listen: Reply = async (hook) => {
    const { call, seq } = hook
    if (!call || seq === undefined) return again(hook)
    return (
      (await ears.promptOver(call, seq)) ??
      (await asking(call, seq, { words: true, streamed: true })) ??
      again(hook)
    )
  }
  /** Relay has given the call back: on purpose, with what it cannot do itself, or because it broke;
   * then the question goes on without it. */
  const relayEnded: Reply = async (hook) => {
    const { form, call, seq } = hook
    if (!call || seq === undefined || field(form, 'HandoffData') !== '') return again(hook)
    runtime.log.warn(
      { call, status: field(form, 'SessionStatus'), code: field(form, 'ErrorCode') },
      'a relay ended by itself; the call goes on without it',
    )
    const session = await runtime.store.loadCall(call)
    return (
      (session && (await asking(call, session.reply, { words: true, streamed: false }))) ??
      again(hook)
    )
  }
  const asking = async (
    call: string,
    seq: number,
    how: { words: boolean; streamed: boolean },
  ): Promise<string | undefined> => {
    const session = await runtime.store.loadCall(call)
    return session?.reply === seq && session.status === 'waiting'
      ? goOnAsking({ session, events: await eventsOf(runtime, call, seq) }, context, how)
      : undefined
  }
  /** When the conversation ends the desk may have decided how the call goes on, and that counts. */
  const dial: Reply = async (hook) => {
    const told = hook.call === undefined ? undefined : await queue.due(hook.call)
    return take((form, at) => told ?? dialInput(form, at))(hook)
  }
  const record = take(recordInput)

  const work: Reply = async (hook) => {
    const { form, call, seq } = hook
    return call && seq !== undefined
      ? replyOf(
          runtime,
          context,
          await collectWork(runtime, { callId: call, answers: seq }, render),
          call,
          form,
        )
      : again(hook)
  }

  /** What the caller heard last, once more: it asks for the same answer. A call that never began
   * begins now. */
  const again: Reply = async (hook) => {
    const call = hook.call ?? callIdOf(hook.form)
    return (call && (await lastReply(runtime, call))) || start(hook)
  }

  /** Twilio could not use one of our replies, or got none: the same request is answered again where
   * it can be told which one it was. */
  const fallback: Reply = async (hook) => {
    const { form } = hook
    const code = field(form, 'ErrorCode')
    if (/^12\d{3}$/.test(code) || code === '11750')
      throw new Error(`Twilio could not read our reply (error ${code})`)
    const failed = failedHook(form, context.base)
    if (failed?.path === 'dial') return dial(failed)
    if (failed?.path === 'record') return record(failed)
    if (failed?.path === 'voice/work') return work(failed)
    if (failed?.path === 'voice/turn' && gatherInput(form, 0).type !== 'silence')
      return turn(failed)
    const waits = failed && queue.failed.get(failed.path)
    return waits ? waits(failed) : again(failed ?? { ...hook, call: undefined })
  }

  const handle = (reply: Reply): RequestHandler => answering(runtime, context, reply)
  return {
    start: handle(start),
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

function rejection(): string {
  const response = new VoiceResponse()
  response.reject({ reason: 'rejected' })
  return response.toString()
}
