// What the machine's actions do to the call: words, slots, hand-offs, the log.
import { RINGS } from '../flow/defaults.ts'
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Action, Scope } from '../flow/machine/machine.ts'
import { rungKind } from '../flow/machine/leaf-id.ts'
import { repeatedPart, type Part } from '../flow/machine/prompt-part.ts'
import { kindOf, listens } from '../flow/steps/index.ts'
import { SECOND } from '../flow/text/duration.ts'
import { firstText, optionIds, type Option } from '../flow/tree/option.ts'
import { putSlot, setValues } from './call-slots.ts'
import { callBack, cardId, leaveQueue, requeue } from './desk-queue.ts'
import { anywhereOf, leafOf, scopeOf, stepOf, visits, type Draft } from './draft.ts'
import { answerPieces } from './faq-answer.ts'
import { handoffOf, whisperOf } from './handoff.ts'
import type { Input } from './input.ts'
import { phraseSpeech } from './prompt-words.ts'
import { rungSpeech } from './rungs.ts'
import type { StepAction } from './spoken-step.ts'
import { spokenOf } from './steps/index.ts'
import type { Speech } from '../say/speech.ts'

/** Performs one action. `input` is what moved the machine: recordings and results are taken from
 * it. */
export function act(draft: Draft, action: Action, input: Input): void {
  const { session } = draft
  switch (action.type) {
    case 'enter':
      return enter(draft, action.params.step)
    case 'say':
      return sayPart(draft, action.params.step, action.params.part)
    case 'repeat':
      return repeat(draft)
    case 'answer':
      return answer(draft, action.params.step, action.params.piece)
    case 'choose':
      return choose(draft, action.params.step, action.params.option)
    case 'hold':
      return
    case 'fill':
    case 'take':
    case 'set':
    case 'save':
    case 'notify':
    case 'promise':
    case 'begin':
    case 'give':
      return actAsStep(draft, action.type, action.params.step, input)
    case 'reached':
      draft.events.push({
        type: 'reached goal',
        step: action.params.step,
        goal: stepOf(draft, action.params.step).step.goal?.value ?? '',
      })
      return
    case 'recorded':
      return record(draft, action.params.step, input)
    case 'hand off':
      return handOff(draft, action.params.desk)
    case 'connect':
      draft.events.push({
        type: 'connected',
        desk: action.params.desk,
        handoff: session.handoff ?? '',
        person: session.ringing?.accepted ?? (input.type === 'answered' ? input.person : undefined),
      })
      if (session.queued) session.enqueuedAt = session.queued.since
      session.queued = undefined
      return
    case 'release':
      draft.events.push({
        type: 'released',
        desk: action.params.desk,
        handoff: session.handoff ?? '',
      })
      session.talked = true
      apart(session)
      return
    case 'give up':
      if (session.handoff !== undefined)
        draft.events.push({ type: 'gave up', desk: action.params.desk, handoff: session.handoff })
      apart(session)
      return
    case 'leave queue':
      leaveQueue(draft, action.params.desk, action.params.option)
      apart(session)
      return
    case 'call back':
      callBack(draft, action.params.desk)
      apart(session)
      return
    case 'requeue':
      return requeue(draft, action.params.desk, input)
    case 'end':
      session.leaving = undefined
      session.queued = undefined
      draft.events.push({ type: 'ended', how: input.type === 'hung up' ? 'hung up' : 'hang up' })
      return
    case 'leave':
      draft.events.push({ type: 'left', step: action.params.step, way: action.params.way })
      return
    case 'count':
    case 'reset':
      return
  }
}

/** The hand-off is over: nobody is rung, waited for or talked with. */
function apart(session: Draft['session']): void {
  session.ringing = undefined
  session.queued = undefined
  session.enqueuedAt = undefined
  session.handoff = undefined
}

/** What the step's word makes of the action. The compiler writes only those its word has. */
function actAsStep(draft: Draft, action: StepAction, name: string, input: Input): void {
  const here = stepOf(draft, name)
  const doing = spokenOf(here.step).acts?.[action]
  if (!doing) throw new Error(`step "${name}" does not know how to ${action}`)
  doing(here, input)
}

