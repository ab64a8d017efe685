// THE MAIN PATH: one input from outside becomes one committed turn and one reply.
import { resume, start, stillWorking, type Turn } from '../call/engine.ts'
import type { Effect, Event } from '../call/event.ts'
import type { Facts, Input, Started } from '../call/input.ts'
import { committed, takeLate } from '../call/replay.ts'
import { wishesOf } from '../call/message.ts'
import type { Session } from '../call/session.ts'
import { checkCallback, deskFacts, handedOver, people } from './desk-questions.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { inTime } from '../world/in-time.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Commit, NewMessage } from '../store/store.ts'

/** Turns the events of a turn into the reply of an edge (TwiML, or JSON for the practice phone).
 * Pure. */
export type Render = (turn: { session: Session; events: Event[] }) => string

/** `repeated`: this reply was given before and is given again, byte for byte. `noted`: there is
 * nothing to say. */
export type Answer =
  { reply: string; outcome: 'taken' | 'repeated' } | { outcome: 'unknown call' | 'noted' }

/** How long a webhook waits for lookups before the caller hears a filler, and a redirect for their
 * result. */
const PATIENCE = 3000
/** How long a duplicate waits for the reply of the first. */
const DUPLICATE_WAITS = 4000
const LEASE = 25_000
/** The telephone needs a moment to store a recording. */
const STORED = 5000
const MOST_WORK = 20
/** How often an input is taken anew when other processes are first each time. */
const MOST_RACES = 8

/** A call begins, or its first webhook is repeated. */
export function startCall(
  runtime: Runtime,
  started: Omit<Started, 'type' | 'line'>,
  flow: { machine: Machine; line: Started['line'] },
  render: Render,
): Promise<Answer> {
  const { callId } = started
  return once(runtime, callId, 0, () =>
    untilCommitted(runtime, callId, async (asked) => {
      if (await runtime.store.loadCall(callId)) return repeated(runtime, callId, 0)
      const { machine } = flow
      await keepVersion(runtime, machine)
      const input: Input = {
        type: 'started',
        at: runtime.now(),
        facts: await liveFacts(runtime, machine, flow.line.tenant),
        ...started,
        line: flow.line,
      }
      runtime.metrics.calls.inc({ practice: String(started.practice ?? false) })
      return settle(
        runtime,
        { machine, was: -1, answers: 0, inputs: [input], turn: start(machine, input), asked },
        render,
      )
    }),
  )
}

const kept = new WeakMap<Runtime['store'], Set<string>>()

/** The sources a call begins with are kept before its first turn is, once for each version. */
async function keepVersion({ store }: Runtime, { version, flow, sources }: Machine): Promise<void> {
  const versions = kept.get(store) ?? new Set()
  if (versions.has(version)) return
  await store.saveVersion(version, flow, sources)
  kept.set(store, versions.add(version))
}

/** An input of the caller's leg that answers reply number `answers`; gets a reply. Slow work gives
 * a reply whose last event is `sought`. */
export function takeTurn(
  runtime: Runtime,
  callId: string,
  answers: number,
  input: Input,
  render: Render,
): Promise<Answer> {
  return once(runtime, callId, answers, () =>
    untilCommitted(runtime, callId, async (asked) => {
      const session = await runtime.store.loadCall(callId)
      if (!session) return { outcome: 'unknown call' }
      if (answers !== session.reply) return repeated(runtime, callId, answers)
      const machine = await runtime.library.machine(session.version)
      const facts = await liveFacts(runtime, machine, session.tenant)
      const known = facts ? { ...input, facts: { ...facts, ...input.facts } } : input
      const turn = resume(machine, session, known)
      if (!turn) return unfit(runtime, callId, input, asked)
      return settle(
        runtime,
        { machine, was: session.seq, answers, inputs: [known], turn, asked },
        render,
      )
    }),
  )
}

/** An input that gets no reply on the caller's leg: hang-up, a late recording, the operator's
 * acceptance. */
export function noteInput(runtime: Runtime, callId: string, input: Input): Promise<Answer> {
  return untilCommitted(runtime, callId, async (asked) => {
    const session = await runtime.store.loadCall(callId)
    if (!session) return { outcome: 'unknown call' }
    // while the caller is there, the recording's action brings it; its status callback counts once
    // they have left
    const early =
      (input.type === 'recorded' || input.type === 'nothing recorded') &&
      !session.leaving &&
      session.status !== 'ended'
    if (early) return { outcome: 'noted' }
    const machine = await runtime.library.machine(session.version)
    const taken = { machine, was: session.seq, answers: null, inputs: [input], asked }
    // what moves nothing also leaves alone the work that is under way
    const kept = takeLate(session, input)
    if (kept) return commit(runtime, { ...taken, turn: kept }, () => '')
    const turn = resume(machine, session, input)
    return turn
      ? settle(runtime, { ...taken, turn }, () => '')
      : unfit(runtime, callId, input, asked)
  })
}

/** The redirect after a filler: waits up to 3 s for the result of slow work, then goes on or speaks
 * another filler. */
