// A caller who waits for an operator: held in Twilio's queue, told where they stand, and let out
// when the call goes on.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import { waitingWords, type QueueFacts } from '../call/waiting.ts'
import { reconcile } from '../desk/reconcile.ts'
import { liveFacts } from '../turn/live-facts.ts'
import type { Runtime } from '../world/runtime.ts'
import { noteInput, takeTurn, type Render } from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import { address } from './address.ts'
import { replyOf, type Hook, type Reply } from './answering.ts'
import { field, gatherInput } from './form-input.ts'
import { musicOf, play, type Music } from './music.ts'
import { speaker, type Context } from './speak.ts'
import type { Speech } from '../say/speech.ts'

/** The longest piece of music, ms: after it the caller leaves by themselves when Twilio could not
 * be told that the call goes on. */
const PIECE = 20_000
/** About how fast it is spoken, for how much music fits until the next words. */
const MS_PER_LETTER = 70

export type Queue = Record<'wait' | 'key' | 'left' | 'told', Reply> & {
  /** what the desk decided about a call that has not been told so yet */
  due: (call: string) => Promise<Input | undefined>
  /** the same requests when Twilio got no answer to them: it asks outside of the queue, where
   * `Leave` means nothing */
  failed: ReadonlyMap<string, Reply>
}

export function queueHandlers(runtime: Runtime, context: Context, render: Render): Queue {
  const { store, log, now } = runtime

  const due = async (call: string): Promise<Input | undefined> => {
    const session = await store.loadCall(call)
    const contact =
      session?.handoff === undefined ? undefined : await store.contact(session.handoff)
    const decided =
      session &&
      contact &&
      reconcile(contact, session, (await store.handoff(contact.id))?.status, now())
    return decided && 'tell' in decided ? decided.tell : undefined
  }

  /** A step to which nobody can be sent back is the end of the conversation all the same. */
  const take = async (call: string, seq: number, told: Input): Promise<Answer> => {
    const answer = await takeTurn(runtime, { callId: call, answers: seq }, told, render)
    if (answer.outcome !== 'noted' || told.type !== 'sent back') return answer
    log.warn(
      { call, step: told.step },
      'a caller could not be sent back to that step, and goes on as after a conversation',
    )
    return takeTurn(
      runtime,
      { callId: call, answers: seq },
      { type: 'dial ended', at: now(), result: 'completed', bridged: true },
      render,
    )
  }

  /** Where the call stands now: what the desk decided is taken first, whether Twilio was told of it
   * or the caller came by themselves. */
  const goOn: Reply = async ({ form, call, seq }) => {
    if (!call || seq === undefined)
      return replyOf(runtime, context, { outcome: 'unknown call' }, '', form)
    const told = await due(call)
    if (told) return replyOf(runtime, context, await take(call, seq, told), call, form)
    // also the goodbye of a call that ended by a key: nobody has heard it yet
    return (
      (await store.replyTo(call, seq)) ??
      replyOf(runtime, context, { outcome: 'noted' }, call, form)
    )
  }

  const left: Reply = async (hook) => {
    const { form, call, seq } = hook
    const result = field(form, 'QueueResult')
    if (call && result === 'hangup') {
      await noteInput(runtime, call, { type: 'hung up', at: now() })
      return new VoiceResponse().toString()
    }
    if (
      call &&
      seq !== undefined &&
      (result === 'queue-full' || result === 'error' || result === 'system-error')
    ) {
      log.error({ call, result }, 'Twilio could not hold a caller in a queue')
      return replyOf(
        runtime,
        context,
        await takeTurn(
          runtime,
          { callId: call, answers: seq },
          { type: 'unanswered', at: now(), reason: `queue: ${result}` },
          render,
        ),
        call,
        form,
      )
    }
    return goOn(hook)
  }

  const pressed = async ({ form, call = '', seq = -1 }: Hook): Promise<Answer> => {
    const input = gatherInput(form, now())
    return input.type === 'keys'
      ? takeTurn(runtime, { callId: call, answers: seq }, input, render)
      : { outcome: 'noted' }
  }

  const key: Reply = async (hook) => ('reply' in (await pressed(hook)) ? leave() : wait(hook))

  /** Music comes also when the place cannot be told or the store is away: a waiting caller never
   * hears silence. */
  const wait: Reply = async ({ call = '', seq, query }) => {
    const handoff = field(query, 'handoff')
    const at = { call, seq: String(seq ?? ''), handoff }
    let waiting: { speech: Speech[]; every: number; music?: Music }
    try {
      const session = await store.loadCall(call)
      if (session?.queued?.handoff !== handoff || session.reply !== seq || (await due(call)))
        return leave()
      waiting = await wordsFor(session)
    } catch (error) {
      log.error(
        { err: error, call },
        'a waiting caller hears only music: what they are to be told could not be found out',
      )
      waiting = { speech: [], every: PIECE }
    }
    const { speech, every, music } = waiting
    const rest = numberIn(query, 'rest')
    const from = numberIn(query, 'from') ?? 0
    // the words come round when the music between them is over
    const words = rest === undefined || rest < 1000
    const spoken = speech.reduce(
      (sum, one) => sum + (one.kind === 'pause' ? one.pause : one.text.length * MS_PER_LETTER),
      0,
    )
    const left = words ? Math.max(1000, every - spoken) : rest
    const piece = Math.min(left, PIECE)
    const response = new VoiceResponse()
    const gather = response.gather({
      action: address(context.base, 'queue/key', at),
      input: ['dtmf'],
      numDigits: 1,
      finishOnKey: '',
      timeout: 1,
    })
    if (words) speaker(context)(gather, speech)
    play(gather, music, from, piece, context)
    response.redirect(
      address(context.base, 'queue/wait', {
        ...at,
        rest: String(left - piece),
        from: String(from + piece),
      }),
    )
    return response.toString()
  }

  const wordsFor = async (session: Session) => {
    const machine = await runtime.library.machine(session.version)
    const words = waitingWords(
      machine,
      session,
      now(),
      await standing(session),
      await liveFacts(runtime, machine, session.tenant),
    )
    return {
      speech: words.speech,
      every: words.every,
      music: musicOf(runtime, words.music, session.language),
    }
  }

  const standing = async ({ callId, queued }: Session): Promise<QueueFacts> => {
    try {
      return await runtime.desk.place(queued?.handoff ?? '')
    } catch (error) {
      log.error(
        { err: error, call: callId },
        'the desk could not be asked for a place in the queue',
      )
      return {}
    }
  }

  const outside =
    (reply: (hook: Hook) => Promise<Answer>): Reply =>
    async (hook) =>
      replyOf(runtime, context, await reply(hook), hook.call ?? '', hook.form)
  return {
    wait,
    key,
    left,
    told: goOn,
    due,
    failed: new Map<string, Reply>([
      ['queue/key', outside(pressed)],
      ['queue/wait', goOn],
      ['queue/left', left],
      ['queue/told', goOn],
    ]),
  }
}

function leave(): string {
  const response = new VoiceResponse()
  response.leave()
  return response.toString()
}

/** Milliseconds that an address of ours carries. */
function numberIn(query: Record<string, unknown>, name: string): number | undefined {
  const text = field(query, name)
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
