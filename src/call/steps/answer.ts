// answer in a call: whether the rest of a long answer is wanted, and whether there is another
// question.
import type { AnswerStep } from '../../flow/steps/answer.ts'
import type { PhraseId } from '../../languages/phrases.ts'
import { rungKind } from '../../flow/machine/leaf-id.ts'
import type { ParsedPart } from '../../flow/machine/prompt-part.ts'
import { answerPieces } from '../faq-answer.ts'
import { phraseSpeech } from '../prompt-words.ts'
import type { SpokenStep } from '../spoken-step.ts'

const PHRASES: { [P in ParsedPart['kind']]?: PhraseId } = {
  more: 'anything else',
  'go on': 'go on',
  'ask again': 'ask your question',
  reword: 'no answer',
}

export const answerInCall: SpokenStep<AnswerStep> = {
  says(here, part) {
    const phrase = PHRASES[part.kind]
    return phrase && phraseSpeech(here, phrase)
  },
  mayBeDone: () => true,
  answered({ draft, name }, said, leaf) {
    if (said === 'no' || rungKind(leaf.rung) !== 'piece') return undefined
    const isLast = leaf.attempt >= answerPieces(draft, name).pieces.length
    return { event: isLast ? 'LAST_PIECE' : 'YES' }
  },
}