export function collectWork(
  runtime: Runtime,
  callId: string,
  answers: number,
  render: Render,
): Promise<Answer> {
  return once(runtime, callId, answers, () =>
    untilCommitted(runtime, callId, async (asked) => {
      const { store } = runtime
      const session = await store.loadCall(callId)
      if (!session) return { outcome: 'unknown call' }
      if (answers !== session.reply) return repeated(runtime, callId, answers)
      if (session.working?.kind !== 'request') return { outcome: 'noted' }
      const machine = await runtime.library.machine(session.version)
      const result = await awaitWork(runtime, session, session.working)
      if (!result)
        return commit(
          runtime,
          {
            machine,
            was: session.seq,
            answers,
            inputs: [],
            turn: stillWorking(machine, session, runtime.now()),
            asked,
          },
          render,
        )
      const turn = resume(machine, session, result)
      if (!turn)
        throw new Error(
          `the result of "${session.working.lookup}" does not fit where call ${callId} stands`,
        )
      return settle(
        runtime,
        { machine, was: session.seq, answers, inputs: [result], turn, asked },
        render,
      )
    }),
  )
}

/** The reply the caller's leg should have now, for the fallback. */
export async function lastReply(runtime: Runtime, callId: string): Promise<string | undefined> {
  return (
    (await runtime.store.turns(callId)).findLast(({ reply }) => reply !== null)?.reply ?? undefined
  )
}

/** What was asked of the outside for an input, by step and question: an input that is taken anew
 * does not ask again. */
type Asked = Map<string, Promise<Input>>

type Taken = {
  machine: Machine
  was: number
  answers: number | null
  inputs: Input[]
  turn: Turn
  asked: Asked
}

/** Takes an input, and takes it anew from where the call then stands as long as another process is
 * first. */
function untilCommitted(
  runtime: Runtime,
  callId: string,
  take: (asked: Asked) => Promise<Answer | 'stale'>,
): Promise<Answer> {
  return inTurn(runtime, callId, async () => {
    const asked: Asked = new Map()
    for (let race = 0; race < MOST_RACES; race++) {
      const answer = await take(asked)
      if (answer !== 'stale') return answer
    }
    throw new Error(
      `other processes went on with call ${callId} ${MOST_RACES} times before an input could be taken`,
    )
  })
}

/** The call has gone on without this input. */
function unfit(runtime: Runtime, callId: string, input: Input, asked: Asked): Answer {
  if (asked.size > 0)
    runtime.log.error(
      { callId, input: input.type },
      'other systems were asked for an input that another process overtook',
    )
  return { outcome: 'noted' }
}

function ask(
  runtime: Runtime,
  { asked }: Taken,
  effect: Effect & { kind: 'request' },
  line: string,
): Promise<Input> {
  const { key, ...question } = effect
  const id = JSON.stringify(question)
  const result = asked.get(id) ?? runtime.lookup(effect, line)
  asked.set(id, result)
  return result.then((input) => ('key' in input ? { ...input, key } : input))
}

/** Does the work a turn stops at, as long as it is quick, then commits. Commit, then speak. */
async function settle(runtime: Runtime, taken: Taken, render: Render): Promise<Answer | 'stale'> {
  const { inputs, machine } = taken
  let { session, events } = taken.turn
  const deadline = performance.now() + PATIENCE
  for (let work = 0; session.working; work++) {
    if (work >= MOST_WORK)
      throw new Error(
        `call ${session.callId} asked for more than ${MOST_WORK} pieces of work in one turn`,
      )
    const effect = session.working
    let quick: Input | undefined
    if (effect.kind === 'request') {
      const result = ask(runtime, taken, effect, session.line.name)
      quick = await inTime(result, taken.answers === null ? 60_000 : deadline - performance.now())
      if (!quick)
        return begun(runtime, { ...taken, turn: { session, events } }, effect, result, render)
    } else
      quick =
        effect.kind === 'people'
          ? await people(runtime, session, effect)
          : await checkCallback(runtime, session, effect)
    const next = resume(machine, session, quick)
    if (!next)
      throw new Error(
        `the result for "${effect.step}" does not fit where call ${session.callId} stands`,
      )
    inputs.push(quick)
    session = next.session
    events = [...events, ...next.events]
  }
  return commit(runtime, { ...taken, turn: { session, events } }, render)
}

/** Slow work goes on in the background; its result is kept for the redirect, which any process may
 * answer. */
async function begun(
  runtime: Runtime,
  taken: Taken,
  effect: Effect,
  result: Promise<Input>,
  render: Render,
): Promise<Answer | 'stale'> {
  const { callId } = taken.turn.session
  const answer = await commit(
    runtime,
    { ...taken, work: { key: effect.key, leaseUntil: runtime.now() + LEASE } },
    render,
  )
  if (answer !== 'stale') void keepResult(runtime, callId, effect.key, result)
  return answer
}

async function keepResult(
  runtime: Runtime,
  callId: string,
  key: string,
  result: Promise<Input>,
): Promise<void> {
  try {
    await runtime.store.finishWork(callId, key, await result)
  } catch (error) {
    runtime.log.error({ err: error, callId }, 'the result of slow work could not be kept')
  }
}

