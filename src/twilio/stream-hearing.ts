// One turn of listening by media stream: what is heard becomes a turn, and Twilio is told to go on.
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { isWholeAnswer } from '../call/whole-answer.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { listenFor, type Answering, type Spent } from '../speech/listening.ts'
import type { FailureKind, Recogniser } from '../speech/recogniser.ts'
import { takeTurn } from '../turn/turn.ts'
import type { Alternative } from '../understand/hearing.ts'
import { address } from './address.ts'
import type { Edge } from './edge.ts'
import { beginsUncut, goOnAsking, twiml } from './twiml.ts'

export type Asked = Event & { type: 'asked' }

/** The turn whose question is listened to, and who recognises its words, in which language. */
export type Question = {
  turn: { session: Session; events: Event[] }
  asked: Asked
  machine: Machine
  recogniser: Recogniser
  language: string
}

/** Twilio takes TwiML of this many characters with a REST call; a longer reply is fetched. */
const LONGEST_TWIML = 4000
/** A failure this soon starts the reply again from its beginning; later ones from the question.
 * Ms. */
const BEGINNING = 3000

/** Opened when a stream begins, closed when its turn is over or nobody listens any more. */
export class StreamHearing {
  readonly seq: number
  private readonly call: string
  private readonly answering: Answering
  private readonly begun = performance.now()
  /** the turn begins with words that nobody may cut: an answer is kept until they are over */
  private uncut: boolean
  private kept: Alternative[] | undefined
  private heardAt = 0
  private closed = false

  /** `promptIsOver`: its uncut words were over before the stream began. */
  constructor(
    private readonly edge: Edge,
    private readonly question: Question,
    promptIsOver: boolean,
    private readonly onClose: (hearing: StreamHearing) => void,
  ) {
    const { turn, asked, machine, recogniser, language } = question
    const { hints, expects } = asked.listening
    this.seq = turn.session.reply
    this.call = turn.session.callId
    this.uncut = beginsUncut(turn.events) && !promptIsOver
    edge.runtime.metrics.streams.inc()
    this.answering = listenFor(
      recogniser,
      { language, hints, expects },
      (alternatives) => isWholeAnswer(machine, turn.session, asked, alternatives),
      {
        interrupt: () => this.interrupt(),
        answer: (alternatives, spent) => this.takeAnswer(alternatives, spent),
        failed: (kind, detail) => void this.fail(kind, detail),
      },
    )
  }

  audio(audio: Buffer): void {
    this.answering.audio(audio)
  }

  ended(): void {
    if (!this.answering.ended()) this.close()
  }

  speaking(): boolean {
    return this.answering.speaking() || this.kept !== undefined
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.answering.close()
    this.edge.runtime.metrics.streams.dec()
    this.onClose(this)
  }

  /** Words that nobody may cut are over; the reply to what was said during them, if it was
   * complete. */
  release(): Promise<string | undefined> {
    this.uncut = false
    return this.kept ? this.answer(this.kept) : Promise.resolve(undefined)
  }

  /** The same question goes on, without its words. */
  private interrupt(): void {
    if (!this.uncut) void this.tell(this.askOn({ words: false, streamed: true }))
  }

  private takeAnswer(alternatives: Alternative[], { recognising, ending }: Spent): void {
    this.heardAt = performance.now() - ending
    this.observe('speech to words', recognising)
    if (this.uncut) this.kept = alternatives
    else void this.goOn(alternatives)
  }

  private async goOn(alternatives: Alternative[]): Promise<void> {
    try {
      const reply = await this.answer(alternatives)
      if (reply === undefined) return
      await this.tell(reply)
      this.observe('words to reply', performance.now() - this.heardAt)
    } catch (error) {
      this.edge.runtime.log.error(
        { err: error, call: this.call },
        'what was said could not be taken; the caller is asked again',
      )
      await this.tell(this.askOn({ words: true, streamed: false }))
    }
  }

  /** Only one of two answers counts; who is too late has nothing to tell. */
  private async answer(alternatives: Alternative[]): Promise<string | undefined> {
    const { runtime, render } = this.edge
    this.kept = undefined
    runtime.breaker.worked()
    this.close()
    const webhook = { callId: this.call, answers: this.seq }
    const input = { type: 'speech', at: runtime.now(), alternatives } as const
    const taken = await takeTurn(runtime, webhook, input, render)
    return taken.outcome === 'taken' ? taken.reply : undefined
  }

  /** The very same turn goes on with Twilio's own recogniser. */
  private async fail(kind: FailureKind, detail: string): Promise<void> {
    const { metrics, breaker, log } = this.edge.runtime
    this.close()
    metrics.speechFailures.inc({ kind })
    if (kind === 'no audio' || kind === 'too long') return
    breaker.failed()
    const after = performance.now() - this.begun
    log.warn(
      { call: this.call, kind, detail, after: Math.round(after) },
      "the recogniser failed; Twilio's own hears this turn",
    )
    const unheard = { ...this.edge.context, streamUrl: undefined }
    await this.tell(
      after < BEGINNING
        ? twiml(this.question.turn, unheard)
        : this.askOn({ words: true, streamed: false }),
    )
  }

  private askOn(how: { words: boolean; streamed: boolean }): string {
    return goOnAsking(this.question.turn, this.edge.context, how) ?? ''
  }

  private async tell(reply: string): Promise<void> {
    const { runtime, context } = this.edge
    const url = address(context.base, 'voice/again', { call: this.call })
    try {
      await runtime.redirect?.(
        this.call,
        reply.length <= LONGEST_TWIML ? { twiml: reply } : { url },
      )
    } catch (error) {
      // the call may be over, or its keys were quicker; without the message Gather's own timer goes
      // on
      const reason = error instanceof Error ? error.message : ''
      runtime.log.warn({ call: this.call, reason }, 'Twilio could not be told to go on')
    }
  }

  private observe(part: string, ms: number | undefined): void {
    if (ms !== undefined) this.edge.runtime.metrics.speechSeconds.observe({ part }, ms / 1000)
  }
}
