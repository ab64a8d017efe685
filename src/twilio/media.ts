// Twilio's media streams: WebSockets beside the webhooks, one for each turn of listening.
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Runtime } from '../runtime.ts'
import type { Ears, Listener } from './ears.ts'
import { longestMessage, readFrame } from './frames.ts'
import { isSigned } from './signature.ts'
import { readStreamPath, type StreamAddress } from './stream-address.ts'

/** Audio goes on in pieces of this many bytes, 60 ms: fewer and larger messages to the recogniser. */
const PIECE = 480
/** Audio that comes before the call was found is kept: 2 s. Bytes. */
const MOST_WAITING = 16_000
/** Twilio sends 50 frames a second; after a pause of the network, several seconds at once. */
const MOST_FRAMES_A_SECOND = 500

/** Takes upgrades at `/twilio/media`. Gives the number of streams that are open. */
export function takeMedia(server: Server, runtime: Runtime, ears: Ears): { open(): number; close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: longestMessage, perMessageDeflate: false, clientTracking: true })
  // used up by the start of a stream, not by its upgrade: Twilio may connect twice
  const started = new Set<string>()
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    if (!path.startsWith('/twilio/media')) return
    socket.on('error', () => undefined)
    const address = admitted(runtime, request, path)
    if (typeof address === 'string') {
      runtime.metrics.refused.inc({ reason: 'media stream' })
      runtime.log.warn({ reason: address }, 'a media stream was refused')
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => take(runtime, ears, started, opened, address))
  }
  server.on('upgrade', upgrade)
  return {
    open: () => sockets.clients.size,
    close() {
      server.off('upgrade', upgrade)
      for (const opened of sockets.clients) opened.close(1001, 'the server stops')
      sockets.close()
    },
  }
}

/** The documentation does not tell which form of the address is signed: each likely one is tried. */
function admitted({ config, now }: Runtime, request: IncomingMessage, path: string): StreamAddress | string {
  const { twilioAuthToken: token, publicUrl } = config
  if (!token || !publicUrl) return 'practice mode takes no streams'
  const signature = request.headers['x-twilio-signature']
  const plain = publicUrl + path.replace(/\/$/, '')
  const forms = [plain, `${plain}/`].flatMap((form) => [form, form.replace(/^http/, 'ws')])
  if (!forms.some((form) => isSigned(token, Array.isArray(signature) ? signature[0] : signature, form))) return 'its signature does not match'
  const address = readStreamPath(path, token, now())
  return typeof address === 'string' ? `its address is ${address}` : address
}

/** One stream from its first message to its end. */
function take(runtime: Runtime, ears: Ears, started: Set<string>, socket: WebSocket, { call, seq }: StreamAddress): void {
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
  const flush = (): void => {
    if (!listener || size === 0) return
    listener.audio(Buffer.concat(waiting))
    waiting = []
    size = 0
  }
  const begin = async (named: string): Promise<void> => {
    if (named !== call) return end('the stream is of another call')
    const key = `${call} ${seq}`
    if (started.has(key)) return end('the stream began already')
    started.add(key)
    setTimeout(() => started.delete(key), 120_000).unref()
    state = 'starting'
    const found = await ears.listen(call, seq, () => end())
    if (state !== 'starting') return typeof found === 'string' ? undefined : found.ended()
    if (typeof found === 'string') return end(found)
    listener = found
    state = 'listening'
    flush()
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
    if (state === 'starting' && size > MOST_WAITING) return
    waiting.push(frame.audio)
    size += frame.audio.length
    if (size >= PIECE) flush()
  })
  socket.on('close', () => end())
  socket.on('error', (error) => {
    runtime.log.warn({ call, reason: error.message }, 'a media stream broke')
    end()
  })
}
