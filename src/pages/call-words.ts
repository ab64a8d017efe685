// What the pages show of a call: names of steps and slots, what was heard and how sure, private values
// masked.
import { MASK } from '../ground/mask.ts'
import { namesDown, parseScoped } from '../flow/machine/scoped-name.ts'
import type { Event } from '../call/event.ts'
import type { Labelled } from '../flow/tree/label.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Value } from '../understand/hearing.ts'
import { percent } from '../ground/percent.ts'
import { wordFor } from './dictionary.ts'

export const mask = (text: string, hidden: boolean): string => (hidden ? MASK : text)

/** `survey>may we` as `survey › may we`. */
export const stepName = (step: string): string => namesDown(step).join(' › ')

/** Where a value came from, in English. */
export const sources: Record<Value['from'], string> = {
  keys: 'keypad',
  speech: 'speech',
  lookup: 'looked up',
  line: 'the line',
  flow: 'set by the flow',
}

/** What was made of an answer, in English, as half a sentence. */
export const meanings = {
  option: (text: string) => `chose “${text}”`,
  'unsure option': (text: string) => `perhaps “${text}”, so it is asked`,
  value: (text: string) => `understood as ${text}`,
  'no match': () => 'not understood',
  invalid: () => 'cannot be a right answer',
  silence: () => 'said nothing',
  'silence after being served': () => 'said nothing, so the call comes to its end',
  'more keys awaited': () => 'not complete yet',
  yes: () => 'yes',
  no: () => 'no',
  done: () => 'needs nothing more',
  none: () => 'none of these',
  row: () => 'chose a row of the list',
  'unsure row': () => 'perhaps a row of the list, so it is asked',
  question: () => 'asked a question',
  operator: () => 'asked for a person',
  repeat: () => 'asked to hear it again',
  back: () => 'went back',
  'start over': () => 'started over',
}

/** `sure` is said of keys. */
type GroundWords = { sources: Record<Value['from'], string>; sure?: string; confirmed: string }

/** Where a value came from and how sure it is: `speech, 92 %, confirmed`. */
export function groundsOf(
  { from, confidence, confirmed }: Partial<Pick<Value, 'from' | 'confidence' | 'confirmed'>>,
  words: GroundWords,
): string {
  const sure = confidence !== undefined && percent(confidence)
  const isHeard = from === 'speech' || from === 'keys'
  return [
    from && words.sources[from],
    from === 'keys' ? words.sure : sure,
    isHeard && confirmed && words.confirmed,
  ]
    .filter(Boolean)
    .join(', ')
}

/** The slot a question asks for is private: what was said or keyed there is not shown. */
export function isPrivate(machine: Machine, step: string): boolean {
  const found = machine.steps.get(step)
  const slot = found?.step.slot?.value
  return slot !== undefined && found?.scope.flow.slots.get(slot)?.private === true
}

/** A slot of the session by its scoped name, as its file declares it. */
export function slotOf(machine: Machine, key: string): Labelled & { private: boolean } {
  const { scope, name } = parseScoped(key)
  const slot = machine.scopes.get(scope)?.flow.slots.get(name)
  return { label: slot?.label ?? name, labels: slot?.labels, private: slot?.private ?? false }
}

export type HeardEvent = Event & { type: 'heard' }

/** What the caller gave, raw: words, keys or nothing. */
export function givenIn({ raw: { alternatives, keys } }: HeardEvent): {
  kind: 'words' | 'keys' | 'silence'
  text: string
} {
  if (alternatives) return { kind: 'words', text: alternatives[0]?.text ?? '' }
  return keys ? { kind: 'keys', text: keys } : { kind: 'silence', text: '' }
}

/** What was made of an answer; `show` masks what is private. A meaning without words is its own
 * name. */
export function tellMeaning(
  { meaning, text, value }: HeardEvent,
  show: (text: string) => string,
  words: Record<string, (text: string) => string> = meanings,
): string {
  return wordFor(words, meaning)?.(show(text ?? value ?? '')) ?? meaning
}

/** Keys are sure; words are as sure as the recogniser and the match were. */
export function confidenceOf({ raw, confidence }: HeardEvent): number | undefined {
  return raw.keys ? undefined : (confidence ?? raw.alternatives?.[0]?.confidence)
}
