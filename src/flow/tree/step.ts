// What a step word is made of: one file in steps/ gives its keys, ways out, checks, machine states
// and documentation.
import { LEAST_WAIT, MOST_TRIES, MOST_WAIT, TRIES, WAIT } from '../defaults.ts'
import type { Build } from '../machine/build.ts'
import type { Report } from '../text/diagnostic.ts'
import { writeDuration } from '../text/duration.ts'
import type { Flow } from './flow.ts'
import type { Located, Range } from '../text/located.ts'
import type { Leaf, StateNode } from '../machine/machine.ts'
import type { ParsedEvent } from '../machine/machine-event.ts'
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
import { optionIds, options, type Option } from './option.ts'
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

/** What a word of the language is, apart from calls. What is absent is as with every step. */
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
  /** says or sets something and goes on at once, by `then` */
  isPassing?: boolean
  /** the first such step of a flow is where "start over" leads */
  isMain?: boolean
  /** what is said there is a question of the caller's own, answered from a FAQ file */
  isOpen?: boolean
  /** who was served and says nothing more, or "no, thank you", is done */
  endsWhenServed?: boolean
  /** asks for a value or a row, and what is said may be impossible */
  takesValues?: boolean
  /** the caller's wish is written down for somebody there */
  isPromise?: boolean
  ways(step: S): Way[]
  /** the way on which an event leads out of a leaf of the step; undefined for what stays inside, and
   * for what works everywhere. Without an event, the step is left at once. */
  wayOf?(step: S, event: ParsedEvent | undefined, leaf: Leaf): string | undefined
  /** what is heard first, under the word itself */
  prompt?(step: S): Prompt
  /** slots and names that a way fills, and those that lose their value on it */
  fills?(step: S, way: Pick<Way, 'name' | 'option'>): Filling
  /** keys the step gives out by itself, and what one of them chooses */
  keys?(step: S, flow: Flow): { keys: string[]; choose: string }
  /** what of the step is planned but not built yet */
  unbuilt?(step: S): { what: string; range: Range }[]
  /** how versions of the step are compared: its settings, the names of its prompts and ways */
  compared?: Compared
  /** what it is called where somebody is told that a call comes there; without it, by its name */
  called?(name: string, step?: S): string
  check?(step: S, flow: Flow, report: Report): void
  compile(step: S, build: Build): StateNode
}

export type Filling = { filled?: Iterable<string>; cleared?: Iterable<string> }

/** A setting, the kind of difference it makes, and what holds where nothing is written. */
export type Setting = {
  kind:
    | 'patience'
    | 'listening'
    | 'read out'
    | 'list read out'
    | 'visits'
    | 'recorder'
    | 'slot asked'
    | 'lookup used'
    | 'sub-flow used'
    | 'goal'
  unless(flow: Flow): string | number
  /** in milliseconds, and told in seconds or minutes */
  isDuration?: boolean
}

export type Compared = {
  settings?: Record<string, Setting>
  /** "what is said", "the question" */
  prompts?: Record<string, string>
  /** "when the lookup fails" */
  ways?: Record<string, string>
}

/** A setting that is the same for every flow where nothing is written. */
export const setting = (
  kind: Setting['kind'],
  unless: string | number,
  isDuration = false,
): Setting => ({ kind, unless: () => unless, isDuration })

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
  wait: may(
    duration(LEAST_WAIT, MOST_WAIT),
    `How long to wait for an answer; ${writeDuration(WAIT)} without it.`,
  ),
  tries: may(count(1, MOST_TRIES), `How many attempts the caller has; ${TRIES} without it.`),
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

export const listeningSettings: Record<string, Setting> = {
  wait: { kind: 'patience', unless: (flow) => flow.wait ?? WAIT, isDuration: true },
  tries: { kind: 'patience', unless: (flow) => flow.tries ?? TRIES },
  listen: { kind: 'listening', unless: (flow) => flow.listen ?? 'both' },
  interrupt: setting('listening', 'yes'),
  'read out': setting('read out', 'yes'),
}

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

/** The answer fills the slot; on every other way out, what it held was cleared before. */
export function fillsByAnswer(
  step: Listening & { slot?: Located<string> },
  { name, option }: Pick<Way, 'name' | 'option'>,
): Filling {
  const slot = step.slot ? [step.slot.value] : []
  return ['then', 'yes', 'no'].includes(name) && !option ? { filled: slot } : { cleared: slot }
}

/** The ways of every listening step by the events that lead there. */
export function listeningWayOf(
  step: Listening,
  event: ParsedEvent | undefined,
  leaf: Leaf,
): string | undefined {
  switch (event?.kind) {
    case 'option':
      return `option ${optionIds(step.options?.value ?? []).indexOf(event.id) + 1}`
    case 'NO_INPUT':
      return step.silence && leaf.kind === 'answer' ? 'silence' : 'stuck'
    case 'NO_MATCH':
    case 'INVALID':
    case 'OPTION_UNSURE':
    case 'NO':
      return 'stuck'
    default:
      return undefined
  }
}
