// One answer listened for: audio goes to a recogniser, and what it hears becomes an answer once the caller has finished.
import type { Alternative } from '../understand/hearing.ts'
import { beginListening, dueAt, hear, isSpeaking, pass, type Act, type Listening } from './endpoint.ts'
import type { FailureKind, Recognised, Recogniser, Wanted } from './recogniser.ts'

/** What becomes of listening: at any time words so far and once a prompt to be cut; at the end one of `answer` and `failed`, and nothing after it. */
export type Told = {
  /** words so far, which may still change */
  words?(text: string): void
  interrupt(): void
  /** `since` is the ms that passed since the last word came from the recogniser */
  answer(alternatives: Alternative[], since: number): void
  failed(kind: FailureKind, detail: string): void
}

/** Audio is mu-law, 8000 samples a second. After the end of it, and after `close`, audio does nothing. */
export type Answering = {
  audio(audio: Buffer): void
  /** no more audio comes: words that were begun are finished; without any the listening is closed. False when it was closed. */
  ended(): boolean
  speaking(): boolean
  close(): void
}

/** The longest answer. Ms. */
const WHOLE_ANSWER = 60_000

/** Begins to listen; `whole` tells of words that nobody need wait for more after them. */
export function listenFor(recogniser: Recogniser, wanted: Wanted, whole: Listening['whole'], told: Told): Answering {
  const listening = beginListening(wanted.expects, whole)
  let timer: NodeJS.Timeout | undefined
  let lastWord = 0
  let closed = false
  const ear = recogniser.listen(wanted, (recognised) => take(recognised))
  const limit = setTimeout(() => ear.finish(), WHOLE_ANSWER)

  const take = (recognised: Recognised): void => {
    if (recognised.type === 'words') lastWord = performance.now()
    act(hear(listening, recognised, performance.now()))
    if (recognised.type === 'words' && !listening.over) told.words?.(wordsOf(listening))
  }
  const act = (acts: Act[]): void => {
    for (const one of acts) {
      if (closed) return
      if (one.type === 'finish') ear.finish()
      else if (one.type === 'interrupt') told.interrupt()
      else if (one.type === 'answer') told.answer(one.alternatives, performance.now() - lastWord)
      else told.failed(one.kind, one.detail)
    }
    clearTimeout(timer)
    const due = closed ? undefined : dueAt(listening)
    if (due !== undefined) timer = setTimeout(() => act(pass(listening, performance.now())), Math.max(0, due - performance.now()))
  }
  const close = (): void => {
    closed = true
    clearTimeout(timer)
    clearTimeout(limit)
    ear.close()
  }
  return {
    audio: (audio) => ear.write(audio),
    ended() {
      if (isSpeaking(listening)) { ear.finish(); return true }
      close()
      return false
    },
    speaking: () => isSpeaking(listening),
    close,
  }
}

const wordsOf = ({ finals, interim }: Listening): string => [...finals.map(([best]) => best?.text ?? ''), interim].filter((text) => text !== '').join(' ')
