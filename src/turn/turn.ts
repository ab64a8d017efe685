// THE MAIN PATH: one input from outside becomes one committed turn and one reply.
import { resume, start, stillWorking } from '../call/engine.ts'
import type { Input, Started } from '../call/input.ts'
import { takeLate } from '../call/replay.ts'
import type { Session } from '../call/session.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Answer } from '../world/under-way.ts'
import { commit, repeatReply, type Render } from './commit.ts'
import { once, untilCommitted, type Asked } from './in-turn.ts'
import { findClosure } from './find-closure.ts'
import { liveFacts } from './live-facts.ts'
import { awaitWork, settle } from './work.ts'

export type { Render }

/** What a webhook is about: a call, and the number of the reply that it answers. */
export type Webhook = { callId: string; answers: number }

/** A call begins, or its first webhook is repeated. */
export function startCall(
  runtime: Runtime,
  started: Omit<Started, 'type' | 'line'>,
  flow: { machine: Machine; line: Started['line'] },
  render: Render,
): Promise<Answer> {
  const { callId } = started
  return once(runtime, { callId, answers: 0 }, async (asked) => {
    if (await runtime.store.loadCall(callId)) return repeatReply(runtime, { callId, answers: 0 })
    const { machine } = flow
    const { tenant } = flow.line
    await keepVersion(runtime, machine, tenant)
    const closed = await findClosure(runtime, { tenant, number: started.to })
    const input: Input = {
      type: 'started',
      at: runtime.now(),
      facts: closed ? undefined : await liveFacts(runtime, machine, { tenant, line: started.to }),
      ...started,
      line: flow.line,
      closed,
    }
    runtime.metrics.calls.inc({ practice: String(started.practice ?? false) })
    return settle(
      runtime,
      { machine, was: -1, answers: 0, inputs: [input], turn: start(machine, input), asked },
      render,
    )
  })
}

/** The sources a call begins with, and all else its company's folder holds, are kept before its
 * first turn is, once for each version and content. */
async function keepVersion(
  { store, library, now, underWay: { versions } }: Runtime,
  { version, flow, sources }: Machine,
  tenant: string,
): Promise<void> {
  if (!versions.has(version)) {
    await store.saveVersion(version, flow, sources)
    versions.add(version)
  }
  const content = library.content(tenant)
  const kept = content && `${tenant} ${content.release}`
  if (!content || !kept || versions.has(kept)) return
  await store.saveContent(tenant, content, now())
  versions.add(kept)
}

/** An input of the caller's leg that answers a reply; gets a reply. Slow work gives a reply whose
 * last event is `sought`. */
export function takeTurn(
  runtime: Runtime,
  webhook: Webhook,
  input: Input,
  render: Render,
): Promise<Answer> {
  const { callId, answers } = webhook
  return once(runtime, webhook, async (asked) => {
    const session = await runtime.store.loadCall(callId)
    if (!session) return { outcome: 'unknown call' }
    if (answers !== session.reply) return repeatReply(runtime, webhook)
    const machine = await runtime.library.machine(session.version)
    const facts = await liveFacts(runtime, machine, {
      tenant: session.tenant,
      line: session.line.number,
    })
    const known = facts ? { ...input, facts: { ...facts, ...input.facts } } : input
    const turn = resume(machine, session, known)
    if (!turn) return passOver(runtime, callId, input, asked)
    return settle(
      runtime,
      { machine, was: session.seq, answers, inputs: [known], turn, asked },
      render,
    )
  })
}

/** An input that gets no reply on the caller's leg: hang-up, a late recording, the operator's
 * acceptance. */
export function noteInput(runtime: Runtime, callId: string, input: Input): Promise<Answer> {
  return untilCommitted(runtime, callId, async (asked) => {
    const session = await runtime.store.loadCall(callId)
    if (!session) return { outcome: 'unknown call' }
    if (isBroughtLater(session, input)) return { outcome: 'noted' }
    const machine = await runtime.library.machine(session.version)
    const taken = { machine, was: session.seq, answers: null, inputs: [input], asked }
    // what moves nothing also leaves alone the work that is under way
    const late = takeLate(session, input)
    if (late) return commit(runtime, { ...taken, turn: late }, () => '')
    const turn = resume(machine, session, input)
    if (turn) return settle(runtime, { ...taken, turn }, () => '')
    return passOver(runtime, callId, input, asked)
  })
}

/** While the caller is there, the recording's action brings it; its status callback counts once
 * they have left. */
const isBroughtLater = (session: Session, { type }: Input): boolean =>
  (type === 'recorded' || type === 'nothing recorded') &&
  !session.leaving &&
  session.status !== 'ended'

/** The call has gone on without this input. */
function passOver({ log }: Runtime, callId: string, input: Input, asked: Asked): Answer {
  if (asked.size > 0)
    log.error(
      { callId, input: input.type },
      'other systems were asked for an input that another process overtook',
    )
  return { outcome: 'noted' }
}

/** The redirect after a filler: waits up to 3 s for the result of slow work, then goes on or speaks
 * another filler. */
export function collectWork(runtime: Runtime, webhook: Webhook, render: Render): Promise<Answer> {
  const { callId, answers } = webhook
  return once(runtime, webhook, async (asked) => {
    const session = await runtime.store.loadCall(callId)
    if (!session) return { outcome: 'unknown call' }
    if (answers !== session.reply) return repeatReply(runtime, webhook)
    const { working } = session
    if (working?.kind !== 'request') return { outcome: 'noted' }
    const machine = await runtime.library.machine(session.version)
    const taken = { machine, was: session.seq, answers, asked }
    const result = await awaitWork(runtime, session, working)
    if (!result) {
      const turn = stillWorking(machine, session, runtime.now())
      return commit(runtime, { ...taken, inputs: [], turn }, render)
    }
    const turn = resume(machine, session, result)
    if (!turn)
      throw new Error(`the result of "${working.lookup}" does not fit where call ${callId} stands`)
    return settle(runtime, { ...taken, inputs: [result], turn }, render)
  })
}

/** The reply the caller's leg should have now, for the fallback. */
export async function lastReply({ store }: Runtime, callId: string): Promise<string | undefined> {
  return (await store.turns(callId)).findLast(({ reply }) => reply !== null)?.reply ?? undefined
}
