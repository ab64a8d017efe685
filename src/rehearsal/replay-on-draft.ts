// A call that was made, on a draft of its flow: by what was meant, by the words and keys as they
// were, and by the keys alone.
import { resume, start } from '../call/engine.ts'
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { interpret, translated, type Hear } from '../call/interpret.ts'
import { committed } from '../call/replay.ts'
import type { Session } from '../call/session.ts'
import { textOf } from '../call/prompt-words.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import type { Meaning } from '../understand/hearing.ts'
import { labelOf, type Names } from '../diff/translate-names.ts'
import { placeWords } from '../diff/place.ts'
import {
  isHeard,
  isReply,
  keyOf,
  leafOf,
  noteMeanings,
  type RecordedCall,
  type RecordedTurn,
  type Heard,
} from './recorded-call.ts'

/**
 * `meaning`: the caller chooses and says the same, however the draft would take their words. `raw`:
 * the same words and keys are
 * understood anew. `key`: the habitual caller, who presses the same keys; words keep their meaning.
 */
export const modes = ['meaning', 'raw', 'key'] as const
export type Mode = (typeof modes)[number]

/** The first parting of a call. `input` is what the caller did there last; `chose` is the option it
 * was; places are in words. */
export type Diverged = {
  verdict: 'diverged'
  turn: number
  step: string
  input?: Input
  chose?: string
  was: string
  now: string
  said: { was: string; now: string }
}

export type Verdict =
  | { verdict: 'same' }
  | { verdict: 'same result by another way' }
  | Diverged
  | { verdict: 'not answerable'; turn: number; step: string; lookup: string }

/** One or several modes for which the call has gone the same so far. `otherwise`: the draft took an
 * input for something else than it was; `chose`: for another option, by its label. */
type Track = {
  modes: readonly Mode[]
  session?: Session
  events: Event[]
  asked: Map<string, number>
  anotherWay: boolean
  otherwise: boolean
  chose?: string
  verdict?: Verdict
}

/** Nothing is asked of the outside and nothing is done there: what was answered is looked up, and
 * results of work are all that comes of it. Stops at the first parting, since what comes later
 * answers questions that were never asked. */
export function replayOn(
  course: RecordedCall,
  was: Machine,
  now: Machine,
  names: Names,
): Record<Mode, Verdict> {
  const tracks: Track[] = [
    { modes, events: [], asked: new Map(), anotherWay: false, otherwise: false },
  ]
  const results = resultsOf(
    course.turns.flatMap(({ events }) => events),
    course.turns.map(({ leaf }) => leaf),
    names,
  )
  const before = new Map<Track, number>()
  let first = 0
  for (const [index, turn] of course.turns.entries()) {
    // while a lookup was awaited then, the draft may be ahead: such turns are compared together
    if (index === first) for (const track of tracks) before.set(track, track.events.length)
    for (const taken of turn.inputs) {
      if (isReply(taken.input)) continue
      for (const track of [...tracks]) {
        if (track.verdict) continue
        const other = giveInput(track, taken, now, names)
        if (other) {
          tracks.push(other)
          before.set(other, before.get(track) ?? 0)
        }
      }
      for (const track of tracks) if (!track.verdict) answerWork(track, now, course, turn)
    }
    for (const track of tracks) {
      if (track.verdict || !track.session) continue
      track.session = committed(track.session, turn.answers)
      if (!turn.working)
        compare(
          track,
          track.events.slice(before.get(track)),
          course.turns.slice(first, index + 1),
          course.turns[first - 1]?.leaf,
          { was, now, names, results },
        )
    }
    if (!turn.working) first = index + 1
  }
  const verdictOf = ({ verdict, anotherWay }: Track): Verdict =>
    verdict ?? { verdict: anotherWay ? 'same result by another way' : 'same' }
  return Object.fromEntries(
    tracks.flatMap((track) => track.modes.map((mode) => [mode, verdictOf(track)])),
  ) as Record<Mode, Verdict>
}

type Taken = RecordedTurn['inputs'][number]

