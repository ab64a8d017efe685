// How an answer is listened for: Gather for keys and words, Record after the tone.
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Listening } from '../call/event.ts'
import { address } from './address.ts'
import { clean, sizeOf, type Context } from './speak.ts'

type GatherAttributes = VoiceResponse.GatherAttributes

const MOST_HINTS = 500
const LONGEST_HINT = 100
/** of the 64 kB a reply may have, in bytes as escaped */
const MOST_HINT_BYTES = 16_000

/** Opens a Gather that always reports back, also when nothing was keyed or said. */
export function gather(
  response: VoiceResponse,
  listening: Listening,
  query: Record<string, string>,
  context: Context,
): VoiceResponse.Gather {
  const hears = listening.mode !== 'keys' && listening.recogniser !== undefined
  const pressed = !hears || listening.mode !== 'speech'
  const input: GatherAttributes['input'] = [
    ...(pressed ? (['dtmf'] as const) : []),
    ...(hears ? (['speech'] as const) : []),
  ]
  const keys = (listening.maxKeys ?? 0) - listening.kept.length
  return response.gather({
    action: address(context.base, 'voice/turn', query),
    input,
    timeout: seconds(Math.max(listening.timers.first, listening.timers.between)),
    actionOnEmptyResult: true,
    ...(pressed && { finishOnKey: listening.finish, numDigits: keys > 0 ? keys : undefined }),
    ...(hears && recognition(listening, listening.recogniser ?? '')),
  })
}

/** One tone, one recording. Without a sound Twilio goes on to the redirect, which means that
 * nothing was recorded. */
export function record(
  response: VoiceResponse,
  listening: Listening,
  query: Record<string, string>,
  context: Context,
): void {
  const action = address(context.base, 'record', query)
  response.record({
    action,
    maxLength: seconds(listening.longest ?? listening.timers.absolute),
    timeout: seconds(listening.silence ?? listening.timers.first),
    finishOnKey: '1234567890*#',
    playBeep: true,
    recordingStatusCallback: address(context.base, 'recording', { call: query.call ?? '' }),
    recordingStatusCallbackEvent: ['completed', 'absent'],
  })
  response.redirect(action)
}

/** By what is expected and by language. A model that lacks the language fails the Gather, so models
 * are named only where they are known to work. */
const MODELS: Record<
  'digits' | 'words',
  Partial<Record<string, GatherAttributes['speechModel']>>
> = {
  digits: { en: 'numbers_and_commands' },
  words: { en: 'phone_call', ru: 'phone_call' },
}

/** A named model needs a whole number of seconds. */
function recognition(listening: Listening, recogniser: string): GatherAttributes {
  const spoken = {
    language: recogniser as GatherAttributes['language'],
    hints: hintList(listening.hints),
    profanityFilter: false,
  }
  const code = recogniser.toLowerCase().split('-')[0] ?? ''
  switch (listening.expects) {
    case 'choice':
      return { ...spoken, speechTimeout: 'auto' }
    case 'digits':
      return {
        ...spoken,
        speechTimeout: '2',
        speechModel: MODELS.digits[code],
      }
    case 'words':
      return {
        ...spoken,
        speechTimeout: '3',
        speechModel: MODELS.words[code],
      }
  }
}

function hintList(hints: string[]): string | undefined {
  let left = MOST_HINT_BYTES
  const kept = [...new Set(hints.map(hint))]
    .filter((text) => text !== '')
    .slice(0, MOST_HINTS)
    .filter((text) => (left -= sizeOf(text) + 1) >= 0)
  return kept.length ? kept.join(',') : undefined
}

function hint(text: string): string {
  const words = clean(text)
    .replace(/[,\s]+/g, ' ')
    .trim()
  return [...words].slice(0, LONGEST_HINT).join('').trim()
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
