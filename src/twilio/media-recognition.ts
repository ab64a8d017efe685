// Listening by media stream: which calls are heard by one, and what is heard of each now.
import type { Event } from '../call/event.ts'
import type { Session } from '../call/session.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Edge } from './edge.ts'
import { socketAddress } from './socket-address.ts'
import { StreamHearing, type Asked, type Question } from './stream-hearing.ts'

/** The end of a stream as the socket sees it. */
export type Listener = { audio(audio: Buffer): void; ended(): void }

/** `speaking`: in the middle of an answer. `silent`: listened to here, without a word. `elsewhere`:
 * not listened to by this server. */
export type HeardSoFar = 'speaking' | 'silent' | 'elsewhere'

export type Ears = {
  /** a stream has begun; `close` ends its socket. A reason when the turn is not listened to any
   * more. */
  listen(call: string, seq: number, close: () => void): Promise<Listener | string>
  heard(call: string, seq: number): HeardSoFar
  /** a prompt that may not be cut has come to its end; the reply to what was said during it, if it
   * is complete */
  promptOver(call: string, seq: number): Promise<string | undefined>
}

/** Where the stream of this turn goes; undefined when this call is not heard by stream now. */
export function streamAddress(
  { config, library, recogniser, redirect, breaker }: Runtime,
  base: string,
  { tenant, line, flow, callId, reply, at }: Session,
): string | undefined {
  const token = config.twilioAuthToken
  const wanted = library.line(line.number)?.speech ?? library.current(tenant, flow)?.root.speech
  if (!recogniser || !redirect || !token || wanted !== 'google' || !breaker.closed())
    return undefined
  return socketAddress(base, token, { kind: 'media', call: callId, seq: reply }, at)
}

/**
 * `<Start><Stream>` beside a Gather for keys, not `<Connect><Stream>`: so Twilio speaks the prompts
 * with its voices and recordings, keys and their timers stay with Gather, and when a stream fails
 * the call is already at a question that works. The price is one REST call for each spoken answer.
 */
export function makeEars(edge: Edge): Ears {
  const { runtime } = edge
  const hearings = new Map<string, StreamHearing>()
  /** prompts that may not be cut and were over before their stream began, by call; until its next
   * turn */
  const overBefore = new Map<string, number>()
  // whoever took the turn, nobody needs to listen for it any more
  runtime.live.on('turn', (callId) => {
    overBefore.delete(callId)
    const hearing = hearings.get(callId)
    if (hearing) void closeIfTaken(runtime, callId, hearing)
  })
  return {
    async listen(call, seq, close) {
      const question = await questionAt(runtime, call, seq)
      if (!question) return 'nobody is listened to there now'
      const promptIsOver = overBefore.get(call) === seq
      const hearing = new StreamHearing(edge, question, promptIsOver, (closed) => {
        if (hearings.get(call) === closed) hearings.delete(call)
        close()
      })
      hearings.get(call)?.close()
      hearings.set(call, hearing)
      return hearing
    },
    heard(call, seq) {
      const hearing = hearings.get(call)
      if (hearing?.seq !== seq) return 'elsewhere'
      return hearing.speaking() ? 'speaking' : 'silent'
    },
    async promptOver(call, seq) {
      const hearing = hearings.get(call)
      if (hearing?.seq === seq) return hearing.release()
      overBefore.set(call, seq)
      return undefined
    },
  }
}

async function closeIfTaken(
  { store }: Runtime,
  callId: string,
  hearing: StreamHearing,
): Promise<void> {
  try {
    const session = await store.loadCall(callId)
    if (session && session.reply !== hearing.seq) hearing.close()
  } catch {
    // not known whether it was taken: Twilio's own recogniser goes on
    hearing.close()
  }
}

/** Undefined when the call does not wait at that reply, or not for words. */
async function questionAt(
  runtime: Runtime,
  call: string,
  seq: number,
): Promise<Question | undefined> {
  const { store, library, recogniser } = runtime
  const session = await store.loadCall(call)
  if (!recogniser || session?.reply !== seq || session.status !== 'waiting') return undefined
  const events = await eventsOf(runtime, call, seq)
  const asked = events.findLast((event): event is Asked => event.type === 'asked')
  const language = asked?.listening.recogniser
  if (!asked || language === undefined) return undefined
  const machine = await library.machine(session.version)
  return { turn: { session, events }, asked, machine, recogniser, language }
}

/** What happened in the turn of a reply, from the log. */
export async function eventsOf({ store }: Runtime, call: string, seq: number): Promise<Event[]> {
  return (await store.turns(call)).find((turn) => turn.seq === seq)?.events ?? []
}