async function awaitWork(
  runtime: Runtime,
  session: Session,
  effect: Effect & { kind: 'request' },
): Promise<Input | undefined> {
  const { store, now } = runtime
  const deadline = performance.now() + PATIENCE
  do {
    const work = await store.work(session.callId, effect.key)
    if (work?.result) return { ...work.result, at: now() }
    if (
      (!work || work.leaseUntil < now()) &&
      (await store.takeWork(session.callId, effect.key, now(), now() + LEASE))
    )
      void keepResult(
        runtime,
        session.callId,
        effect.key,
        runtime.lookup(effect, session.line.name),
      )
    await new Promise((resolve) => setTimeout(resolve, 100))
  } while (performance.now() < deadline)
  return undefined
}

async function commit(
  runtime: Runtime,
  taken: Taken & { work?: Commit['work'] },
  render: Render,
): Promise<Answer | 'stale'> {
  const {
    was,
    answers,
    inputs,
    turn: { events },
  } = taken
  const session = committed(taken.turn.session, answers)
  const reply = answers === null ? null : render({ session, events: spoken(events, session) })
  const outcome = await runtime.store.commit({
    session,
    was,
    answers,
    inputs,
    events,
    reply,
    work: taken.work,
    ...(await handedOver(runtime, taken.machine, session, events)),
    notices: events.flatMap((event) => (event.type === 'notified' ? [event.notice] : [])),
    sealed: taken.machine.sealed,
    messages: await messages(runtime, taken.machine, session, events),
  })
  runtime.metrics.turns.inc({ outcome })
  if (outcome === 'stale') return 'stale'
  runtime.live.emit('turn', session.callId)
  return reply === null ? { outcome: 'noted' } : { reply, outcome: 'taken' }
}

/** What an edge has to say: work that was done within the turn needs no filler. */
function spoken(events: Event[], session: Session): Event[] {
  return events.filter(
    (event) => event.type !== 'sought' || event.effect.key === session.working?.key,
  )
}

/** Recordings to be written down; the log is read only for one that came late, to see at which tone
 * the caller left. */
async function messages(
  { store, now }: Runtime,
  machine: Machine,
  session: Session,
  events: Event[],
): Promise<NewMessage[]> {
  const recorded = events.filter((event) => event.type === 'recorded')
  if (recorded.length === 0) return []
  const late = recorded.some(({ step }) => machine.steps.get(step)?.step.word !== 'record')
  const earlier = late ? (await store.turns(session.callId)).flatMap((turn) => turn.events) : []
  return wishesOf(machine, session, events, earlier).map((wish) => ({
    ...wish,
    dueAt: now() + STORED,
  }))
}

async function repeated(runtime: Runtime, callId: string, answers: number): Promise<Answer> {
  const reply = await runtime.store.replyTo(callId, answers)
  return reply === undefined ? { outcome: 'noted' } : { reply, outcome: 'repeated' }
}

/** The live facts a flow asks about; none for most flows. */
export async function liveFacts(
  runtime: Runtime,
  machine: Machine,
  tenant: string,
): Promise<Facts | undefined> {
  if (machine.facts.length === 0) return undefined
  const facts: Facts = {}
  const switches = machine.facts.some((name) => name.startsWith('switches.'))
    ? await runtime.store.switches(machine.flow)
    : {}
  for (const [name, { on, text }] of Object.entries(switches))
    Object.assign(facts, { [`switches.${name}`]: on, [`switches.${name}.text`]: text })
  if (machine.facts.some((name) => name.startsWith('desks.')))
    Object.assign(facts, await deskFacts(runtime, machine, tenant))
  return facts
}

/** What one server has under way: the replies by the webhook they answer, and the last input of
 * each call. */
type UnderWay = { replies: Map<string, Promise<Answer>>; last: Map<string, Promise<unknown>> }

const underWay = new WeakMap<Runtime, UnderWay>()

function busy(runtime: Runtime): UnderWay {
  const known = underWay.get(runtime) ?? { replies: new Map(), last: new Map() }
  underWay.set(runtime, known)
  return known
}

/** A duplicate that comes while the first is at work waits for that reply. */
async function once(
  runtime: Runtime,
  callId: string,
  answers: number,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = `${callId} ${answers}`
  const { replies } = busy(runtime)
  const first = replies.get(key)
  if (first) {
    const answer = await inTime(first, DUPLICATE_WAITS)
    return !answer
      ? { outcome: 'noted' }
      : 'reply' in answer
        ? { ...answer, outcome: 'repeated' }
        : answer
  }
  const mine = work().finally(() => replies.delete(key))
  replies.set(key, mine)
  return mine
}

/** Inputs of one call are taken one after the other. */
function inTurn<T>(runtime: Runtime, callId: string, work: () => Promise<T>): Promise<T> {
  const { last } = busy(runtime)
  const before = last.get(callId)
  const mine = before ? before.then(work, work) : work()
  const tail = mine
    .then(
      () => undefined,
      () => undefined,
    )
    .finally(() => {
      if (last.get(callId) === tail) last.delete(callId)
    })
  last.set(callId, tail)
  return mine
}
