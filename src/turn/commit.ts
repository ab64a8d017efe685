// The commit of a turn: session, events, hand-offs, notices and messages in one transaction, then
// the reply.
import type { Turn } from '../call/engine.ts'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { wishesOf } from '../call/message.ts'
import { commitSession } from '../call/replay.ts'
import type { Session } from '../call/session.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { SECOND } from '../flow/text/duration.ts'
import type { Commit, NewMessage } from '../store/store.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Answer } from '../world/under-way.ts'
import { handOver } from './handoffs.ts'
import type { Asked } from './in-turn.ts'
import { isAway } from '../flow/steps/index.ts'

/** Turns the events of a turn into the reply of an edge (TwiML, or JSON for the practice phone).
 * Pure. */
export type Render = (turn: { session: Session; events: Event[] }) => string

/** A turn that was taken from where the call stood: `was` is the `seq` of then, `answers` the reply
 * it answers, null for what gets none. */
export type Taken = {
  machine: Machine
  was: number
  answers: number | null
  inputs: Input[]
  turn: Turn
  asked: Asked
}

/** The telephone needs a moment to store a recording, ms. */
const STORED = 5 * SECOND

/** `stale`: another process went on with the call, and nothing was done. */
export async function commit(
  runtime: Runtime,
  taken: Taken & { work?: Commit['work'] },
  render: Render,
): Promise<Answer | 'stale'> {
  const { machine, was, answers, inputs, work } = taken
  const { events, understood } = taken.turn
  const session = commitSession(taken.turn.session, answers)
  const reply =
    answers === null ? null : render({ session, events: withoutFillers(events, session) })
  const outcome = await runtime.store.commit({
    session,
    was,
    answers,
    inputs,
    events,
    understood,
    reply,
    work,
    ...(await handOver(runtime, machine, session, events)),
    notices: events.flatMap((event) => (event.type === 'notified' ? [event.notice] : [])),
    sealed: machine.sealed,
    messages: await newMessages(runtime, machine, session, events),
  })
  runtime.metrics.turns.inc({ outcome })
  if (outcome === 'stale') return 'stale'
  runtime.live.emit('turn', session.callId)
  return reply === null ? { outcome: 'noted' } : { reply, outcome: 'taken' }
}

/** What an edge has to say: work that was done within the turn needs no filler. */
const withoutFillers = (events: Event[], session: Session): Event[] =>
  events.filter((event) => event.type !== 'sought' || event.effect.key === session.working?.key)

/** Recordings to be written down; the log is read only for one that came late, to see at which tone
 * the caller left. */
async function newMessages(
  { store, now }: Runtime,
  machine: Machine,
  session: Session,
  events: Event[],
): Promise<NewMessage[]> {
  const recorded = events.filter((event) => event.type === 'recorded')
  if (recorded.length === 0) return []
  const late = recorded.some(({ step: name }) => {
    const step = machine.steps.get(name)?.step
    return !step || !isAway(step)
  })
  const earlier = late ? (await store.turns(session.callId)).flatMap((turn) => turn.events) : []
  return wishesOf(machine, session, events, earlier).map((wish) => ({
    ...wish,
    dueAt: now() + STORED,
  }))
}

/** The reply that was given before, byte for byte. */
export async function repeatReply(
  { store }: Runtime,
  { callId, answers }: { callId: string; answers: number },
): Promise<Answer> {
  const reply = await store.replyTo(callId, answers)
  return reply === undefined ? { outcome: 'noted' } : { reply, outcome: 'repeated' }
}
