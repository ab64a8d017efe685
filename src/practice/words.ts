// How the pages name what the engine knows by its own terms.
import type { Event } from '../call/event.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { percent } from '../ground/percent.ts'
import type { Value } from '../understand/hearing.ts'

export const mask = '•••'

const sources: Record<Value['from'], string> = {
  keys: 'keypad',
  speech: 'speech',
  lookup: 'looked up',
  line: 'the line',
  flow: 'set by the flow',
}

export const sourceName = (from: Value['from']): string => sources[from]

/** How sure a value is, in words: `92 %, confirmed`. */
export function sureness({
  from,
  confidence,
  confirmed,
}: {
  from?: Value['from']
  confidence?: number
  confirmed?: boolean
}): string {
  const heard = from === 'keys' ? 'sure' : confidence === undefined ? '' : percent(confidence)
  return [heard, confirmed && (from === 'speech' || from === 'keys') ? 'confirmed' : '']
    .filter(Boolean)
    .join(', ')
}

/** `survey>may we` as `survey › may we`. */
export const stepName = (step: string): string => step.split('>').join(' › ')

type Step = { slot?: { value: string } }

/** The slot a question asks for is private: what was said or keyed there is not shown. */
export function isPrivate(machine: Machine, step: string): boolean {
  const found = machine.steps.get(step)
  const slot = (found?.step as Step | undefined)?.slot?.value
  return slot !== undefined && found?.scope.flow.slots.get(slot)?.private === true
}

/** A slot of the session by its scoped name, as its file declares it. */
export function slotOf(machine: Machine, key: string): { label: string; private: boolean } {
  const at = key.lastIndexOf('>') + 1
  const slot = machine.scopes.get(key.slice(0, at))?.flow.slots.get(key.slice(at))
  return { label: slot?.label ?? key.slice(at), private: slot?.private ?? false }
}

type HeardEvent = Event & { type: 'heard' }

/** What was made of an answer, as half a sentence. */
export function understood(event: HeardEvent, hidden: boolean): string {
  const text = hidden ? mask : (event.text ?? event.value ?? '')
  const named: Record<string, string> = {
    option: `chose “${text}”`,
    'unsure option': `perhaps “${text}”, so it is asked`,
    value: `understood as ${text}`,
    'no match': 'not understood',
    invalid: 'cannot be a right answer',
    silence: 'said nothing',
    'silence after being served': 'said nothing, so the call comes to its end',
    'more keys awaited': 'not complete yet',
    yes: 'yes',
    no: 'no',
    done: 'needs nothing more',
    none: 'none of these',
    row: 'chose a row of the list',
    'unsure row': 'perhaps a row of the list, so it is asked',
    question: 'asked a question',
    operator: 'asked for a person',
    repeat: 'asked to hear it again',
    back: 'went back',
    'start over': 'started over',
  }
  return named[event.meaning] ?? event.meaning
}

/** What the caller gave, raw: words, keys or nothing. */
export function given(
  event: HeardEvent,
  hidden: boolean,
): { kind: 'words' | 'keys' | 'silence'; text: string } {
  const { alternatives, keys } = event.raw
  if (alternatives) return { kind: 'words', text: hidden ? mask : (alternatives[0]?.text ?? '') }
  return keys ? { kind: 'keys', text: hidden ? mask : keys } : { kind: 'silence', text: 'silence' }
}

/** Keys are sure; words are as sure as the recogniser and the match were. */
export function confidenceOf(event: HeardEvent): number | undefined {
  return event.raw.keys ? undefined : (event.confidence ?? event.raw.alternatives?.[0]?.confidence)
}
