// The words of each rung: first the author's, then the engine's, never the same twice, the keypad
// at last.
import { leafId } from '../flow/machine/leaf-id.ts'
import {
  parsePart,
  type ConfirmMiss,
  type ParsedPart,
  type Part,
  type QuestionMiss,
} from '../flow/machine/prompt-part.ts'
import type { Scope } from '../flow/machine/machine.ts'
import { parseEvent, type MachineEvent } from '../flow/machine/machine-event.ts'
import { firstText, optionIds, type Option } from '../flow/tree/option.ts'
import type { PhraseId } from '../languages/phrases.ts'
import type { Prompt } from '../flow/tree/prompt.ts'
import type { SlotSpec } from '../flow/tree/slot.ts'
import { type Step, promptOf } from '../flow/steps/index.ts'
import type { Value } from '../understand/hearing.ts'
import { withKeys } from '../understand/choices.ts'
import { anywhereOf, leafOf, stepOf, visits, type Draft } from './draft.ts'
import type { Speech } from './event.ts'
import { holds, rowTypesOf, type Named } from './scope-names.ts'
import {
  keyFill,
  phraseSpeech,
  promptFill,
  promptSpeech,
  spelledOut,
  textOf,
  voiceOf,
  type Fill,
} from './prompt-words.ts'
import { readBack, spellOut } from '../say/read-back.ts'

/** The speech of a `say` action: `part` is what the compiler named (`prompt`, `unclear:1`,
 * `confirm` …). */
export function rungSpeech(draft: Draft, name: string, part: Part): Speech[] {
  const said = parsePart(part)
  if (isEngineWord(said))
    return phraseSpeech(draft, draft.machine.steps.get(name)?.scope ?? rootScope(draft), said.kind)
  const { step, scope } = stepOf(draft, name)
  const phrase = (id: PhraseId) => phraseSpeech(draft, scope, id)
  switch (said.kind) {
    case 'prompt':
      return [...opening(draft, scope, step, name), ...choicesSpeech(draft, scope, step)]
    case 'more':
      return phrase('anything else')
    case 'go on':
      return phrase('go on')
    case 'ask again':
      return phrase('ask your question')
    case 'reword':
      return phrase('no answer')
    case 'row':
      return rowSpeech(draft, scope, step)
    case 'confirm':
      return confirmSpeech(draft, scope, step)
    case 'confirm silent':
    case 'confirm unclear':
      return draft.session.pending?.value?.other || draft.session.pending?.rival !== undefined
        ? whichAgain(draft, scope, step, said)
        : [
            ...phrase(said.attempt === 1 ? 'confirm again' : 'confirm keys'),
            ...confirmSpeech(draft, scope, step),
          ]
    default:
      return missed(draft, scope, step, name, said)
  }
}

type EngineWord = 'goodbye' | 'leave your number' | 'leave your number again'

/** Parts that are the engine's words, whatever the step. */
const isEngineWord = (part: ParsedPart): part is { kind: EngineWord } =>
  part.kind === 'goodbye' ||
  part.kind === 'leave your number' ||
  part.kind === 'leave your number again'

export const rootScope = (draft: Draft): Scope =>
  draft.machine.scopes.get('') ?? { prefix: '', flow: draft.machine.root }

/** After a miss: what went wrong, then the question in another form; on the last rung, by keypad or
 * after a tone. */
function missed(
  draft: Draft,
  scope: Scope,
  step: Step,
  name: string,
  { kind: why, attempt }: QuestionMiss,
): Speech[] {
  const next = draft.machine.leaves.get(leafId(name, `try${attempt + 1}`))
  const own =
    why === 'unclear' || why === 'silent'
      ? (step[why]?.[attempt - 1] ?? (attempt === 1 ? scope.flow.phrases.get(why) : undefined))
      : undefined
  const odd = attempt % 2 === 1
  const phrase = (id: PhraseId, fills = {}) => phraseSpeech(draft, scope, id, fills)
  const lead = own
    ? promptSpeech(draft, scope, own)
    : why === 'invalid'
      ? invalidSpeech(draft, scope, step)
      : why === 'no'
        ? phrase('no, again')
        : phrase(
            why === 'unclear' ? (odd ? 'unclear 1' : 'unclear 2') : odd ? 'silent 1' : 'silent 2',
          )
  if (next?.mode === 'tone') return [...lead, ...phrase('after tone')]
  if (next?.mode === 'keys' && step.listen?.value !== 'keys')
    return [...lead, ...keypadSpeech(draft, scope, step)]
  const spell =
    attempt === 1 && why !== 'silent' ? spellPhrase[slotOf(scope, step)?.type ?? ''] : undefined
  if (spell) return [...lead, ...phrase(spell)]
  if (step.word === 'menu' && odd) return [...lead, ...youCanSay(draft, scope, step)]
  return [...lead, ...promptSpeech(draft, scope, words(step)), ...choicesSpeech(draft, scope, step)]
}

