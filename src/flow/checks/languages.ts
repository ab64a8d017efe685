// Rules about languages: every prompt is there in each of them, as words for a voice or as a
// recording.
import { phraseIds } from '../../languages/phrases.ts'
import { oneOf } from '../text/diagnostic.ts'
import type { Test } from '../text/expression.ts'
import type { Located } from '../text/located.ts'
import type { Language } from '../tree/flow.ts'
import { lettersFor } from '../tree/letters.ts'
import { slug } from '../tree/option.ts'
import { textIn, type Piece } from '../tree/prompt.ts'
import { optionsOfTalk } from './flow-options.ts'
import type { View } from './flow-view.ts'
import type { Find, Rule } from './rule.ts'
import { placeholdersIn, spokenIn, type Spoken } from './spoken-texts.ts'

/** The languages in which a piece is heard: a piece under `if: language is X` only in X. */
function heardIn({ if: condition }: Piece, languages: Language[]): Language[] {
  const surely = condition && (condition.joined === 'and' || condition.tests.length === 1)
  const tests = surely ? condition.tests.filter(isOfLanguage) : []
  return languages.filter(({ tag }) =>
    tests.every(({ comparison, value }) => (comparison === 'is') === (value?.text === tag)),
  )
}

const isOfLanguage = ({ path, comparison }: Test): boolean =>
  path.names.join('.') === 'language' && ['is', 'is not'].includes(comparison)

/** A label in one language, in a menu heard in every language, belongs to that language's part. */
function belongsToOne({ part, step, prompt }: Spoken): boolean {
  if (part !== 'label' || !step?.['in every language']?.value) return false
  const tags = new Set(prompt.pieces.flatMap(({ texts }) => Object.keys(texts)))
  tags.delete('')
  return tags.size === 1
}

/** Pieces with the languages they are heard in and must exist in. */
function pieces(view: View): { piece: Piece; spoken: Spoken; languages: Language[] }[] {
  return spokenIn(view.flow).flatMap((spoken) =>
    spoken.prompt.pieces.flatMap((piece) => {
      if (piece.audio === undefined && Object.keys(piece.texts).length === 0) return []
      const only = belongsToOne(spoken)
        ? view.languages.filter(({ tag }) => tag in piece.texts)
        : view.languages
      return [{ piece, spoken, languages: heardIn(piece, only) }]
    }),
  )
}

const isRecorded = ({ voice }: Language): boolean => voice === 'recorded'

const hasText = (piece: Piece, tag: string): boolean => tag in piece.texts || '' in piece.texts

/** A text of nothing but one value read digit by digit, or letter by letter, is spoken with the
 * recorded digits and letters. */
function isDigits(piece: Piece, tag: string): boolean {
  const parts = textIn(piece, tag)?.parts ?? []
  const [only, ...more] = parts.filter((part) => typeof part !== 'string' || part.trim() !== '')
  if (!only || typeof only === 'string' || more.length > 0) return false
  return only.filters.some(({ name }) => name === 'digits' || name === 'letters')
}

const recording = (view: View, language: string, name: string): boolean =>
  view.project.recordings.has(`${language}/${name}`)

/** The file name of an engine phrase is its slug; where values split it, the parts are numbered
 * from 1. */
function engineRecordingsMissing(view: View, { tag }: Language): string[] {
  const own = view.flow.phrases
  const isThere = (name: string): boolean => recording(view, tag, `engine/${name}`)
  const phrases = phraseIds
    .filter((id) => !own.has(id))
    .map(slug)
    .filter((name) => !isThere(`${name}-1`))
  const letters = lettersFor(view.flow.slots.values(), tag).map((letter) => letter.recording)
  return [...phrases, ...'0123456789', ...letters].filter((name) => !isThere(name))
}

type Heard = { piece: Piece; spoken: Spoken; tag: string }

/** A piece of a recorded language without its recording. What is only values is spoken with the
 * digits. */
function findUnrecorded(view: View, { piece, spoken, tag }: Heard, find: Find): void {
  const { audio, texts, range } = piece
  if (audio && !recording(view, tag, audio.value))
    find({
      range: audio.range,
      message: `there is no recording "audio/${tag}/${audio.value}.wav"`,
    })
  if (!audio && Object.values(texts).flatMap(placeholdersIn).length === 0)
    find({
      range,
      message: `${tag} is recorded, so this needs a recording: a name under "audio"`,
      hint: `audio: ${slug(spoken.place || spoken.part) || 'name'}`,
    })
}

function findWithoutMusic(view: View, { value, range }: Located<string>, find: Find): void {
  for (const { tag } of view.languages)
    if (!recording(view, tag, value))
      find({
        range,
        message: `there is no recording "audio/${tag}/${value}.wav" for callers who wait`,
        hint: 'or "music: none" for silence; without "music", the telephone plays its own',
      })
}

