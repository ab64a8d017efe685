// The commit of a turn: session, events, hand-offs, notices and messages in one transaction, then
// the reply.
import type { Turn } from '../call/engine.ts'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { wishesOf } from '../call/message.ts'
import { endingOf } from '../call/outcome.ts'
import { commitSession } from '../call/replay.ts'
import type { Session } from '../call/session.ts'
import { tasksOf } from '../call/task.ts'
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
    ...(await afterwards(runtime, taken, session)),
  })
  runtime.metrics.turns.inc({ outcome })
  if (outcome === 'stale') return 'stale'
  runtime.live.emit('turn', session.callId)
  return reply === null ? { outcome: 'noted' } : { reply, outcome: 'taken' }
}

/** What an edge has to say: work that was done within the turn needs no filler. */
const withoutFillers = (events: Event[], session: Session): Event[] =>
  events.filter((event) => event.type !== 'sought' || event.effect.key === session.working?.key)

/** What a turn leaves behind it: recordings to be written down, what is to be done, and how the call
 * ended. The log is read only for a call that is over, and for a recording that came late, to see at
 * which tone the caller left. */
async function afterwards(
  { store, now, library }: Runtime,
  { machine, was, turn: { events, understood } }: Taken,
  session: Session,
): Promise<Pick<Commit, 'messages' | 'tasks' | 'ending' | 'release'>> {
  const release = was < 0 ? library.content(session.tenant)?.release : undefined
  const isEnded = session.status === 'ended'
  const leaves = events.some(({ type }) => type === 'recorded' || type === 'callback promised')
  if (!isEnded && !leaves) return { release }
  const turns =
    was < 0 || !(isEnded || isLate(machine, events)) ? [] : await store.turns(session.callId)
  const earlier = turns.flatMap((one) => one.events)
  return {
    release,
    ending: isEnded ? endingOf(session, [...turns, { events, understood }]) : undefined,
    tasks: tasksOf(machine, session, events, earlier),
    messages: wishesOf(machine, session, events, earlier).map(
      ({ recording, desk, language }): NewMessage => ({
        recording,
        desk,
        language,
        dueAt: now() + STORED,
      }),
    ),
  }
}

/** A recording whose tone the caller has left. */
const isLate = (machine: Machine, events: Event[]): boolean =>
  events.some((event) => {
    if (event.type !== 'recorded') return false
    const step = machine.steps.get(event.step)?.step
    return !step || !isAway(step)
  })

/** The reply that was given before, byte for byte. */
export async function repeatReply(
  { store }: Runtime,
  { callId, answers }: { callId: string; answers: number },
): Promise<Answer> {
  const reply = await store.replyTo(callId, answers)
  return reply === undefined ? { outcome: 'noted' } : { reply, outcome: 'repeated' }
}
