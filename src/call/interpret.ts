// From an input to one event of the machine's small alphabet: understanding first, then the
// governor.
import { rungKind } from '../flow/machine/leaf-id.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import {
  anywhereEvent,
  backEvent,
  isMiss,
  optionEvent,
  rowEvent,
  type MachineEvent,
} from '../flow/machine/machine-event.ts'
import type { Meaning, Value } from '../understand/hearing.ts'
import { understandKeys } from '../understand/keys.ts'
import { understandSpeech } from '../understand/understand.ts'
import { answerPieces } from './faq-answer.ts'
import { stepOf, type Draft } from './draft.ts'
import { hearingAt } from './hear.ts'
import type { Input } from './input.ts'
import type { Session } from './session.ts'

/** The machine event, what was heard for the log, and the keys left for the next question; `wait`:
 * keys are kept for more. */
export type Interpreted =
  | { event: MachineEvent; meaning: string; heard?: Meaning; rest: string }
  | { wait: true; kept: string }

/** Whether the state the call stands at takes an event. */
export type Accepts = (event: MachineEvent) => boolean

/** Makes one event of an input at a question; `accepts` tells which events the state takes. */
export type Hear = (
  draft: Draft,
  leaf: Leaf,
  input: Input & { type: 'keys' | 'speech' | 'silence' },
  accepts: Accepts,
) => Interpreted

const WHOLE_ANSWER = 30_000

