// What may be heard at the question a call stands at.
import { BETWEEN_KEYS, RECORD_SILENCE, WAIT, WHOLE_ANSWER } from '../flow/defaults.ts'
import type { FaqFile } from '../flow/tree/faq.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Leaf, Scope } from '../flow/machine/machine.ts'
import { anywhereEvent, optionEvent } from '../flow/machine/machine-event.ts'
import { firstText, optionIds, type Option } from '../flow/tree/option.ts'
import type { Prompt, Phrases } from '../flow/tree/prompt.ts'
import { type Step, isOpen } from '../flow/steps/index.ts'
import type { Choosable, Hearing } from '../understand/hearing.ts'
import { withKeys } from '../understand/choices.ts'
import { kindFor } from '../understand/slots.ts'
import {
  anywhereOf,
  languageIn,
  leafOf,
  stepOf,
  type Draft,
  type Here,
  type StepHere,
} from './draft.ts'
import type { Listening as ListeningEvent } from './event.ts'
import { faqOf } from './faq-answer.ts'
import { holds, zoneOf } from './scope-names.ts'
import { fillIn } from './prompt-words.ts'
import { spokenOf } from './steps/index.ts'
import { languageOf } from '../languages/language.ts'

export function hearingAt(draft: Draft, leaf: Leaf): Hearing {
  const here = stepOf(draft, leaf.step)
  const { step, scope } = here
  const { language, pending } = draft.session
  const confirming = leaf.kind === 'confirm'
  const anywhere = anywhereOf(scope)
  const options = choosables(here, step.options?.value ?? [], languagesHeard(here))
  const others = choosables({ draft, scope: anywhere.scope }, anywhere.options, [language])
  return {
    language,
    options,
    anywhere: others,
    universals: universalKeys(scope.flow),
    wants: leaf.kind === 'more' ? undefined : spokenOf(step).wants?.(here),
    confirming: confirming || leaf.kind === 'more',
    done: leaf.kind === 'more' || (spokenOf(step).mayBeDone?.(here) ?? false),
    between: confirming ? between(draft, options, others, anywhere.scope.prefix) : undefined,
    held: confirming ? pending?.value : undefined,
    questions: questions(scope, step, language),
    bands: bandsOf(here),
    now: draft.at,
    zone: zoneOf(scope),
    country: draft.session.line.country ?? language.slice(-2),
  }
}

const universalKeys = ({ keys: { operator, repeat, back } }: Flow): Hearing['universals'] => ({
  operator,
  repeat: repeat ?? '',
  back: back ?? '',
  'start over': '',
})

function bandsOf({ step: { confidence }, scope }: StepHere): Hearing['bands'] {
  const { reject, sure } = scope.flow.confidence
  return { reject: confidence?.reject?.value ?? reject, sure: confidence?.sure?.value ?? sure }
}

const languagesHeard = ({ step, scope, draft }: StepHere): string[] =>
  step['in every language']?.value
    ? scope.flow.languages.map(({ tag }) => tag)
    : [draft.session.language]

function choosables(here: Here, options: Option[], languages: string[]): Choosable[] {
  const { draft, scope } = here
  const ids = optionIds(options)
  return options.flatMap((option, index) => {
    if (!holds(here, option.if).holds) return []
    const labels = languages
      .map((language) => labelIn({ draft, scope, language }, option.label))
      .filter((label) => label !== '')
    const own = languages.flatMap((language) => phrasesIn(option.phrases, language))
    return [
      {
        id: ids[index] ?? '',
        label: labels[0] ?? firstText(option.label),
        phrases: [...labels, ...own],
        key: option.key?.value,
      },
    ]
  })
}

/** The two options of which one is meant; those without a key of their own get the first that is
 * free. */
function between(
  draft: Draft,
  options: Choosable[],
  anywhere: Choosable[],
  prefix: string,
): Hearing['between'] {
  const { option, rival } = draft.session.pending ?? {}
  if (rival === undefined) return undefined
  const all = [
    ...options.map((one) => ({ ...one, anywhere: false, event: optionEvent(one.id) })),
    ...anywhere.map((one) => ({ ...one, anywhere: true, event: anywhereEvent(prefix, one.id) })),
  ]
  const two = [option, rival].flatMap((event) => all.filter((one) => one.event === event))
  return two.length === 2 ? withKeys(two) : undefined
}

