// Messages of a media stream, read and never trusted: what is not as Twilio says closes the stream
// with a reason.
import { objectIn } from './object-in.ts'

/** What Twilio sends: the beginning with the call it belongs to, audio as mu-law bytes, and the
 * end. */
export type Frame =
  | { event: 'connected' }
  | { event: 'start'; call: string }
  | { event: 'media'; chunk: number; audio: Buffer }
  | { event: 'stop' }
  | { event: 'other' }

/** The frame, or the reason why it is none. Only the caller's own track counts. */
export function readFrame(text: string): Frame | { refused: string } {
  const message = objectIn(text)
  if (!message) return { refused: 'a message is not JSON' }
  switch (message.event) {
    case 'connected':
      return { event: 'connected' }
    case 'start':
      return readStart(object(message.start))
    case 'media':
      return readMedia(object(message.media))
    case 'stop':
      return { event: 'stop' }
    default:
      if (typeof message.event === 'string') return { event: 'other' }
      return { refused: 'a message has no event' }
  }
}

function readStart({ callSid, tracks, mediaFormat }: Fields): Frame | { refused: string } {
  const { encoding, sampleRate, channels } = object(mediaFormat)
  if (typeof callSid !== 'string') return { refused: 'the start names no call' }
  if (encoding !== 'audio/x-mulaw' || sampleRate !== 8000 || channels !== 1)
    return { refused: 'the audio is not mu-law of 8000 samples on one channel' }
  if (Array.isArray(tracks) && tracks.includes('inbound')) return { event: 'start', call: callSid }
  return { refused: "the caller's own track is missing" }
}

function readMedia({ track, chunk, payload }: Fields): Frame | { refused: string } {
  if (track !== 'inbound') return { refused: 'audio is of another track' }
  if (!isBase64(payload)) return { refused: 'audio is not base64' }
  const number = Number(chunk)
  if (Number.isSafeInteger(number) && number >= 0)
    return { event: 'media', chunk: number, audio: Buffer.from(payload, 'base64') }
  return { refused: 'audio has no number' }
}

const isBase64 = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(value) && value.length % 4 === 0

type Fields = Record<string, unknown>

const object = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}
