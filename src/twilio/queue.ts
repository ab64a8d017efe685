// A caller who waits for an operator: held in Twilio's queue, and let out when the call goes on.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Input } from '../call/input.ts'
import { reconcile } from '../desk/reconcile.ts'
import { noteInput, takeTurn } from '../turn/turn.ts'
import type { Answer } from '../world/under-way.ts'
import { leave, replyOf, replyTo } from './answering.ts'
import { answersReply, type Edge, type Hook, type Reply, type TurnHook } from './edge.ts'
import { field, gatherInput } from './form-input.ts'
import { waitingReply } from './queue-wait.ts'

export type Queue = Record<'wait' | 'key' | 'left' | 'told', Reply> & {
  /** what the desk decided about a call that has not been told so yet */
  due: (call: string) => Promise<Input | undefined>
  /** the same requests when Twilio got no answer to them: it asks outside of the queue, where
   * `Leave` means nothing */
  failed: ReadonlyMap<string, Reply>
}

export function queueHandlers(edge: Edge): Queue {
  const due = (call: string) => dueAt(edge, call)
  const goOn: Reply = (hook) => goOnFrom(edge, hook)
  const wait: Reply = (hook) => waitingReply(edge, hook, due)
  return {
    wait,
    key: async (hook) => ('reply' in (await pressKey(edge, hook)) ? leave() : wait(hook)),
    left: (hook) => leaveQueue(edge, hook),
    told: goOn,
    due,
    failed: new Map<string, Reply>([
      ['queue/key', async (hook) => replyOf(edge, hook, await pressKey(edge, hook))],
      ['queue/wait', goOn],
      ['queue/left', (hook) => leaveQueue(edge, hook)],
      ['queue/told', goOn],
    ]),
  }
}

async function dueAt({ runtime: { store, now } }: Edge, call: string): Promise<Input | undefined> {
  const session = await store.loadCall(call)
  const contact = session?.handoff === undefined ? undefined : await store.contact(session.handoff)
  if (!session || !contact) return undefined
  const decided = reconcile(contact, session, (await store.handoff(contact.id))?.status, now())
  return decided && 'tell' in decided ? decided.tell : undefined
}

/** Where the call stands now: what the desk decided is taken first, whether Twilio was told of it
 * or the caller came by themselves. */
async function goOnFrom(edge: Edge, hook: Hook): Promise<string> {
  if (!answersReply(hook)) return replyOf(edge, hook, { outcome: 'unknown call' })
  const told = await dueAt(edge, hook.call)
  if (told) return replyOf(edge, hook, await takeDecision(edge, hook, told))
  // also the goodbye of a call that ended by a key: nobody has heard it yet
  return (
    (await edge.runtime.store.replyTo(hook.call, hook.seq)) ??
    replyOf(edge, hook, { outcome: 'noted' })
  )
}

/** A step to which nobody can be sent back is the end of the conversation all the same. */
async function takeDecision(edge: Edge, { call, seq }: TurnHook, told: Input): Promise<Answer> {
  const { runtime, render } = edge
  const webhook = { callId: call, answers: seq }
  const answer = await takeTurn(runtime, webhook, told, render)
  if (answer.outcome !== 'noted' || told.type !== 'sent back') return answer
  runtime.log.warn(
    { call, step: told.step },
    'a caller could not be sent back to that step, and goes on as after a conversation',
  )
  const at = runtime.now()
  const over: Input = { type: 'dial ended', at, result: 'completed', bridged: true }
  return takeTurn(runtime, webhook, over, render)
}

const REFUSED = new Set(['queue-full', 'error', 'system-error'])

async function leaveQueue(edge: Edge, hook: Hook): Promise<string> {
  const { runtime } = edge
  const { form, call } = hook
  const result = field(form, 'QueueResult')
  const at = runtime.now()
  if (call && result === 'hangup') {
    await noteInput(runtime, call, { type: 'hung up', at })
    return new VoiceResponse().toString()
  }
  if (!answersReply(hook) || !REFUSED.has(result)) return goOnFrom(edge, hook)
  runtime.log.error({ call, result }, 'Twilio could not hold a caller in a queue')
  return replyTo(edge, hook, { type: 'unanswered', at, reason: `queue: ${result}` })
}

async function pressKey(
  { runtime, render }: Edge,
  { form, call = '', seq = -1 }: Hook,
): Promise<Answer> {
  const input = gatherInput(form, runtime.now())
  if (input.type !== 'keys') return { outcome: 'noted' }
  return takeTurn(runtime, { callId: call, answers: seq }, input, render)
}
