// The words of the language, one file each; a word is known when it stands in this list.
import type { AnyStepKind } from '../tree/step.ts'
import { answerStep } from './answer.ts'
import { askStep } from './ask.ts'
import { callbackStep } from './callback.ts'
import { chooseStep } from './choose.ts'
import { decideStep } from './decide.ts'
import { doStep } from './do.ts'
import { payStep, smsStep, ticketStep } from './later.ts'
import { menuStep } from './menu.ts'
import { notifyStep } from './notify.ts'
import { recordStep } from './record.ts'
import { requestStep } from './request.ts'
import { sayStep } from './say.ts'
import { setStep } from './set.ts'

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