function enter(draft: Draft, name: string): void {
  const { session, machine } = draft
  session.counters.visits[name] = visits(draft, name) + 1
  const desk = machine.desks.get(name)?.desk
  const step = machine.steps.get(name)?.step
  const { file, line } = (step ?? desk)?.name.range ?? machine.root.range
  draft.events.push({ type: 'entered', step: name, word: step?.word ?? 'desk', file, line })
  if (step && listens(step)) {
    const { current, before } = session.trail
    session.trail = { current: name, before: current === name ? before : current }
    session.counters.repeats = 0
    session.pending = undefined
    session.keys = { kept: '', ahead: session.keys.ahead }
  }
  if (desk) session.trail = {}
}

const sayPart = (draft: Draft, step: string, part: Part): void =>
  speak(draft, { step, part, speech: rungSpeech(draft, step, part) })

/** Words of a question wait until the turn stops there; others are said at once. */
function speak(
  draft: Draft,
  { step: name, part, speech }: { step: string; part: Part; speech: Speech[] },
): void {
  const step = draft.machine.steps.get(name)?.step
  if (speech.length === 0) return
  if (step && part !== 'goodbye' && kindOf(step).place !== 'silent') {
    const earlier = draft.asking.step === name ? draft.asking.speech : []
    draft.asking = { step: name, speech: [...earlier, ...speech] }
    return
  }
  if (name === '' && part !== 'goodbye') {
    draft.asking = { step: '', speech }
    return
  }
  const { file, line } = step?.name.range ?? draft.machine.root.range
  const interrupt = step?.interrupt?.value !== false
  draft.events.push({ type: 'said', step: name, file, line, speech, interrupt })
}

function repeat(draft: Draft): void {
  const leaf = leafOf(draft)
  // between the pieces of an answer, the last piece is said again
  const piece = rungKind(leaf.rung) === 'piece'
  if (piece) answer(draft, leaf.step, leaf.attempt - 1)
  sayPart(draft, leaf.step, piece ? 'go on' : repeatedPart(leaf.kind))
}

/** An answer of the FAQ, whole or one piece of it. On the way through another question it is always
 * whole: each rung of that question would need states for the pieces. */
function answer(draft: Draft, name: string, piece?: number): void {
  const { pieces, range } = answerPieces(draft, name)
  const speech = piece === undefined ? pieces.flat() : (pieces[piece - 1] ?? [])
  const { file, line } = range
  draft.events.push({ type: 'said', step: name, file, line, speech, interrupt: true })
}

/** `name` is a step, a desk, or the scope of an option that works anywhere. */
function choose(draft: Draft, name: string, id: string): void {
  const { scope, options } = choosableAt(draft, name)
  const option = options[optionIds(options).indexOf(id)]
  if (!option) return
  draft.session.reason = `chose "${firstText(option.label) || id}"`
  if (option.set) setValues({ draft, scope }, name, option.set)
}

function choosableAt(draft: Draft, name: string): { scope: Scope; options: Option[] } {
  const { machine } = draft
  const step = machine.steps.get(name)
  if (step) return { scope: step.scope, options: step.step.options?.value ?? [] }
  const desk = machine.desks.get(name)
  if (desk) return { scope: desk.scope, options: waitingOptions(desk.desk) }
  const scope = scopeOf(draft, name)
  return { scope, options: anywhereOf(scope).options }
}

/** At the tone of a step, or of the last resort, whose name is empty. */
function record(draft: Draft, name: string, input: Input): void {
  if (input.type !== 'recorded') return
  const { recording, duration } = input
  draft.session.recordings.push(recording)
  const found = draft.machine.steps.get(name)
  if (found?.step.slot)
    putSlot({ draft, scope: found.scope }, found.step.slot.value, name, {
      value: recording,
      text: `recording, ${Math.round(duration / SECOND)} s`,
      from: 'speech',
      confirmed: true,
    })
  const desk = found?.step.for ?? draft.machine.root.help
  draft.events.push({ type: 'recorded', step: name, recording, duration, for: desk?.value })
}

function handOff(draft: Draft, name: string): void {
  const found = draft.machine.desks.get(name)
  if (!found) return
  const { desk, scope } = found
  const speech = phraseSpeech({ draft, scope }, 'please hold')
  const id = cardId(draft)
  draft.session.keys = { kept: '', ahead: '' }
  draft.session.handoff = id
  draft.events.push({
    type: 'handed off',
    handoff: handoffOf(draft, scope, desk, id),
    showNumber: desk['show number']?.value ?? 'line',
    record: desk.record?.value ?? false,
    rings: desk.rings?.value ?? RINGS,
    whisper: whisperOf(draft, scope, desk),
    speech,
  })
}
