// Listening by media stream: what a caller says goes through the recogniser, becomes a turn, and
// Twilio is told to go on.
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import { isWholeAnswer } from '../call/whole-answer.ts'
import type { Runtime } from '../world/runtime.ts'
import { listenFor } from '../speech/listening.ts'
import type { FailureKind } from '../speech/recogniser.ts'
import { takeTurn, type Render } from '../turn/turn.ts'
import type { Alternative } from '../understand/hearing.ts'
import { address } from './address.ts'
import { socketAddress } from './socket-address.ts'

/** The end of a stream as the socket sees it. */
export type Listener = { audio(audio: Buffer): void; ended(): void }

/** `speaking`: in the middle of an answer. `silent`: listened to here, without a word. `elsewhere`:
 * not listened to by this server. */
export type HeardSoFar = 'speaking' | 'silent' | 'elsewhere'

export type Ears = {
  /** where the stream of this turn goes; undefined when this call is not heard by stream now */
  streamFor(session: Session): string | undefined
  /** a stream has begun; `close` ends its socket. A reason when the turn is not listened to any
   * more. */
  listen(call: string, seq: number, close: () => void): Promise<Listener | string>
  heard(call: string, seq: number): HeardSoFar
  /** a prompt that may not be cut has come to its end; the reply to what was said during it, if it
   * is complete */
  promptOver(call: string, seq: number): Promise<string | undefined>
}

/** What the edge renders: a turn (`uncut`: it begins with words that nobody may cut), the same
 * question going on without words, and the same turn for Twilio's own recogniser, from its
 * beginning or from the question on. */
export type Replies = {
  render: Render
  uncut(turn: Turn): boolean
  silently(turn: Turn): string
  elsewise(turn: Turn, whole: boolean): string
}

type Turn = { session: Session; events: Event[] }

type Asked = Event & { type: 'asked' }
type Hearing = {
  seq: number
  uncut: boolean
  close(): void
  speaking(): boolean
  release(): Promise<string | undefined>
}

/** Twilio takes TwiML of this many characters with a REST call; a longer reply is fetched. */
const longestTwiml = 4000
/** A failure this soon starts the reply again from its beginning; later ones from the question.
 * Ms. */
const BEGINNING = 3000

/**
 * `<Start><Stream>` beside a Gather for keys, not `<Connect><Stream>`: so Twilio speaks the prompts
 * with its voices and
 * recordings, keys and their timers stay with Gather, and when a stream fails the call is already
 * at a question that works.
 * The price is one REST call for each spoken answer.
 */
