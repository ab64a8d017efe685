// The one door for inputs: each kind fits some states and is refused in others.
import type { Leaf } from '../flow/machine/machine.ts'
import { backToEvent, type MachineEvent } from '../flow/machine/machine-event.ts'
import { joinQueue, pressedWhileWaiting, queueOf } from './desk-queue.ts'
import { leafOf, type Draft } from './draft.ts'
import type { Input } from './input.ts'
import { beginRinging, ringNext } from './ringing.ts'
import { accepts, send } from './send.ts'
import { isQuestion, takeAnswer } from './take-answer.ts'

type Of<T extends Input['type']> = Input & { type: T }

/** False where the input does not fit; nothing has changed then. */
export function takeInput(draft: Draft, leaf: Leaf, input: Input): boolean {
  switch (input.type) {
    case 'started':
    case 'conversation recorded':
      return false
    case 'keys':
      return draft.session.queued
        ? takeQueueKeys(draft, leaf, input)
        : isQuestion(leaf) && takeAnswer(draft, leaf, input)
    case 'speech':
    case 'silence':
      return isQuestion(leaf) && takeAnswer(draft, leaf, input)
    case 'recorded':
    case 'nothing recorded':
      return takeRecording(draft, leaf, input)
    case 'hung up':
      return takeHangUp(draft, leaf, input)
    case 'limit':
      draft.session.working = undefined
      return (isQuestion(leaf) || leaf.kind === 'request') && send(draft, 'LIMIT', input)
    case 'people':
      return takePeople(draft, leaf, input)
    case 'answered':
      return leaf.kind === 'dial' && takeAnswered(draft, input)
    case 'declined':
      return leaf.kind === 'dial' && takeRefusal(draft, input)
    case 'unanswered':
      return leaf.kind === 'dial' && send(draft, 'UNANSWERED', input)
    case 'requeued':
      return takeTransfer(draft, leaf, input)
    case 'sent back':
      return sendBack(draft, leaf, input)
    case 'dial ended':
      return takeDialEnd(draft, leaf, input)
    case 'callback checked':
      return takeChecked(draft, leaf, input)
    case 'fetched':
    case 'failed':
      return takeReply(draft, leaf, input)
  }
}

/** A key of a waiting caller; one that means nothing here changes nothing. */
function takeQueueKeys(draft: Draft, leaf: Leaf, input: Of<'keys'>): boolean {
  if (leaf.kind !== 'dial') return false
  const event = pressedWhileWaiting(draft, leaf, input.keys)
  return event !== undefined && accepts(draft, event) && send(draft, event, input)
}

/** The recording of a tone, once. Whoever hung up at the tone has hung up now. */
function takeRecording(
  draft: Draft,
  leaf: Leaf,
  input: Of<'recorded' | 'nothing recorded'>,
): boolean {
  const { session } = draft
  if (leaf.mode !== 'tone') return false
  if (input.type === 'recorded' && session.recordings.includes(input.recording)) return false
  const { leaving } = session
  const isEmpty = input.type === 'nothing recorded' || input.duration <= 0
  session.counters.webhooks++
  send(draft, isEmpty ? 'EMPTY' : 'RECORDED', input)
  if (leaving && leafOf(draft).kind !== 'over')
    send(draft, 'HUNG_UP', { type: 'hung up', at: draft.at })
  return true
}

/** At a tone the end of the call waits for the recording. */
function takeHangUp(draft: Draft, leaf: Leaf, input: Of<'hung up'>): true {
  const { session } = draft
  if (leaf.mode === 'tone' && !input.final) {
    session.leaving = true
    return true
  }
  session.working = undefined
  return send(draft, 'HUNG_UP', input)
}

function takePeople(draft: Draft, leaf: Leaf, input: Of<'people'>): boolean {
  const { session, machine } = draft
  if (leaf.kind !== 'dial' || session.ringing || session.queued) return false
  session.working = undefined
  if (input.queue) return joinQueue(draft, leaf, input)
  const desk = machine.desks.get(leaf.step)?.desk
  const rings = desk !== undefined && beginRinging(draft, desk, leaf, input)
  return rings || send(draft, 'UNANSWERED', input)
}

function takeAnswered(draft: Draft, input: Of<'answered'>): true {
  const { session } = draft
  if (session.ringing) session.ringing = { ...session.ringing, accepted: input.person }
  return send(draft, 'ANSWERED', input)
}

function takeRefusal({ session }: Draft, input: Of<'declined'>): boolean {
  const { ringing } = session
  if (!ringing) return false
  const people = ringing.people.map((person) =>
    person.to === input.person ? { ...person, refused: true } : person,
  )
  session.ringing = { ...ringing, people }
  return true
}

const takeTransfer = (draft: Draft, leaf: Leaf, input: Of<'requeued'>): boolean =>
  leaf.kind === 'bridged' &&
  queueOf(draft, leaf.step, input.desk) !== undefined &&
  send(draft, 'REQUEUED', input)

function sendBack(draft: Draft, leaf: Leaf, input: Of<'sent back'>): boolean {
  const event = backToEvent(input.step)
  return leaf.kind === 'bridged' && accepts(draft, event) && send(draft, event, input)
}

function takeDialEnd(draft: Draft, leaf: Leaf, input: Of<'dial ended'>): boolean {
  if (leaf.kind === 'bridged') return send(draft, 'RELEASED', input)
  if (leaf.kind !== 'dial' || !draft.session.ringing) return false
  if (input.bridged) return send(draft, 'ANSWERED', input) && send(draft, 'RELEASED', input)
  const desk = draft.machine.desks.get(leaf.step)?.desk
  return (desk !== undefined && ringNext(draft, desk)) || send(draft, 'UNANSWERED', input)
}

function takeChecked(draft: Draft, leaf: Leaf, input: Of<'callback checked'>): boolean {
  const { session } = draft
  if (leaf.kind !== 'callback' || session.working?.key !== input.key) return false
  const why = input.reason === undefined ? '' : `: ${input.reason}`
  if (!input.taken) session.reason = `could not be promised a call back${why}`
  session.working = undefined
  return send(draft, input.taken ? 'OK' : 'FAILED', input)
}

function takeReply(draft: Draft, leaf: Leaf, input: Of<'fetched' | 'failed'>): boolean {
  const { session } = draft
  const { working } = session
  if (leaf.kind !== 'request' || working?.kind !== 'request' || working.key !== input.key)
    return false
  if (input.type === 'failed') session.reason = `"${working.lookup}" could not be looked up`
  session.working = undefined
  return send(draft, replyEvent(input), input)
}

function replyEvent(input: Of<'fetched' | 'failed'>): MachineEvent {
  if (input.type === 'failed') return 'FAILED'
  return input.found ? 'OK' : 'NOT_FOUND'
}
