// What the telephone edge says by itself, when there is no call or no flow to speak.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Line } from '../library.ts'
import type { Runtime } from '../runtime.ts'
import type { Speech } from '../call/event.ts'
import { languageOf, phrase } from '../understand/languages.ts'
import { speaker, type Context } from './speak.ts'

const sentences = {
  'number not in use': {
    en: 'Sorry, nobody answers calls to this number.',
    ru: 'Извините, по этому номеру звонки не принимаются.',
    be: 'Прабачце, па гэтым нумары званкі не прымаюцца.',
  },
  'call not known': {
    en: 'Sorry, this call cannot go on. Please call again.',
    ru: 'Извините, этот звонок продолжить нельзя. Пожалуйста, позвоните ещё раз.',
    be: 'Прабачце, гэты званок працягнуць нельга. Калі ласка, патэлефануйце яшчэ раз.',
  },
} as const

/** The language a line is answered in, as far as that is known without a call. */
export function languageOfLine(runtime: Runtime, line: Line | undefined = runtime.library.lines()[0]): string {
  return line?.language ?? (line && runtime.library.current(line.flow)?.root.languages[0]?.tag) ?? 'en-US'
}

/** One sentence of our own, and the end of the call. */
export function sentence(id: keyof typeof sentences, language: string, context: Context): string {
  const response = new VoiceResponse()
  speaker(context)(response, [spoken(sentences[id][languageOf(language).code], language)])
  response.hangup()
  return response.toString()
}

/** Something broke on our side: says so, and rings the number that answers if all else fails. */
export function apology(runtime: Runtime, line: Line | undefined, context: Context): string {
  const response = new VoiceResponse()
  const language = languageOfLine(runtime, line)
  speaker(context)(response, [spoken(phrase('apology', language), language)])
  if (line?.ifAllFails) response.dial({ callerId: line.number }, line.ifAllFails)
  else response.hangup()
  return response.toString()
}

/** A sentence in the plain voice of its language. */
export function spoken(text: string, language: string): Speech {
  return { kind: 'text', text, language, voice: 'recorded' }
}
