// From prompts and engine phrases to what the caller hears, in the language of the call.
import type { PhraseId } from '../languages/phrases.ts'
import type { Template } from '../flow/text/expression.ts'
import { recordingOf } from '../flow/tree/letters.ts'
import type { Scope } from '../flow/machine/machine.ts'
import { slug } from '../flow/tree/option.ts'
import type { Piece, Prompt } from '../flow/tree/prompt.ts'
import { applyFilter } from '../say/filters.ts'
import { languageOf } from '../languages/language.ts'
import type { Draft } from './draft.ts'
import type { Speech } from './event.ts'
import { holds, lookUp, zoneOf, type Named } from './scope-names.ts'

export type Voice = { language: string; voice: string }

export const voiceOf = (scope: Scope, language: string): Voice => ({
  language,
  voice:
    scope.flow.languages.find(({ tag }) => tag === language)?.voice ??
    scope.flow.languages[0]?.voice ??
    '',
})

const words = (voice: Voice, text: string): Speech[] => {
  // a value may bring its own full stop: "at 8 a.m.."
  const clean = text
    .replace(/\s+/g, ' ')
    .replace(/([.!?])\.(?!\.)/g, '$1')
    .trim()
  return clean === '' ? [] : [{ kind: 'text', text: clean, ...voice }]
}

const recording = (voice: Voice, audio: string, text: string): Speech => ({
  kind: 'audio',
  audio,
  text,
  ...voice,
})

/** What a prompt comes to now. A piece that names something not known is left out; nothing left: "I
 * do not have that now". */
export function promptSpeech(
  draft: Draft,
  scope: Scope,
  prompt: Prompt,
  language = draft.session.language,
  item?: Named,
): Speech[] {
  const voice = voiceOf(scope, language)
  let left = false
  const speech = prompt.pieces.flatMap((piece) => {
    if (!holds(draft, scope, piece.if, item).holds) return []
    const said = pieceSpeech(draft, scope, piece, voice, item)
    left ||= said === undefined
    return said ?? []
  })
  return speech.length === 0 && left
    ? phraseSpeech(draft, scope, 'not known now', {}, language)
    : speech
}

/** Undefined: a value it names is not known. */
function pieceSpeech(
  draft: Draft,
  scope: Scope,
  piece: Piece,
  voice: Voice,
  item?: Named,
): Speech[] | undefined {
  const pause: Speech[] = piece.pause ? [{ kind: 'pause', pause: piece.pause }] : []
  const template = piece.texts[voice.language] ?? piece.texts['']
  if (piece.audio)
    return [
      ...pause,
      recording(
        voice,
        piece.audio.value,
        (template && fillIn(draft, scope, template, voice.language, item, true)) ?? '',
      ),
    ]
  if (!template) return pause
  if (voice.voice === 'recorded') {
    const digits = spelled(draft, scope, template, item)
    if (digits !== undefined)
      return digits === '' ? undefined : [...pause, ...spelledOut(voice, digits)]
  }
  const text = fillIn(draft, scope, template, voice.language, item, true)
  return text === undefined ? undefined : [...pause, ...words(voice, text)]
}

/** The signs of a template that is nothing but one value read digit by digit or letter by letter;
 * undefined when it is something else. */
function spelled(draft: Draft, scope: Scope, template: Template, item?: Named): string | undefined {
  const parts = template.parts.filter((part) => typeof part !== 'string' || part.trim() !== '')
  const [only] = parts
  if (
    draft.imagined?.said ||
    parts.length !== 1 ||
    !only ||
    typeof only === 'string' ||
    !only.filters.some(({ name }) => name === 'digits' || name === 'letters')
  )
    return undefined
  const named = lookUp(draft, scope, only.path.names, item)
  return named?.unspoken
    ? ''
    : String(named?.value ?? '').replace(
        only.filters.some(({ name }) => name === 'letters') ? /[^\p{L}\d]/gu : /\D/g,
        '',
      )
}

/** A template as text; undefined when a value it names is not known, or is private and would be
 * `spoken`. */
