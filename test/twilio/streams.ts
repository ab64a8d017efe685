// Twilio's side of a media stream: a WebSocket that sends frames as Twilio does.
import { once } from 'node:events'
import { WebSocket } from 'ws'
import { sign } from '../../src/twilio/signature.ts'
import { publicUrl, token } from './server.ts'

/** 20 ms of silence, mu-law. */
export const silence = Buffer.alloc(160, 0xff)

/** The address of the stream a reply asks for, as a path. */
export function streamPath(xml: string): string {
  const url = /<Start><Stream url="wss:\/\/calls\.example\.com([^"]*)"/.exec(xml)?.[1]
  if (url === undefined) throw new Error(`no stream is asked for in ${xml}`)
  return url
}

/** Connects as Twilio; the signature is that of the `wss:` address unless another is given. */
export function connect(
  origin: string,
  path: string,
  signature = sign(token, publicUrl.replace('https', 'wss') + path),
): WebSocket {
  return new WebSocket(origin.replace('http', 'ws') + path, {
    headers: { 'x-twilio-signature': signature },
  })
}

export const startMessage = (callSid: string, over: object = {}): string =>
  JSON.stringify({
    event: 'start',
    sequenceNumber: '1',
    streamSid: 'MZ1',
    start: {
      streamSid: 'MZ1',
      accountSid: 'AC1',
      callSid,
      tracks: ['inbound'],
      customParameters: {},
      mediaFormat: { encoding: 'audio/x-mulaw', sampleRate: 8000, channels: 1 },
      ...over,
    },
  })

export const mediaMessage = (chunk: number, audio: Buffer = silence, over: object = {}): string =>
  JSON.stringify({
    event: 'media',
    sequenceNumber: String(chunk + 1),
    streamSid: 'MZ1',
    media: {
      track: 'inbound',
      chunk: String(chunk),
      timestamp: String(chunk * 20),
      payload: audio.toString('base64'),
      ...over,
    },
  })

/** A stream that has begun; `send` sends frames without waiting, `say` at the speed of speech. */
export async function openStream(origin: string, path: string, callSid: string) {
  const socket = connect(origin, path)
  await once(socket, 'open')
  socket.send(JSON.stringify({ event: 'connected', protocol: 'Call', version: '1.0.0' }))
  socket.send(startMessage(callSid))
  let chunk = 0
  const closed = once(socket, 'close') as Promise<[number, Buffer]>
  return {
    socket,
    closed,
    send(frames: number, audio: Buffer = silence) {
      for (let n = 0; n < frames; n++) socket.send(mediaMessage(++chunk, audio))
    },
    async say(audio: Buffer, speed = 1) {
      for (let at = 0; at < audio.length && socket.readyState === WebSocket.OPEN; at += 160) {
        socket.send(mediaMessage(++chunk, audio.subarray(at, at + 160)))
        await new Promise((resolve) => setTimeout(resolve, 20 / speed))
      }
    },
    stop() {
      socket.send(
        JSON.stringify({
          event: 'stop',
          sequenceNumber: '9',
          streamSid: 'MZ1',
          stop: { accountSid: 'AC1', callSid },
        }),
      )
    },
  }
}
