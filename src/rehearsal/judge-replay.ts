// Whether a call goes on a draft as it went, turn by turn: the same questions and values, the same
// result, or where it parts.
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import { placeWords } from '../diff/place.ts'
import { labelOf, type Names } from '../diff/translate-names.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { meaningIn } from './draft-meanings.ts'
import { isReply, leafOf, type RecordedTurn } from './recorded-call.ts'
import type { Track } from './verdict.ts'
import { textOf } from '../say/speech.ts'

/** Both versions, and what came of the call in the old one. */
export type Sides = { was: Machine; now: Machine; names: Names; results: string }

/** Compares turns that belong together; `from` is where the call stood before. */
export function judgeTurns(
  track: Track,
  turns: RecordedTurn[],
  from: Leaf | undefined,
  { was, now, names, results }: Sides,
): void {
  const turn = turns.at(-1)
  if (!track.session || !turn) return
  const before = turns.flatMap((one) => one.events)
  const events = track.events.slice(track.compared)
  const leaf = leafOf(now, track.session)
  const place = { ...turn.leaf, step: names.step(turn.leaf.step) }
  const sameQuestion = place.step === leaf.step && place.kind === leaf.kind
  if (sameQuestion && track.chose === undefined && valuesIn(before) === valuesIn(events)) {
    track.anotherWay ||= turn.leaf.rung !== leaf.rung || wayOf(before, names) !== wayOf(events)
    return
  }
  // who was taken to want something else may end at the same desk, and is misrouted all the same
  if (!track.otherwise && results !== '' && resultsOf(track.events, [leaf]) === results) {
    track.verdict = { verdict: 'same result by another way' }
    return
  }
  const { input, chose } = lastAct(turns, was)
  const parted = sameQuestion
    ? choicesOf(chose, track.chose)
    : { was: placeWords(place), now: placeWords(leaf) }
  track.verdict = {
    verdict: 'diverged',
    turn: turn.seq,
    step: names.step(from?.step ?? ''),
    input,
    chose,
    ...parted,
    said: { was: spokenWords(before), now: spokenWords(events) },
  }
}

/** At the same question another option was chosen, or another value given. */
const choicesOf = (was: string | undefined, now: string | undefined) =>
  now === undefined
    ? { was: 'one value', now: 'another value' }
    : { was: `"${was ?? ''}"`, now: `"${now}"` }

/** What the caller or the world did last, and the label of the option that was chosen with it. */
function lastAct(turns: RecordedTurn[], was: Machine): { input?: Input; chose?: string } {
  const did = turns.flatMap(({ inputs }) => inputs).findLast(({ input }) => !isReply(input))
  const chosen = did?.heard.flatMap((one) => {
    const meant = meaningIn(one)
    return meant?.kind === 'option' ? [labelOf(was, one.leaf.step, meant.id)] : []
  })
  return { input: did?.input, chose: chosen?.at(-1) }
}

/** Values the caller gave, as one text. What the flow sets by itself may be set otherwise. */
const valuesIn = (events: Event[]): string =>
  JSON.stringify(
    events.flatMap((event) =>
      event.type === 'filled' && (event.value?.from === 'keys' || event.value?.from === 'speech')
        ? [event.value.value]
        : [],
    ),
  )

/** Steps entered, goals reached and lookups asked, in order. */
function wayOf(events: Event[], names?: Names): string {
  const way = events.flatMap((event) => {
    if (event.type === 'entered') return [names?.step(event.step) ?? event.step]
    if (event.type === 'reached goal') return [`goal ${event.goal}`]
    if (event.type === 'sought' && event.effect.kind === 'request')
      return [`asks ${event.effect.lookup}`]
    return []
  })
  // work that goes on is told again
  return way.filter((one, index) => one !== way[index - 1]).join('\n')
}

/** What came of a call: goals, desks and recorders, in one text; '' for nothing. */
export function resultsOf(events: Event[], leaves: Leaf[], names?: Names): string {
  const name = (step: string) => names?.step(step) ?? step
  const found = events.flatMap((event) => {
    if (event.type === 'reached goal') return [`goal ${event.goal}`]
    return event.type === 'handed off' ? [`desk ${name(event.handoff.desk)}`] : []
  })
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
