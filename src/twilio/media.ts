// Twilio's media streams: a WebSocket beside the webhooks, one for each turn of listening.
import type { WebSocket } from 'ws'
import type { Runtime } from '../world/runtime.ts'
import type { Ears, Listener } from './media-recognition.ts'
import { readFrame, type Frame } from './frames.ts'
import { useUp, type Opened } from './sockets.ts'

/** Audio that comes before the call was found is kept: 2 s. Bytes. */
const MOST_WAITING = 16_000
/** Twilio sends 50 frames a second; after a pause of the network, several seconds at once. */
const MOST_FRAMES_A_SECOND = 500

/** One stream from its first message to its end. */
export function takeMedia(runtime: Runtime, ears: Ears, opened: Opened): void {
  const stream = new MediaStream(runtime, ears, opened)
  const { socket } = opened
  socket.on('message', (data: Buffer, binary) => stream.take(data, binary))
  socket.on('close', () => stream.end())
  socket.on('error', (error) => {
    const { call } = opened.address
    runtime.log.warn({ call, reason: error.message }, 'a media stream broke')
    stream.end()
  })
}

class MediaStream {
  private readonly socket: WebSocket
  private readonly call: string
  private state: 'new' | 'starting' | 'listening' | 'over' = 'new'
  private listener: Listener | undefined
  private waiting: Buffer[] = []
  private size = 0
  private lastChunk = -1
  private second = 0
  private frames = 0

  constructor(
    private readonly runtime: Runtime,
    private readonly ears: Ears,
    private readonly opened: Opened,
  ) {
    this.socket = opened.socket
    this.call = opened.address.call
  }

  take(data: Buffer, binary: boolean): void {
    if (this.state === 'over') return
    if (this.isTooMuch()) return this.end('too many messages')
    if (binary) return this.end('a message is not text')
    const frame = readFrame(data.toString())
    if ('refused' in frame) return this.end(frame.refused)
    if (frame.event === 'stop') return this.end()
    if (frame.event === 'start') return this.start(frame.call)
    if (frame.event === 'media') this.hear(frame)
  }

  end(reason?: string): void {
    if (this.state === 'over') return
    this.state = 'over'
    this.waiting = []
    this.listener?.ended()
    if (reason !== undefined) {
      this.runtime.log.warn({ call: this.call, reason }, 'a media stream was closed')
      this.runtime.metrics.streamsRefused.inc()
    }
    this.socket.close(reason === undefined ? 1000 : 1008, reason)
  }

  private isTooMuch(): boolean {
    const now = Math.floor(performance.now() / 1000)
    this.frames = now === this.second ? this.frames + 1 : 1
    this.second = now
    return this.frames > MOST_FRAMES_A_SECOND
  }

  private start(named: string): void {
    if (this.state !== 'new') return this.end('the stream began twice')
    this.begin(named).catch((err: unknown) => {
      this.runtime.log.error({ err, call: this.call }, 'a media stream could not begin')
      this.end('the call cannot be found now')
    })
  }

  private async begin(named: string): Promise<void> {
    if (named !== this.call) return this.end('the stream is of another call')
    if (!useUp(this.opened)) return this.end('the stream began already')
    this.state = 'starting'
    const found = await this.ears.listen(this.call, this.opened.address.seq, () => this.end())
    const listens = typeof found !== 'string'
    // it may have ended meanwhile
    if (!this.isStarting()) return listens ? found.ended() : undefined
    if (!listens) return this.end(found)
    this.listener = found
    this.state = 'listening'
    if (this.size > 0) found.audio(Buffer.concat(this.waiting))
    this.waiting = []
  }

  private isStarting(): boolean {
    return this.state === 'starting'
  }

  private hear({ chunk, audio }: Frame & { event: 'media' }): void {
    if (this.state === 'new') return this.end('audio came before the start')
    // a frame that comes again or too late is left out
    if (chunk <= this.lastChunk) return
    this.lastChunk = chunk
    // each frame goes on at once: gathering five of them takes a tenth off the work, and makes
    // every answer up to 80 ms later
    if (this.listener) return this.listener.audio(audio)
    if (this.size > MOST_WAITING) return
    this.waiting.push(audio)
    this.size += audio.length
  }
}
