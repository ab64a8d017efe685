// What holds in every call, whoever calls and whatever the world does: the theorems, asked of one
// call as it runs.
import type { Event } from '../call/event.ts'
import type { Logged } from '../call/replay.ts'
import type { Stage } from '../rehearsal/stage.ts'
import { mostTurns } from '../call/interpret.ts'
import { isAway } from '../flow/steps/index.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { textOf } from '../say/speech.ts'

/** `rule` names what was broken; `seq` is the turn. */
export type Fault = {
  rule:
    | 'threw'
    | 'no reply'
    | 'silent end'
    | 'same words'
    | 'operator not reached'
    | 'silent caller kept'
    | 'does not end'
    | 'another replay'
    | 'reply'
    | 'store'
  message: string
  seq: number
}

/** The most turns in a row a caller asks for a person, or says nothing that is understood, before a
 * way is reached; absent: not asked. */
export type Bounds = { operator?: number; silent?: number }

/** How far a call was looked at. */
export type Watch = {
  seen: number
  operator: number
  silent: number
  talked: boolean
  asked?: Event & { type: 'asked' }
}

export const startWatch = (): Watch => ({ seen: 0, operator: 0, silent: 0, talked: false })

type Turn = Logged & { events: Event[] }

/** Looks at the turns that came since the last look, and gives the first fault. */
export function faultIn(stage: Stage, bounds: Bounds, watch: Watch): Fault | undefined {
  for (; watch.seen < stage.log.length; watch.seen++) {
    const turn = stage.log[watch.seen] as Turn
    const last = watch.seen === stage.log.length - 1
    const message =
      (last ? restless(stage, turn) : undefined) ??
      sameWords(turn, watch) ??
      unreached(stage, turn, bounds, watch) ??
      overlong(stage)
    if (message) return { ...message, seq: turn.seq }
  }
  return undefined
}

type Found = Omit<Fault, 'seq'> | undefined

/** A turn rests where somebody is waited for, and the caller heard what for; a call does not end
 * without a word. */
function restless({ session, machine }: Stage, { inputs, answers, events }: Turn): Found {
  const leaf = machine.leaves.get(session.state.leaf)
  if (inputs.some(({ type }) => type === 'hung up') || session.leaving || answers === null)
    return undefined
  const spoke = events.some(
    (event) =>
      (event.type === 'said' ||
        event.type === 'asked' ||
        event.type === 'handed off' ||
        event.type === 'queued') &&
      heardIn(event) !== '',
  )
  const has = (type: Event['type']) => events.some((event) => event.type === type)
  if (session.status === 'ended')
    return spoke || has('released')
      ? undefined
      : { rule: 'silent end', message: 'the call ends without a word' }
  if (leaf?.kind === 'dial')
    return has('rang') || session.queued
      ? undefined
      : { rule: 'no reply', message: `nobody is rung at "${leaf.step}"` }
  if (leaf?.kind === 'bridged') return undefined
  const keysKept = events.some(
    (event) => event.type === 'heard' && event.meaning === 'more keys awaited',
  )
  if (!has('asked'))
    return {
      rule: 'no reply',
      message: `the call stands at "${session.state.leaf}", and nothing is asked`,
    }
  return spoke || keysKept
    ? undefined
    : { rule: 'no reply', message: `the caller is asked at "${leaf?.step}" without a word` }
}

/** What asks to hear the question again: back and start over do so where they lead nowhere. */
const again = new Set(['repeat', 'back', 'start over'])

/** A ladder says something else on each rung, unless the caller asked to hear it again. */
function sameWords({ events }: Turn, watch: Watch): Found {
  const before = watch.asked
  const now = events.findLast((event) => event.type === 'asked')
  watch.asked = now
  if (
    !before ||
    !now ||
    before.step !== now.step ||
    before.rung === now.rung ||
    events.some(
      (event) =>
        event.type === 'entered' ||
        (event.type === 'heard' && again.has(event.meaning)) ||
        (event.type === 'said' && heardIn(event) !== ''),
    )
  )
    return undefined
  const words = heardIn(now)
  return words !== '' && words === heardIn(before)
    ? {
        rule: 'same words',
        message: `"${now.step}" says the same on ${before.rung} and ${now.rung}: ${words}`,
      }
    : undefined
}

const misses = new Set(['silence', 'no match'])

/** A way is a desk that is rung or a recorder's tone, not the one at which a name is said; once
 * somebody was there, nothing more is promised. */
function unreached(
  { machine }: Stage,
  { inputs, events }: Turn,
  bounds: Bounds,
  watch: Watch,
): Found {
  watch.talked ||= events.some(({ type }) => type === 'connected')
  const way = events.some(
    (event) =>
      event.type === 'rang' ||
      event.type === 'queued' ||
      event.type === 'callback promised' ||
      event.type === 'ended' ||
      (event.type === 'asked' &&
        event.listening.mode === 'tone' &&
        isRecorder(machine, event.step)),
  )
  const meanings = events.flatMap((event) =>
    event.type === 'heard' && event.meaning !== 'more keys awaited' ? [event.meaning] : [],
  )
  const empty = inputs.some(({ type }) => type === 'nothing recorded')
  if (way || watch.talked) watch.operator = watch.silent = 0
  else if (meanings.length > 0 || empty) {
    watch.operator =
      meanings.length > 0 && meanings.every((meaning) => meaning === 'operator')
        ? watch.operator + 1
        : 0
    watch.silent = empty || meanings.every((meaning) => misses.has(meaning)) ? watch.silent + 1 : 0
  }
  if (watch.operator > 0 && watch.operator >= (bounds.operator ?? Infinity))
    return {
      rule: 'operator not reached',
      message: `after asking for a person ${watch.operator} times in a row the caller has reached nobody and no tone`,
    }
  if (watch.silent > 0 && watch.silent >= (bounds.silent ?? Infinity))
    return {
      rule: 'silent caller kept',
      message: `after ${watch.silent} turns without a word that was understood the caller has reached nobody and no tone`,
    }
  return undefined
}

function overlong({ session, machine }: Stage): Found {
  const most = mostTurns(machine.root)
  return session.counters.turns > most
    ? {
        rule: 'does not end',
        message: `the caller has had ${session.counters.turns} turns; the limit is ${most}`,
      }
    : undefined
}

/** What the caller hears of an event, recordings by their words. */
export function heardIn(event: Event): string {
  return event.type === 'said' ||
    event.type === 'asked' ||
    event.type === 'handed off' ||
    event.type === 'queued'
    ? textOf(event.speech)
    : ''
}

/** The caller is asked to speak after a tone: of a step, or of the last resort, whose name is
 * empty. */
export function isRecorder(machine: Machine, name: string): boolean {
  const step = machine.steps.get(name)?.step
  return step ? isAway(step) : name === ''
}
