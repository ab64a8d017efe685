// From an input to one event of the machine's small alphabet: understanding first, then the
// governor.
import { CALL_MINUTES, WEBHOOKS_A_TURN, WHOLE_ANSWER } from '../flow/defaults.ts'
import { mostMisses, mostTurns } from '../flow/tree/flow-limits.ts'
import { MINUTE } from '../flow/text/duration.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import {
  anywhereEvent,
  backEvent,
  isMiss,
  optionEvent,
  rowEvent,
  type MachineEvent,
} from '../flow/machine/machine-event.ts'
import type { Hearing, Meaning, Value } from '../understand/hearing.ts'
import { understandKeys } from '../understand/keys.ts'
import { understandSpeech } from '../understand/understand.ts'
import { answerPieces } from './faq-answer.ts'
import { endsWhenServed } from '../flow/steps/index.ts'
import { anywhereOf, stepOf, type Draft } from './draft.ts'
import { hearingAt } from './hear.ts'
import type { Input } from './input.ts'
import type { Session } from './session.ts'
import { spokenOf } from './steps/index.ts'
import type { Volunteered } from './volunteer.ts'

/** The machine event, what was heard for the log, the keys left for the next question, and what is
 * held from now on, where that changes; `beyond`: what was said beyond the answer, where that is
 * known already; `wait`: keys are kept for more. */
export type Interpreted =
  | {
      event: MachineEvent
      meaning: string
      heard?: Meaning
      rest: string
      pending?: Pending
      beyond?: Volunteered[]
    }
  | { wait: true; kept: string }

/** What is held until it is confirmed or taken. */
export type Pending = NonNullable<Session['pending']>

/** Whether the state the call stands at takes an event. */
export type Accepts = (event: MachineEvent) => boolean

/** Where the call stands, and what it takes there. */
type Standing = { draft: Draft; leaf: Leaf; accepts: Accepts }

/** Makes one event of an input at a question; `accepts` tells which events the state takes. */
export type Hear = (
  draft: Draft,
  leaf: Leaf,
  input: Input & { type: 'keys' | 'speech' | 'silence' },
  accepts: Accepts,
) => Interpreted

/** The draft stays as it is; `accepts` tells which events the state takes. */
export function interpret(
  draft: Draft,
  leaf: Leaf,
  input: Input & { type: 'keys' | 'speech' | 'silence' },
  accepts: Accepts,
): Interpreted {
  const at = { draft, leaf, accepts }
  const hearing = hearingAt(draft, leaf)
  if (input.type === 'speech')
    return translateMeaning(at, understandSpeech(hearing, input.alternatives), '')
  if (input.type === 'silence' && draft.session.keys.kept === '')
    return endsWithSilence(leaf, hearing) && accepts('DONE')
      ? { event: 'DONE', meaning: 'silence after being served', rest: '' }
      : { event: 'NO_INPUT', meaning: 'silence', rest: '' }
  return interpretKeys(at, hearing, input)
}

