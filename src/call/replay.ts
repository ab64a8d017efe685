// A call again from its log: inputs are fed back with the meaning they were taken for, and
// everything derived from them is worked out anew.
import type { Machine } from '../flow/machine/machine.ts'
import { eventNow } from '../flow/machine/machine-event.ts'
import { resume, start, stillWorking, type Turn } from './engine.ts'
import type { Event } from './event.ts'
import type { Input } from './input.ts'
import type { Hear } from './interpret.ts'
import type { Session } from './session.ts'
import { repeatUnderstood, type Understood } from './understood.ts'

/** One turn as the store keeps it: `answers` is the reply it answered, null when it got none. No
 * inputs: the work went on and a filler was spoken. `understood` is absent in what an earlier program
 * stored, and where nothing was answered. */
export type Logged = {
  seq: number
  answers: number | null
  at: number
  inputs: Input[]
  events?: Event[]
  understood?: Understood[]
}

/** The first thing that is not as it was: an event (either may be absent), or an input that no
 * longer fits. */
export type Difference = { seq: number; was?: Event; now?: Event; refused?: Input }

/** `turns` are the events worked out anew, turn by turn, as far as the inputs fit. */
export type Replayed = {
  session: Session
  turns: { seq: number; inputs: Input[]; events: Event[] }[]
  differs?: Difference
}

/** What the store adds when a turn is committed. */
export function commitSession(session: Session, answers: number | null): Session {
  const seq = session.seq + 1
  return { ...session, seq, reply: answers === null ? session.reply : seq }
}

/** Recordings kept of a call. */
const MOST_RECORDINGS = 100

/** A recording that moves nothing is kept too, once: of a conversation at any time, of a tone when
 * its notice comes after the call has ended. */
export function takeLate(session: Session, input: Input): Turn | undefined {
  if (
    input.type !== 'conversation recorded' &&
    (input.type !== 'recorded' || session.status !== 'ended')
  )
    return undefined
  const { recording, duration } = input
  if (
    duration === 0 ||
    session.recordings.includes(recording) ||
    session.recordings.length >= MOST_RECORDINGS
  )
    return undefined
  const event: Event =
    input.type === 'recorded'
      ? { type: 'recorded', step: session.trail.current ?? '', recording, duration: input.duration }
      : {
          type: 'conversation recorded',
          handoff: input.handoff,
          recording,
          ...(duration !== undefined && { duration }),
        }
  return {
    session: { ...session, recordings: [...session.recordings, input.recording] },
    events: [event],
    understood: [],
  }
}

/** One input, whatever it is, wherever the call stands; undefined when it does not fit there.
 * `hear` takes the place of understanding. */
export function advance(
  machine: Machine,
  session: Session | undefined,
  input: Input,
  hear?: Hear,
): Turn | undefined {
  if (!session) return input.type === 'started' ? start(machine, input) : undefined
  return takeLate(session, input) ?? resume(machine, session, input, hear)
}

/** As the store gives back what it was given. */
export const toStored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T

/** What a turn's answers are heard by; undefined: they are understood. */
export const hearingOf = ({ understood }: Logged): Hear | undefined =>
  understood && repeatUnderstood(understood)

/**
 * Folds a log. With the version the call ran on, the session comes out as it was stored, byte for
 * byte, however understanding has changed; with another one, or when the words are understood
 * `anew`, `differs` tells where the call would have gone another way. Throws when the log does not
 * begin with the start of a call.
 */
export function replay(machine: Machine, log: Logged[], { anew = false } = {}): Replayed {
  let session: Session | undefined
  let differs: Difference | undefined
  const turns: Replayed['turns'] = []
  for (const logged of log) {
    const { seq, answers, at, inputs, events: before } = logged
    const hear = anew ? undefined : hearingOf(logged)
    const events: Event[] = []
    if (inputs.length === 0 && session)
      ({ session } = append(events, stillWorking(machine, session, at)))
    for (const input of inputs) {
      const turn = advance(machine, session, input, hear)
      if (turn) ({ session } = append(events, turn))
      else if (session)
        return {
          session,
          turns: [...turns, { seq, inputs, events }],
          differs: differs ?? { seq, refused: input },
        }
    }
    if (!session) throw new Error('the log does not begin with the start of a call')
    session = toStored(commitSession(session, answers))
    turns.push({ seq, inputs, events })
    if (before) differs ??= difference(seq, before, events)
  }
  if (!session) throw new Error('the log is empty')
  return { session, turns, differs }
}

function append(events: Event[], turn: Turn): Turn {
  events.push(...turn.events)
  return turn
}

/** Lines move when a file is edited, and events have had other names; that alone is no
 * difference. */
function difference(seq: number, before: Event[], now: Event[]): Difference | undefined {
  const plain = (event: Event | undefined) =>
    event && JSON.stringify({ ...nameNow(event), line: undefined, file: undefined })
  const at = Array.from({ length: Math.max(before.length, now.length) }, (_, index) => index).find(
    (index) => plain(before[index]) !== plain(now[index]),
  )
  return at === undefined ? undefined : { seq, was: before[at], now: now[at] }
}

/** An event of an earlier program, as it is told now. */
export const nameNow = (event: Event): Event =>
  event.type === 'decided' ? { ...event, event: eventNow(event.event) } : event
