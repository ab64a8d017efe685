// One answer listened for: audio goes to a recogniser, and what it hears becomes an answer once the
// caller has finished.
import type { Alternative } from '../understand/hearing.ts'
import {
  beginListening,
  dueAt,
  hear,
  isSpeaking,
  pass,
  type Act,
  type Listening,
} from './endpoint.ts'
import { isLoud } from './mulaw.ts'
import type { FailureKind, Recognised, Recogniser, Wanted } from './recogniser.ts'

/** What becomes of listening: at any time words so far and once a prompt to be cut; at the end one
 * of `answer` and `failed`, and nothing after it. */
export type Told = {
  /** words so far, which may still change */
  words?(text: string): void
  interrupt(): void
  answer(alternatives: Alternative[], spent: Spent): void
  failed(kind: FailureKind, detail: string): void
}

/** What an answer waited for, in ms: from the last speech to final words (unknown when the
 * recogniser told of no speech before), and from the last words to the answer. */
export type Spent = { recognising?: number; ending: number }

/** Audio is mu-law, 8000 samples a second. After the end of it, and after `close`, audio does
 * nothing. */
export type Answering = {
  audio(audio: Buffer): void
  /** no more audio comes: words that were begun are finished; without any the listening is closed.
   * False when it was closed. */
  ended(): boolean
  speaking(): boolean
  close(): void
}

/** The longest answer, and the longest wait for one. Ms. */
const WHOLE_ANSWER = 60_000
/** Somebody who has been loud for this many bytes, 600 ms, speaks; a recogniser that says nothing
 * at all for so long after it is not well. Ms. */
const SPOKEN = 4800
const FIRST_WORD = 4000

/** Begins to listen; `whole` tells of words that nobody need wait for more after them. */
export function listenFor(
  recogniser: Pick<Recogniser, 'listen'>,
  wanted: Wanted,
  whole: Listening['whole'],
  told: Told,
): Answering {
  const listening = beginListening(wanted.expects, whole)
  let timer: NodeJS.Timeout | undefined
  let lastWord = 0
  let lastSpeech: number | undefined
  let recognising: number | undefined
  let closed = false
  let loud = 0
  let mute: NodeJS.Timeout | undefined
  let deaf = true
  const ear = recogniser.listen(wanted, (recognised) => take(recognised))
  const limit = setTimeout(() => {
    if (isSpeaking(listening, performance.now())) ear.finish()
    else
      act(
        hear(
          listening,
          { type: 'failed', kind: 'too long', detail: 'nothing was said' },
          performance.now(),
        ),
      )
  }, WHOLE_ANSWER)

  const take = (recognised: Recognised): void => {
    deaf = false
    clearTimeout(mute)
    note(recognised)
    act(hear(listening, recognised, performance.now()))
    if (recognised.type === 'words' && !listening.over) told.words?.(wordsOf(listening))
  }
  const note = (recognised: Recognised): void => {
    const now = performance.now()
    if (recognised.type === 'words') lastWord = now
    if (recognised.type === 'words' && recognised.final)
      recognising = lastSpeech === undefined ? undefined : now - lastSpeech
    else if (recognised.type === 'words' || recognised.type === 'speech ended') lastSpeech = now
  }
  const act = (acts: Act[]): void => {
    for (const one of acts) {
      if (closed) return
      if (one.type === 'finish') ear.finish()
      else if (one.type === 'interrupt') told.interrupt()
      else if (one.type === 'answer')
        told.answer(one.alternatives, { recognising, ending: performance.now() - lastWord })
      else told.failed(one.kind, one.detail)
    }
    clearTimeout(timer)
    const due = closed ? undefined : dueAt(listening)
    if (due !== undefined)
      timer = setTimeout(
        () => act(pass(listening, performance.now())),
        Math.max(0, due - performance.now()),
      )
  }
  const close = (): void => {
    closed = true
    clearTimeout(timer)
    clearTimeout(limit)
    clearTimeout(mute)
    ear.close()
  }
  return {
    audio(audio) {
      if (deaf && mute === undefined && isLoud(audio) && (loud += audio.length) >= SPOKEN)
        mute = setTimeout(
          () =>
            take({
              type: 'failed',
              kind: 'slow',
              detail: `nothing was heard ${FIRST_WORD} ms after speech began`,
            }),
          FIRST_WORD,
        )
      ear.write(audio)
    },
    ended() {
      if (isSpeaking(listening, performance.now())) {
        ear.finish()
        return true
      }
      close()
      return false
    },
    speaking: () => isSpeaking(listening, performance.now()),
    close,
  }
}

const wordsOf = ({ finals, interim }: Listening): string =>
  [...finals.map(([best]) => best?.text ?? ''), interim].filter((text) => text !== '').join(' ')
