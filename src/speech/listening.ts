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
import type { Ear, FailureKind, Recognised, Recogniser, Wanted } from './recogniser.ts'

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
  return new AnswerListener(recogniser, wanted, whole, told)
}

class AnswerListener implements Answering {
  private readonly listening: Listening
  private readonly ear: Ear
  private readonly limit: NodeJS.Timeout
  private timer: NodeJS.Timeout | undefined
  private mute: NodeJS.Timeout | undefined
  private lastWord = 0
  private lastSpeech: number | undefined
  private recognising: number | undefined
  private loud = 0
  private deaf = true
  private closed = false

  constructor(
    recogniser: Pick<Recogniser, 'listen'>,
    wanted: Wanted,
    whole: Listening['whole'],
    private readonly told: Told,
  ) {
    this.listening = beginListening(wanted.expects, whole)
    this.ear = recogniser.listen(wanted, (recognised) => this.take(recognised))
    this.limit = setTimeout(() => this.runOut(), WHOLE_ANSWER)
  }

  audio(audio: Buffer): void {
    if (this.deaf && this.mute === undefined && isLoud(audio)) {
      this.loud += audio.length
      if (this.loud >= SPOKEN) this.mute = setTimeout(() => this.giveUpDeaf(), FIRST_WORD)
    }
    this.ear.write(audio)
  }

  ended(): boolean {
    const goesOn = this.speaking()
    if (goesOn) this.ear.finish()
    else this.close()
    return goesOn
  }

  speaking(): boolean {
    return isSpeaking(this.listening, performance.now())
  }

  close(): void {
    this.closed = true
    clearTimeout(this.timer)
    clearTimeout(this.limit)
    clearTimeout(this.mute)
    this.ear.close()
  }

  private take(recognised: Recognised): void {
    this.deaf = false
    clearTimeout(this.mute)
    this.note(recognised)
    this.act(hear(this.listening, recognised, performance.now()))
    if (recognised.type === 'words' && !this.listening.over)
      this.told.words?.(wordsOf(this.listening))
  }

  private note(recognised: Recognised): void {
    const now = performance.now()
    if (recognised.type === 'words') this.lastWord = now
    if (recognised.type === 'words' && recognised.final)
      this.recognising = this.lastSpeech && now - this.lastSpeech
    else if (recognised.type === 'words' || recognised.type === 'speech ended')
      this.lastSpeech = now
  }

  private act(acts: Act[]): void {
    for (const one of acts) {
      if (this.closed) return
      this.perform(one)
    }
    clearTimeout(this.timer)
    const due = this.closed ? undefined : dueAt(this.listening)
    if (due === undefined) return
    const wait = Math.max(0, due - performance.now())
    this.timer = setTimeout(() => this.act(pass(this.listening, performance.now())), wait)
  }

  private perform(act: Act): void {
    switch (act.type) {
      case 'finish':
        return this.ear.finish()
      case 'interrupt':
        return this.told.interrupt()
      case 'answer': {
        const ending = performance.now() - this.lastWord
        return this.told.answer(act.alternatives, { recognising: this.recognising, ending })
      }
      case 'failed':
        return this.told.failed(act.kind, act.detail)
    }
  }

  /** The caller has been loud, and the recogniser has not said a word. */
  private giveUpDeaf(): void {
    const detail = `nothing was heard ${FIRST_WORD} ms after speech began`
    this.take({ type: 'failed', kind: 'slow', detail })
  }

  private runOut(): void {
    if (this.speaking()) return this.ear.finish()
    const last: Recognised = { type: 'failed', kind: 'too long', detail: 'nothing was said' }
    this.act(hear(this.listening, last, performance.now()))
  }
}

const wordsOf = ({ finals, interim }: Listening): string =>
  [...finals.map(([best]) => best?.text ?? ''), interim].filter((text) => text !== '').join(' ')
