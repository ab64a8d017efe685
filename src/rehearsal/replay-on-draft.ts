// A call that was made, on a draft of its flow: by what was meant, by the words and keys as they
// were, and by the keys alone.
import { MOST_WORK } from '../flow/defaults.ts'
import { tableAnswer } from '../call/table-answer.ts'
import { resume, start } from '../call/engine.ts'
import type { Effect, Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { commitSession } from '../call/replay.ts'
import type { Session } from '../call/session.ts'
import type { Names } from '../diff/translate-names.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { isAlike, otherChoice, repeatMeanings } from './draft-meanings.ts'
import { judgeTurns, resultsOf, type Sides } from './judge-replay.ts'
import {
  isHeard,
  isReply,
  keyOf,
  noteMeanings,
  type Heard,
  type RecordedCall,
  type RecordedTurn,
  type Replies,
  type Taken,
} from './recorded-call.ts'
import { modes, type Mode, type Track, type Verdict } from './verdict.ts'

/** A replay under way; what the outside answered then is looked up in `replies`. */
type Replay = Sides & { tracks: Track[]; replies: Replies }

/** Nothing is asked of the outside and nothing is done there: what was answered is looked up, and
 * results of work are all that comes of it. Stops at the first parting, since what comes later
 * answers questions that were never asked. */
export function replayOn(
  call: RecordedCall,
  was: Machine,
  now: Machine,
  names: Names,
): Record<Mode, Verdict> {
  const { turns, replies } = call
  const events = turns.flatMap((turn) => turn.events)
  const leaves = turns.map(({ leaf }) => leaf)
  const all: Track = {
    modes,
    events: [],
    compared: 0,
    asked: new Map(),
    anotherWay: false,
    otherwise: false,
  }
  const results = resultsOf(events, leaves, names)
  const replay: Replay = { was, now, names, results, replies, tracks: [all] }
  let first = 0
  for (const [index, turn] of turns.entries()) {
    // while a lookup was awaited then, the draft may be ahead: such turns are compared together
    if (index === first) for (const track of replay.tracks) track.compared = track.events.length
    takeInputs(replay, turn)
    for (const track of replay.tracks) {
      if (track.verdict || !track.session) continue
      track.session = commitSession(track.session, turn.answers)
      if (!turn.working)
        judgeTurns(track, turns.slice(first, index + 1), turns[first - 1]?.leaf, replay)
    }
    if (!turn.working) first = index + 1
  }
  const verdictIn = (mode: Mode): Verdict =>
    verdictOf(replay.tracks.find((one) => one.modes.includes(mode)))
  return { meaning: verdictIn('meaning'), raw: verdictIn('raw'), key: verdictIn('key') }
}

function verdictOf(track: Track | undefined): Verdict {
  if (track?.verdict) return track.verdict
  return { verdict: track?.anotherWay ? 'same result by another way' : 'same' }
}

/** Gives the inputs of a turn to all tracks that have not parted. */
function takeInputs(replay: Replay, turn: RecordedTurn): void {
  const { tracks } = replay
  const open = (): Track[] => tracks.filter(({ verdict }) => !verdict)
  for (const taken of turn.inputs) {
    if (isReply(taken.input)) continue
    for (const track of open()) {
      const other = giveInput(track, taken, replay)
      if (other) tracks.push(other)
    }
    for (const track of open()) answerWork(track, replay, turn.seq)
  }
}

/** Gives one input to a track; gives back the track of those modes that take it otherwise. */
function giveInput(
  track: Track,
  { input, heard }: Taken,
  { now, names }: Sides,
): Track | undefined {
  const { session } = track
  if (!session) {
    if (input.type === 'started') takeTurn(track, start(now, input))
    return undefined
  }
  if (!isHeard(input)) {
    takeTurn(track, resume(now, session, input))
    return undefined
  }
  const noted: Heard[] = []
  const anew = resume(now, session, input, noteMeanings(noted))
  const asRaw = (mode: Mode): boolean => mode === 'raw' || (mode === 'key' && input.type === 'keys')
  const meant = track.modes.filter((mode) => !asRaw(mode))
  const same = isAlike(heard, noted, names)
  const chose = same ? undefined : otherChoice(heard, noted, now, names)
  if (meant.length === 0) {
    track.otherwise ||= !same
    track.chose = chose
  }
  if (meant.length === 0 || same) {
    takeTurn(track, anew)
    return undefined
  }
  const modes = track.modes.filter(asRaw)
  const { events, asked } = track
  const other = {
    ...track,
    modes,
    events: [...events],
    asked: new Map(asked),
    otherwise: true,
    chose,
  }
  takeTurn(other, anew)
  track.modes = meant
  takeTurn(track, resume(now, session, input, repeatMeanings(heard, names)))
  return modes.length > 0 ? other : undefined
}

function takeTurn(track: Track, turn: { session: Session; events: Event[] } | undefined): void {
  if (!turn) return
  track.session = turn.session
  track.events.push(...turn.events)
}

/** What the draft asks of the outside is answered as it was answered then. */
function answerWork(track: Track, { now, replies }: Replay, turn: number): void {
  for (let work = 0; work < MOST_WORK && track.session?.working; work++) {
    const { working, at } = track.session
    const table = working.kind === 'request' ? tableAnswer(now, working, at) : undefined
    const reply = table ?? replyTo(working, at, track, replies)
    if (reply) {
      takeTurn(track, resume(now, track.session, reply))
      continue
    }
    if (working.kind === 'request') {
      const { step, lookup } = working
      track.verdict = { verdict: 'not answerable', turn, step, lookup }
    }
    return
  }
}

/** A reply of then as an input of now; undefined where nothing was answered. */
function replyTo(effect: Effect, at: number, track: Track, replies: Replies): Input | undefined {
  if (effect.kind === 'people') {
    const people = replies.people(effect.desk)
    return people && { ...people, at }
  }
  if (effect.kind === 'callback') {
    const checked = replies.callback(effect.desk)
    return checked && { ...checked, at: Math.max(at, checked.at), key: effect.key }
  }
  const key = keyOf(effect.lookup, effect.params)
  const times = track.asked.get(key) ?? 0
  const reply = replies.request(key, times)
  if (reply?.type !== 'fetched' && reply?.type !== 'failed') return undefined
  track.asked.set(key, times + 1)
  return { ...reply, at: Math.max(at, reply.at), key: effect.key }
}
