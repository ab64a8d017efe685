// Plays Google Cloud Speech on this machine: a real gRPC server from the package's own protos, told
// what to answer.
import { createRequire } from 'node:module'
import { protos as google } from '@google-cloud/speech'
import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type sendUnaryData,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js'
import { fromJSON, type Options } from '@grpc/proto-loader'

export type Request = {
  streamingConfig?: {
    config: { languageCode: string; model: string; speechContexts: { phrases: string[] }[] }
  }
  audioContent?: Buffer
}

/** One stream as the server sees it. */
export type Stream = {
  config: NonNullable<Request['streamingConfig']>['config']
  /** bytes of audio so far */
  received: number
  /** the connection it came by */
  peer: string
  send(response: object): void
  fail(code: number, details: string): void
  end(): void
}

/** A recording that is to be written down, as the server gets it. */
export type Recording = {
  config: {
    encoding: string
    sampleRateHertz: number
    audioChannelCount: number
    languageCode: string
    model: string
    enableAutomaticPunctuation: boolean
    speechContexts: { phrases: string[] }[]
  }
  content: Buffer
}

/** What is in a recording, or why it cannot be told: the request is refused, or the work fails. It
 * is done when it was asked for so often. */
export type Written = (
  { texts: string[] } | { code: number; details: string; refused?: boolean }
) & { asked?: number }

/** What a stream does: called at its start, for each piece of audio, and when the client has sent
 * all. */
export type Script = {
  begin?(stream: Stream): void
  audio?(stream: Stream, audio: Buffer): void
  finished?(stream: Stream): void
  recording?(recording: Recording, nth: number): Written
}

export type GoogleServer = {
  endpoint: string
  streams: Stream[]
  recordings: Recording[]
  script: Script
  close(): Promise<void>
}

export const words = (
  transcript: string,
  { final = true, confidence = 0.9, others = [] as string[] } = {},
): object => ({
  results: [
    {
      isFinal: final,
      stability: final ? 0 : 0.5,
      alternatives: [
        { transcript, confidence: final ? confidence : 0 },
        ...others.map((other) => ({ transcript: other })),
      ],
    },
  ],
})

/** As at Google: further streams on one connection wait until others have ended. */
const STREAMS_A_CONNECTION = 100

/** By default a stream answers with nothing and ends when the client has finished, and a recording
 * has no words in it. */
export async function startGoogle(script: Script = {}): Promise<GoogleServer> {
  const protos = createRequire(import.meta.url)(
    '@google-cloud/speech/build/protos/protos.json',
  ) as Parameters<typeof fromJSON>[0]
  const loaded = loadPackageDefinition(
    fromJSON(protos, {
      longs: String,
      enums: String,
      defaults: true,
      oneofs: true,
    } satisfies Options),
  ) as unknown as {
    google: {
      cloud: { speech: { v1: { Speech: { service: ServiceDefinition } } } }
      longrunning: { Operations: { service: ServiceDefinition } }
    }
  }
  const server = new Server({ 'grpc.max_concurrent_streams': STREAMS_A_CONNECTION })
  const running: GoogleServer = {
    endpoint: '',
    streams: [],
    recordings: [],
    script,
    close: () =>
      new Promise((resolve) => {
        server.forceShutdown()
        resolve()
      }),
  }
  const streamingRecognize = (call: ServerDuplexStream<Request, object>): void => {
    let stream: Stream | undefined
    call.on('data', ({ streamingConfig, audioContent }: Request) => {
      if (streamingConfig) {
        stream = {
          config: streamingConfig.config,
          received: 0,
          peer: call.getPeer(),
          send: (response) => void call.write(response),
          fail: (code, details) => void call.emit('error', { code, details }),
          end: () => call.end(),
        }
        running.streams.push(stream)
        running.script.begin?.(stream)
      } else if (stream && audioContent) {
        stream.received += audioContent.length
        running.script.audio?.(stream, audioContent)
      }
    })
    call.on('end', () => {
      if (stream && running.script.finished) running.script.finished(stream)
      else call.end()
    })
    call.on('error', () => undefined)
  }
  const operations = new Map<string, { written: Written; asked: number }>()
  const progress = (name: string): object => {
    const operation = operations.get(name)
    if (!operation || operation.asked < (operation.written.asked ?? 0)) return { name, done: false }
    const { written } = operation
    return {
      name,
      done: true,
      ...('code' in written
        ? { error: { code: written.code, message: written.details } }
        : { response: packed(written.texts) }),
    }
  }
  const longRunningRecognize = (
    {
      request: { config, audio },
    }: ServerUnaryCall<{ config: Recording['config']; audio: { content: Buffer } }, object>,
    answer: sendUnaryData<object>,
  ): void => {
    const recording = { config, content: audio.content }
    running.recordings.push(recording)
    const written = running.script.recording?.(recording, running.recordings.length) ?? {
      texts: [],
    }
    if ('code' in written && written.refused)
      return answer({ code: written.code, details: written.details })
    const name = `operation-${running.recordings.length}`
    operations.set(name, { written, asked: 0 })
    answer(null, progress(name))
  }
  const getOperation = (
    { request: { name } }: ServerUnaryCall<{ name: string }, object>,
    answer: sendUnaryData<object>,
  ): void => {
    const operation = operations.get(name)
    if (operation) operation.asked++
    answer(null, progress(name))
  }
  server.addService(loaded.google.cloud.speech.v1.Speech.service, {
    streamingRecognize,
    longRunningRecognize,
  } as unknown as UntypedServiceImplementation)
  server.addService(loaded.google.longrunning.Operations.service, {
    getOperation,
  } as unknown as UntypedServiceImplementation)
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  running.endpoint = `127.0.0.1:${port}`
  return running
}

const { LongRunningRecognizeResponse } = google.google.cloud.speech.v1

/** As Google packs it: one result for each stretch of speech, an Any without results for
 * silence. */
function packed(texts: string[]): object {
  const results = texts.map((transcript) => ({ alternatives: [{ transcript, confidence: 0.9 }] }))
  return {
    type_url: 'type.googleapis.com/google.cloud.speech.v1.LongRunningRecognizeResponse',
    value: Buffer.from(LongRunningRecognizeResponse.encode({ results }).finish()),
  }
}
