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
    case 'start': {
      const { callSid, tracks, mediaFormat } = object(message.start)
      const { encoding, sampleRate, channels } = object(mediaFormat)
      if (typeof callSid !== 'string') return { refused: 'the start names no call' }
      if (encoding !== 'audio/x-mulaw' || sampleRate !== 8000 || channels !== 1)
        return { refused: 'the audio is not mu-law of 8000 samples on one channel' }
      return Array.isArray(tracks) && tracks.includes('inbound')
        ? { event: 'start', call: callSid }
        : { refused: "the caller's own track is missing" }
    }
    case 'media': {
      const { track, chunk, payload } = object(message.media)
      if (track !== 'inbound') return { refused: 'audio is of another track' }
      if (
        typeof payload !== 'string' ||
        !/^[A-Za-z0-9+/]*={0,2}$/.test(payload) ||
        payload.length % 4 !== 0
      )
        return { refused: 'audio is not base64' }
      const number = Number(chunk)
      return Number.isSafeInteger(number) && number >= 0
        ? { event: 'media', chunk: number, audio: Buffer.from(payload, 'base64') }
        : { refused: 'audio has no number' }
    }
    case 'stop':
      return { event: 'stop' }
    default:
      return typeof message.event === 'string'
        ? { event: 'other' }
        : { refused: 'a message has no event' }
  }
}

const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
