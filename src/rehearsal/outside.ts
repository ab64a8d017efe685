// All that stands outside a call played without a telephone: the caller's acts, the desks, the
// lookups.
import { RECORDING_AWAITED, SCRIPTED_CONFIDENCE, WAIT_AT_MOST } from '../flow/defaults.ts'
import { MINUTE } from '../flow/text/duration.ts'
import type { Act, CannedReply } from '../flow/tree/scripted-calls.ts'
import { answerFrom } from '../flow/tree/lookup-example.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { slug } from '../flow/tree/option.ts'
import type { Effect } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import { tableAnswer } from '../call/table-answer.ts'
import { deskState, type Desks, type Setting } from '../call/setting.ts'
import { takeInput, type Stage } from './stage.ts'

const SPEAKS = 4000
const PRESSES = 3000
const RINGS = 6000
const BUSY = 2000
/** how long a lookup takes */
export const ANSWERS = 500
const CONVERSATION = MINUTE
/** until an operator takes a waiting caller, or none has */
const QUEUES = 40_000
const OPERATOR = 'client:operator'

/** Does one act of the caller or operator; gives a sentence when it cannot be done where the call
 * stands. */
export function performAct(
  stage: Stage,
  { facts }: Pick<Setting, 'facts'>,
  act: Exclude<Act, { type: 'system' }>,
): string | undefined {
  const { session } = stage
  if (session.status === 'ended') return `the call is over, so "${act.type}" cannot follow`
  const refused = objectionTo(act, stage)
  if (refused !== undefined) return refused
  const [first, ...rest] = inputsOf(stage, act, session.at + lasts(stage, act))
  if (!first || !takeInput(stage, { facts, ...first }))
    return `"${act.type}" does not fit at "${session.state.leaf}"`
  for (const input of rest) takeInput(stage, input)
  return undefined
}

/** Why an act cannot be done where the call stands; undefined when it can. */
function objectionTo({ type }: Act, { session, machine }: Stage): string | undefined {
  const leaf = machine.leaves.get(session.state.leaf)
  const place = `("${leaf?.step}")`
  if (leaf?.mode === 'tone') {
    if (answering.has(type)) return `a recorder listens here ${place}, which takes a "message"`
  } else if (type === 'message') return `no recorder listens here ${place}`
  if (leaf?.kind === 'bridged') {
    if (!talking.has(type)) return `the caller is talking with a person ${place}`
    if (type === 'operator drops' && session.enqueuedAt === undefined)
      return `the person at "${leaf.step}" was rung, and is no operator`
  } else if (type !== 'hang up' && talking.has(type))
    return `the caller is not talking with a person ${place}`
  if (!session.queued && queueing.has(type)) return `the caller waits in no queue ${place}`
  return undefined
}

type Acts = ReadonlySet<Act['type']>
const answering: Acts = new Set(['caller', 'keys', 'silence'])
const talking: Acts = new Set([
  'operator hangs up',
  'operator drops',
  'operator sends back',
  'hang up',
])
const queueing: Acts = new Set(['operator answers', 'nobody answers'])

function lasts(stage: Stage, act: Act): number {
  switch (act.type) {
    case 'caller':
      return SPEAKS
    case 'keys':
      return PRESSES
    case 'silence':
      return stage.machine.leaves.get(stage.session.state.leaf)?.timer ?? SPEAKS
    case 'message':
      return act.duration + PRESSES
    case 'operator hangs up':
    case 'operator drops':
    case 'operator sends back':
      return CONVERSATION
    case 'operator answers':
      return QUEUES
    case 'nobody answers':
      return WAIT_AT_MOST
    default:
      return PRESSES
  }
}

function inputsOf({ session }: Stage, act: Exclude<Act, { type: 'system' }>, at: number): Input[] {
  switch (act.type) {
    case 'caller':
      return [
        {
          type: 'speech',
          at,
          alternatives: [{ text: act.text, confidence: act.confidence ?? SCRIPTED_CONFIDENCE }],
        },
      ]
    case 'keys':
      return [{ type: 'keys', at, keys: act.keys }]
    case 'silence':
      return [{ type: 'silence', at }]
    case 'message':
      return [
        act.duration > 0
          ? {
              type: 'recorded',
              at,
              recording: `${session.callId}-r${session.recordings.length + 1}`,
              duration: act.duration,
            }
          : { type: 'nothing recorded', at },
      ]
    case 'operator hangs up':
      return [{ type: 'dial ended', at, result: 'completed', bridged: true }]
    case 'operator drops':
      return [{ type: 'requeued', at }]
    case 'operator sends back':
      return [{ type: 'sent back', at, step: act.step }]
    case 'operator answers':
      return [{ type: 'answered', at, person: OPERATOR }]
    case 'nobody answers':
      return [{ type: 'unanswered', at, reason: 'waited out' }]
    // at a tone the end waits for a recording that will not come
    case 'hang up':
      return [
        { type: 'hung up', at },
        { type: 'hung up', at: at + RECORDING_AWAITED, final: true },
      ]
  }
}

