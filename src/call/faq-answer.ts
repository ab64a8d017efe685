// Answers of the FAQ: the whole at once, or a long one in pieces with "shall I go on?" between
// them.
import type { Scope } from '../flow/machine/machine.ts'
import { type Step, isOpen } from '../flow/steps/index.ts'
import type { FaqFile } from '../flow/tree/faq.ts'
import { leafOf, stepOf, type Draft } from './draft.ts'
import type { Speech } from './event.ts'
import { phraseSpeech, promptSpeech } from './prompt-words.ts'

/** 15 seconds at 150 words a minute; more at once is not remembered. */
const WORDS_AT_ONCE = 38

/** A long answer comes in so many pieces at most, however long they are then: the answer step has
 * states for as many. */
const MOST_PIECES = 4

const wordsIn = (speech: Speech[]): number =>
  speech.reduce(
    (sum, one) => sum + (one.kind === 'pause' ? 0 : one.text.split(/\s+/).filter(Boolean).length),
    0,
  )

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
  return { pieces: inPieces(promptSpeech(here, entry.answer)), range: entry.range }
}

/** The FAQ file of an open question, or the flow's own. */
export function faqOf(scope: Scope, step: Step | undefined): FaqFile | undefined {
  const from = step && isOpen(step) ? step.from?.value : undefined
  return from === undefined
    ? scope.flow.questions
    : [...scope.flow.faqs.values()].find(({ file }) => file === from || file.endsWith(`/${from}`))
}

/** Whole sentences and whole recordings, about the same number of words in each piece. */
export function inPieces(speech: Speech[]): Speech[][] {
  const all = wordsIn(speech)
  if (all <= WORDS_AT_ONCE) return [speech]
  const most = Math.max(WORDS_AT_ONCE, Math.ceil(all / MOST_PIECES))
  const pieces: Speech[][] = [[]]
  for (const unit of speech.flatMap(sentences)) {
    const last = pieces.at(-1)!
    if (pieces.length < MOST_PIECES && wordsIn(last) > 0 && wordsIn([...last, unit]) > most)
      pieces.push([unit])
    else last.push(unit)
  }
  return pieces.map(joined)
}

function sentences(one: Speech): Speech[] {
  if (one.kind !== 'text') return [one]
  const parts = one.text.match(/[^.!?…]+(?:[.!?…]+(?=\s|$)|$)|[.!?…]+/gu) ?? [one.text]
  // a full stop within a number or an abbreviation of one letter ends nothing
  const whole = parts.reduce<string[]>(
    (made, part) =>
      made.length > 0 && (/^\S/.test(part) || /(?:^|\s)\p{L}\.$/u.test(made.at(-1)!))
        ? [...made.slice(0, -1), made.at(-1)! + part]
        : [...made, part],
    [],
  )
  return whole.map((text) => ({ ...one, text: text.trim() })).filter(({ text }) => text !== '')
}

/** Sentences of one voice that follow each other are one utterance. */
function joined(units: Speech[]): Speech[] {
  return units.reduce<Speech[]>((made, unit) => {
    const before = made.at(-1)
    return before?.kind === 'text' &&
      unit.kind === 'text' &&
      before.language === unit.language &&
      before.voice === unit.voice
      ? [...made.slice(0, -1), { ...before, text: `${before.text} ${unit.text}` }]
      : [...made, unit]
  }, [])
}
