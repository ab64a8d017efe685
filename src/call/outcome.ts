// What became of a call, told from its events alone: one rule for each outcome, the first that holds.
import { isMiss } from '../flow/machine/machine-event.ts'
import { AFTER_CALL } from '../flow/machine/scoped-name.ts'
import { LEAVE } from '../flow/machine/desk-states.ts'
import { SECOND } from '../flow/text/duration.ts'
import type { Event } from './event.ts'
import type { Session } from './session.ts'
import type { Understood } from './understood.ts'

/** `live` while a call goes on; `unknown` where its turns are gone. Between them stand those of a
 * call that is over, in the order in which they count. */
export const callOutcomes = [
  'live',
  'person',
  'callback',
  'message',
  'served',
  'not-reached',
  'abandoned',
  'not-understood',
  'gave-up',
  'closed',
  'failed',
  'unknown',
] as const

export type CallOutcome = (typeof callOutcomes)[number]

type Rule = (events: readonly Event[]) => boolean

const has =
  (type: Event['type']): Rule =>
  (events) =>
    events.some((event) => event.type === type)

/** Each rule with what it is told from. */
const rules: [CallOutcome, Rule][] = [
  // an operator, or somebody who was rung, was connected with the caller
  ['person', has('connected')],
  // the caller chose it in the queue, or a step promised it
  ['callback', has('callback promised')],
  // a recorder took words; a value that was recorded is no message
  ['message', (events) => messagesIn(events).length > 0],
  // a step with a goal was left as it should be
  ['served', has('reached goal')],
  // a desk was closed, did not answer, or the caller went another way out of its queue
  ['not-reached', (events) => events.some(isUnreached)],
  // the caller hung up while a person was rung or waited for
  ['abandoned', (events) => isHungUp(events) && isWaiting(events)],
  // what the caller said or keyed last was not understood
  ['not-understood', (events) => isNotUnderstood(events.findLast(isHeard))],
  // the caller hung up in the flow
  ['gave-up', (events) => isHungUp(events) && !events.some(isClosed)],
  // the line or the company was closed, so the flow was never reached
  ['closed', (events) => events.some(isClosed)],
]

/** What the flow, or a fault, ended without any of these is `failed`. */
export const outcomeOf = (events: readonly Event[]): CallOutcome =>
  rules.find(([, holds]) => holds(events))?.[0] ?? 'failed'

type Recorded = Event & { type: 'recorded' }

/** The recordings that are messages. */
export function messagesIn(events: readonly Event[]): Recorded[] {
  const values = new Set(
    events.flatMap((event) => (event.type === 'filled' ? [event.value?.value] : [])),
  )
  return events.filter(
    (event): event is Recorded =>
      event.type === 'recorded' && event.duration > 0 && !values.has(event.recording),
  )
}

const isClosed = ({ type }: Event): boolean => type === 'closed'

const isUnreached = (event: Event): boolean =>
  event.type === 'gave up' ||
  event.type === 'left queue' ||
  (event.type === 'decided' && event.event === 'SHUT')

const isHungUp: Rule = (events) =>
  events.some((event) => event.type === 'ended' && event.how === 'hung up')

const begins = ({ type }: Event): boolean => type === 'handed off' || type === 'queued'
const isOver = ({ type }: Event): boolean =>
  type === 'gave up' || type === 'left queue' || type === 'released' || type === 'callback promised'

const isWaiting: Rule = (events) => events.findLastIndex(begins) > events.findLastIndex(isOver)

type Heard = Event & { type: 'heard' }

const isHeard = (event: Event): event is Heard => event.type === 'heard'

const isNotUnderstood = (heard: Heard | undefined): boolean =>
  heard !== undefined && NOT_UNDERSTOOD.has(heard.meaning)

/** Meanings by their names in the log. */
const NOT_UNDERSTOOD: ReadonlySet<string> = new Set(['no match', 'invalid', 'repeated too often'])
const SILENCE = 'silence'
const ASKED = 'operator'

/** A turn as far as its end is told from it. */
type Turn = { events: readonly Event[]; understood?: readonly Understood[] }

/** How a call ended. `step` is the last one it came to, by its scoped name, `reason` a code that
 * says what led there; `asked` whether the caller asked for a person. */
export type Ending = {
  outcome: CallOutcome
  step?: string
  goal?: string
  seconds: number
  misses: number
  reason: string
  asked: boolean
}

/** How a call ended, from its turns in order. Pure, so that calls of earlier programs are told as
 * those of today. */
export function endingOf(
  { startedAt, at }: Pick<Session, 'startedAt' | 'at'>,
  turns: readonly Turn[],
): Ending {
  const events = turns.flatMap((turn) => turn.events)
  const entered = events.findLast(isCome)
  const reached = events.findLast((event) => event.type === 'reached goal')
  return {
    outcome: outcomeOf(events),
    step: entered?.step,
    goal: reached?.goal,
    seconds: Math.max(0, Math.round((at - startedAt) / SECOND)),
    misses: turns.reduce((sum, turn) => sum + missesIn(turn), 0),
    reason: reasonOf(events),
    asked: events.some((event) => isHeard(event) && event.meaning === ASKED),
  }
}

/** The caller never comes to what is done after the call. */
const isCome = (event: Event): event is Event & { type: 'entered' } =>
  event.type === 'entered' && !event.step.startsWith(AFTER_CALL)

/** The logged meanings tell which answers were misses; in turns without them, the names do. */
function missesIn({ events, understood }: Turn): number {
  const heard = events.filter(isHeard)
  return heard.filter((one, index) => {
    const known = understood?.[index]
    const missed =
      known && 'event' in known
        ? isMiss(known.event)
        : isNotUnderstood(one) || one.meaning === SILENCE
    return missed && !isAnsweredBySilence(one, events)
  }).length
}

/** Silence is an answer where the step says what follows it. */
const isAnsweredBySilence = ({ meaning, step }: Heard, events: readonly Event[]): boolean =>
  meaning === SILENCE &&
  events.some((event) => event.type === 'left' && event.step === step && event.way === 'silence')

/** Why the call came to where it ended, as a code: what happened last that led somewhere. What was
 * not understood does not take the place of a choice. */
function reasonOf(events: readonly Event[]): string {
  let reason = 'called'
  for (const event of events) {
    const next = codeOf(event)
    if (next !== undefined && !(next === 'not-understood' && reason.startsWith('chose:')))
      reason = next
  }
  return reason
}

function codeOf(event: Event): string | undefined {
  switch (event.type) {
    case 'closed':
      return 'closed'
    case 'heard':
      return heardCode(event)
    case 'left':
      return event.way === 'failed' ? 'lookup-failed' : undefined
    case 'left queue':
      return event.option === LEAVE ? 'would-not-wait' : `chose:${event.option}`
    case 'ended':
      return event.how === 'limit' ? 'limit' : undefined
    default:
      return undefined
  }
}

function heardCode(heard: Heard): string | undefined {
  if (heard.meaning === ASKED) return 'asked'
  if (isNotUnderstood(heard)) return 'not-understood'
  const isChosen = heard.meaning === 'option' && heard.option !== undefined
  return isChosen ? `chose:${heard.option}` : undefined
}
