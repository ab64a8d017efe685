// Where in a flow callers are listened to, and what can be chosen or asked there, in one language.
import { faqOf } from '../call/faq-answer.ts'
import { anywhereOf } from '../call/draft.ts'
import type { FaqFile } from '../flow/tree/faq.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { firstText, optionIds, type Option } from '../flow/tree/option.ts'
import type { Phrases, Prompt } from '../flow/tree/prompt.ts'
import { type Step, isOpen } from '../flow/steps/index.ts'
import type { Choosable, Hearing } from '../understand/hearing.ts'

/** `step` is absent for what can be asked or chosen anywhere. */
export type Place = {
  step?: Step
  options: Choosable[]
  anywhere: Choosable[]
  questions: Choosable[]
  faq?: FaqFile
}

/** The places where something can be chosen or asked; words with values in them are left out,
 * because they are known only in a call. */
export function placesOf(flow: Flow, language: string): Place[] {
  const anywhere = optionsIn(anywhereOf({ prefix: '', flow }).options, language)
  const own = questionsIn(flow.questions, language)
  const steps = [...flow.steps.values()].flatMap((step): Place[] => {
    const options = step.options?.value ?? []
    const faq = faqOf({ prefix: '', flow }, step)
    return options.length > 0 || isOpen(step)
      ? [
          {
            step,
            options: optionsIn(options, language),
            anywhere,
            questions: faq === flow.questions ? own : questionsIn(faq, language),
            faq,
          },
        ]
      : []
  })
  return [
    ...(anywhere.length > 0 || own.length > 0
      ? [{ options: [], anywhere, questions: own, faq: flow.questions }]
      : []),
    ...steps,
  ]
}

/** What may be heard at a place. */
export function hearingIn(
  { options, anywhere, questions, step }: Place,
  flow: Flow,
  language: string,
): Hearing {
  return {
    language,
    options,
    anywhere,
    questions,
    universals: { operator: '', repeat: '', back: '', 'start over': '' },
    confirming: false,
    done: step !== undefined && isOpen(step),
    bands: flow.confidence,
    now: 0,
    zone: 'UTC',
    country: language.slice(-2),
  }
}

const words = (prompt: Prompt | undefined, language: string): string =>
  (prompt?.pieces ?? [])
    .flatMap(({ texts }) => {
      const text = texts[language] ?? texts['']
      return text && text.parts.every((part) => typeof part === 'string') ? [text.source] : []
    })
    .join(' ')
    .trim()

export const phrasesIn = (phrases: Phrases | undefined, language: string): string[] =>
  (phrases ?? [])
    .filter((one) => one.language === language || one.language === '')
    .map(({ phrase }) => phrase.value)

function optionsIn(options: Option[], language: string): Choosable[] {
  const ids = optionIds(options)
  return options
    .map((option, index) => {
      const label = words(option.label, language)
      return {
        id: ids[index] ?? '',
        label: label || firstText(option.label),
        phrases: [label, ...phrasesIn(option.phrases, language)].filter(Boolean),
        key: option.key?.value,
      }
    })
    .filter(({ phrases }) => phrases.length > 0)
}

function questionsIn(faq: FaqFile | undefined, language: string): Choosable[] {
  return (faq?.entries ?? [])
    .map(({ id, question, phrasings }) => {
      const label = words(question, language)
      return { id, label, phrases: [label, ...phrasesIn(phrasings, language)].filter(Boolean) }
    })
    .filter(({ phrases }) => phrases.length > 0)
}