/** `accepts` tells which events the state takes. */
export function interpret(
  draft: Draft,
  leaf: Leaf,
  input: Input & { type: 'keys' | 'speech' | 'silence' },
  accepts: Accepts,
): Interpreted {
  const hearing = hearingAt(draft, leaf)
  const { keys } = draft.session
  if (input.type === 'speech')
    return translated(draft, leaf, understandSpeech(hearing, input.alternatives), '', accepts)
  if (input.type === 'silence' && keys.kept === '')
    return hearing.done && leaf.kind === 'answer' && leaf.word === 'menu' && accepts('DONE')
      ? { event: 'DONE', meaning: 'silence after being served', rest: '' }
      : { event: 'NO_INPUT', meaning: 'silence', rest: '' }
  const pressed = keys.kept + (input.type === 'keys' ? input.keys : '')
  const ended = input.type === 'silence' || input.timedOut !== false
  const keyed = understandKeys(hearing, pressed, ended)
  if ('wait' in keyed) return { wait: true, kept: keyed.kept }
  // an entry that is too short is kept, and the rest of it asked for, unless the caller ended it
  const short =
    keyed.meaning.kind === 'invalid' &&
    keyed.meaning.why === 'invalid length' &&
    hearing.wants?.kind === 'slot' &&
    pressed.length < (hearing.wants.slot.length?.min ?? 0)
  const late = keys.since !== undefined && draft.at - keys.since > WHOLE_ANSWER
  if (short && input.type === 'keys' && !/[#*]/.test(pressed) && !late)
    return { wait: true, kept: pressed }
  return translated(draft, leaf, keyed.meaning, keyed.rest, accepts)
}

/** A meaning as an event the state takes; where a confirmation is needed, the meaning is held. */
export function translated(
  draft: Draft,
  leaf: Leaf,
  meaning: Meaning,
  rest: string,
  accepts: Accepts,
): Interpreted {
  const { session } = draft
  const result = (event: MachineEvent, name: string = meaning.kind): Interpreted => ({
    event: accepts(event) ? event : fallback(event, accepts),
    meaning: name,
    heard: meaning,
    rest,
  })
  const eventOf = ({ id, anywhere }: { id: string; anywhere: boolean }): MachineEvent =>
    anywhere ? anywhereEvent(anywherePrefix(draft, leaf), id) : optionEvent(id)
  const hold = (event: MachineEvent, rival?: MachineEvent): Interpreted => {
    session.pending = rival === undefined ? { option: event } : { option: event, rival }
    return result('OPTION_UNSURE', 'unsure option')
  }
  // what is read back and said once more was right, however unsure it is again
  const saidAgain = (now: Session['pending'] & object): boolean =>
    leaf.kind === 'confirm' && sameAnswer(now, session.pending)
  switch (meaning.kind) {
    case 'option': {
      const event = eventOf(meaning)
      return meaning.sure || !accepts('OPTION_UNSURE') || saidAgain({ option: event })
        ? result(event)
        : hold(event, meaning.rival && eventOf(meaning.rival))
    }
    case 'value':
      if (
        saidAgain({ value: meaning.value }) ||
        isOther(leaf, meaning.value, session.pending?.value)
      ) {
        session.pending = { value: meaning.value }
        return result('YES', 'value')
      }
      session.pending = { value: meaning.value }
      return result(meaning.sure ? 'VALUE' : 'VALUE_UNSURE')
    case 'row':
      if (meaning.sure || !accepts('OPTION_UNSURE') || saidAgain({ row: meaning.row })) {
        session.pending = { row: meaning.row }
        return result(rowEvent(meaning.row))
      }
      session.pending = { row: meaning.row }
      return result('OPTION_UNSURE', 'unsure row')
    case 'none':
      return result('NONE')
    case 'done':
      return result(accepts('DONE') ? 'DONE' : 'NO')
    case 'yes':
      return result(yesEvent(draft, leaf))
    case 'no':
      return result(noEvent(draft, leaf))
    case 'universal':
      return universal(draft, meaning.universal, result, accepts)
    case 'question':
      session.pending = { ...session.pending, question: meaning.id }
      return result(
        accepts('LONG_QUESTION') && answerPieces(draft, leaf.step).pieces.length > 1
          ? 'LONG_QUESTION'
          : 'QUESTION',
      )
    case 'invalid':
      session.pending = { ...session.pending, why: meaning.why }
      return result('INVALID')
    case 'no match':
      return result('NO_MATCH')
  }
}

function sameAnswer(now: Session['pending'] & object, before: Session['pending']): boolean {
  const told = ({ option, value, row }: Session['pending'] & object) =>
    JSON.stringify([option, value?.value, row])
  return before !== undefined && told(now) === told(before)
}

/** True for the second of two values between which the caller was asked to choose. */
const isOther = (leaf: Leaf, now: Value, before: Value | undefined): boolean =>
  leaf.kind === 'confirm' &&
  before?.other !== undefined &&
  JSON.stringify(now.value) === JSON.stringify(before.other.value)

/** What the state does not take counts as not understood. */
const fallback = (event: MachineEvent, accepts: Accepts): MachineEvent =>
  event === 'VALUE_UNSURE' && accepts('VALUE') ? 'VALUE' : 'NO_MATCH'

function anywherePrefix(draft: Draft, leaf: Leaf): string {
  let { scope } = stepOf(draft, leaf.step)
  while (scope.flow.anywhere.length === 0 && scope.parent) scope = scope.parent
  return scope.prefix
}

function yesEvent(draft: Draft, leaf: Leaf): MachineEvent {
  const { pending, rows } = draft.session
  if (leaf.kind === 'confirm' && pending?.option !== undefined) return pending.option
  if (leaf.kind === 'confirm' && pending?.row !== undefined) return rowEvent(pending.row)
  if (rungKind(leaf.rung) === 'piece')
    return leaf.attempt < answerPieces(draft, leaf.step).pieces.length ? 'YES' : 'LAST_PIECE'
  if (oneAtATime(draft, leaf)) {
    draft.session.pending = { row: rows?.at ?? 1 }
    return rowEvent(rows?.at ?? 1)
  }
  if (leaf.kind === 'answer')
    draft.session.pending = { value: { value: true, text: 'yes', from: 'speech', confirmed: true } }
  return 'YES'
}

function noEvent(draft: Draft, leaf: Leaf): MachineEvent {
  const { rows } = draft.session
  if (leaf.kind === 'answer' && oneAtATime(draft, leaf))
    return rows && rows.at < rows.count ? 'NEXT' : 'NONE'
  if (leaf.kind === 'answer')
    draft.session.pending = { value: { value: false, text: 'no', from: 'speech', confirmed: true } }
  return 'NO'
}

function oneAtATime(draft: Draft, leaf: Leaf): boolean {
  return leaf.word === 'choose' && stepOf(draft, leaf.step).step['one at a time']?.value === true
}

const MOST_REPEATS = 2

function universal(
  draft: Draft,
  said: 'operator' | 'repeat' | 'back' | 'start over',
  result: (event: MachineEvent, name?: string) => Interpreted,
  accepts: Accepts,
): Interpreted {
  const { session } = draft
  if (said === 'operator') return result('OPERATOR', said)
  if (said === 'start over' && accepts('MAIN')) return result('MAIN', said)
  const back = backEvent(session.trail.before ?? '')
  if (said === 'back' && session.trail.before !== undefined && accepts(back))
    return result(back, said)
  // a third repeat in a row is a miss; back at the first question repeats
  return session.counters.repeats < MOST_REPEATS
    ? result('REPEAT', said)
    : result('NO_MATCH', 'repeated too often')
}

/** The most turns a caller has in a flow. */
export const mostTurns = ({ limits }: Pick<Flow, 'limits'>): number => limits.turns?.value ?? 40
/** 60 webhooks for the usual 40 turns */
const WEBHOOKS_A_TURN = 1.5

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
    draft.at - session.startedAt > (limits.minutes?.value ?? 60) * 60_000
  )
    return 'LIMIT'
  const silenceIsAnAnswer =
    event === 'NO_INPUT' &&
    (leaf.kind === 'more' || stepOf(draft, leaf.step).step.silence !== undefined)
  if (!isMiss(event) || silenceIsAnAnswer) return event
  counters.misses++
  if (counters.misses < (machine.root.misses?.value ?? 6)) return event
  counters.misses = 0
  return 'WORN_OUT'
}
