// Dialogue rules about single prompts: one question, at the end, with what is needed to answer it.
import { listens, stepsWith, type Step } from '../steps/index.ts'
import type { Severity } from '../text/diagnostic.ts'
import { SECOND } from '../text/duration.ts'
import type { Slot } from '../tree/flow.ts'
import type { Prompt } from '../tree/prompt.ts'
import type { View } from './flow-view.ts'
import type { Rule } from './rule.ts'
import { spokenIn } from './spoken-texts.ts'
import { firstMatch, sentences, spokenTime, wording, wordsByLanguage } from './wording.ts'

const LONGEST_NOTICE = 6 * SECOND

const asks = (sentence: string): boolean => /[?？]["»”)]*$/.test(sentence)

/** The prompts that ask something, with their words. */
function questions(view: View): { prompt: Prompt; words: string; step: Step; part: string }[] {
  return spokenIn(view.flow).flatMap(({ prompt, step, part }) =>
    step && listens(step) && [step.word, 'again', 'confirm'].includes(part)
      ? wordsByLanguage(prompt, view.languages).map((words) => ({ prompt, words, step, part }))
      : [],
  )
}

/** A rule about words that a pattern finds in a prompt. */
function wordRule(rule: {
  code: Rule['code']
  severity: Severity
  about: string
  pattern: RegExp
  tell(words: string): { message: string; hint?: string }
}): Rule {
  const { pattern, tell, ...head } = rule
  return {
    ...head,
    waivable: true,
    check({ flow, languages }, find) {
      for (const { prompt } of spokenIn(flow)) {
        const words = firstMatch(prompt, pattern, languages)
        if (words !== undefined) find({ range: prompt.range, ...tell(words) })
      }
    },
  }
}

/** What a question for digits leaves out. */
function lacking({ type, length }: Slot, words: string): string | undefined {
  if (type === 'digits' && length && !wording.length.test(words)) {
    const { min, max } = length
    return `say how many digits: ${min === max ? min : `${min} to ${max}`}`
  }
  return length?.min !== length?.max && !wording.terminator.test(words)
    ? 'say that hash ends it'
    : undefined
}

export const promptRules: Rule[] = [
  {
    code: 'question-in-say',
    severity: 'warning',
    waivable: true,
    about: 'A "say" step asks a question, but nobody listens for the answer there.',
    check(view, find) {
      for (const { prompt, part } of spokenIn(view.flow)) {
        const ends = wordsByLanguage(prompt, view.languages).map((words) => sentences(words).at(-1))
        if (part === 'say' && ends.some((end) => asks(end ?? '')))
          find({
            range: prompt.range,
            message: 'nobody listens for an answer to this question',
            hint: 'ask it with "ask" or "menu"',
          })
      }
    },
  },
  {
    code: 'prompt-question-last',
    severity: 'warning',
    waivable: true,
    about:
      'Something is said after the question. The question comes last; only how to answer it may follow.',
    check(view, find) {
      for (const { prompt, words } of questions(view)) {
        const all = sentences(words)
        const last = all.findLastIndex(asks)
        const rest = last < 0 ? [] : all.slice(last + 1)
        const after = rest.find((sentence) => !wording.howToAnswer.test(sentence))
        if (after !== undefined)
          find({
            range: prompt.range,
            message: `"${after}" stands after the question`,
            hint: 'move it before the question',
          })
      }
    },
  },
  {
    code: 'prompt-one-question',
    severity: 'warning',
    waivable: true,
    about: 'One prompt asks two questions. Ask them one after the other.',
    check(view, find) {
      for (const { prompt, words } of questions(view))
        if (sentences(words).filter(asks).length > 1)
          find({
            range: prompt.range,
            message: 'this prompt asks more than one question',
            hint: 'make two steps of it',
          })
    },
  },
  {
    code: 'prompt-digits-example',
    severity: 'info',
    waivable: true,
    about:
      'A prompt that asks for digits does not say how many they are, or for a number of unknown length not that hash ends it.',
    check(view, find) {
      for (const { slot: name, ask: prompt, name: step } of stepsWith(view.flow, 'ask')) {
        const slot = view.flow.slots.get(name?.value ?? '')
        if (!slot || !['digits', 'phone'].includes(slot.type)) continue
        if (!view.reached.has(step.value)) continue
        const message = wordsByLanguage(prompt, view.languages)
          .map((words) => lacking(slot, words))
          .find((found) => found !== undefined)
        if (message) find({ range: prompt.range, message })
      }
    },
  },
  {
    code: 'bargein-on',
    severity: 'warning',
    waivable: true,
    about: 'A menu cannot be interrupted, so callers who know it must hear it to its end.',
    check({ flow }, find) {
      for (const { interrupt } of stepsWith(flow, 'menu'))
        if (interrupt && !interrupt.value)
          find({
            range: interrupt.range,
            message: 'callers cannot choose before this menu has been heard to its end',
            hint: 'remove "interrupt: no"',
          })
    },
  },
  wordRule({
    code: 'menu-no-jargon',
    severity: 'warning',
    about: 'A prompt uses a word of the trade that callers do not know.',
    pattern: wording.jargon,
    tell: (words) => ({ message: `"${words}" is a word of the trade, not of callers` }),
  }),
  wordRule({
    code: 'words',
    severity: 'info',
    about: 'A prompt says "enter 1"; keys are pressed, and data are entered.',
    pattern: wording.enterKey,
    tell: (words) => ({
      message: `"${words}": keys are pressed, data are entered`,
      hint: words.replace(/enter/i, 'press'),
    }),
  }),
  wordRule({
    code: 'menu-changed',
    severity: 'info',
    about: 'A prompt says that the menu has changed; take it out after thirty days.',
    pattern: wording.menuChanged,
    tell: (words) => ({ message: `"${words}": take this out after thirty days` }),
  }),
  {
    code: 'recorded-notice',
    severity: 'info',
    waivable: true,
    about: 'The notice that calls are recorded takes longer than six seconds.',
    check({ flow, languages }, find) {
      for (const { prompt } of spokenIn(flow)) {
        const notice = wordsByLanguage(prompt, languages)
          .flatMap(sentences)
          .find((sentence) => wording.recorded.test(sentence))
        const time = spokenTime(notice ?? '')
        if (time > LONGEST_NOTICE)
          find({
            range: prompt.range,
            message: `the notice takes about ${Math.round(time / SECOND)} seconds`,
            hint: 'This call may be recorded.',
          })
      }
    },
  },
]
