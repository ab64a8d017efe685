// One turn of listening at Google: a stream that is opened, fed with audio, and closed.
import type { protos } from '@google-cloud/speech'
import type { Alternative } from '../understand/hearing.ts'
import type { Channels, GoogleStream } from './google-channels.ts'
import { kindOf, speechContexts, type GoogleError } from './google-request.ts'
import type { Ear, FailureKind, Recognised, Wanted } from './recogniser.ts'

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

/** Short answers and digits go to models for them; both fall back on the default one. */
const MODELS = { choice: 'latest_short', digits: 'phone_call', words: 'latest_long' } as const

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

/** What streams of one recogniser share. `refused`: a language that a model does not know is heard
 * by Google's default model from then on. */
export type GoogleLink = { channels: Channels; refused: Set<string> }

export class GoogleEar implements Ear {
  private done = false
  private finished = false
  private heard = false
  // a copy of its own: a frame is a piece of a larger buffer, and keeping one keeps the whole
  private kept: Buffer | undefined = Buffer.allocUnsafeSlow(MOST_KEPT)
  private size = 0
  private mute: NodeJS.Timeout | undefined
  private takenAt = performance.now()
  private readonly pair: string
  private stream: GoogleStream

  constructor(
    private readonly link: GoogleLink,
    private readonly wanted: Wanted,
    private readonly on: (recognised: Recognised) => void,
  ) {
    this.pair = `${wanted.language} ${MODELS[wanted.expects]}`
    this.stream = this.open(link.refused.has(this.pair) ? undefined : MODELS[wanted.expects])
  }

  write(audio: Buffer): void {
    if (this.done || this.finished) return
    this.keep(audio)
    const now = performance.now()
    if (this.stream.writableLength === 0) this.takenAt = now
    if (now - this.takenAt > NOT_TAKEN) this.fail('slow', `no audio was taken for ${NOT_TAKEN} ms`)
    else this.stream.write({ audioContent: audio })
  }

  finish(): void {
    if (this.done || this.finished) return
    this.finished = true
    this.mute = setTimeout(
      () => this.fail('slow', `no answer within ${FIRST_ANSWER} ms`),
      FIRST_ANSWER,
    )
    this.stream.end()
  }

  close(): void {
    if (this.done) return
    this.done = true
    clearTimeout(this.mute)
    this.stream.cancel()
  }

  private open(model: string | undefined): GoogleStream {
    const opened = this.link.channels.stream({ streamingConfig: configOf(this.wanted, model) })
    // each write after a failure brings another error, so this stays although the stream is no
    // longer listened to
    opened.on('error', (error: GoogleError) => {
      if (opened !== this.stream || this.done) return
      const kind = kindOf(error)
      if (kind === 'wrong language' && model !== undefined && !this.heard && this.kept)
        return this.beginAgain(this.kept)
      this.fail(kind, `${error.code ?? ''} ${error.details ?? error.message}`.trim())
    })
    opened.on('data', (response: Response) => {
      if (opened === this.stream && !this.done) this.take(response)
    })
    opened.on('end', () => {
      if (opened === this.stream) this.stop({ type: 'closed' })
    })
    return opened
  }

  private take(response: Response): void {
    this.heard = true
    this.kept = undefined
    clearTimeout(this.mute)
    const { error } = response
    if (error?.code) {
      const kind = kindOf({ code: error.code, message: error.message ?? '' })
      return this.fail(kind, `${error.code}`)
    }
    for (const recognised of recognisedIn(response)) if (!this.done) this.on(recognised)
  }

  /** The model does not know the language: the default one hears what was said so far. */
  private beginAgain(kept: Buffer): void {
    this.link.refused.add(this.pair)
    this.stream = this.open(undefined)
    this.takenAt = performance.now()
    if (this.size > 0) this.stream.write({ audioContent: kept.subarray(0, this.size) })
    if (this.finished) this.stream.end()
  }

  /** By the time there is too much to keep, a wrong model would have been refused. */
  private keep(audio: Buffer): void {
    if (!this.kept) return
    if (this.size + audio.length > MOST_KEPT) this.kept = undefined
    else this.size += audio.copy(this.kept, this.size)
  }

  private fail(kind: FailureKind, detail: string): void {
    this.stop({ type: 'failed', kind, detail })
  }

  private stop(last: Recognised): void {
    if (this.done) return
    clearTimeout(this.mute)
    this.on(last)
    this.done = true
    this.stream.cancel()
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
