// Giving a call to ConversationRelay: where it connects, how it speaks and hears in each language,
// and where it comes back.
import type VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import type { Runtime } from '../world/runtime.ts'
import { socketAddress } from './socket-address.ts'
import { clean, type Relayed } from './speak.ts'

/** Characters of hints that a relay is given. */
const MOST_HINTS = 2000

/** How a call is heard by relay; undefined when its line does not want one. */
export function relayFor(
  { library, config }: Runtime,
  base: string,
  session: Session,
): Relayed | undefined {
  const line = library.line(session.line.number)
  const token = config.twilioAuthToken
  if (line?.speech !== 'relay' || !token) return undefined
  const languages = library.current(session.tenant, session.flow)?.root.languages ?? []
  const socket = { kind: 'relay', call: session.callId, seq: session.reply } as const
  return { url: socketAddress(base, token, socket, session.at), languages }
}

/** The language of the call, where its relay leads, and where the call comes back. */
type Connected = { language: string; relay: Relayed; action: string }

export function connect(
  response: VoiceResponse,
  { listening }: Event & { type: 'asked' },
  { language, relay: { url, languages }, action }: Connected,
): void {
  let left = MOST_HINTS
  const hints = listening.hints
    .map((hint) => clean(hint).replace(/,/g, ' '))
    .filter((hint) => (left -= hint.length + 1) >= 0)
  const relay = response.connect({ action }).conversationRelay({
    url,
    language,
    transcriptionLanguage: listening.recogniser,
    dtmfDetection: true,
    partialPrompts: true,
    interruptible: 'any',
    reportInputDuringAgentSpeech: true,
    hints: hints.join(',') || undefined,
  })
  for (const { tag, voice } of languages) relay.language({ code: tag, ...provider(voice) })
}

/** `Polly.Amy-Neural` and `Google.en-GB-Standard-A` name a provider and its voice; other voices are
 * Twilio's choice. */
function provider(voice: string): { ttsProvider?: string; voice?: string } {
  const [, name, rest] = /^(Polly|Google)\.(.+)$/.exec(voice) ?? []
  if (name === undefined) return {}
  return { ttsProvider: name === 'Polly' ? 'Amazon' : 'Google', voice: rest }
}
