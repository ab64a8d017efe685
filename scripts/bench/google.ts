// Google in a process of its own, as cheap as it can be: messages are not decoded beyond the audio
// in them, which is answered as the parent orders, counted and timed.
import { protos } from '@google-cloud/speech'
import {
  Server,
  ServerCredentials,
  type ServerDuplexStream,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import { readStamp } from './frame.ts'
import { makeLateness } from './lateness.ts'

/** Each stream answers after so many bytes, `apart` more for each of fifty that follow; or fails.
 * `late` ms. */
export type Order = { hear?: string; after: number; apart?: number; fail?: number; late?: number }
/** A frame was answered: which stream's, when it was sent, when it came here and when the answer
 * left. */
export type Heard = { stream: number; spoken: number; heard: number; answered: number }

let order: Order = { after: Infinity }
let streams = 0
const lateness = makeLateness()
const now = (): number => performance.timeOrigin + performance.now()
const { StreamingRecognizeResponse } = protos.google.cloud.speech.v1

const streamingRecognize = (call: ServerDuplexStream<Buffer, object>): void => {
  const { hear, after, apart = 0, fail, late } = order
  const due = after + apart * (streams++ % 50)
  let received = 0
  const answer = (spoken: { stream: number; at: number } | undefined, heard: number): void => {
    if (fail !== undefined) return void call.emit('error', { code: fail, details: 'on purpose' })
    if (hear === undefined) return
    if (spoken)
      process.send?.({
        stream: spoken.stream,
        spoken: spoken.at,
        heard,
        answered: now(),
      } satisfies Heard)
    call.write({
      results: [{ isFinal: true, alternatives: [{ transcript: hear, confidence: 0.9 }] }],
    })
  }
  call.on('data', (message: Buffer) => {
    // field 2 is audio; field 1, the first message, the configuration
    if (message[0] !== 0x12) return
    const audio = message.subarray((message[1] ?? 0) < 0x80 ? 2 : 3)
    const heard = now()
    for (let at = 0; at + 160 <= audio.length; at += 160) {
      const stamp = readStamp(audio, at)
      lateness.note(heard - stamp.at)
      received += 160
      if (received < due || received - 160 >= due) continue
      if (late === undefined) answer(stamp, heard)
      else setTimeout(() => answer(stamp, heard), late)
    }
  })
  call.on('end', () => call.end())
  call.on('error', () => undefined)
}

const server = new Server({ 'grpc.max_concurrent_streams': 100 })
const method = {
  path: '/google.cloud.speech.v1.Speech/StreamingRecognize',
  requestStream: true,
  responseStream: true,
  requestSerialize: Buffer.from,
  requestDeserialize: (bytes: Buffer) => bytes,
  responseSerialize: (response: object) =>
    Buffer.from(StreamingRecognizeResponse.encode(response).finish()),
  responseDeserialize: (bytes: Buffer) => bytes,
}
server.addService({ streamingRecognize: method }, {
  streamingRecognize,
} as unknown as UntypedServiceImplementation)
server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error
  process.send?.({ endpoint: `127.0.0.1:${port}` })
})
process.on('message', (message: Order | 'count') => {
  if (message !== 'count') {
    order = message
    return
  }
  const { user, system } = process.cpuUsage()
  process.send?.({ ...lateness.take(), cpu: (user + system) / 1000 })
})
