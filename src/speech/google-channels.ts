// Connections to Google: each carries a hundred streams at a time, so there are as many as there
// are callers listened to.
import { credentials } from '@grpc/grpc-js'
import { v1, type protos } from '@google-cloud/speech'

type Client = InstanceType<typeof v1.SpeechClient>
type Options = NonNullable<ConstructorParameters<typeof v1.SpeechClient>[0]>
type Request = protos.google.cloud.speech.v1.IStreamingRecognizeRequest
export type GoogleStream = ReturnType<Client['_streamingRecognize']>

/** Google takes 100 streams on one connection, and further ones wait unheard until others end; the
 * rest is for recordings. */
const MOST_STREAMS = 90
const CHANNEL: Options = {
  // each channel has its own connection, or they would share one
  'grpc.use_local_subchannel_pool': 1,
  // gRPC keeps what was sent, to send it again, until Google's first word: a second of audio, not a
  // minute (bytes)
  'grpc.per_rpc_retry_buffer_size': 8000,
  // a connection that is dead without a word is noticed in the middle of the streams on it (ms)
  'grpc.keepalive_time_ms': 30_000,
  'grpc.keepalive_timeout_ms': 5000,
}

export type Channels = {
  /** a stream whose first message is the request given */
  stream(first: Request): GoogleStream
  /** the client for requests that are no streams */
  client: Client
  close(): Promise<void>
}

/** Throws when an endpoint (`host:port`) is not on this machine. */
export function openChannels(endpoint: string | undefined): Channels {
  const open = (): { client: Client; streams: number } => ({
    client: new v1.SpeechClient({ ...CHANNEL, ...(endpoint === undefined ? {} : local(endpoint)) }),
    streams: 0,
  })
  const first = open()
  const channels = [first]
  const another = (): typeof first => {
    const opened = open()
    channels.push(opened)
    return opened
  }
  return {
    client: first.client,
    stream(request) {
      const channel = channels.find(({ streams }) => streams < MOST_STREAMS) ?? another()
      // not `streamingRecognize`, whose three further streams around this one only wrap and unwrap
      // messages
      const stream = channel.client._streamingRecognize()
      let over = false
      const release = (): void => {
        if (!over) channel.streams--
        over = true
      }
      channel.streams++
      stream.on('end', release).on('error', release).on('close', release)
      stream.write(request)
      return stream
    },
    async close() {
      await Promise.all(channels.map(({ client }) => client.close()))
    },
  }
}

function local(endpoint: string): Options {
  const { hostname, port } = new URL(`http://${endpoint}`)
  if (!/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
    throw new Error(
      `SPEECH_ENDPOINT is "${endpoint}": without encryption only a recogniser on this machine can be used, such as 127.0.0.1:50051`,
    )
  return {
    apiEndpoint: hostname,
    port: Number(port),
    sslCreds: credentials.createInsecure(),
    projectId: 'local',
  }
}