/** The most missing recordings that are named. */
const MOST_NAMED = 6

export const languageRules: Rule[] = [
  {
    code: 'missing-languages',
    severity: 'error',
    about: 'A flow does not say in which languages it speaks.',
    check({ flow, languages, inner }, find) {
      if (languages.length === 0 && !inner)
        find({
          range: flow.name.range,
          message: 'the flow needs "languages": the languages with their voices',
          hint: 'languages: { en-GB: Polly.Amy-Neural }',
        })
    },
  },
  {
    code: 'missing-translation',
    severity: 'warning',
    waivable: true,
    about: 'A prompt is not written in one of the languages of the flow.',
    check(view, find) {
      for (const { piece, languages } of pieces(view)) {
        const missing = languages.filter(
          (language) =>
            !isRecorded(language) &&
            !hasText(piece, language.tag) &&
            !(piece.audio && recording(view, language.tag, piece.audio.value)),
        )
        if (missing.length > 0)
          find({
            range: piece.range,
            message: `not written in ${oneOf(missing.map(({ tag }) => tag))}`,
            hint: `add ${missing.map(({ tag }) => `${tag}: …`).join(', ')}`,
          })
      }
    },
  },
  {
    code: 'missing-recording',
    severity: 'error',
    about:
      'A prompt has no recording in a language that is recorded, or the music of a desk has none.',
    check(view, find) {
      for (const { piece, spoken, languages } of pieces(view))
        if (spoken.part !== 'sms')
          for (const { tag } of languages.filter(isRecorded))
            findUnrecorded(view, { piece, spoken, tag }, find)
      for (const { music } of view.flow.desks.values())
        if (music && music.value !== 'none') findWithoutMusic(view, music, find)
    },
  },
  {
    code: 'value-in-recording',
    severity: 'error',
    about:
      'A prompt of a recorded language holds a value that cannot be spoken: only digits can, with the filter "digits" in a piece of their own, and names and codes with the filter "letters".',
    check(view, find) {
      for (const { piece, spoken, languages } of pieces(view)) {
        const recorded = languages.find(isRecorded)
        if (!recorded || piece.if || spoken.part === 'sms' || isDigits(piece, recorded.tag))
          continue
        const text = textIn(piece, recorded.tag)
        const [placeholder] = text ? placeholdersIn(text) : []
        if (placeholder)
          find({
            range: placeholder.range,
            message: `${recorded.tag} is recorded: only a value read with "digits", alone in its piece, can be spoken there`,
            hint: 'put it in a piece of its own under "if: language is …" for a language with a voice',
          })
      }
    },
  },
  {
    code: 'missing-engine-recording',
    severity: 'error',
    about:
      "The engine's own words, the digits, or the letters that names and codes are read back with, are not recorded in a recorded language.",
    check(view, find) {
      for (const language of view.flow.languages.filter(isRecorded)) {
        const missing = engineRecordingsMissing(view, language)
        const { tag, range } = language
        const count = missing.length === 1 ? 'one recording is' : `${missing.length} recordings are`
        const named = missing.slice(0, MOST_NAMED).join(', ')
        const more = missing.length > MOST_NAMED ? ' …' : ''
        if (missing.length > 0)
          find({
            range,
            message: `${count} missing in audio/${tag}/engine: ${named}${more}`,
            hint: 'callflow check --recordings prints what is to be read out',
          })
      }
    },
  },
  {
    code: 'undeclared-language',
    severity: 'error',
    about: 'A text or phrase is in a language that the flow does not declare.',
    check(view, find) {
      const known = new Set(view.languages.map(({ tag }) => tag))
      if (known.size === 0) return
      const told = new Set<number>()
      const note = (tag: string, range: Piece['range']) => {
        if (tag === '' || known.has(tag) || told.has(range.start)) return
        told.add(range.start)
        find({
          range,
          message: `this is in ${tag}, but the flow speaks ${oneOf(known)}`,
          hint: `declare it: languages: { ${tag}: … }`,
        })
      }
      const prompts = spokenIn(view.flow).filter(({ file }) => !file)
      for (const { texts } of prompts.flatMap(({ prompt }) => prompt.pieces))
        for (const [tag, { range }] of Object.entries(texts)) note(tag, range)
      for (const { language, phrase } of view.flow.emergencyWords ?? [])
        note(language, phrase.range)
      for (const { phrases } of optionsOfTalk(view.flow))
        for (const { language, phrase } of phrases ?? []) note(language, phrase.range)
    },
  },
]
