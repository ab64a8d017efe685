// A desk's queue as a call sees it: joining and leaving it, coming back to it, and promises to call
// back.
import { scopedStep } from '../flow/machine/scoped-name.ts'
import { LEAVE, waitingOptions } from '../flow/machine/desk-states.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import { waitingEvent, type MachineEvent } from '../flow/machine/machine-event.ts'
import { optionIds } from '../flow/tree/option.ts'
import { deskHere, type Draft } from './draft.ts'
import type { Input } from './input.ts'
import { holds } from './scope-names.ts'
import { phraseSpeech, voiceHere } from './prompt-words.ts'
import { sayPhone } from '../say/speak-value.ts'
import { playLetters } from '../say/speech.ts'

/** Keys of the engine's own ways out of a queue whose desk names none. */
export const ownKeys = { callBack: '1', leave: '2' } as const

/** The id of a hand-off that begins in this turn. */
export function cardId({ session, events }: Draft): string {
  const earlier = events.filter(
    (event) =>
      event.type === 'handed off' ||
      (event.type === 'callback promised' && typeof event.handoff !== 'string'),
  ).length
  return `${session.callId}-h${session.seq + 1}${earlier > 0 ? `-${earlier + 1}` : ''}`
}

/** The desk is served by operators: the caller waits for one. "Please hold" was said when the call
 * was handed off. */
export function joinQueue(
  draft: Draft,
  leaf: Leaf,
  { callback }: Input & { type: 'people' },
): boolean {
  const { session } = draft
  const handoff = session.handoff ?? ''
  session.queued = {
    desk: leaf.step,
    handoff,
    since: draft.at,
    ...(callback === undefined ? {} : { callback }),
  }
  draft.events.push({ type: 'queued', desk: leaf.step, handoff, speech: [] })
  return true
}

/** A caller who has no number, or one that may not be called, is offered no call back. */
export const canCallBack = ({ session: { caller, queued } }: Draft): boolean =>
  !caller.withheld && /^\+\d+$/.test(caller.number) && queued?.callback !== false

/** The machine's event for keys of a waiting caller: the first of them that means something
 * here. */
export function pressedWhileWaiting(
  draft: Draft,
  leaf: Leaf,
  keys: string,
): MachineEvent | undefined {
  const found = draft.machine.desks.get(leaf.step)
  if (!found) return undefined
  const options = waitingOptions(found.desk)
  const ids = optionIds(options)
  for (const key of keys) {
    if (options.length === 0 && key === ownKeys.callBack && canCallBack(draft)) return 'CALL_BACK'
    if (options.length === 0 && key === ownKeys.leave) return 'LEAVE'
    const at = options.findIndex(
      (option) =>
        option.key?.value === key && holds({ draft, scope: found.scope }, option.if).holds,
    )
    if (at >= 0) return waitingEvent(ids[at] ?? '')
  }
  return undefined
}

export function leaveQueue(draft: Draft, desk: string, option: string): void {
  const { handoff, queued } = draft.session
  if (queued) draft.session.left = { desk: queued.desk, since: queued.since }
  if (handoff !== undefined) draft.events.push({ type: 'left queue', desk, handoff, option })
  if (option === LEAVE) draft.session.reason = 'did not want to wait'
}

/** The caller keeps the place in the queue and is called: said, with the number read back, before
 * the call ends. */
export function callBack(draft: Draft, desk: string): void {
  const { session, machine } = draft
  const { number } = session.caller
  const here = deskHere(draft, desk)
  const range = machine.desks.get(desk)?.desk.name.range ?? machine.root.range
  const fill = {
    text: sayPhone(number, session.language),
    speech: playLetters(voiceHere(here), number.replace(/\D/g, '')),
  }
  draft.events.push(
    {
      type: 'callback promised',
      desk,
      handoff: session.handoff ?? '',
      number,
      since: session.queued?.since ?? draft.at,
    },
    {
      type: 'said',
      step: desk,
      file: range.file,
      line: range.line,
      speech: phraseSpeech(here, 'callback promised', { number: fill }),
      interrupt: false,
    },
  )
}

/** The scoped name of the desk whose queue a caller is to come to: the one they talked with, or one
 * that stands where that one stands. Undefined: there is none of that name. */
export function queueOf(
  { machine }: Draft,
  from: string,
  desk: string | undefined,
): string | undefined {
  if (desk === undefined) return from
  return [scopedStep(machine.desks.get(from)?.scope.prefix ?? '', desk), scopedStep('', desk)].find(
    (name) => machine.desks.has(name),
  )
}

/** Back to a queue: after the operator's leg dropped with a kind word, else put through. */
export function requeue(draft: Draft, desk: string, input: Input): void {
  const { session } = draft
  const other = input.type === 'requeued' ? input.desk : undefined
  const queue = queueOf(draft, desk, other) ?? desk
  const handoff = session.handoff ?? ''
  session.queued = { desk: queue, handoff, since: session.enqueuedAt ?? draft.at, again: true }
  session.ringing = undefined
  session.talked = true
  draft.events.push({
    type: 'queued',
    desk: queue,
    handoff,
    again: true,
    speech: phraseSpeech(
      deskHere(draft, desk),
      other === undefined ? 'connection lost' : 'please hold',
    ),
  })
}
