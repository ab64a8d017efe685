// A recording written down by Google Cloud Speech: long-running recognition, piece by piece.
import type { v1, protos } from '@google-cloud/speech'
import { kindOf, speechContexts, type GoogleError } from './google-request.ts'
import type { Transcribed, Wanted } from './recogniser.ts'
import { pieces, readWav, secondsOf, type Sound } from './wav.ts'

type Client = InstanceType<typeof v1.SpeechClient>
type Config = protos.google.cloud.speech.v1.IRecognitionConfig

/** Sound that comes with the request itself, not from Google's storage, may be a minute long: with
 * more Google refuses it. Seconds. */
const LONGEST_PIECE = 55
/** `record` takes ten minutes at most; the rest is for what the telephone adds. Seconds. */
const LONGEST = 615
/** The model for dictation; where it lacks the language, Google's default one writes. */
const MODEL = 'latest_long'
/** For the request, and for the words of a piece, ms. Both models together stay under the 4 minutes
 * that are promised. */
const REQUEST = 20_000
const PIECE = 90_000
/** Google is asked how far it is, first soon and then less often. */
const ASKING = {
  initialRetryDelayMillis: 250,
  retryDelayMultiplier: 1.5,
  maxRetryDelayMillis: 5000,
  initialRpcTimeoutMillis: REQUEST,
  rpcTimeoutMultiplier: 1,
  maxRpcTimeoutMillis: REQUEST,
  totalTimeoutMillis: PIECE,
}

export async function transcribe(
  client: Client,
  recording: Buffer,
  { language, hints }: Pick<Wanted, 'language' | 'hints'>,
): Promise<Transcribed> {
  const sound = readWav(recording)
  if (typeof sound === 'string') return { type: 'failed', kind: 'unreadable', detail: sound }
  const seconds = secondsOf(sound)
  if (seconds > LONGEST)
    return {
      type: 'failed',
      kind: 'too long',
      detail: `it lasts ${Math.round(seconds)} seconds, and ${LONGEST} can be written down`,
    }
  if (seconds === 0) return { type: 'written', text: '' }
  const config: Config = {
    encoding: sound.encoding,
    sampleRateHertz: sound.rate,
    audioChannelCount: sound.channels,
    languageCode: language,
    model: MODEL,
    maxAlternatives: 1,
    enableAutomaticPunctuation: true,
    speechContexts: speechContexts(hints),
  }
  try {
    return { type: 'written', text: await write(client, sound, config) }
  } catch (error) {
    if (kindOf(error as GoogleError) !== 'wrong language') return failure(error)
  }
  try {
    return { type: 'written', text: await write(client, sound, { ...config, model: undefined }) }
  } catch (error) {
    return failure(error)
  }
}

async function write(client: Client, sound: Sound, config: Config): Promise<string> {
  const texts = await Promise.all(
    pieces(sound, LONGEST_PIECE).map((content) => writePiece(client, content, config)),
  )
  return texts.join(' ').replace(/\s+/g, ' ').trim()
}

/** Without a `retry` of its own: a request that is lost is made again with the whole message,
 * later. */
async function writePiece(client: Client, content: Buffer, config: Config): Promise<string> {
  const [operation] = await client.longRunningRecognize(
    { config, audio: { content } },
    { timeout: REQUEST, longrunning: ASKING },
  )
  const [response] = await operation.promise()
  // silence comes back without results
  return ((response.results ?? []) as protos.google.cloud.speech.v1.ISpeechRecognitionResult[])
    .map(({ alternatives }) => alternatives?.[0]?.transcript ?? '')
    .join(' ')
}

function failure(error: unknown): Transcribed {
  const { code, details, message } = error as GoogleError
  return {
    type: 'failed',
    kind: kindOf(error as GoogleError),
    detail: `${code ?? ''} ${details ?? message}`.trim(),
  }
}
