// Rules about languages: every prompt is there in each of them, as words for a voice or as a
// recording.
import type { Language } from '../tree/flow.ts'
import { oneOf } from '../text/diagnostic.ts'
import { slug } from '../tree/option.ts'
import { lettersFor } from '../tree/letters.ts'
import { phraseIds } from '../../languages/phrases.ts'
import type { Piece } from '../tree/prompt.ts'
import { type View } from './flow-view.ts'
import type { Rule } from './rule.ts'
import { placeholdersIn, spokenIn, type Spoken } from './spoken-texts.ts'

/** The languages in which a piece is heard: a piece under `if: language is X` only in X. */
function heardIn(piece: Piece, languages: Language[]): Language[] {
  const tests =
    piece.if && (piece.if.joined === 'and' || piece.if.tests.length === 1) ? piece.if.tests : []
  return languages.filter(({ tag }) =>
    tests.every(({ path, comparison, value }) => {
      if (path.names.length !== 1 || path.names[0] !== 'language') return true
      return comparison === 'is'
        ? value?.text === tag
        : comparison === 'is not'
          ? value?.text !== tag
          : true
    }),
  )
}

/** A label in one language, in a menu heard in every language, belongs to that language's part. */
function belongsToOne({ part, step, prompt }: Spoken): boolean {
  if (part !== 'label' || !step || !step['in every language']?.value) return false
  return (
    new Set(prompt.pieces.flatMap(({ texts }) => Object.keys(texts).filter((tag) => tag !== '')))
      .size === 1
  )
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
  const template = piece.texts[tag] ?? piece.texts['']
  const parts =
    template?.parts.filter((part) => typeof part !== 'string' || part.trim() !== '') ?? []
  const [only] = parts
  return (
    parts.length === 1 &&
    only !== undefined &&
    typeof only !== 'string' &&
    only.filters.some(({ name }) => name === 'digits' || name === 'letters')
  )
}

const recording = (view: View, language: string, name: string): boolean =>
  view.project.recordings.has(`${language}/${name}`)

/** The file name of an engine phrase is its slug; where values split it, the parts are numbered
 * from 1. */
function engineRecordingsMissing(view: View, { tag }: Language): string[] {
  const own = view.flow.phrases
  const phrases = phraseIds
    .filter(
      (id) =>
        !own.has(id) &&
        !recording(view, tag, `engine/${slug(id)}`) &&
        !recording(view, tag, `engine/${slug(id)}-1`),
    )
    .map(slug)
  const digits = [...'0123456789'].filter((digit) => !recording(view, tag, `engine/${digit}`))
  const letters = lettersFor(view.flow.slots.values(), tag)
    .map((letter) => letter.recording)
    .filter((name) => !recording(view, tag, `engine/${name}`))
  return [...phrases, ...digits, ...letters]
}

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
      for (const { piece, spoken, languages } of pieces(view)) {
        for (const { tag } of spoken.part === 'sms' ? [] : languages.filter(isRecorded)) {
          if (piece.audio === undefined) {
            const values = Object.values(piece.texts).flatMap(placeholdersIn).length > 0
            if (!values)
              find({
                range: piece.range,
                message: `${tag} is recorded, so this needs a recording: a name under "audio"`,
                hint: `audio: ${slug(spoken.place || spoken.part) || 'name'}`,
              })
          } else if (!recording(view, tag, piece.audio.value))
            find({
              range: piece.audio.range,
              message: `there is no recording "audio/${tag}/${piece.audio.value}.wav"`,
            })
        }
      }
      for (const { music } of view.flow.desks.values())
        for (const { tag } of music && music.value !== 'none' ? view.languages : [])
          if (music && !recording(view, tag, music.value))
            find({
              range: music.range,
              message: `there is no recording "audio/${tag}/${music.value}.wav" for callers who wait`,
              hint: 'or "music: none" for silence; without "music", the telephone plays its own',
            })
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
        const placeholder = placeholdersIn(
          piece.texts[recorded.tag] ??
            piece.texts[''] ?? { source: '', parts: [], range: piece.range },
        )[0]
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
        if (missing.length > 0)
          find({
            range: language.range,
            message: `${missing.length === 1 ? 'one recording is' : `${missing.length} recordings are`} missing in audio/${language.tag}/engine: ${missing.slice(0, 6).join(', ')}${missing.length > 6 ? ' …' : ''}`,
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
      for (const { prompt, file } of spokenIn(view.flow))
        if (!file)
          for (const { texts } of prompt.pieces)
            for (const [tag, { range }] of Object.entries(texts)) note(tag, range)
      const options = [...view.flow.steps.values()].flatMap((step) => step.options?.value ?? [])
      for (const option of [...options, ...view.flow.anywhere])
        for (const { language, phrase } of option.phrases ?? []) note(language, phrase.range)
    },
  },
]
