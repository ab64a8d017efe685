// Plays Google Cloud Speech on this machine: a real gRPC server from the package's own protos, told what to answer.
import { createRequire } from 'node:module'
import { loadPackageDefinition, Server, ServerCredentials, type ServerDuplexStream, type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js'
import { fromJSON, type Options } from '@grpc/proto-loader'

export type Request = { streamingConfig?: { config: { languageCode: string; model: string; speechContexts: { phrases: string[] }[] } }; audioContent?: Buffer }

/** One stream as the server sees it. */
export type Stream = {
  config: NonNullable<Request['streamingConfig']>['config']
  /** bytes of audio so far */
  received: number
  send(response: object): void
  fail(code: number, details: string): void
  end(): void
}

/** What a stream does: called at its start, for each piece of audio, and when the client has sent all. */
export type Script = { begin?(stream: Stream): void; audio?(stream: Stream, audio: Buffer): void; finished?(stream: Stream): void }

export type GoogleServer = { endpoint: string; streams: Stream[]; script: Script; close(): Promise<void> }

export const words = (transcript: string, { final = true, confidence = 0.9, others = [] as string[] } = {}): object => ({ results: [{ isFinal: final, stability: final ? 0 : 0.5, alternatives: [{ transcript, confidence: final ? confidence : 0 }, ...others.map((other) => ({ transcript: other }))] }] })

/** By default a stream answers with nothing and ends when the client has finished. */
export async function startGoogle(script: Script = {}): Promise<GoogleServer> {
  const protos = createRequire(import.meta.url)('@google-cloud/speech/build/protos/protos.json') as Parameters<typeof fromJSON>[0]
  const loaded = loadPackageDefinition(fromJSON(protos, { longs: String, enums: String, defaults: true, oneofs: true } satisfies Options)) as unknown as { google: { cloud: { speech: { v1: { Speech: { service: ServiceDefinition } } } } } }
  const server = new Server()
  const running: GoogleServer = { endpoint: '', streams: [], script, close: () => new Promise((resolve) => { server.forceShutdown(); resolve() }) }
  const streamingRecognize = (call: ServerDuplexStream<Request, object>): void => {
    let stream: Stream | undefined
    call.on('data', ({ streamingConfig, audioContent }: Request) => {
      if (streamingConfig) {
        stream = { config: streamingConfig.config, received: 0, send: (response) => void call.write(response), fail: (code, details) => void call.emit('error', { code, details }), end: () => call.end() }
        running.streams.push(stream)
        running.script.begin?.(stream)
      } else if (stream && audioContent) {
        stream.received += audioContent.length
        running.script.audio?.(stream, audioContent)
      }
    })
    call.on('end', () => { if (stream && running.script.finished) running.script.finished(stream); else call.end() })
    call.on('error', () => undefined)
  }
  server.addService(loaded.google.cloud.speech.v1.Speech.service, { streamingRecognize } as unknown as UntypedServiceImplementation)
  const port = await new Promise<number>((resolve, reject) => server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error ? reject(error) : resolve(bound))))
  running.endpoint = `127.0.0.1:${port}`
  return running
}
