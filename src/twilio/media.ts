// Twilio's media streams: a WebSocket beside the webhooks, one for each turn of listening.
import type { WebSocket } from 'ws'
import type { Runtime } from '../world/runtime.ts'
import type { Ears, Listener } from './media-recognition.ts'
import { readFrame } from './frames.ts'
import type { SocketAddress } from './socket-address.ts'
import { useUp } from './sockets.ts'

/** Audio that comes before the call was found is kept: 2 s. Bytes. */
const MOST_WAITING = 16_000
/** Twilio sends 50 frames a second; after a pause of the network, several seconds at once. */
const MOST_FRAMES_A_SECOND = 500

/** One stream from its first message to its end. `started` are the addresses that were used up. */
export function takeMedia(
  runtime: Runtime,
  ears: Ears,
  started: Set<string>,
  socket: WebSocket,
  address: SocketAddress,
): void {
  const { call, seq } = address
  let listener: Listener | undefined
  let state: 'new' | 'starting' | 'listening' | 'over' = 'new'
  let waiting: Buffer[] = []
  let size = 0
  let last = -1
  let second = 0
  let frames = 0

  const end = (reason?: string): void => {
    if (state === 'over') return
    state = 'over'
    waiting = []
    listener?.ended()
    if (reason !== undefined) {
      runtime.log.warn({ call, reason }, 'a media stream was closed')
      runtime.metrics.streamsRefused.inc()
    }
    socket.close(reason === undefined ? 1000 : 1008, reason)
  }
  const begin = async (named: string): Promise<void> => {
    if (named !== call) return end('the stream is of another call')
    if (!useUp(started, address)) return end('the stream began already')
    state = 'starting'
    const found = await ears.listen(call, seq, () => end())
    if (state !== 'starting') return typeof found === 'string' ? undefined : found.ended()
    if (typeof found === 'string') return end(found)
    listener = found
    state = 'listening'
    if (size > 0) listener.audio(Buffer.concat(waiting))
    waiting = []
  }
  socket.on('message', (data: Buffer, binary) => {
    if (state === 'over') return
    const now = Math.floor(performance.now() / 1000)
    frames = now === second ? frames + 1 : 1
    second = now
    if (frames > MOST_FRAMES_A_SECOND) return end('too many messages')
    if (binary) return end('a message is not text')
    const frame = readFrame(data.toString())
    if ('refused' in frame) return end(frame.refused)
    if (frame.event === 'stop') return end()
    if (frame.event === 'start') {
      if (state !== 'new') return end('the stream began twice')
      begin(frame.call).catch((error: unknown) => {
        runtime.log.error({ err: error, call }, 'a media stream could not begin')
        end('the call cannot be found now')
      })
    }
    if (frame.event !== 'media') return
    if (state === 'new') return end('audio came before the start')
    // a frame that comes again or too late is left out
    if (frame.chunk <= last) return
    last = frame.chunk
    // each frame goes on at once: gathering five of them takes a tenth off the work, and makes
    // every answer up to 80 ms later
    if (listener) return listener.audio(frame.audio)
    if (size > MOST_WAITING) return
    waiting.push(frame.audio)
    size += frame.audio.length
  })
  socket.on('close', () => end())
  socket.on('error', (error) => {
    runtime.log.warn({ call, reason: error.message }, 'a media stream broke')
    end()
  })
}
