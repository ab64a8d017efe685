// "For LABEL, press KEY": what can be chosen, as it is read out.
import { firstText, type Option } from '../flow/tree/option.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import type { Step } from '../flow/steps/index.ts'
import { languageIn, type Here, type StepHere } from './draft.ts'
import { keyFill, phraseSpeech, promptFill, voiceHere, type Fill } from './prompt-words.ts'
import { holds } from './scope-names.ts'
import type { Speech } from '../say/speech.ts'

/** One line for each option that exists now; function first, key last. */
export function optionLines(here: Here, all: Option[]): Speech[] {
  const options = optionsNow(here, all)
  return options.flatMap((option, index) => [
    ...(index > 0 && options.length > 3 ? [{ kind: 'pause', pause: 500 } as const] : []),
    ...keyLine(here, promptFill(here, option.label, firstText(option.label)), option.key?.value),
  ])
}

export const keyLine = (here: Here, label: Fill, key: string | undefined): Speech[] =>
  key === undefined
    ? phraseSpeech(here, 'you can say', { labels: label })
    : phraseSpeech(here, 'option key', { label, key: keyFill(here, key) })

/** The lines of a step's own options, once for each language in which it is to be heard. */
export const ownOptionLines = (here: StepHere): Speech[] =>
  languagesOf(here).flatMap((language) => optionLines({ ...here, language }, optionsOf(here.step)))

const languagesOf = ({ step, scope, draft }: StepHere): string[] =>
  step['in every language']?.value
    ? scope.flow.languages.map(({ tag }) => tag)
    : [draft.session.language]

export const optionsOf = (step: Step): Option[] => step.options?.value ?? []

/** "You can say A, B, C", or the lines with keys where nothing but keys or recordings will do. */
export function youCanSay(here: StepHere): Speech[] {
  const options = optionsOf(here.step)
  if (voiceHere(here).voice === 'recorded' || here.step.listen?.value === 'keys')
    return optionLines(here, options)
  const fills = optionsNow(here, options).map((option) => promptFill(here, option.label, ''))
  return phraseSpeech(here, 'you can say', {
    labels: {
      text: fills.map((fill) => fill.text).join(', '),
      speech: fills.flatMap((fill) => fill.speech),
    },
  })
}

function optionsNow(here: Here, options: Option[]): Option[] {
  return options.filter(
    (option) =>
      option.hidden?.value !== true &&
      holds(here, option.if).holds &&
      inLanguage(option.label, languageIn(here)),
  )
}

/** A label written for one language only belongs to that language. */
export const inLanguage = (label: Prompt | undefined, language: string): boolean =>
  label === undefined ||
  label.pieces.some(
    ({ texts, audio }) =>
      language in texts || '' in texts || (audio !== undefined && Object.keys(texts).length === 0),
  )
