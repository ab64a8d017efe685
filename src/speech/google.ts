// Google Cloud Speech, version 1, as a recogniser: one stream for each turn of listening.
import type { protos } from '@google-cloud/speech'
import type { Alternative } from '../understand/hearing.ts'
import type { Ear, Recogniser, Recognised, Wanted } from './recogniser.ts'
import { openChannels, type Channels, type GoogleStream } from './google-channels.ts'
import { transcribe } from './google-recording.ts'
import { kindOf, speechContexts, type GoogleError } from './google-request.ts'

type Response = protos.google.cloud.speech.v1.IStreamingRecognizeResponse
type Config = protos.google.cloud.speech.v1.IStreamingRecognitionConfig

const MOST_ALTERNATIVES = 5
/** Google answers to audio within a second; a stream that is mute for this long after speech is
 * given up. Ms. */
const FIRST_ANSWER = 4000
/** Audio kept to be sent again, in one message, when a model turns out not to know the language: 3
 * s. Google takes 25 kB a message. */
const MOST_KEPT = 24_000
/** A connection that takes no audio for this long is given up. Ms. */
const NOT_TAKEN = 4000

/** Where the recogniser is: an endpoint other than Google's own (`host:port`) is reached without
 * credentials, and only on this machine. */
export type GoogleOptions = { endpoint?: string }

/** Makes the recogniser. Throws when an endpoint is not on this machine. */
export function makeGoogle({ endpoint }: GoogleOptions = {}): Recogniser {
  const channels = openChannels(endpoint)
  // a language that a model does not know is heard by Google's default model from then on
  const refused = new Set<string>()
  return {
    listen: (wanted, on) => listen(channels, wanted, refused, on),
    transcribe: (recording, wanted) => transcribe(channels.client, recording, wanted),
    close: () => channels.close(),
  }
}

/** Short answers and digits go to models for them; both fall back on the default one. */
const models = { choice: 'latest_short', digits: 'phone_call', words: 'latest_long' } as const

function configOf({ language, hints, expects }: Wanted, model: string | undefined): Config {
  return {
    config: {
      encoding: 'MULAW',
      sampleRateHertz: 8000,
      audioChannelCount: 1,
      languageCode: language,
      model,
      maxAlternatives: MOST_ALTERNATIVES,
      speechContexts: speechContexts(hints, expects === 'digits'),
    },
    interimResults: true,
    enableVoiceActivityEvents: true,
  }
}

function listen(
  channels: Channels,
  wanted: Wanted,
  refused: Set<string>,
  on: (recognised: Recognised) => void,
): Ear {
  const pair = `${wanted.language} ${models[wanted.expects]}`
  let done = false
  let finished = false
  let heard = false
  // a copy of its own: a frame is a piece of a larger buffer, and keeping one keeps the whole
  let kept: Buffer | undefined = Buffer.allocUnsafeSlow(MOST_KEPT)
  let size = 0
  let mute: NodeJS.Timeout | undefined
  let takenAt = performance.now()
  let stream = open(refused.has(pair) ? undefined : models[wanted.expects])

  const tell = (recognised: Recognised): void => {
    if (!done) on(recognised)
  }
  const stop = (last: Recognised): void => {
    if (done) return
    clearTimeout(mute)
    on(last)
    done = true
    stream.cancel()
  }
  function open(model: string | undefined): GoogleStream {
    const opened = channels.stream({ streamingConfig: configOf(wanted, model) })
    // each write after a failure brings another error, so this stays although the stream is no
    // longer listened to
    opened.on('error', (error: GoogleError) => {
      if (opened !== stream || done) return
      const kind = kindOf(error)
      if (kind === 'wrong language' && model !== undefined && !heard && kept) return again()
      stop({
        type: 'failed',
        kind,
        detail: `${error.code ?? ''} ${error.details ?? error.message}`.trim(),
      })
    })
    opened.on('data', (response: Response) => {
      if (opened !== stream || done) return
      heard = true
      kept = undefined
      clearTimeout(mute)
      if (response.error?.code)
        return stop({
          type: 'failed',
          kind: kindOf({ code: response.error.code, message: response.error.message ?? '' }),
          detail: `${response.error.code}`,
        })
      for (const recognised of recognisedIn(response)) tell(recognised)
    })
    opened.on('end', () => {
      if (opened === stream) stop({ type: 'closed' })
    })
    return opened
  }
  /** The model does not know the language: the default one hears what was said so far. */
  function again(): void {
    refused.add(pair)
    const audio = kept?.subarray(0, size)
    stream = open(undefined)
    takenAt = performance.now()
    if (audio?.length) stream.write({ audioContent: audio })
    if (finished) stream.end()
  }
  return {
    write(audio) {
      if (done || finished) return
      if (kept) {
        // by then a wrong model would have been refused
        if (size + audio.length > MOST_KEPT) kept = undefined
        else size += audio.copy(kept, size)
      }
      const now = performance.now()
      if (stream.writableLength === 0) takenAt = now
      if (now - takenAt > NOT_TAKEN)
        stop({ type: 'failed', kind: 'slow', detail: `no audio was taken for ${NOT_TAKEN} ms` })
      else stream.write({ audioContent: audio })
    },
    finish() {
      if (done || finished) return
      finished = true
      mute = setTimeout(
        () => stop({ type: 'failed', kind: 'slow', detail: `no answer within ${FIRST_ANSWER} ms` }),
        FIRST_ANSWER,
      )
      stream.end()
    },
    close() {
      if (done) return
      done = true
      clearTimeout(mute)
      stream.cancel()
    },
  }
}

function recognisedIn({ results, speechEventType }: Response): Recognised[] {
  if (speechEventType === 'SPEECH_ACTIVITY_BEGIN') return [{ type: 'speech started' }]
  if (speechEventType === 'SPEECH_ACTIVITY_END') return [{ type: 'speech ended' }]
  const final = (results ?? []).find(({ isFinal }) => isFinal)
  if (final)
    return [{ type: 'words', final: true, alternatives: alternativesOf(final.alternatives) }]
  // what may still change comes in pieces: the steadier ones first
  const text = (results ?? [])
    .map(({ alternatives }) => alternatives?.[0]?.transcript ?? '')
    .join('')
    .trim()
  return text === '' ? [] : [{ type: 'words', final: false, alternatives: [{ text }] }]
}

/** Google tells the confidence of the first alternative only; 0 means that it told none. */
function alternativesOf(
  alternatives: protos.google.cloud.speech.v1.ISpeechRecognitionAlternative[] | null | undefined,
): Alternative[] {
  return (alternatives ?? [])
    .map(({ transcript, confidence }) => ({
      text: (transcript ?? '').trim(),
      ...(confidence ? { confidence } : {}),
    }))
    .filter(({ text }) => text !== '')
}
