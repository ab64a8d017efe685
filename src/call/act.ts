// What the machine's actions do to the call: words, slots, hand-offs, the log.
import { repeatedPart, type Part } from '../flow/machine/prompt-part.ts'
import { rungKind } from '../flow/machine/leaf-id.ts'
import type { Template } from '../flow/text/expression.ts'
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Action } from '../flow/machine/machine.ts'
import { firstText, optionIds } from '../flow/tree/option.ts'
import { stepKinds } from '../flow/steps/index.ts'
import { answerPieces } from './faq-answer.ts'
import { anywhereOf, leafOf, scopeOf, stepOf, type Draft } from './draft.ts'
import type { Speech } from './event.ts'
import { handoffOf, whisperOf } from './handoff.ts'
import type { Input } from './input.ts'
import { callBack, cardId, leaveQueue, promise, requeue } from './desk-queue.ts'
import { rootScope, rowsOf, rungSpeech } from './rungs.ts'
import { computed, putSlot, startSlots } from './call-slots.ts'
import { phraseSpeech } from './prompt-words.ts'
import { valuesOf } from './lookup-values.ts'

const listening = new Set(
  stepKinds.filter(({ place }) => place === 'listens').map(({ word }) => word),
)

/** Performs one action. `input` is what moved the machine: recordings and results are taken from
 * it. */