/** Gives one input to a track; gives back the track of those modes that take it otherwise. */
function giveInput(
  track: Track,
  { input, heard }: Taken,
  now: Machine,
  names: Names,
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
  const raw = track.modes.filter(asRaw)
  const other: Track | undefined =
    raw.length > 0
      ? {
          ...track,
          modes: raw,
          events: [...track.events],
          asked: new Map(track.asked),
          otherwise: true,
          chose,
        }
      : undefined
  if (other) takeTurn(other, anew)
  track.modes = meant
  takeTurn(track, resume(now, session, input, repeatMeanings(heard, names)))
  return other
}

function takeTurn(track: Track, turn: { session: Session; events: Event[] } | undefined): void {
  if (!turn) return
  track.session = turn.session
  track.events.push(...turn.events)
}

/** The same was made of an input, though things may be called otherwise. */
function isAlike(was: Heard[], now: Heard[], names: Names): boolean {
  return (
    was.length === now.length &&
    was.every(({ leaf, said }, index) => {
      const other = now[index]?.said
      if (!other || 'wait' in said || 'wait' in other)
        return other !== undefined && 'wait' in said && 'wait' in other
      return (
        names.event(leaf, said.event) === other.event &&
        said.rest === other.rest &&
        renamedText(said.heard, leaf, names) === JSON.stringify(other.heard)
      )
    })
  )
}

/** The label of the first option that was not the one chosen then; undefined when the choices are
 * the same. */
function otherChoice(was: Heard[], now: Heard[], draft: Machine, names: Names): string | undefined {
  const found = now.find(({ leaf, said }, index) => {
    const old = was[index]
    const [before, after] = [
      old && !('wait' in old.said) ? old.said.heard : undefined,
      'wait' in said ? undefined : said.heard,
    ]
    if (
      after?.kind !== 'option' ||
      !old ||
      before?.kind !== 'option' ||
      leaf.step !== names.step(old.leaf.step)
    )
      return false
    return renamedId(before, old.leaf, names) !== after.id
  })
  return found && !('wait' in found.said) && found.said.heard?.kind === 'option'
    ? labelOf(draft, found.leaf.step, found.said.heard.id)
    : undefined
}

const renamedId = (
  heard: Meaning & { kind: 'option' },
  leaf: Leaf,
  names: Names,
): string | undefined => {
  const found = renameOption(heard, leaf, names)
  return found?.kind === 'option' ? found.id : undefined
}

const renamedText = (heard: Meaning | undefined, leaf: Leaf, names: Names): string | undefined =>
  JSON.stringify(heard && renameOption(heard, leaf, names))

/** An option by the id it has in the draft; undefined: the draft has no such option. */
function renameOption(heard: Meaning, leaf: Leaf, names: Names): Meaning | undefined {
  if (heard.kind !== 'option') return heard
  const event = names.event(leaf, `${heard.anywhere ? 'anywhere' : 'option'}:${heard.id}`)
  return event === undefined
    ? undefined
    : { ...heard, id: event.slice(Math.max(event.indexOf(':'), event.lastIndexOf('>')) + 1) }
}

/** Makes the meanings of the call as it was, one after the other. An option that is gone is not
 * understood any more. */
function repeatMeanings(heard: Heard[], names: Names): Hear {
  const left = [...heard]
  return (draft, leaf, input, accepts) => {
    const next = left.shift()
    if (!next) return interpret(draft, leaf, input, accepts)
    if ('wait' in next.said) return next.said
    if (!next.said.heard) return interpret(draft, leaf, input, accepts)
    return translated(
      draft,
      leaf,
      renameOption(next.said.heard, next.leaf, names) ?? { kind: 'no match' },
      next.said.rest,
      accepts,
    )
  }
}

const MOST_WORK = 20

/** What the draft asks of the outside is answered as it was answered then. */
function answerWork(
  track: Track,
  now: Machine,
  { replies }: RecordedCall,
  { seq }: RecordedTurn,
): void {
  for (let work = 0; work < MOST_WORK && track.session?.working; work++) {
    const { working, at } = track.session
    if (working.kind === 'people') {
      const people = replies.people(working.desk)
      if (!people) return
      takeTurn(track, resume(now, track.session, { ...people, at }))
      continue
    }
    if (working.kind === 'callback') {
      const checked = replies.callback(working.desk)
      if (!checked) return
      takeTurn(
        track,
        resume(now, track.session, { ...checked, at: Math.max(at, checked.at), key: working.key }),
      )
      continue
    }
    const key = keyOf(working.lookup, working.params)
    const times = track.asked.get(key) ?? 0
    const reply = replies.request(key, times)
    if (!reply || (reply.type !== 'fetched' && reply.type !== 'failed')) {
      track.verdict = {
        verdict: 'not answerable',
        turn: seq,
        step: working.step,
        lookup: working.lookup,
      }
      return
    }
    track.asked.set(key, times + 1)
    takeTurn(
      track,
      resume(now, track.session, { ...reply, at: Math.max(at, reply.at), key: working.key }),
    )
  }
}

