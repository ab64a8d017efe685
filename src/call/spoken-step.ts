// What a word of the language is in a call, the other half of its kind in flow/steps: how it speaks,
// what it hears, what its work comes to, what its actions do.
import type { Action, Leaf } from '../flow/machine/machine.ts'
import type { MachineEvent } from '../flow/machine/machine-event.ts'
import type { ParsedPart, QuestionMiss } from '../flow/machine/prompt-part.ts'
import type { Step } from '../flow/steps/index.ts'
import type { Hearing } from '../understand/hearing.ts'
import type { StepHere } from './draft.ts'
import type { Effect } from './event.ts'
import type { Input } from './input.ts'
import type { Session } from './session.ts'
import type { Speech } from '../say/speech.ts'

/** The event a work state is answered with and what it rested on, with what the session keeps of it:
 * a list to choose from, or the name of a slot that is asked anew. */
export type Decision = {
  event: MachineEvent
  grounds: Record<string, unknown>
  rows?: Session['rows']
  reset?: string
}

/** A work state is answered by the engine, or the outside must do the work. */
export type Derived = Decision | { effect: Effect }

/** The actions that mean what the step's word makes of them. */
export type StepAction = Extract<
  Action['type'],
  'fill' | 'take' | 'set' | 'save' | 'notify' | 'promise' | 'begin' | 'give'
>

/** What is absent is as with every step: it speaks its prompt and its options, hears them, and is
 * entered at once. */
export type SpokenStep<S = Step> = {
  /** a part that only this word has; undefined for all others */
  says?(here: StepHere<S>, part: ParsedPart): Speech[] | undefined
  /** what can be chosen, read out after the question, in place of the options */
  choices?(here: StepHere<S>): Speech[]
  /** the question in another form, after a miss; undefined: the question again */
  rephrases?(here: StepHere<S>, miss: QuestionMiss): Speech[] | undefined
  /** the last rung, where only keys count; without it, the question again */
  keypad?(here: StepHere<S>): Speech[]
  /** what is held, read back as a question; undefined: the value of the slot */
  readsBack?(here: StepHere<S>): Speech[] | undefined
  /** what answers the question besides its options */
  wants?(here: StepHere<S>): Hearing['wants']
  /** true where the caller may be done: "no, thank you", "that is all" */
  mayBeDone?(here: StepHere<S>): boolean
  /** what a yes or a no means here, and what is held then; undefined: YES and NO */
  answered?(
    here: StepHere<S>,
    said: 'yes' | 'no',
    leaf: Leaf,
  ): { event: MachineEvent; pending?: Session['pending'] } | undefined
  /** what the step begins with, where its visits are not too many; without it, it fits */
  enters?(here: StepHere<S>): Derived
  /** what its own work state comes to */
  works?(here: StepHere<S>): Derived
  /** what its actions do to the call */
  acts?: { [A in StepAction]?: Act<S> }
}

type Act<S> = { act(here: StepHere<S>, input: Input): void }['act']
