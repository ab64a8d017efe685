// The words of each rung: first the author's, then the engine's, never the same twice, the keypad
// at last.
import { leafId } from '../flow/machine/leaf-id.ts'
import {
  parsePart,
  type ParsedPart,
  type Part,
  type QuestionMiss,
} from '../flow/machine/prompt-part.ts'
import type { PhraseId } from '../languages/phrases.ts'
import { slotOf, rootOf, stepOf, visits, type Draft, type StepHere } from './draft.ts'
import { optionLines, optionsOf } from './option-lines.ts'
import { keyFill, phraseSpeech, promptSpeech, stepPrompt, type Fill } from './prompt-words.ts'
import { readBackAgain, readBackSpeech } from './read-back-words.ts'
import { spokenOf } from './steps/index.ts'
import type { Speech } from '../say/speech.ts'

/** The speech of a `say` action: `part` is what the compiler named (`prompt`, `unclear:1`,
 * `confirm` …). */
export function rungSpeech(draft: Draft, name: string, part: Part): Speech[] {
  const said = parsePart(part)
  if (isEngineWord(said)) {
    const isStep = draft.machine.steps.has(name)
    return phraseSpeech(isStep ? stepOf(draft, name) : rootOf(draft), said.kind)
  }
  const here = stepOf(draft, name)
  switch (said.kind) {
    case 'prompt':
      return spokenOf(here.step).says?.(here, said) ?? [...opening(here), ...choicesSpeech(here)]
    case 'confirm':
      return readBackSpeech(here)
    case 'confirm silent':
    case 'confirm unclear':
      return readBackAgain(here, said)
    case 'unclear':
    case 'silent':
    case 'invalid':
    case 'no':
      return [...wentWrong(here, said), ...questionAgain(here, said)]
    default:
      return spokenOf(here.step).says?.(here, said) ?? []
  }
}

type EngineWord = 'goodbye' | 'leave your number' | 'leave your number again'

/** Parts that are the engine's words, whatever the step. */
const isEngineWord = (part: ParsedPart): part is { kind: EngineWord } =>
  part.kind === 'goodbye' ||
  part.kind === 'leave your number' ||
  part.kind === 'leave your number again'

/** What is said of a miss, before the question. */
function wentWrong(here: StepHere, { kind, attempt }: QuestionMiss): Speech[] {
  if (kind === 'invalid') return invalidSpeech(here)
  if (kind === 'no') return phraseSpeech(here, 'no, again')
  const ofFlow = attempt === 1 ? here.scope.flow.phrases.get(kind) : undefined
  const own = here.step[kind]?.[attempt - 1] ?? ofFlow
  if (own) return promptSpeech(here, own)
  return phraseSpeech(here, attempt % 2 === 1 ? `${kind} 1` : `${kind} 2`)
}

/** After a miss the question in another form; on the last rung, by keypad or after a tone. */
function questionAgain(here: StepHere, miss: QuestionMiss): Speech[] {
  const { step, name, draft } = here
  const spoken = spokenOf(step)
  const next = draft.machine.leaves.get(leafId(name, `try${miss.attempt + 1}`))
  if (next?.mode === 'tone') return phraseSpeech(here, 'after tone')
  if (next?.mode === 'keys' && step.listen?.value !== 'keys')
    return spoken.keypad?.(here) ?? stepPrompt(here)
  return spoken.rephrases?.(here, miss) ?? [...stepPrompt(here), ...choicesSpeech(here)]
}

/** The question as the caller hears it now: otherwise on a return, where the author says so. */
export function opening(here: StepHere): Speech[] {
  const { draft, step, scope, name } = here
  if (step['in every language']?.value)
    return scope.flow.languages.flatMap(({ tag }) => {
      const inOne = { ...here, language: tag }
      return [...stepPrompt(inOne), ...optionLines(inOne, optionsOf(step))]
    })
  return visits(draft, name) > 1 && step.again ? promptSpeech(here, step.again) : stepPrompt(here)
}

/** What can be chosen, read out after the question. */
function choicesSpeech(here: StepHere): Speech[] {
  const { step } = here
  if (step['read out']?.value === false) return []
  const choices = spokenOf(step).choices
  if (choices) return choices(here)
  return step['in every language']?.value ? [] : optionLines(here, optionsOf(step))
}

/** Why the answer cannot be: too short, in the past, with a wrong checksum … */
function invalidSpeech(here: StepHere): Speech[] {
  const slot = slotOf(here)
  const told = (here.draft.session.pending?.why ?? 'invalid') as PhraseId
  const why = told === 'invalid length' && slot?.type === 'code' ? 'invalid code length' : told
  const count = slot?.length ? lengthText(slot.length) : ''
  return phraseSpeech(here, why.endsWith('length') && count === '' ? 'invalid' : why, {
    count: figuresFill(here, count),
  })
}

const lengthText = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `${min}` : `${min}–${max}`

const figuresFill = (here: StepHere, text: string): Fill => ({
  text,
  speech: [...text.replace(/\D/g, '')].flatMap((digit) => keyFill(here, digit).speech),
})
