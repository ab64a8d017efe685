// What may be heard at the question a call stands at.
import type { FaqFile } from '../flow/tree/faq.ts'
import type { Flow } from '../flow/tree/flow.ts'
import type { Leaf, Scope } from '../flow/machine/machine.ts'
import { anywhereEvent, optionEvent } from '../flow/machine/machine-event.ts'
import { firstText, optionIds, type Option } from '../flow/tree/option.ts'
import type { Prompt, Phrases } from '../flow/tree/prompt.ts'
import type { Step } from '../flow/steps/index.ts'
import type { Choosable, Hearing } from '../understand/hearing.ts'
import { withKeys } from '../understand/choices.ts'
import { kindFor } from '../understand/slots.ts'
import { anywhereOf, leafOf, stepOf, visits, type Draft } from './draft.ts'
import type { Listening as ListeningEvent } from './event.ts'
import { holds, zoneOf } from './scope-names.ts'
import { rowFill, rowsOf } from './rungs.ts'
import { fillIn } from './prompt-words.ts'

export function hearingAt(draft: Draft, leaf: Leaf): Hearing {
  const { step, scope } = stepOf(draft, leaf.step)
  const { language } = draft.session
  const anywhere = anywhereOf(scope)
  const every = step['in every language']?.value
    ? scope.flow.languages.map(({ tag }) => tag)
    : [language]
  const { operator, repeat, back } = scope.flow.keys
  const options = choosables(draft, scope, step.options?.value ?? [], every)
  const others = choosables(draft, anywhere.scope, anywhere.options, [language])
  return {
    language,
    options,
    anywhere: others,
    universals: { operator, repeat: repeat ?? '', back: back ?? '', 'start over': '' },
    wants: leaf.kind === 'more' ? undefined : wants(draft, scope, step),
    confirming: leaf.kind === 'confirm' || leaf.kind === 'more',
    between:
      leaf.kind === 'confirm' ? between(draft, options, others, anywhere.scope.prefix) : undefined,
    held: leaf.kind === 'confirm' ? draft.session.pending?.value : undefined,
    done:
      leaf.kind === 'more' ||
      step.word === 'answer' ||
      (step.again !== undefined &&
        step.word === 'menu' &&
        visits(draft, leaf.step) > 1 &&
        (draft.session.state.context.goal ?? 0) > 0),
    questions: questions(scope, step, language),
    bands: {
      reject: step.confidence?.reject?.value ?? scope.flow.confidence.reject,
      sure: step.confidence?.sure?.value ?? scope.flow.confidence.sure,
    },
    now: draft.at,
    zone: zoneOf(scope),
    country: language.slice(-2),
  }
}

function choosables(
  draft: Draft,
  scope: Scope,
  options: Option[],
  languages: string[],
): Choosable[] {
  const ids = optionIds(options)
  return options.flatMap((option, index) => {
    if (!holds(draft, scope, option.if).holds) return []
    const labels = languages
      .map((language) => inOne(draft, scope, option.label, language))
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

function inOne(draft: Draft, scope: Scope, prompt: Prompt | undefined, language: string): string {
  return (prompt?.pieces ?? [])
    .map(({ texts }) => {
      const template = texts[language] ?? texts['']
      return template ? (fillIn(draft, scope, template, language) ?? '') : ''
    })
    .join(' ')
    .trim()
}

const phrasesIn = (phrases: Phrases | undefined, language: string): string[] =>
  (phrases ?? [])
    .filter((one) => one.language === language || one.language === '')
    .map(({ phrase }) => phrase.value)

function wants(draft: Draft, scope: Scope, step: Step): Hearing['wants'] {
  if (step.word === 'choose') {
    if (step['one at a time']?.value) return { kind: 'yes-no' }
    const rows = rowsOf(draft, scope, step).map((_, index) => {
      const { text } = rowFill(draft, scope, step, index + 1)
      return { id: String(index + 1), label: text, phrases: [text], key: String(index + 1) }
    })
    return { kind: 'rows', rows, none: step.none ? String(rows.length + 1) : undefined }
  }
  if (step.word !== 'ask') return undefined
  if (step.yes) return { kind: 'yes-no' }
  const slot = step.slot && scope.flow.slots.get(step.slot.value)
  return slot && { kind: 'slot', slot }
}

const questionLists = new WeakMap<FaqFile, Map<string, Choosable[]>>()

/** The same list each time, so that what was learnt of it is found without a look at its
 * phrases. */
function questions(scope: Scope, step: Step, language: string): Choosable[] {
  const faq = step.word === 'answer' ? faqOf(scope, step) : scope.flow.questions
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

/** The FAQ file of an `answer` step, or the flow's own. */
export function faqOf(scope: Scope, step: Step | undefined) {
  const from = step?.from?.value
  return from === undefined
    ? scope.flow.questions
    : [...scope.flow.faqs.values()].find(({ file }) => file === from || file.endsWith(`/${from}`))
}

const BETWEEN_KEYS = 3000
const WHOLE_ANSWER = 30_000
const RECORD_SILENCE = 5000

/** How the telephone is to listen there: mode, timers, hints. */
export function listeningAt(draft: Draft): ListeningEvent {
  const leaf = leafOf(draft)
  if (leaf.mode === 'tone')
    return {
      mode: 'tone',
      timers: { first: RECORD_SILENCE, between: 0, absolute: leaf.timer ?? 0 },
      finish: '#',
      hints: [],
      expects: 'words',
      interrupt: false,
      kept: '',
      longest: leaf.timer,
      silence: RECORD_SILENCE,
    }
  const hearing = hearingAt(draft, leaf)
  const { step, scope } = stepOf(draft, leaf.step)
  const recogniser = recogniserOf(scope.flow, draft.session.language)
  const slot = hearing.wants?.kind === 'slot' ? hearing.wants.slot : undefined
  const kind = slot && kindFor(slot.type)
  const mode = recogniser === undefined && leaf.mode !== 'keys' ? 'keys' : (leaf.mode ?? 'both')
  const hints =
    mode === 'keys'
      ? []
      : [
          ...new Set(
            [
              ...hearing.options,
              ...hearing.anywhere,
              ...(hearing.wants?.kind === 'rows' ? hearing.wants.rows : []),
            ]
              .flatMap(({ phrases }) => phrases)
              .concat(slot && kind ? kind.hints(slot, hearing.language) : []),
          ),
        ]
  return {
    mode,
    recogniser,
    timers: { first: leaf.timer ?? 5000, between: BETWEEN_KEYS, absolute: WHOLE_ANSWER },
    maxKeys: leaf.kind === 'answer' && slot && kind ? kind.maxKeys(slot) : 1,
    finish: leaf.kind === 'answer' && slot ? '#' : '',
    hints,
    expects:
      kind && slot
        ? kind.expects
        : hearing.questions.length > 0 && step.word === 'answer'
          ? 'words'
          : 'choice',
    interrupt: step.interrupt?.value !== false,
    kept: draft.session.keys.kept,
  }
}

/** The language a recogniser is to expect of a flow's language; undefined where none knows it. */
export function recogniserOf(flow: Flow, tag: string): string | undefined {
  const language = flow.languages.find((one) => one.tag === tag)
  return language?.heardAs ?? (language && hearable(language.tag) ? language.tag : undefined)
}

/** Languages no recogniser of the telephone knows. */
const hearable = (tag: string): boolean => !tag.startsWith('be-')
