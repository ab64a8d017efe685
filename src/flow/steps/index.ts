// The words of the language, one file each; a word is known when it stands in this list.
import type { Flow } from '../tree/flow.ts'
import type { AnyOf, StepKind } from '../tree/step.ts'
import type { Prompt } from '../tree/prompt.ts'
import { answerStep, type AnswerStep } from './answer.ts'
import { askStep, type AskStep } from './ask.ts'
import { callbackStep, type CallbackStep } from './callback.ts'
import { chooseStep, type ChooseStep } from './choose.ts'
import { collectStep, type CollectStep } from './collect.ts'
import { decideStep, type DecideStep } from './decide.ts'
import { doStep, type DoStep } from './do.ts'
import { caseStep, payStep, smsStep, type CaseStep, type PayStep, type SmsStep } from './later.ts'
import { menuStep, type MenuStep } from './menu.ts'
import { notifyStep, type NotifyStep } from './notify.ts'
import { recordStep, type RecordStep } from './record.ts'
import { requestStep, type RequestStep } from './request.ts'
import { sayStep, type SayStep } from './say.ts'
import { setStep, type SetStep } from './set.ts'

/** Any step that was read. */
export type Step = AnyOf<
  | SayStep
  | MenuStep
  | AskStep
  | ChooseStep
  | AnswerStep
  | RecordStep
  | DecideStep
  | SetStep
  | RequestStep
  | NotifyStep
  | CallbackStep
  | DoStep
  | CollectStep
  | CaseStep
  | SmsStep
  | PayStep
>

export const stepKinds: StepKind[] = [
  sayStep,
  menuStep,
  askStep,
  chooseStep,
  answerStep,
  recordStep,
  decideStep,
  setStep,
  requestStep,
  notifyStep,
  callbackStep,
  doStep,
  collectStep,
  caseStep,
  smsStep,
  payStep,
]

export const stepWords: readonly string[] = stepKinds.map(({ word }) => word)

const byWord = new Map<string, StepKind>(stepKinds.map((kind) => [kind.word, kind]))

/** The kind of a step that was read; every step has one. */
export function kindOf(step: Worded): StepKind {
  const kind = byWord.get(step.word)
  if (!kind) throw new Error(`"${step.word}" is not a step word`)
  return kind
}

/** A step, a leaf of one, or an event that names its word; a desk's is none. */
type Worded = { word: string }

const kindsWith =
  (has: (kind: StepKind) => boolean | undefined) =>
  ({ word }: Worded): boolean => {
    const kind = byWord.get(word)
    return kind !== undefined && has(kind) === true
  }

/** The caller is waited for there. */
export const listens = kindsWith(({ place }) => place === 'listens')
/** The caller is with a recorder. */
export const isAway = kindsWith(({ place }) => place === 'away')
/** The caller's own questions are answered there. */
export const isOpen = kindsWith((kind) => kind.isOpen)
/** Who was served and says nothing more there is done. */
export const endsWhenServed = kindsWith((kind) => kind.endsWhenServed)
/** A value, or a row, is asked for, and what is said may be impossible. */
export const takesValues = kindsWith((kind) => kind.takesValues)
/** Says or sets something and goes on at once. */
export const isPassing = kindsWith((kind) => kind.isPassing)

/** Where "start over" leads: as written, else to the first menu. */
export const mainOf = (flow: Flow): string | undefined =>
  flow.main?.value ?? [...flow.steps.values()].find((step) => kindOf(step).isMain)?.name.value

/** What is heard first, under the step's own word; undefined where nothing is said there. */
export const promptOf = (step: Step): Prompt | undefined => kindOf(step).prompt?.(step)

/** The steps of a flow that have one of the words, in the order of the file. */
export const stepsWith = <W extends Step['word']>(flow: Flow, ...words: W[]) =>
  [...flow.steps.values()].filter((step): step is Extract<Step, { word: W }> =>
    words.some((word) => word === step.word),
  )

export const isStepWord = (word: string): boolean => byWord.has(word)