export function makeEars(runtime: Runtime, base: string, replies: Replies): Ears {
  const { recogniser, redirect, breaker, config, metrics, log } = runtime
  const hearings = new Map<string, Hearing>()
  /** prompts that may not be cut and were over before their stream began, by call; until its next
   * turn */
  const overBefore = new Map<string, number>()
  // whoever took the turn, nobody needs to listen for it any more
  runtime.live.on('turn', (callId: string) => {
    overBefore.delete(callId)
    const hearing = hearings.get(callId)
    if (hearing)
      void runtime.store.loadCall(callId).then(
        (session) => {
          if (session && session.reply !== hearing.seq) hearing.close()
        },
        () => hearing.close(),
      )
  })
  const tell = async (call: string, twiml: string): Promise<void> => {
    try {
      await redirect?.(
        call,
        twiml.length <= longestTwiml ? { twiml } : { url: address(base, 'voice/again', { call }) },
      )
    } catch (error) {
      // the call may be over, or its keys were quicker; without the message Gather's own timer goes
      // on
      log.warn(
        { call, reason: error instanceof Error ? error.message : '' },
        'Twilio could not be told to go on',
      )
    }
  }
  return {
    streamFor(session) {
      const token = config.twilioAuthToken
      const wanted =
        runtime.library.line(session.line.number)?.speech ??
        runtime.library.current(session.flow)?.root.speech
      if (!recogniser || !redirect || !token || wanted !== 'google' || !breaker.closed())
        return undefined
      return socketAddress(
        base,
        token,
        { kind: 'media', call: session.callId, seq: session.reply },
        session.at,
      )
    },
    async listen(call, seq, close) {
      const session = await runtime.store.loadCall(call)
      const events =
        session?.reply === seq && session.status === 'waiting'
          ? await eventsOf(runtime, call, seq)
          : []
      const asked = events.findLast((event): event is Asked => event.type === 'asked')
      if (!session || !asked || !recogniser || asked.listening.recogniser === undefined)
        return 'nobody is listened to there now'
      const turn = { session, events }
      const { recogniser: language, hints, expects } = asked.listening
      const machine = await runtime.library.machine(session.version)
      const begun = performance.now()
      let kept: Alternative[] | undefined
      let heardAt = 0
      metrics.streams.inc()
      const answering = listenFor(
        recogniser,
        { language, hints, expects },
        (alternatives) => isWholeAnswer(machine, session, asked, alternatives),
        {
          // the same question goes on, without its words
          interrupt() {
            if (!hearing.uncut) void tell(call, replies.silently(turn))
          },
          answer(alternatives, { recognising, ending }) {
            heardAt = performance.now() - ending
            if (recognising !== undefined)
              metrics.speechSeconds.observe({ part: 'speech to words' }, recognising / 1000)
            if (hearing.uncut) kept = alternatives
            else void goOn(alternatives)
          },
          failed: (kind, detail) => void failed(kind, detail),
        },
      )
      const hearing: Hearing = {
        seq,
        uncut: replies.uncut(turn) && overBefore.get(call) !== seq,
        speaking: () => answering.speaking() || kept !== undefined,
        close() {
          if (hearings.get(call) !== hearing) return
          hearings.delete(call)
          answering.close()
          metrics.streams.dec()
          close()
        },
        release() {
          hearing.uncut = false
          return kept ? answer(kept) : Promise.resolve(undefined)
        },
      }
      hearings.get(call)?.close()
      hearings.set(call, hearing)

      const goOn = async (given: Alternative[]): Promise<void> => {
        try {
          const reply = await answer(given)
          if (reply === undefined) return
          await tell(call, reply)
          metrics.speechSeconds.observe(
            { part: 'words to reply' },
            (performance.now() - heardAt) / 1000,
          )
        } catch (error) {
          log.error(
            { err: error, call },
            'what was said could not be taken; the caller is asked again',
          )
          await tell(call, replies.elsewise(turn, false))
        }
      }
      /** Only one of two answers counts; who is too late has nothing to tell. */
      const answer = async (alternatives: Alternative[]): Promise<string | undefined> => {
        kept = undefined
        breaker.worked()
        hearing.close()
        const taken = await takeTurn(
          runtime,
          { callId: call, answers: seq },
          { type: 'speech', at: runtime.now(), alternatives },
          replies.render,
        )
        return taken.outcome === 'taken' ? taken.reply : undefined
      }
      /** The very same turn goes on with Twilio's own recogniser. */
      const failed = async (kind: FailureKind, detail: string): Promise<void> => {
        hearing.close()
        metrics.speechFailures.inc({ kind })
        if (kind === 'no audio' || kind === 'too long') return
        breaker.failed()
        log.warn(
          { call, kind, detail, after: Math.round(performance.now() - begun) },
          "the recogniser failed; Twilio's own hears this turn",
        )
        await tell(call, replies.elsewise(turn, performance.now() - begun < BEGINNING))
      }
      return {
        audio: (sound) => answering.audio(sound),
        ended: () => {
          if (!answering.ended()) hearing.close()
        },
      }
    },
    heard(call, seq) {
      const hearing = hearings.get(call)
      return hearing?.seq !== seq ? 'elsewhere' : hearing.speaking() ? 'speaking' : 'silent'
    },
    async promptOver(call, seq) {
      const hearing = hearings.get(call)
      if (hearing?.seq === seq) return hearing.release()
      overBefore.set(call, seq)
      return undefined
    },
  }
}

/** What happened in the turn of a reply, from the log. */
export async function eventsOf({ store }: Runtime, call: string, seq: number): Promise<Event[]> {
  return (await store.turns(call)).find((turn) => turn.seq === seq)?.events ?? []
}