export function act(draft: Draft, action: Action, input: Input): void {
  const { session } = draft
  switch (action.type) {
    case 'enter':
      return enter(draft, action.params.step)
    case 'say':
      return speak(
        draft,
        action.params.step,
        rungSpeech(draft, action.params.step, action.params.part),
        action.params.part,
      )
    case 'repeat':
      return repeat(draft)
    case 'answer':
      return answer(draft, action.params.step, action.params.piece)
    case 'choose':
      return chosen(draft, action.params.step, action.params.option)
    case 'hold':
      return
    case 'fill':
      return fill(draft, action.params.step)
    case 'take':
      return take(draft, action.params.step)
    case 'set':
      return set(draft, action.params.step, stepOf(draft, action.params.step).step.set ?? new Map())
    case 'save':
      return save(draft, action.params.step, input)
    case 'notify':
      return notify(draft, action.params.step)
    case 'reached':
      draft.events.push({
        type: 'reached goal',
        step: action.params.step,
        goal: stepOf(draft, action.params.step).step.goal?.value ?? '',
      })
      return
    case 'recorded':
      return recorded(draft, action.params.step, input)
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
    case 'promise':
      return promise(draft, action.params.step, input)
    case 'begin':
      return begin(draft, action.params.step)
    case 'give':
      return give(draft, action.params.step)
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

type Values = Map<string, { value: Template }>

function enter(draft: Draft, name: string): void {
  const { session, machine } = draft
  session.counters.visits[name] = (session.counters.visits[name] ?? 0) + 1
  const desk = machine.desks.get(name)?.desk
  const step = machine.steps.get(name)?.step
  const { file, line } = (step ?? desk)?.name.range ?? machine.root.range
  draft.events.push({ type: 'entered', step: name, word: step?.word ?? 'desk', file, line })
  if (step && listening.has(step.word)) {
    session.trail = {
      current: name,
      before: session.trail.current === name ? session.trail.before : session.trail.current,
    }
    session.counters.repeats = 0
    session.pending = undefined
    session.keys = { kept: '', ahead: session.keys.ahead }
  }
  if (desk) session.trail = {}
}

/** Words of a question wait until the turn stops there; others are said at once. */
function speak(draft: Draft, name: string, speech: Speech[], part: Part): void {
  const step = draft.machine.steps.get(name)?.step
  if (speech.length === 0) return
  if (step && part !== 'goodbye' && (listening.has(step.word) || step.word === 'record')) {
    draft.asking = {
      step: name,
      speech: draft.asking.step === name ? [...draft.asking.speech, ...speech] : speech,
    }
    return
  }
  if (name === '' && part !== 'goodbye') {
    draft.asking = { step: '', speech }
    return
  }
  const range = step?.name.range ?? draft.machine.root.range
  draft.events.push({
    type: 'said',
    step: name,
    file: range.file,
    line: range.line,
    speech,
    interrupt: (step && step.interrupt?.value) !== false,
  })
}

function repeat(draft: Draft): void {
  const leaf = leafOf(draft)
  // between the pieces of an answer, the last piece is said again
  const piece = rungKind(leaf.rung) === 'piece'
  if (piece) answer(draft, leaf.step, leaf.attempt - 1)
  const part = piece ? 'go on' : repeatedPart(leaf.kind)
  speak(draft, leaf.step, rungSpeech(draft, leaf.step, part), part)
}

/** An answer of the FAQ, whole or one piece of it. On the way through another question it is always
 * whole: each rung of that question would need states for the pieces. */
function answer(draft: Draft, name: string, piece?: number): void {
  const { pieces, range } = answerPieces(draft, name)
  const speech = piece === undefined ? pieces.flat() : (pieces[piece - 1] ?? [])
  draft.events.push({
    type: 'said',
    step: name,
    file: range.file,
    line: range.line,
    speech,
    interrupt: true,
  })
}

function chosen(draft: Draft, name: string, id: string): void {
  const step = draft.machine.steps.get(name)?.step
  const desk = draft.machine.desks.get(name)
  const scope = step ? stepOf(draft, name).scope : (desk?.scope ?? scopeOf(draft, name))
  const list = step
    ? (step.options?.value ?? [])
    : desk
      ? waitingOptions(desk.desk)
      : anywhereOf(scope).options
  const option = list[optionIds(list).indexOf(id)]
  if (!option) return
  draft.session.reason = `chose "${firstText(option.label) || id}"`
  if (option.set) set(draft, name, option.set)
}

function set(draft: Draft, name: string, values: Values): void {
  const scope =
    (draft.machine.steps.get(name) ?? draft.machine.desks.get(name))?.scope ?? scopeOf(draft, name)
  for (const [slot, { value: template }] of values) {
    const declared = scope.flow.slots.get(slot)
    const value = computed(draft, scope, template, declared?.type ?? 'text')
    if (slot === 'language') {
      if (value && rootScope(draft).flow.languages.some(({ tag }) => tag === value.text))
        draft.session.language = value.text
    } else if (slot === 'priority' && !declared) {
      if (value) draft.session.slots.priority = value
    } else putSlot(draft, scope, slot, name, value)
  }
}

/** The pending value, sure or just confirmed, becomes the slot's. */
function fill(draft: Draft, name: string): void {
  const { step, scope } = stepOf(draft, name)
  const slot = step.slot?.value
  const { pending } = draft.session
  const leaf = leafOf(draft)
  draft.session.pending = undefined
  if (slot === undefined) return
  if (pending?.row !== undefined) {
    const row = rowsOf(draft, scope, step)[pending.row - 1]
    if (row)
      putSlot(draft, scope, slot, name, {
        value: row.value,
        text: String(pending.row),
        from: 'lookup',
        confirmed: true,
      })
  } else if (pending?.value)
    putSlot(draft, scope, slot, name, {
      ...pending.value,
      other: undefined,
      confirmed: pending.value.confirmed || leaf.kind === 'confirm',
    })
}

/** What the caller volunteered is read back, or taken as it is. */
function take(draft: Draft, name: string): void {
  const { step, scope } = stepOf(draft, name)
  const key = scope.prefix + (step.slot?.value ?? '')
  const held = draft.session.slots[key]
  if (!held) return
  draft.session.slots[key] = { ...held, volunteered: undefined, unsure: undefined }
  draft.session.pending = { value: draft.session.slots[key] }
}

function save(draft: Draft, name: string, input: Input): void {
  const { step, scope } = stepOf(draft, name)
  const under = step.request && step.save?.value
  if (under !== undefined && input.type === 'fetched')
    draft.session.saved = { ...draft.session.saved, [scope.prefix + under]: input.data ?? {} }
}

function notify(draft: Draft, name: string): void {
  const { step, scope } = stepOf(draft, name)
  const { notify: lookup, with: given } = step
  if (!lookup) return
  const { params, hidden } = valuesOf(draft, scope, given)
  const { callId, seq } = draft.session
  const nth = draft.events.filter(({ type }) => type === 'notified').length
  draft.events.push({
    type: 'notified',
    notice: {
      key: `${callId}-${seq + 1}-${nth}-${name}`,
      step: name,
      lookup: lookup.value,
      params,
      private: hidden,
    },
  })
}

function recorded(draft: Draft, name: string, input: Input): void {
  if (input.type !== 'recorded') return
  draft.session.recordings.push(input.recording)
  const found = draft.machine.steps.get(name)
  const { slot, for: desk } = found ? found.step : {}
  if (found && slot)
    putSlot(draft, found.scope, slot.value, name, {
      value: input.recording,
      text: `recording, ${Math.round(input.duration / 1000)} s`,
      from: 'speech',
      confirmed: true,
    })
  draft.events.push({
    type: 'recorded',
    step: name,
    recording: input.recording,
    duration: input.duration,
    for: desk?.value ?? draft.machine.root.help?.value,
  })
}

function handOff(draft: Draft, name: string): void {
  const found = draft.machine.desks.get(name)
  if (!found) return
  const { desk, scope } = found
  const speech = phraseSpeech(draft, scope, 'please hold')
  const id = cardId(draft)
  draft.session.keys = { kept: '', ahead: '' }
  draft.session.handoff = id
  draft.events.push({
    type: 'handed off',
    handoff: handoffOf(draft, scope, desk, id),
    showNumber: desk['show number']?.value ?? 'line',
    record: desk.record?.value ?? false,
    rings: desk.rings?.value ?? 20_000,
    whisper: whisperOf(draft, scope, desk),
    speech,
  })
}

/** A sub-flow begins: its slots as at the start, its `takes` from `with`. */
function begin(draft: Draft, name: string): void {
  const { step, scope } = stepOf(draft, name)
  const inner = scopeOf(draft, `${name}>`)
  startSlots(draft, inner)
  for (const [taken, { value: template }] of step.with ?? []) {
    const value = computed(draft, scope, template, inner.flow.takes.get(taken)?.type ?? 'text')
    const key = inner.prefix + taken
    if (value) draft.session.slots[key] = value
    else delete draft.session.slots[key]
  }
}

/** A sub-flow ends: its `gives` come back under the names `save` says, else their own. */
function give(draft: Draft, name: string): void {
  const { step, scope } = stepOf(draft, name)
  const inner = scopeOf(draft, `${name}>`)
  const names = step.do && step.save
  for (const { value: given } of inner.flow.gives) {
    const here = names ? [...names].find(([, { value }]) => value.value === given)?.[0] : given
    const held = draft.session.slots[inner.prefix + given]
    if (here !== undefined && scope.flow.slots.has(here) && held)
      putSlot(draft, scope, here, name, held)
  }
}