/** What is hard to hear is spelled on the second attempt. */
const spellPhrase: Partial<Record<string, PhraseId>> = {
  name: 'spell name',
  code: 'spell code',
  email: 'spell email',
}

const slotOf = (scope: Scope, step: Step) =>
  step.slot ? scope.flow.slots.get(step.slot.value) : undefined

const words = (step: Step): Prompt => promptOf(step) ?? { pieces: [], range: step.range }

export function opening(draft: Draft, scope: Scope, step: Step, name: string): Speech[] {
  if (step['in every language']?.value)
    return scope.flow.languages.flatMap(({ tag }) => [
      ...promptSpeech(draft, scope, words(step), tag),
      ...optionLines(draft, scope, step.options?.value ?? [], tag),
    ])
  return promptSpeech(
    draft,
    scope,
    visits(draft, name) > 1 && step.again ? step.again : words(step),
  )
}

/** What can be chosen, read out after the question. */
function choicesSpeech(draft: Draft, scope: Scope, step: Step): Speech[] {
  if (step['read out']?.value === false) return []
  if (step.word === 'choose') return rowSpeech(draft, scope, step)
  return step['in every language']?.value
    ? []
    : optionLines(draft, scope, step.options?.value ?? [], draft.session.language)
}

/** "For LABEL, press KEY" for each option that exists now; function first, key last. */
export function optionLines(draft: Draft, scope: Scope, all: Option[], language: string): Speech[] {
  const options = shownOptions(draft, scope, all, language)
  return options.flatMap((option, index) => [
    ...(index > 0 && options.length > 3 ? [{ kind: 'pause', pause: 500 } as const] : []),
    ...line(
      draft,
      scope,
      promptFill(draft, scope, option.label, firstText(option.label), language),
      option.key?.value,
      language,
    ),
  ])
}

function line(
  draft: Draft,
  scope: Scope,
  label: { text: string; speech: Speech[] },
  key: string | undefined,
  language: string,
): Speech[] {
  return key === undefined
    ? phraseSpeech(draft, scope, 'you can say', { labels: label }, language)
    : phraseSpeech(
        draft,
        scope,
        'option key',
        { label, key: keyFill(draft, scope, key, language) },
        language,
      )
}

function shownOptions(draft: Draft, scope: Scope, options: Option[], language: string): Option[] {
  return options.filter(
    (option) =>
      option.hidden?.value !== true &&
      holds(draft, scope, option.if).holds &&
      inLanguage(option.label, language),
  )
}

/** A label written for one language only belongs to that language. */
export const inLanguage = (label: Prompt | undefined, language: string): boolean =>
  label === undefined ||
  label.pieces.some(
    ({ texts, audio }) =>
      language in texts || '' in texts || (audio !== undefined && Object.keys(texts).length === 0),
  )

function youCanSay(draft: Draft, scope: Scope, step: Step): Speech[] {
  const { language } = draft.session
  const voice = voiceOf(scope, language)
  if (voice.voice === 'recorded' || step.listen?.value === 'keys')
    return optionLines(draft, scope, step.options?.value ?? [], language)
  const fills = shownOptions(draft, scope, step.options?.value ?? [], language).map((option) =>
    promptFill(draft, scope, option.label, '', language),
  )
  const text = fills.map((fill) => fill.text).join(', ')
  return phraseSpeech(draft, scope, 'you can say', {
    labels: { text, speech: fills.flatMap((fill) => fill.speech) },
  })
}