function labelIn(here: Here, prompt: Prompt | undefined): string {
  return (prompt?.pieces ?? [])
    .map(({ texts }) => {
      const template = texts[languageIn(here)] ?? texts['']
      return (template && fillIn(here, template)) ?? ''
    })
    .join(' ')
    .trim()
}

const phrasesIn = (phrases: Phrases | undefined, language: string): string[] =>
  (phrases ?? [])
    .filter((one) => one.language === language || one.language === '')
    .map(({ phrase }) => phrase.value)

const questionLists = new WeakMap<FaqFile, Map<string, Choosable[]>>()

/** The same list each time, so that what was learnt of it is found without a look at its
 * phrases. */
function questions(scope: Scope, step: Step, language: string): Choosable[] {
  const faq = faqOf(scope, step)
  if (!faq) return []
  const lists = questionLists.get(faq) ?? new Map<string, Choosable[]>()
  const list =
    lists.get(language) ??
    faq.entries.map((entry) => {
      const question = entry.question.pieces
        .map(({ texts }) => (texts[language] ?? texts[''])?.source ?? '')
        .join(' ')
        .trim()
      return {
        id: entry.id,
        label: question,
        phrases: [question, ...phrasesIn(entry.phrasings, language)].filter(
          (phrase) => phrase !== '',
        ),
      }
    })
  questionLists.set(faq, lists.set(language, list))
  return list
}

/** How the telephone is to listen there: mode, timers, hints. */
export function listeningAt(draft: Draft): ListeningEvent {
  const leaf = leafOf(draft)
  if (leaf.mode === 'tone') return afterTone(leaf)
  const hearing = hearingAt(draft, leaf)
  const { step, scope } = stepOf(draft, leaf.step)
  const recogniser = recogniserOf(scope.flow, draft.session.language)
  const mode = recogniser === undefined ? 'keys' : (leaf.mode ?? 'both')
  return {
    mode,
    recogniser,
    timers: { first: leaf.timer ?? WAIT, between: BETWEEN_KEYS, absolute: WHOLE_ANSWER },
    ...keying(hearing, leaf),
    hints: mode === 'keys' ? [] : hintsOf(hearing),
    expects: expectedOf(hearing, step),
    interrupt: step.interrupt?.value !== false,
    kept: draft.session.keys.kept,
  }
}

/** How many keys may come, and which one ends them. */
function keying({ wants }: Hearing, { kind }: Leaf): Pick<ListeningEvent, 'maxKeys' | 'finish'> {
  if (kind !== 'answer' || wants?.kind !== 'slot') return { maxKeys: 1, finish: '' }
  return { maxKeys: kindFor(wants.slot.type).maxKeys(wants.slot), finish: '#' }
}

function expectedOf({ wants, questions }: Hearing, step: Step): ListeningEvent['expects'] {
  if (wants?.kind === 'slot') return kindFor(wants.slot.type).expects
  return questions.length > 0 && isOpen(step) ? 'words' : 'choice'
}

const afterTone = ({ timer }: Leaf): ListeningEvent => ({
  mode: 'tone',
  timers: { first: RECORD_SILENCE, between: 0, absolute: timer ?? 0 },
  finish: '#',
  hints: [],
  expects: 'words',
  interrupt: false,
  kept: '',
  longest: timer,
  silence: RECORD_SILENCE,
})

function hintsOf({ options, anywhere, wants, language }: Hearing): string[] {
  const rows = wants?.kind === 'rows' ? wants.rows : []
  const own = wants?.kind === 'slot' ? kindFor(wants.slot.type).hints(wants.slot, language) : []
  const chosen = [...options, ...anywhere, ...rows].flatMap(({ phrases }) => phrases)
  return [...new Set([...chosen, ...own])]
}

/** The language a recogniser is to expect of a flow's language; undefined where none knows it. */
export function recogniserOf(flow: Flow, tag: string): string | undefined {
  const language = flow.languages.find((one) => one.tag === tag)
  if (!language || !languageOf(tag).recognised) return language?.heardAs
  return language.heardAs ?? tag
}
