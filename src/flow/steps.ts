// The words of the language, one file each; a word is known when it stands in this list.
import type { AnyStepKind } from './step.ts'
import { answerStep } from './steps/answer.ts'
import { askStep } from './steps/ask.ts'
import { callbackStep } from './steps/callback.ts'
import { chooseStep } from './steps/choose.ts'
import { decideStep } from './steps/decide.ts'
import { doStep } from './steps/do.ts'
import { payStep, smsStep, ticketStep } from './steps/later.ts'
import { menuStep } from './steps/menu.ts'
import { notifyStep } from './steps/notify.ts'
import { recordStep } from './steps/record.ts'
import { requestStep } from './steps/request.ts'
import { sayStep } from './steps/say.ts'
import { setStep } from './steps/set.ts'

export const stepKinds: AnyStepKind[] = [
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
  smsStep,
  ticketStep,
  payStep,
]

export const stepWords = stepKinds.map(({ word }) => word)

const byWord = new Map(stepKinds.map((kind) => [kind.word, kind]))

/** The kind of a step that was read; every step has one. */
export function kindOf(step: { word: string }): AnyStepKind {
  const kind = byWord.get(step.word)
  if (!kind) throw new Error(`"${step.word}" is not a step word`)
  return kind
}

export const isStepWord = (word: string): boolean => byWord.has(word)
