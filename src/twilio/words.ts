// What the telephone edge says by itself, when there is no call or no flow to speak.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Line } from '../world/lines.ts'
import type { Runtime } from '../world/runtime.ts'
import { languageOf, phrase } from '../languages/language.ts'
import type { EdgeSentence } from '../languages/sentences.ts'
import { plainSpeaker, type Context } from './speak.ts'
import type { Speech } from '../say/speech.ts'

/** The language a line is answered in, as far as that is known without a call. */
export function languageOfLine(
  runtime: Runtime,
  line: Line | undefined = runtime.library.lines()[0],
): string {
  return (
    line?.language ??
    (line && runtime.library.current(line.tenant, line.flow)?.root.languages[0]?.tag) ??
    'en-US'
  )
}

/** One sentence of our own, and the end of the call. */
export function sentence(id: EdgeSentence, language: string, context: Context): string {
  const response = new VoiceResponse()
  plainSpeaker(context)(response, [words(id, language)])
  response.hangup()
  return response.toString()
}

/** Something broke on our side: says so, and rings the number that answers if all else fails. */
export function apology(runtime: Runtime, line: Line | undefined, context: Context): string {
  const response = new VoiceResponse()
  const language = languageOfLine(runtime, line)
  plainSpeaker(context)(response, [speakPlainly(phrase('apology', language), language)])
  if (line?.ifAllFails) response.dial({ callerId: line.number }, line.ifAllFails)
  else response.hangup()
  return response.toString()
}

/** A sentence in the plain voice of its language. */
export function speakPlainly(text: string, language: string): Speech {
  return { kind: 'text', text, language, voice: 'recorded' }
}

export const words = (id: EdgeSentence, language: string): Speech =>
  speakPlainly(languageOf(language).sentences[id], language)

/** Words an operator has time for before the caller is there: about four seconds. */
const MOST_WORDS = 12

/** A whisper that is not over soon is cut, between two words: the caller waits meanwhile. */
export function shorten(speech: Speech[]): Speech[] {
  let left = MOST_WORDS
  return speech.flatMap((one): Speech[] => {
    if (one.kind !== 'text' || left <= 0) return []
    const all = one.text.split(/\s+/).filter(Boolean)
    const kept = all.slice(0, left)
    left -= all.length
    return [
      {
        ...one,
        text: kept.length < all.length ? kept.join(' ').replace(/[,;:–-]$/, '') : one.text,
      },
    ]
  })
}