/** The last rung: keys only, with the lines or the form to key in. */
function keypadSpeech(draft: Draft, scope: Scope, step: Step): Speech[] {
  const { language } = draft.session
  const phrase = (id: PhraseId, fills = {}) => phraseSpeech(draft, scope, id, fills)
  if (step.word === 'menu')
    return [
      ...phrase('keypad choice'),
      ...(step['in every language']?.value
        ? scope.flow.languages.flatMap(({ tag }) =>
            optionLines(draft, scope, step.options?.value ?? [], tag),
          )
        : optionLines(draft, scope, step.options?.value ?? [], language)),
    ]
  if (step.word === 'choose') return [...phrase('keypad choice'), ...rowSpeech(draft, scope, step)]
  const slot = slotOf(scope, step)
  if (step.yes || slot?.type === 'yes-no') return phrase('yes key')
  if (slot?.type === 'choice') {
    const lines = (slot.options ?? []).flatMap((choice) => {
      const text = choice.labels[language] ?? choice.labels[''] ?? choice.value
      return line(
        draft,
        scope,
        { text, speech: [{ kind: 'text', text, ...voiceOf(scope, language) }] },
        choice.key,
        language,
      )
    })
    return [...phrase('keypad choice'), ...lines]
  }
  const form: Partial<Record<string, PhraseId>> = {
    digits: 'keypad digits',
    number: 'keypad number',
    ordinal: 'keypad number',
    date: 'keypad date',
    time: 'keypad time',
    'date-time': 'keypad date-time',
    duration: 'keypad duration',
    money: 'keypad money',
    phone: 'keypad phone',
    code: 'keypad digits',
  }
  const id = form[slot?.type ?? '']
  return id ? phrase(id) : promptSpeech(draft, scope, words(step))
}

function invalidSpeech(draft: Draft, scope: Scope, step: Step): Speech[] {
  const slot = slotOf(scope, step)
  const told = (draft.session.pending?.why ?? 'invalid') as PhraseId
  const why = told === 'invalid length' && slot?.type === 'code' ? 'invalid code length' : told
  const count = slot?.length
    ? slot.length.min === slot.length.max
      ? `${slot.length.min}`
      : `${slot.length.min}–${slot.length.max}`
    : ''
  return phraseSpeech(draft, scope, why.endsWith('length') && count === '' ? 'invalid' : why, {
    count: {
      text: count,
      speech: [...count]
        .filter((digit) => /\d/.test(digit))
        .flatMap((digit) => keyFill(draft, scope, digit).speech),
    },
  })
}

/** The question which of two is meant once more, the second time with keys. */
function whichAgain(
  draft: Draft,
  scope: Scope,
  step: Step,
  { kind, attempt }: ConfirmMiss,
): Speech[] {
  const slot = slotOf(scope, step)
  const { value, option, rival } = draft.session.pending ?? {}
  const lead = phraseSpeech(draft, scope, kind === 'confirm silent' ? 'silent 1' : 'unclear 1')
  if (attempt === 1) return [...lead, ...confirmSpeech(draft, scope, step)]
  if (option !== undefined && rival !== undefined) {
    const two = withKeys([option, rival].map((event) => heldOption(draft, scope, step, event)))
    return [
      ...phraseSpeech(draft, scope, 'keypad choice'),
      ...two.flatMap(({ label, key, language }) => line(draft, scope, label, key, language)),
    ]
  }
  if (!slot || !value) return [...lead, ...confirmSpeech(draft, scope, step)]
  return [
    ...phraseSpeech(draft, scope, 'keypad choice'),
    ...twoFills(draft, scope, slot, value).flatMap((label, at) =>
      line(draft, scope, label, String(at + 1), draft.session.language),
    ),
  ]
}

/** Both values between which the caller is to choose. */
function twoFills(
  draft: Draft,
  scope: Scope,
  slot: SlotSpec,
  { value, other }: Value,
): [Fill, Fill] {
  const fill = (one: unknown) =>
    valueFill(draft, scope, readBack(one, slot, draft.session.language, draft.at))
  return [fill(value), fill(other?.value)]
}

/** Where nothing but recordings is heard, names and codes are read letter by letter, of others the
 * figures. */
const valueFill = (
  draft: Draft,
  scope: Scope,
  text: string,
  signs = text.replace(/\D/g, ''),
): Fill => ({ text, speech: spelledOut(voiceOf(scope, draft.session.language), signs) })

