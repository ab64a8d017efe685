// From prompts and engine phrases to what the caller hears, in the language of the call.
import type { PhraseId } from '../languages/phrases.ts'
import type { Template } from '../flow/text/expression.ts'
import type { Scope } from '../flow/machine/machine.ts'
import type { Piece, Prompt } from '../flow/tree/prompt.ts'
import { applyFilters, type AppliedFilter } from '../say/filters.ts'
import {
  phraseRecording,
  playAudio,
  playLetters,
  speakText,
  textOf,
  type Speech,
  type Voice,
} from '../say/speech.ts'
import { languageOf } from '../languages/language.ts'
import { promptOf } from '../flow/steps/index.ts'
import { languageIn, type Here, type StepHere } from './draft.ts'
import { holds, lookUp, zoneOf, type Named } from './scope-names.ts'

export const voiceOf = (scope: Scope, language: string): Voice => ({
  language,
  voice:
    scope.flow.languages.find(({ tag }) => tag === language)?.voice ??
    scope.flow.languages[0]?.voice ??
    '',
})

export const voiceHere = (here: Here): Voice => voiceOf(here.scope, languageIn(here))

/** What a prompt comes to now. A piece that names something not known is left out; nothing left: "I
 * do not have that now". */
export function promptSpeech(here: Here, prompt: Prompt): Speech[] {
  const voice = voiceHere(here)
  let left = false
  const speech = prompt.pieces.flatMap((piece) => {
    if (!holds(here, piece.if).holds) return []
    const said = pieceSpeech(here, piece, voice)
    left ||= said === undefined
    return said ?? []
  })
  return speech.length === 0 && left ? phraseSpeech(here, 'not known now') : speech
}

/** What a step says first, or asks. */
export function stepPrompt(here: StepHere): Speech[] {
  const prompt = promptOf(here.step)
  return prompt ? promptSpeech(here, prompt) : []
}

/** Undefined: a value it names is not known. */
function pieceSpeech(here: Here, piece: Piece, voice: Voice): Speech[] | undefined {
  const pause: Speech[] = piece.pause ? [{ kind: 'pause', pause: piece.pause }] : []
  const template = piece.texts[voice.language] ?? piece.texts['']
  if (piece.audio) {
    const words = template && speakable(here, template)
    return [...pause, playAudio(voice, piece.audio.value, words ?? '')]
  }
  if (!template) return pause
  if (voice.voice === 'recorded') {
    const digits = signsToSpell(here, template)
    if (digits !== undefined)
      return digits === '' ? undefined : [...pause, ...playLetters(voice, digits)]
  }
  const text = speakable(here, template)
  return text === undefined ? undefined : [...pause, ...speakText(voice, text)]
}

/** The signs of a template that is nothing but one value read digit by digit or letter by letter;
 * undefined when it is something else. */
function signsToSpell(here: Here, template: Template): string | undefined {
  const parts = template.parts.filter((part) => typeof part !== 'string' || part.trim() !== '')
  const [only] = parts
  if (here.draft.imagined?.said || parts.length !== 1 || !only || typeof only === 'string')
    return undefined
  const filters = new Set(only.filters.map(({ name }) => name))
  if (!filters.has('digits') && !filters.has('letters')) return undefined
  const named = lookUp(here, only.path.names)
  if (named?.unspoken) return ''
  return String(named?.value ?? '').replace(filters.has('letters') ? /[^\p{L}\d]/gu : /\D/g, '')
}

/** A template as text; undefined when a value it names is not known. */
export const fillIn = (here: Here, template: Template): string | undefined =>
  fillWith(here, template, () => true)

/** The same to be said aloud: a private value that is not read back counts as not known. */
const speakable = (here: Here, template: Template): string | undefined =>
  fillWith(here, template, (named) => !named.unspoken)

function fillWith(
  here: Here,
  template: Template,
  allows: (named: Named) => boolean,
): string | undefined {
  const { draft, scope } = here
  let text = ''
  for (const part of template.parts) {
    if (typeof part === 'string') text += part
    else if (draft.imagined?.said) text += draft.imagined.said(scope, part)
    else {
      const named = lookUp(here, part.path.names)
      if (!named || isEmpty(named.value) || !allows(named)) return undefined
      text += formatNamed(here, named, part.filters)
    }
  }
  return text
}

/** A known value as words, through its filters. */
export const formatNamed = (here: Here, named: Named, filters: AppliedFilter[]): string =>
  named.spelled ??
  applyFilters(named, filters, {
    language: languageIn(here),
    zone: zoneOf(here.scope),
    now: here.draft.at,
  })

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ''

/** A value put into an engine phrase: its text, or the recordings that say it. */
export type Fill = { text: string; speech: Speech[] }

/** One of the engine's own phrases, in the flow's words where it gives them. */
export function phraseSpeech(here: Here, id: PhraseId, fills: Record<string, Fill> = {}): Speech[] {
  const own = here.scope.flow.phrases.get(id)
  if (own) return promptSpeech({ ...here, item: undefined }, own)
  const voice = voiceHere(here)
  const template = languageOf(voice.language).phrases[id]
  const parts = template.split(/\{(\w+)\}/)
  if (voice.voice !== 'recorded')
    return speakText(
      voice,
      parts.map((part, index) => (index % 2 === 0 ? part : (fills[part]?.text ?? ''))).join(''),
    )
  const fixed = parts.filter((part, index) => index % 2 === 0 && /[\p{L}\p{N}]/u.test(part)).length
  let stretch = 0
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return fills[part]?.speech ?? []
    if (!/[\p{L}\p{N}]/u.test(part)) return []
    stretch++
    return [playAudio(voice, phraseRecording(id, fixed > 1 ? stretch : 0), part.trim())]
  })
}

export function keyFill(here: Here, key: string): Fill {
  const named: PhraseId | undefined = { '*': 'star' as const, '#': 'hash' as const }[key]
  if (named)
    return {
      text: languageOf(languageIn(here)).phrases[named],
      speech: phraseSpeech(here, named),
    }
  return { text: key, speech: [playAudio(voiceHere(here), `engine/${key}`, key)] }
}

export function promptFill(here: Here, prompt: Prompt | undefined, fallback: string): Fill {
  const speech = prompt ? promptSpeech(here, prompt) : speakText(voiceHere(here), fallback)
  return { text: textOf(speech), speech }
}
