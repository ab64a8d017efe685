// ConversationRelay's messages: what Twilio sends, read and never trusted, and a turn as what it is
// to say.
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { objectIn } from './object-in.ts'
import { clean, type Context } from './speak.ts'
import type { Speech } from '../say/speech.ts'

/** `prompt` is what the caller said; while `last` is false they are still speaking. */
export type Incoming =
  | { type: 'setup'; call: string }
  | { type: 'prompt'; text: string; last: boolean }
  | { type: 'key'; key: string }
  | { type: 'interrupt' }
  | { type: 'error'; description: string }
  | { type: 'other' }

export type Outgoing =
  | { type: 'text'; token: string; last: boolean; lang: string; interruptible: boolean }
  | { type: 'play'; source: string; loop: 1; interruptible: boolean }
  | { type: 'language'; ttsLanguage: string; transcriptionLanguage: string }
  | { type: 'end'; handoffData: string }

const LONGEST_PROMPT = 4000

/** The message, or the reason why it is none. */
export function readMessage(text: string): Incoming | { refused: string } {
  const message = objectIn(text)
  if (!message) return { refused: 'a message is not JSON' }
  const { callSid, voicePrompt, digit, description } = message
  switch (message.type) {
    case 'setup':
      if (typeof callSid === 'string') return { type: 'setup', call: callSid }
      return { refused: 'the setup names no call' }
    case 'prompt':
      if (typeof voicePrompt === 'string')
        return {
          type: 'prompt',
          text: voicePrompt.slice(0, LONGEST_PROMPT),
          last: message.last !== false,
        }
      return { refused: 'a prompt has no words' }
    case 'dtmf':
      if (typeof digit === 'string' && /^[0-9*#]$/.test(digit)) return { type: 'key', key: digit }
      return { refused: 'a key is none' }
    case 'interrupt':
      return { type: 'interrupt' }
    case 'error':
      return {
        type: 'error',
        description: typeof description === 'string' ? description.slice(0, 200) : '',
      }
    default:
      if (typeof message.type === 'string') return { type: 'other' }
      return { refused: 'a message has no type' }
  }
}

/** What the caller hears, in order; a filler only while its work goes on. */
export function spokenMessages(
  { session, events }: { session: Session; events: Event[] },
  context: Context,
): Outgoing[] {
  const pieces = events.flatMap((event): { speech: Speech[]; interruptible: boolean }[] => {
    if (event.type === 'said') return [{ speech: event.speech, interruptible: event.interrupt }]
    if (event.type === 'asked')
      return [{ speech: event.speech, interruptible: event.listening.interrupt }]
    if (event.type === 'sought' && event.effect.key === session.working?.key)
      return [{ speech: event.meanwhile, interruptible: true }]
    return []
  })
  const audioUrl: AudioUrl = (language, name) => context.audioUrl(session.tenant, language, name)
  const messages = pieces.flatMap(({ speech, interruptible }) =>
    speech.flatMap((one) => messageOf(one, interruptible, audioUrl)),
  )
  const last = messages.findLastIndex(({ type }) => type === 'text')
  return messages.map((message, index) =>
    message.type === 'text' ? { ...message, last: index === last } : message,
  )
}

type AudioUrl = (language: string, name: string) => string | undefined

/** There is no message for a pause: the sentences of a reply have their own. */
function messageOf(speech: Speech, interruptible: boolean, audioUrl: AudioUrl): Outgoing[] {
  if (speech.kind === 'pause') return []
  const source = speech.kind === 'audio' ? audioUrl(speech.language, speech.audio) : undefined
  if (source !== undefined) return [{ type: 'play', source, loop: 1, interruptible }]
  const token = clean(speech.text)
  if (token === '') return []
  return [{ type: 'text', token: `${token} `, last: false, lang: speech.language, interruptible }]
}

/** How long the caller listens to this, in ms: about 15 characters a second. */
export const listeningTime = (events: Event[]): number =>
  events
    .flatMap((event) => (event.type === 'said' || event.type === 'asked' ? event.speech : []))
    .reduce(
      (sum, speech) => sum + (speech.kind === 'pause' ? speech.pause : speech.text.length * 67),
      0,
    )
