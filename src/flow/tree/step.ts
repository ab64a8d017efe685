// What a step word is made of: one file in steps/ gives its keys, ways out, checks, machine states
// and documentation.
import type { Build } from '../machine/build.ts'
import type { Report } from '../text/diagnostic.ts'
import type { Flow } from './flow.ts'
import type { Located, Range } from '../text/located.ts'
import type { StateNode } from '../machine/machine.ts'
import type { Step } from '../steps/index.ts'
import {
  among,
  count,
  duration,
  may,
  must,
  target,
  text,
  yesNo,
  type Field,
  type Fields,
  type FieldsRead,
} from './shape.ts'
import { prompt, rungPrompts, type Prompt } from './prompt.ts'
import { options, type Option } from './option.ts'
import { confidenceShape } from './flow-limits.ts'

/** A way out of a step. `to` is absent when the author left it to the engine, which then leads to
 * `help` (or ends the call for `done`). */
export type Way = { name: string; to?: Located<string>; deliberate: boolean; option?: Option }

/** A step as its word's fields read it. */
export type StepOf<W extends string, F extends Fields> = FieldsRead<F> &
  FieldsRead<typeof commonFields> & { name: Located<string>; word: W; range: Range }

type KeysOf<S> = S extends S ? keyof S : never

/** Any one of the steps. A key that only some words have may be asked of each: it is undefined with
 * the others. */
export type AnyOf<S, K extends PropertyKey = KeysOf<S>> = S extends S
  ? S & { [Absent in Exclude<K, keyof S>]?: undefined }
  : never

export type StepKind<S = Step> = {
  word: Step['word']
  /** listens: waits for the caller; silent: works or speaks and goes on; away: the caller is with a
   * recorder */
  place: 'listens' | 'silent' | 'away'
  about: string
  example: string
  fields: Fields
  /** planned but not built yet: parsed, and refused at publication */
  later?: boolean
  ways(step: S): Way[]
  /** what is heard first, under the word itself */
  prompt?(step: S): Prompt
  check?(step: S, flow: Flow, report: Report): void
  compile(step: S, build: Build): StateNode
}

export const commonFields = {
  goal: may(
    text,
    'The caller got what they came for, in a few words; counted when the step is left by `then`.',
  ),
  'at most': may(count(1, 20), 'How many visits are let in; the next one goes to `too many`.'),
  'too many': may(target, 'Where the visit after the last one goes; without it, to `help`.'),
}

export const then: Field<Located<string>, true> = must(target, 'Where the call goes on.')

export const listeningFields = {
  listen: may(among('both', 'keys', 'speech'), 'How the caller may answer; both without it.'),
  wait: may(duration(3000, 30_000), 'How long to wait for an answer; 5 seconds without it.'),
  tries: may(count(1, 5), 'How many attempts the caller has; 3 without it.'),
  again: may(prompt, 'Said instead of the prompt when the caller comes back here.'),
  unclear: may(rungPrompts, "Said after a misunderstanding, instead of the engine's words."),
  silent: may(rungPrompts, "Said after a silence, instead of the engine's words."),
  options: may(options, 'Things to choose here.'),
  'read out': may(yesNo, 'no: the prompt itself names the options, so they are not read out.'),
  interrupt: may(yesNo, 'no: the prompt is heard to its end.'),
  confidence: may(
    confidenceShape,
    'From which confidence an answer here is understood, and taken for sure; as for the whole flow without it.',
  ),
  silence: may(target, 'Where the first silence leads; without it, a silence counts as a try.'),
  stuck: may(target, 'Where the call goes after the last try; without it, to `help`.'),
}

export type Listening = FieldsRead<typeof listeningFields>

/** The ways every listening step has. */
export function listeningWays(step: Listening): Way[] {
  return [
    ...(step.options?.value ?? []).map((option, index) => ({
      name: `option ${index + 1}`,
      to: option.then,
      deliberate: true,
      option,
    })),
    ...(step.silence ? [{ name: 'silence', to: step.silence, deliberate: false }] : []),
    { name: 'stuck', to: step.stuck, deliberate: false },
  ]
}
