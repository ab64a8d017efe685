// The door of speech recognition: audio in; partial and final words, the edges of speech, and
// failures out. Recordings are written down as a whole.
import type { Alternative } from '../understand/hearing.ts'

/** What is listened for in one turn. `language` is a BCP 47 tag; `hints` are phrases that can be
 * said here, at most 100 characters each. */
export type Wanted = { language: string; hints: string[]; expects: 'choice' | 'digits' | 'words' }

/** Why nothing more will be heard. `no audio` and `too long` are ends of a stream that nobody need
 * hear of; of a recording, they and `unreadable` will be the same however often it is tried. */
export type FailureKind =
  | 'unreachable'
  | 'refused'
  | 'quota'
  | 'wrong language'
  | 'slow'
  | 'no audio'
  | 'too long'
  | 'unreadable'
  | 'broken'

/** Words that are not final may change; `alternatives` come best first. After `failed` or `closed`
 * nothing follows. */
export type Recognised =
  | { type: 'speech started' }
  | { type: 'speech ended' }
  | { type: 'words'; final: boolean; alternatives: Alternative[] }
  | { type: 'failed'; kind: FailureKind; detail: string }
  | { type: 'closed' }

/** One turn of listening. Audio is mu-law, 8000 samples a second, one channel. After the end of it,
 * writing does nothing. */
export type Ear = {
  write(audio: Buffer): void
  /** no more audio comes; what was heard so far is made final */
  finish(): void
  /** stops at once, without another word */
  close(): void
}

/** A recording written down; `text` is empty when there were no words in it. `detail` never holds
 * what was said. */
export type Transcribed =
  { type: 'written'; text: string } | { type: 'failed'; kind: FailureKind; detail: string }

export type Recogniser = {
  /** `on` is never called before this returns. */
  listen(wanted: Wanted, on: (recognised: Recognised) => void): Ear
  /** Writes a recording down: a WAV file of 16-bit PCM or mu-law, of at most 10 minutes. Takes up
   * to 4 minutes, and never rejects. */
  transcribe(recording: Buffer, wanted: Pick<Wanted, 'language' | 'hints'>): Promise<Transcribed>
  close(): Promise<void>
}