type Sides = { was: Machine; now: Machine; names: Names; results: string }

function compare(
  track: Track,
  events: Event[],
  turns: RecordedTurn[],
  from: Leaf | undefined,
  { was, now, names, results }: Sides,
): void {
  const turn = turns.at(-1)
  if (!track.session || !turn) return
  const before = turns.flatMap((one) => one.events)
  const leaf = leafOf(now, track.session)
  const place = names.step(turn.leaf.step)
  const sameQuestion = place === leaf.step && turn.leaf.kind === leaf.kind
  if (
    sameQuestion &&
    track.chose === undefined &&
    JSON.stringify(valuesIn(before)) === JSON.stringify(valuesIn(events))
  ) {
    if (turn.leaf.rung !== leaf.rung || wayOf(before, names) !== wayOf(events))
      track.anotherWay = true
    return
  }
  // who was taken to want something else may end at the same desk, and is misrouted all the same
  if (!track.otherwise && results !== '' && resultsOf(track.events, [leaf]) === results) {
    track.verdict = { verdict: 'same result by another way' }
    return
  }
  const did = turns.flatMap(({ inputs }) => inputs).findLast(({ input }) => !isReply(input))
  const option = did?.heard
    .flatMap(({ leaf: at, said }) =>
      'wait' in said || said.heard?.kind !== 'option' ? [] : [labelOf(was, at.step, said.heard.id)],
    )
    .at(-1)
  const [here, there] = !sameQuestion
    ? [placeWords({ ...turn.leaf, step: place }), placeWords(leaf)]
    : track.chose === undefined
      ? ['one value', 'another value']
      : [`"${option ?? ''}"`, `"${track.chose}"`]
  track.verdict = {
    verdict: 'diverged',
    turn: turn.seq,
    step: names.step(from?.step ?? ''),
    input: did?.input,
    chose: option,
    was: here,
    now: there,
    said: { was: spokenWords(before), now: spokenWords(events) },
  }
}

/** Values the caller gave. What the flow sets by itself may be set otherwise. */
const valuesIn = (events: Event[]): unknown[] =>
  events.flatMap((event) =>
    event.type === 'filled' && (event.value?.from === 'keys' || event.value?.from === 'speech')
      ? [event.value.value]
      : [],
  )

/** Steps entered, goals reached and lookups asked, in order. */
function wayOf(events: Event[], names?: Names): string {
  const way = events.flatMap((event) => {
    if (event.type === 'entered') return [names?.step(event.step) ?? event.step]
    if (event.type === 'reached goal') return [`goal ${event.goal}`]
    return event.type === 'sought' && event.effect.kind === 'request'
      ? [`asks ${event.effect.lookup}`]
      : []
  })
  // work that goes on is told again
  return way.filter((one, index) => one !== way[index - 1]).join('\n')
}

/** What came of a call: goals, desks and recorders, in one text; '' for nothing. */
function resultsOf(events: Event[], leaves: Leaf[], names?: Names): string {
  const name = (step: string) => names?.step(step) ?? step
  const found = events.flatMap((event) =>
    event.type === 'reached goal'
      ? [`goal ${event.goal}`]
      : event.type === 'handed off'
        ? [`desk ${name(event.handoff.desk)}`]
        : [],
  )
  const tones = leaves.flatMap((leaf) =>
    leaf.kind === 'tone' ? [`voicemail ${name(leaf.step)}`] : [],
  )
  return [...new Set([...found, ...tones])].sort().join('\n')
}

const spokenWords = (events: Event[]): string =>
  events
    .map((event) =>
      event.type === 'said' || event.type === 'asked' || event.type === 'handed off'
        ? textOf(event.speech)
        : '',
    )
    .filter((text) => text !== '')
    .join(' ')
