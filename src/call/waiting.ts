// What a caller hears while they wait in a desk's queue, and which keys they may press there.
import { EVERY } from '../flow/defaults.ts'
import { waitingOptions } from '../flow/machine/desk-states.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { deskHere, draftOf, leafOf, type Draft } from './draft.ts'
import { MINUTE, SECOND } from '../flow/text/duration.ts'
import type { Facts } from './input.ts'
import { holds } from './scope-names.ts'
import { canCallBack, ownKeys } from './desk-queue.ts'
import { optionLines } from './option-lines.ts'
import type { Session } from './session.ts'
import { keyFill, phraseSpeech, promptSpeech, voiceHere, type Fill } from './prompt-words.ts'
import { type Speech, playLetters } from '../say/speech.ts'

/** What is known of the desk now. `wait` is the estimated one in milliseconds, `place` the caller's
 * number in the queue, from 1. */
export type QueueFacts = { free?: number; waiting?: number; wait?: number; place?: number }

/** The moment, what is known of the queue, and further live facts the words may name. */
export type WaitingNow = { at: number; facts: QueueFacts; others?: Facts }

/** `every`: milliseconds from one time to the next; `keys` are those that mean something now;
 * `music` is a recording under audio/<language>/, `none` for silence, absent for the usual. */
export type WaitingWords = { speech: Speech[]; every: number; keys: string[]; music?: string }

/**
 * The desk's `while waiting` with its options, else the engine's own words: the place and the wait
 * as far as they are known, and the keys to be called back or to go another way. Throws for a call
 * that waits nowhere.
 */
export function waitingWords(
  machine: Machine,
  session: Session,
  { at, facts, others = {} }: WaitingNow,
): WaitingWords {
  const found = machine.desks.get(machine.leaves.get(session.state.leaf)?.step ?? '')
  if (!session.queued || !found) throw new Error(`call ${session.callId} waits in no queue`)
  const { desk, scope } = found
  // after a transfer: what is said is that queue's, and the ways out stay those of the desk the
  // flow came to
  const queue = machine.desks.get(session.queued.desk) ?? found
  const draft = draftOf(machine, session, at, {
    ...others,
    ...queueFacts(queue.desk.name.value, facts),
  })
  const here = { draft, scope }
  const own = queue.desk['while waiting']
  const options = waitingOptions(desk)
  const every = own?.every?.value ?? EVERY
  const music = queue.desk.music?.value
  const said = own?.say
    ? promptSpeech({ draft, scope: queue.scope }, own.say)
    : standing(draft, facts)
  if (options.length > 0) {
    const now = options.filter((option) => option.key && holds(here, option.if).holds)
    return {
      speech: [...said, ...optionLines(here, options)],
      every,
      keys: now.flatMap(({ key }) => key?.value ?? []),
      music,
    }
  }
  const keys = [...(canCallBack(draft) ? [ownKeys.callBack] : []), ownKeys.leave]
  const lines = keys.flatMap((key) =>
    phraseSpeech(here, key === ownKeys.callBack ? 'callback key' : 'leave queue key', {
      key: keyFill(here, key),
    }),
  )
  return { speech: [...said, ...lines], every, keys, music }
}

/** Facts of a desk by the flat names that flows ask for. */
export function queueFacts(desk: string, { free, waiting, wait, place }: QueueFacts): Facts {
  const known = { free, waiting, wait: wait === undefined ? undefined : roundWait(wait), place }
  return Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) =>
      value === undefined ? [] : [[`desks.${desk}.${name}`, value]],
    ),
  )
}

/** Whole minutes, and under one minute tens of seconds, each rounded up: nobody is told a shorter
 * wait. */
function roundWait(wait: number): number {
  const unit = wait > 50 * SECOND ? MINUTE : 10 * SECOND
  return Math.max(1, Math.ceil(wait / unit)) * unit
}

/** Where the caller stands, in the engine's words. */
function standing(draft: Draft, { place, wait }: QueueFacts): Speech[] {
  const here = deskHere(draft, leafOf(draft).step)
  const count = (value: number): Fill => ({
    text: String(value),
    speech: playLetters(voiceHere(here), String(value)),
  })
  const said = [
    ...(place === undefined ? [] : phraseSpeech(here, 'place in queue', { place: count(place) })),
    ...(wait === undefined
      ? []
      : phraseSpeech(here, 'wait in queue', {
          minutes: count(Math.ceil(roundWait(wait) / MINUTE)),
        })),
  ]
  return said.length > 0 ? said : phraseSpeech(here, 'still waiting')
}