/** Keys, those kept before among them; silence ends what was keyed in. */
function interpretKeys(
  at: Standing,
  hearing: Hearing,
  input: Input & { type: 'keys' | 'silence' },
): Interpreted {
  const { keys } = at.draft.session
  const pressed = keys.kept + (input.type === 'keys' ? input.keys : '')
  const ended = input.type === 'silence' || input.timedOut !== false
  const keyed = understandKeys(hearing, pressed, ended)
  if ('wait' in keyed) return { wait: true, kept: keyed.kept }
  // an entry that is too short is kept, and the rest of it asked for, unless the caller ended it
  const late = keys.since !== undefined && at.draft.at - keys.since > WHOLE_ANSWER
  const mayGoOn = input.type === 'keys' && !/[#*]/.test(pressed) && !late
  if (mayGoOn && isTooShort(keyed.meaning, hearing, pressed)) return { wait: true, kept: pressed }
  return translateMeaning(at, keyed.meaning, keyed.rest)
}

const isTooShort = (meaning: Meaning, { wants }: Hearing, pressed: string): boolean =>
  meaning.kind === 'invalid' &&
  meaning.why === 'invalid length' &&
  wants?.kind === 'slot' &&
  pressed.length < (wants.slot.length?.min ?? 0)

/** Whoever was served, and says nothing more, is done. */
const endsWithSilence = (leaf: Leaf, { done }: Hearing): boolean =>
  done && leaf.kind === 'answer' && endsWhenServed(leaf)

/** An event that is meant, the name of its meaning in the log, and what is held with it. */
type Meant = { event: MachineEvent; name?: string; pending?: Pending }

/** A meaning as an event the state takes; where a confirmation is needed, the meaning is held. The
 * draft stays as it is. */
export function translateMeaning(at: Standing, meaning: Meaning, rest: string): Interpreted {
  const { event, name = meaning.kind, pending } = meantBy(at, meaning)
  return {
    event: at.accepts(event) ? event : fallback(event, at.accepts),
    meaning: name,
    heard: meaning,
    rest,
    ...(pending && { pending }),
  }
}

function meantBy(at: Standing, meaning: Meaning): Meant {
  const { pending } = at.draft.session
  switch (meaning.kind) {
    case 'option':
      return optionMeant(at, meaning)
    case 'value':
      return valueMeant(at, meaning)
    case 'row': {
      const held = { row: meaning.row }
      return isTaken(at, meaning.sure, held)
        ? { event: rowEvent(meaning.row), pending: held }
        : { event: 'OPTION_UNSURE', name: 'unsure row', pending: held }
    }
    case 'none':
      return { event: 'NONE' }
    case 'done':
      return { event: at.accepts('DONE') ? 'DONE' : 'NO' }
    case 'yes':
      return yesMeant(at)
    case 'no':
      return noMeant(at)
    case 'universal':
      return universalMeant(at, meaning.universal)
    case 'question':
      return { event: questionEvent(at, meaning.id), pending: { ...pending, question: meaning.id } }
    case 'invalid':
      return { event: 'INVALID', pending: { ...pending, why: meaning.why } }
    case 'no match':
      return { event: 'NO_MATCH' }
  }
}

function optionMeant(at: Standing, meaning: Meaning & { kind: 'option' }): Meant {
  const eventOf = ({ id, anywhere }: { id: string; anywhere: boolean }): MachineEvent =>
    anywhere ? anywhereEvent(anywherePrefix(at), id) : optionEvent(id)
  const option = eventOf(meaning)
  if (isTaken(at, meaning.sure, { option })) return { event: option }
  const pending = meaning.rival ? { option, rival: eventOf(meaning.rival) } : { option }
  return { event: 'OPTION_UNSURE', name: 'unsure option', pending }
}

function valueMeant(
  { draft, leaf }: Standing,
  { value, sure }: Meaning & { kind: 'value' },
): Meant {
  const before = draft.session.pending
  const pending = { value }
  if (isSaidAgain(leaf, pending, before) || isOther(leaf, value, before?.value))
    return { event: 'YES', name: 'value', pending }
  return { event: sure ? 'VALUE' : 'VALUE_UNSURE', pending }
}

/** What is sure needs no read-back, nor what the state cannot read back. */
const isTaken = ({ draft, leaf, accepts }: Standing, sure: boolean, now: Pending): boolean =>
  sure || !accepts('OPTION_UNSURE') || isSaidAgain(leaf, now, draft.session.pending)

/** What is read back and said once more was right, however unsure it is again. */
const isSaidAgain = (leaf: Leaf, now: Pending, before: Session['pending']): boolean =>
  leaf.kind === 'confirm' && sameAnswer(now, before)

function questionEvent({ draft, leaf, accepts }: Standing, id: string): MachineEvent {
  const isLong = accepts('LONG_QUESTION') && answerPieces(draft, leaf.step, id).pieces.length > 1
  return isLong ? 'LONG_QUESTION' : 'QUESTION'
}

function sameAnswer(now: Pending, before: Session['pending']): boolean {
  const key = ({ option, value, row }: Pending) => JSON.stringify([option, value?.value, row])
  return before !== undefined && key(now) === key(before)
}

/** True for the second of two values between which the caller was asked to choose. */
const isOther = (leaf: Leaf, now: Value, before: Value | undefined): boolean =>
  leaf.kind === 'confirm' &&
  before?.other !== undefined &&
  JSON.stringify(now.value) === JSON.stringify(before.other.value)

/** What the state does not take counts as not understood. */
const fallback = (event: MachineEvent, accepts: Accepts): MachineEvent =>
  event === 'VALUE_UNSURE' && accepts('VALUE') ? 'VALUE' : 'NO_MATCH'

const anywherePrefix = ({ draft, leaf }: Standing): string =>
  anywhereOf(stepOf(draft, leaf.step).scope).scope.prefix

function yesMeant({ draft, leaf }: Standing): Meant {
  const { pending } = draft.session
  if (leaf.kind === 'confirm' && pending?.option !== undefined) return { event: pending.option }
  if (leaf.kind === 'confirm' && pending?.row !== undefined) return { event: rowEvent(pending.row) }
  return answerMeant(draft, leaf, 'yes')
}

const noMeant = ({ draft, leaf }: Standing): Meant => answerMeant(draft, leaf, 'no')

function answerMeant(draft: Draft, leaf: Leaf, said: 'yes' | 'no'): Meant {
  const here = stepOf(draft, leaf.step)
  const own = spokenOf(here.step).answered?.(here, said, leaf)
  if (own) return own
  const event = said === 'yes' ? 'YES' : 'NO'
  if (leaf.kind !== 'answer') return { event }
  const value = { value: said === 'yes', text: said, from: 'speech', confirmed: true } as const
  return { event, pending: { value } }
}

const MOST_REPEATS = 2

function universalMeant(
  { draft, accepts }: Standing,
  said: 'operator' | 'repeat' | 'back' | 'start over',
): Meant {
  const { trail, counters } = draft.session
  if (said === 'operator') return { event: 'OPERATOR', name: said }
  if (said === 'start over' && accepts('MAIN')) return { event: 'MAIN', name: said }
  const back = backEvent(trail.before ?? '')
  if (said === 'back' && trail.before !== undefined && accepts(back))
    return { event: back, name: said }
  // a third repeat in a row is a miss; back at the first question repeats
  return counters.repeats < MOST_REPEATS
    ? { event: 'REPEAT', name: said }
    : { event: 'NO_MATCH', name: 'repeated too often' }
}

/** Counts turns and misses, and replaces an event at a question by LIMIT or WORN_OUT when patience
 * or limits are spent. */
export function govern(draft: Draft, leaf: Leaf, event: MachineEvent): MachineEvent {
  const { session, machine } = draft
  const { counters } = session
  const limits = machine.root.limits
  const most = mostTurns(machine.root)
  counters.turns++
  counters.repeats = event === 'REPEAT' ? counters.repeats + 1 : 0
  if (
    counters.turns >= most ||
    counters.webhooks >= most * WEBHOOKS_A_TURN ||
    draft.at - session.startedAt > (limits.minutes?.value ?? CALL_MINUTES) * MINUTE
  )
    return 'LIMIT'
  const silenceIsAnAnswer =
    event === 'NO_INPUT' &&
    (leaf.kind === 'more' || stepOf(draft, leaf.step).step.silence !== undefined)
  if (!isMiss(event) || silenceIsAnAnswer) return event
  counters.misses++
  if (counters.misses < mostMisses(machine.root)) return event
  counters.misses = 0
  return 'WORN_OUT'
}