export function fillIn(
  draft: Draft,
  scope: Scope,
  template: Template,
  language: string,
  item?: Named,
  spoken = false,
): string | undefined {
  let text = ''
  for (const part of template.parts) {
    if (typeof part === 'string') text += part
    else if (draft.imagined?.said) text += draft.imagined.said(scope, part)
    else {
      const named = lookUp(draft, scope, part.path.names, item)
      if (
        !named ||
        named.value === undefined ||
        named.value === null ||
        named.value === '' ||
        (spoken && named.unspoken)
      )
        return undefined
      text += shown(named, part.filters, language, zoneOf(scope), draft.at)
    }
  }
  return text
}

/** A value as words, through its filters. `now` in UTC milliseconds: the current year need not be
 * said. */
export function shown(
  named: Named,
  filters: { name: string; args: string[] }[],
  language: string,
  zone: string,
  now: number,
): string {
  if (named.spelled !== undefined) return named.spelled
  const start: { value: unknown; type?: string; text?: string } = {
    value: named.value,
    type: named.type,
    text: named.text,
  }
  const end = filters.reduce(
    (value, filter) => ({
      ...value,
      value: applyFilter(filter, value, { language, zone, now }),
      text: undefined,
    }),
    start,
  )
  return filters.length === 0 ? (named.text ?? plain(named.value)) : plain(end.value)
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(', ')
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return typeof value === 'object' && value !== null
    ? Object.entries(value)
        .filter(([key]) => key !== '')
        .map(([, inner]) => plain(inner))
        .join(' ')
    : String(value ?? '')
}

/** A value put into an engine phrase: its text, or the recordings that say it. */
export type Fill = { text: string; speech: Speech[] }

/** One of the engine's own phrases, in the flow's words where it gives them. */
export function phraseSpeech(
  draft: Draft,
  scope: Scope,
  id: PhraseId,
  fills: Record<string, Fill> = {},
  language = draft.session.language,
): Speech[] {
  const own = scope.flow.phrases.get(id)
  if (own) return promptSpeech(draft, scope, own, language)
  const voice = voiceOf(scope, language)
  const template = languageOf(language).phrases[id]
  const parts = template.split(/\{(\w+)\}/)
  if (voice.voice !== 'recorded')
    return words(
      voice,
      parts.map((part, index) => (index % 2 === 0 ? part : (fills[part]?.text ?? ''))).join(''),
    )
  const fixed = parts.filter((part, index) => index % 2 === 0 && /[\p{L}\p{N}]/u.test(part)).length
  let stretch = 0
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return fills[part]?.speech ?? []
    if (!/[\p{L}\p{N}]/u.test(part)) return []
    stretch++
    return [recording(voice, recordedName(id, fixed > 1 ? stretch : 0), part.trim())]
  })
}

/** The name of the recording of an engine phrase; `stretch` counts from 1 where placeholders split
 * it, 0 where they do not. */
export const recordedName = (id: PhraseId, stretch: number): string =>
  `engine/${slug(id)}${stretch > 0 ? `-${stretch}` : ''}`

/** The letters and figures of a text, each by its recording. */
export const spelledOut = (voice: Voice, text: string): Speech[] =>
  [...text].flatMap((sign) => {
    const name = recordingOf(sign, voice.language)
    return name === undefined ? [] : [recording(voice, `engine/${name}`, sign)]
  })

export function keyFill(
  draft: Draft,
  scope: Scope,
  key: string,
  language = draft.session.language,
): Fill {
  const named: PhraseId | undefined = { '*': 'star' as const, '#': 'hash' as const }[key]
  if (named)
    return {
      text: languageOf(language).phrases[named],
      speech: phraseSpeech(draft, scope, named, {}, language),
    }
  return { text: key, speech: [recording(voiceOf(scope, language), `engine/${key}`, key)] }
}

export function promptFill(
  draft: Draft,
  scope: Scope,
  prompt: Prompt | undefined,
  fallback: string,
  language = draft.session.language,
  item?: Named,
): Fill {
  const speech = prompt
    ? promptSpeech(draft, scope, prompt, language, item)
    : words(voiceOf(scope, language), fallback)
  return { text: textOf(speech), speech }
}

export const textOf = (speech: Speech[]): string =>
  speech
    .map((one) => (one.kind === 'pause' ? '' : one.text))
    .filter(Boolean)
    .join(' ')
