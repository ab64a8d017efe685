// What was made of an answer, as the log keeps it: a replay takes it, so that a call stays what it
// was when understanding changes.
import type { MachineEvent } from '../flow/machine/machine-event.ts'
import type { Meaning, Value } from '../understand/hearing.ts'
import { scopeOf, type Draft } from './draft.ts'
import { interpret, type Hear, type Interpreted, type Pending } from './interpret.ts'
import type { Volunteered } from './volunteer.ts'

type Answered = Extract<Interpreted, { event: MachineEvent }>

/** A meaning whose value is the one that is held need not name it twice. */
type ShortMeaning = Meaning | { kind: 'value'; value?: undefined; sure: boolean }

/** A value said beyond the answer; `scope` is absent in the caller's own flow. */
type Beyond = { scope?: string; step: string; slot: string; value: Value }

/**
 * What one answer at one question came to: keys `kept` for more, or an event. Left out is what is
 * usual: `meaning` is the kind of what was heard, no keys are left over, nothing is held and nothing
 * was said beyond the answer.
 */
export type Understood =
  | { kept: string }
  | {
      event: MachineEvent
      meaning?: string
      heard?: ShortMeaning
      rest?: string
      held?: Pending
      beyond?: Beyond[]
    }

/** As the log keeps it. */
export function understoodAs(said: Interpreted, beyond: Volunteered[]): Understood {
  if ('wait' in said) return { kept: said.kept }
  const { event, meaning, heard, rest, pending } = said
  const kept: Understood = { event }
  if (meaning !== heard?.kind) kept.meaning = meaning
  if (heard) kept.heard = shorten(heard, pending)
  if (rest !== '') kept.rest = rest
  if (pending) kept.held = pending
  if (beyond.length > 0) kept.beyond = beyond.map(beyondAs)
  return kept
}

const shorten = (heard: Meaning, pending: Pending | undefined): ShortMeaning =>
  heard.kind === 'value' && heard.value === pending?.value
    ? { kind: 'value', sure: heard.sure }
    : heard

const beyondAs = ({ scope: { prefix }, step, slot, value }: Volunteered): Beyond =>
  prefix === '' ? { step, slot, value } : { scope: prefix, step, slot, value }

/** Gives back, one after the other, what the answers of a turn came to. Understood anew is what
 * the log tells nothing of, and what another version of the flow does not take. */
export function repeatUnderstood(kept: readonly Understood[]): Hear {
  let next = 0
  return (draft, leaf, input, accepts) => {
    const one = kept[next++]
    return one && ('kept' in one || accepts(one.event))
      ? interpretedAs(draft, one)
      : interpret(draft, leaf, input, accepts)
  }
}

function interpretedAs(draft: Draft, kept: Understood): Interpreted {
  if ('kept' in kept) return { wait: true, kept: kept.kept }
  const { event, meaning, heard, rest = '', held, beyond = [] } = kept
  const said: Answered = {
    event,
    meaning: meaning ?? heard?.kind ?? '',
    rest,
    beyond: beyond.map((one) => volunteeredAs(draft, one)),
  }
  if (heard) said.heard = lengthen(heard, held)
  if (held) said.pending = held
  return said
}

/** Throws for a log whose value was left out and is held nowhere. */
function lengthen(heard: ShortMeaning, held: Pending | undefined): Meaning {
  if (heard.kind !== 'value') return heard
  const value = heard.value ?? held?.value
  if (!value) throw new Error('the log of a call tells of a value, but not which')
  return { kind: 'value', value, sure: heard.sure }
}

function volunteeredAs(
  draft: Draft,
  { scope: prefix = '', step, slot, value }: Beyond,
): Volunteered {
  const scope = scopeOf(draft, prefix)
  return { scope, step, slot, value, private: scope.flow.slots.get(slot)?.private === true }
}
