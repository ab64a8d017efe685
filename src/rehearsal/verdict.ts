// What is found when a call is replayed on a draft, and how far the replay has come.
import type { Event } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'

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
export type Track = {
  modes: readonly Mode[]
  session?: Session
  events: Event[]
  /** how many of its events were compared already */
  compared: number
  asked: Map<string, number>
  anotherWay: boolean
  otherwise: boolean
  chose?: string
  verdict?: Verdict
}
