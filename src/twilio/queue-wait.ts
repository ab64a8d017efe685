// What a caller hears while they wait in Twilio's queue: words about where they stand, and music
// between them.
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Speech } from '../say/speech.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import { waitingWords, type QueueFacts } from '../call/waiting.ts'
import { liveFacts } from '../turn/live-facts.ts'
import { address } from './address.ts'
import { leave } from './answering.ts'
import type { Edge, Hook } from './edge.ts'
import { field } from './form-input.ts'
import { musicOf, play, type Music } from './music.ts'
import { speaker } from './speak.ts'

/** The longest piece of music, ms: after it the caller leaves by themselves when Twilio could not
 * be told that the call goes on. */
const PIECE = 20_000
/** About how fast it is spoken, for how much music fits until the next words. */
const MS_PER_LETTER = 70
/** The shortest piece of music, ms. */
const SHORTEST = 1000

type Waiting = { company?: string; speech: Speech[]; every: number; music?: Music }

/** `due` is what the desk decided of a call: then it leaves the queue. */
export async function waitingReply(
  edge: Edge,
  { call = '', seq, query }: Hook,
  due: (call: string) => Promise<Input | undefined>,
): Promise<string> {
  const { runtime } = edge
  const handoff = field(query, 'handoff')
  const at = { call, seq: String(seq ?? ''), handoff }
  const asked = { rest: numberIn(query, 'rest'), from: numberIn(query, 'from') ?? 0 }
  try {
    const session = await runtime.store.loadCall(call)
    if (session?.queued?.handoff !== handoff || session.reply !== seq || (await due(call)))
      return leave()
    return pieceOf(edge, at, asked, await wordsFor(edge, session))
  } catch (error) {
    // music comes also when the place cannot be told or the store is away: a waiting caller never
    // hears silence
    runtime.log.error(
      { err: error, call },
      'a waiting caller hears only music: what they are to be told could not be found out',
    )
    return pieceOf(edge, at, asked, { speech: [], every: PIECE })
  }
}

/** One round: words where it is time for them, a piece of music during which keys count, and the
 * way back here. */
function pieceOf(
  { context }: Edge,
  at: Record<'call' | 'seq' | 'handoff', string>,
  { rest, from }: { rest?: number; from: number },
  { company, speech, every, music }: Waiting,
): string {
  const { base } = context
  // the words come round when the music between them is over
  const speaks = rest === undefined || rest < SHORTEST
  const left = speaks ? Math.max(SHORTEST, every - lengthOf(speech)) : rest
  const piece = Math.min(left, PIECE)
  const response = new VoiceResponse()
  const gather = response.gather({
    action: address(base, 'queue/key', at),
    input: ['dtmf'],
    numDigits: 1,
    finishOnKey: '',
    timeout: 1,
  })
  if (speaks) speaker(context, company)(gather, speech)
  play(gather, music, { from, ms: piece }, context)
  const next = { ...at, rest: String(left - piece), from: String(from + piece) }
  response.redirect(address(base, 'queue/wait', next))
  return response.toString()
}

const lengthOf = (speech: Speech[]): number =>
  speech.reduce(
    (sum, one) => sum + (one.kind === 'pause' ? one.pause : one.text.length * MS_PER_LETTER),
    0,
  )

async function wordsFor(edge: Edge, session: Session): Promise<Waiting> {
  const { runtime } = edge
  const machine = await runtime.library.machine(session.version)
  const { speech, every, music } = waitingWords(machine, session, {
    at: runtime.now(),
    facts: await standingOf(edge, session),
    others: await liveFacts(runtime, machine, {
      tenant: session.tenant,
      line: session.line.number,
    }),
  })
  const { tenant: company, language } = session
  return { company, speech, every, music: musicOf(runtime, company, music, language) }
}

async function standingOf({ runtime }: Edge, { callId, queued }: Session): Promise<QueueFacts> {
  try {
    return (await runtime.desk.place(queued?.handoff ?? '')) ?? {}
  } catch (err) {
    runtime.log.error({ err, call: callId }, 'the desk could not be asked for a place in the queue')
    return {}
  }
}

/** Milliseconds that an address of ours carries. */
function numberIn(query: Record<string, unknown>, name: string): number | undefined {
  const text = field(query, name)
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
