// Answers of the FAQ: the whole at once, or a long one in pieces with "shall I go on?" between
// them.
import type { Scope } from '../flow/machine/machine.ts'
import { type Step, isOpen } from '../flow/steps/index.ts'
import type { FaqFile } from '../flow/tree/faq.ts'
import { leafOf, stepOf, type Draft } from './draft.ts'
import { phraseSpeech, promptSpeech } from './prompt-words.ts'
import type { Speech } from '../say/speech.ts'
import { dividePieces } from '../say/long-speech.ts'

/** The answer to a question, piece by piece; `name` is the `answer` step, or empty for a question
 * asked on the way. Without an id, the question that is pending. */
export function answerPieces(
  draft: Draft,
  name: string,
  id = draft.session.pending?.question,
): { pieces: Speech[][]; range: { file: string; line: number } } {
  const here = stepOf(draft, name === '' ? leafOf(draft).step : name)
  const faq = name === '' ? here.scope.flow.questions : faqOf(here.scope, here.step)
  const entry = faq?.entries.find((one) => one.id === id)
  if (!entry) return { pieces: [phraseSpeech(here, 'no answer')], range: draft.machine.root.range }
  return { pieces: dividePieces(promptSpeech(here, entry.answer)), range: entry.range }
}

/** The FAQ file of an open question, or the flow's own. */
export function faqOf(scope: Scope, step: Step | undefined): FaqFile | undefined {
  const from = step && isOpen(step) ? step.from?.value : undefined
  return from === undefined
    ? scope.flow.questions
    : [...scope.flow.faqs.values()].find(({ file }) => file === from || file.endsWith(`/${from}`))
}
