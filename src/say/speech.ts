// What the caller hears, thing by thing: words for a voice, recordings, and pauses.
import { recordingOf } from '../flow/tree/letters.ts'
import { slug } from '../flow/tree/option.ts'
import type { PhraseId } from '../languages/phrases.ts'

/** One thing the caller hears. `voice` is `recorded` for a language without one. `audio` names a
 * recording under audio/<language>/ of its company; `pause` is in milliseconds. */
export type Speech =
  | { kind: 'text'; text: string; language: string; voice: string }
  | { kind: 'audio'; audio: string; text: string; language: string; voice?: string }
  | { kind: 'pause'; pause: number }

/** Who speaks, in which language. */
export type Voice = { language: string; voice: string }

/** Words for a voice; nothing where there are none. */
export function speakText(voice: Voice, text: string): Speech[] {
  // a value may bring its own full stop: "at 8 a.m.."
  const clean = text
    .replace(/\s+/g, ' ')
    .replace(/([.!?])\.(?!\.)/g, '$1')
    .trim()
  return clean === ''
    ? []
    : [{ kind: 'text', text: clean, language: voice.language, voice: voice.voice }]
}

/** A recording and the words it says. */
export const playAudio = (voice: Voice, audio: string, text: string): Speech => ({
  kind: 'audio',
  audio,
  text,
  ...voice,
})

/** The letters and figures of a text, each by its recording. */
export const playLetters = (voice: Voice, text: string): Speech[] =>
  [...text].flatMap((sign) => {
    const name = recordingOf(sign, voice.language)
    return name === undefined ? [] : [playAudio(voice, `engine/${name}`, sign)]
  })

/** The name of the recording of an engine phrase; `stretch` counts from 1 where placeholders split
 * it, 0 where they do not. */
export const phraseRecording = (id: PhraseId, stretch: number): string =>
  `engine/${slug(id)}${stretch > 0 ? `-${stretch}` : ''}`

/** All that is heard, as text. */
export const textOf = (speech: Speech[]): string =>
  speech
    .map((one) => (one.kind === 'pause' ? '' : one.text))
    .filter(Boolean)
    .join(' ')