function confirmSpeech(draft: Draft, scope: Scope, step: Step): Speech[] {
  const { pending, language } = draft.session
  if (pending?.option !== undefined) {
    const { label, language: spoken } = heldOption(draft, scope, step, pending.option)
    if (pending.rival === undefined)
      return phraseSpeech(draft, scope, 'confirm option', { label }, spoken)
    return phraseSpeech(
      draft,
      scope,
      'which of two',
      { first: label, second: heldOption(draft, scope, step, pending.rival).label },
      spoken,
    )
  }
  if (pending?.row !== undefined)
    return phraseSpeech(draft, scope, 'confirm option', {
      label: rowFill(draft, scope, step, pending.row),
    })
  const slot = slotOf(scope, step)
  const value = pending?.value
  if (!slot || !value) return phraseSpeech(draft, scope, 'confirm again')
  const { kind: at, attempt } = leafOf(draft)
  if (value.other) {
    const [first, second] = twoFills(draft, scope, slot, value)
    return phraseSpeech(draft, scope, 'which of two', { first, second })
  }
  // the second read-back is spelled where the type can be
  const spelled =
    at === 'confirm' || attempt > 1 ? spellOut(value.value, slot, language) : undefined
  if (step.confirm)
    return promptSpeech(
      held(draft, scope.prefix + slot.name, { ...value, spelled }),
      scope,
      step.confirm.prompt,
    )
  if (slot.private && !slot.readBack) return phraseSpeech(draft, scope, 'confirm again')
  const text = spelled ?? readBack(value.value, slot, language, draft.at)
  return phraseSpeech(draft, scope, 'confirm value', {
    value: valueFill(
      draft,
      scope,
      text,
      slot.type === 'name' || slot.type === 'code' ? String(value.value) : undefined,
    ),
  })
}

/** The session as it would be with a value taken: what a read-back names. */
const held = (draft: Draft, slot: string, value: Draft['session']['slots'][string]): Draft => ({
  ...draft,
  session: { ...draft.session, slots: { ...draft.session.slots, [slot]: value } },
})

/** The option an event chooses, in the language of its label: at the choice of a language it may be
 * another than the one spoken so far. */
function heldOption(
  draft: Draft,
  scope: Scope,
  step: Step,
  event: MachineEvent,
): { label: Fill; key?: string; language: string } {
  const heard = parseEvent(event)
  const list = heard.kind === 'anywhere' ? anywhereOf(scope).options : (step.options?.value ?? [])
  const option = 'id' in heard ? list[optionIds(list).indexOf(heard.id)] : undefined
  const label = option?.label
  const language =
    [draft.session.language, ...scope.flow.languages.map(({ tag }) => tag)].find((tag) =>
      inLanguage(label, tag),
    ) ?? draft.session.language
  return { label: promptFill(draft, scope, label, '', language), key: option?.key?.value, language }
}

/** The rows of the list a `choose` reads, with the types of their fields. */
export function rowsOf(draft: Draft, scope: Scope, step: Step): Named[] {
  const { from, first } = step
  const [saved = '', list = ''] = from?.value.split('.') ?? []
  const found = Object.entries(draft.session.saved).find(
    ([key]) => key.replaceAll('_', ' ') === scope.prefix + saved.trim().replaceAll('_', ' '),
  )?.[1]
  const rows =
    found &&
    Object.entries(found).find(
      ([key]) => key.replaceAll('_', ' ') === list.trim().replaceAll('_', ' '),
    )?.[1]
  const types = rowTypesOf(scope, saved.trim(), list.trim())
  return Array.isArray(rows)
    ? rows.slice(0, first?.value ?? 5).map((row: unknown) => ({
        type: 'row',
        value: typeof row === 'object' && row !== null ? { ...row, '': types } : row,
      }))
    : []
}

function rowSpeech(draft: Draft, scope: Scope, step: Step): Speech[] {
  const rows = rowsOf(draft, scope, step)
  if (step['one at a time']?.value)
    return [
      ...rowFill(draft, scope, step, draft.session.rows?.at ?? 1).speech,
      ...phraseSpeech(draft, scope, 'this one'),
    ]
  const { language } = draft.session
  const none = step.none
    ? phraseSpeech(draft, scope, 'none of these', {
        key: keyFill(draft, scope, String(rows.length + 1)),
      })
    : []
  return [
    ...rows.flatMap((_, index) =>
      line(draft, scope, rowFill(draft, scope, step, index + 1), String(index + 1), language),
    ),
    ...none,
  ]
}

export function rowFill(
  draft: Draft,
  scope: Scope,
  step: Step,
  row: number,
): { text: string; speech: Speech[] } {
  const { each } = step
  const item = rowsOf(draft, scope, step)[row - 1]
  const speech = each ? promptSpeech(draft, scope, each, draft.session.language, item) : []
  return { text: textOf(speech), speech }
}