/** The desk a call rings now, by name. */
export function ringingAt({ session, machine }: Stage): string | undefined {
  const leaf = machine.leaves.get(session.state.leaf)
  if (leaf?.kind === 'dial' && session.ringing) return machine.desks.get(leaf.step)?.desk.name.value
  return undefined
}

/** Gives the outside's answers until the call waits for the caller, talks with a person, or is
 * over. */
export function settleCall(
  stage: Stage,
  setting: Pick<Setting, 'desks' | 'callBacks'>,
  answer: (effect: Effect & { kind: 'request' }, at: number) => Input,
): void {
  for (;;) {
    const input = nextFromOutside(stage, setting, answer)
    if (!input) return
    if (!takeInput(stage, input))
      throw new Error(`"${input.type}" does not fit at "${stage.session.state.leaf}"`)
  }
}

/** What the outside owes a call now: whom to ring, how ringing went, what a lookup answers.
 * Undefined: nothing. */
export function nextFromOutside(
  stage: Stage,
  { desks, callBacks }: Pick<Setting, 'desks' | 'callBacks'>,
  answer: (effect: Effect & { kind: 'request' }, at: number) => Input,
): Input | undefined {
  const { session } = stage
  if (session.status === 'ended') return undefined
  const effect = session.working
  if (!effect) return ringDesk(stage, desks)
  if (effect.kind === 'callback') return answerCallback(session, effect, callBacks)
  if (effect.kind === 'request') return answer(effect, answeredAt(stage, effect))
  const queues = deskState(desks, effect.desk) === 'queue'
  return queues ? operatorQueue(session, effect) : onePerson(session, effect)
}

/** A table answers at once. */
const answeredAt = ({ machine, session: { at } }: Stage, effect: Effect & { kind: 'request' }) =>
  tableAnswer(machine, effect, at) ? at : at + ANSWERS

/** Operators serve a desk, and the caller waits for one. */
function operatorQueue({ at }: Session, { desk }: Effect & { kind: 'people' }): Input {
  return { type: 'people', at, desk, people: [], order: 'in order', queue: true, callback: true }
}

/** Whether a call back is promised. */
export function answerCallback(
  { at }: Session,
  { key, number }: Effect & { kind: 'callback' },
  callBacks: Setting['callBacks'] = 'taken',
): Input {
  if (callBacks === 'taken') return { type: 'callback checked', at, key, taken: true, number }
  return { type: 'callback checked', at, key, taken: false, reason: 'as the script says' }
}

/** Who sits at a desk: one person, reached under the desk's name. */
export function onePerson({ at }: Session, { desk }: Effect & { kind: 'people' }): Input {
  return {
    type: 'people',
    at,
    desk,
    people: [{ to: `client:${slug(desk) || 'desk'}` }],
    order: 'in order',
  }
}

function ringDesk(stage: Stage, desks: Desks): Input | undefined {
  const desk = ringingAt(stage)
  return desk === undefined ? undefined : ringResult(stage, deskState(desks, desk))
}

/** What comes of ringing somebody, once. */
export function ringResult({ session, log }: Stage, state: Desks[string]): Input {
  if (state === 'answered')
    return { type: 'answered', at: session.at + RINGS, person: session.ringing?.people[0]?.to }
  const rang = log.at(-1)?.events.findLast(({ type }) => type === 'rang')
  const seconds = rang?.type === 'rang' ? rang.seconds : 0
  return {
    type: 'dial ended',
    at: session.at + (state === 'busy' ? BUSY : seconds * 1000),
    result: state === 'busy' ? 'busy' : 'no-answer',
  }
}

/** What a lookup answers without being asked: what is given, else its table, else the `example` the
 * flow declares for it. */
export function exampleReply(
  machine: Machine,
  effect: Effect & { kind: 'request' },
  at: number,
  given?: CannedReply,
): Input {
  const known = given === undefined ? tableAnswer(machine, effect, at) : undefined
  if (known) return known
  const { key, lookup, gives } = effect
  const scope = machine.steps.get(effect.step)?.scope
  const node = given ?? scope?.flow.lookups.get(lookup)?.example
  if (node === 'not found') return { type: 'fetched', at, key, found: false }
  if (node === 'failed') return { type: 'failed', at, key, reason: 'as the script says' }
  if (!node)
    return gives && Object.keys(gives).length > 0
      ? { type: 'failed', at, key, reason: `lookup "${lookup}" has no example` }
      : { type: 'fetched', at, key, found: true, data: {} }
  return { type: 'fetched', at, key, found: true, data: answerFrom(node, gives) }
}
