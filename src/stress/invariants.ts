// What holds in every call, whoever calls and whatever the world does: the theorems, asked of one
// call as it runs.
import { shownName } from '../flow/machine/scoped-name.ts'
import { mostTurns } from '../flow/tree/flow-limits.ts'
import { stepOfLeaf } from '../flow/machine/leaf-id.ts'
import type { Event } from '../call/event.ts'
import type { Logged } from '../call/replay.ts'
import type { Stage } from '../rehearsal/stage.ts'
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
      ((last && findRestless(stage, turn)) || findSameWords(turn, watch)) ??
      findUnreached(stage, turn, bounds, watch) ??
      findOverlong(stage)
    if (message) return { ...message, seq: turn.seq }
  }
  return undefined
}

type Found = Omit<Fault, 'seq'> | undefined

/** A turn rests where somebody is waited for, and the caller heard what for; a call does not end
 * without a word. */
function findRestless(stage: Stage, turn: Turn): Found {
  const { session, machine } = stage
  const { inputs, answers, events } = turn
  if (inputs.some(({ type }) => type === 'hung up') || session.leaving || answers === null)
    return undefined
  const leaf = machine.leaves.get(session.state.leaf)
  const spoke = events.some((event) => heardIn(event) !== '')
  if (session.status === 'ended') return spoke || has(turn, 'released') ? undefined : SILENT_END
  switch (leaf?.kind) {
    case 'bridged':
      return undefined
    case 'dial': {
      const rings = has(turn, 'rang') || session.queued
      return rings ? undefined : noReply(`nobody is rung at "${shownName(leaf.step)}"`)
    }
    default:
      return findUnasked(turn, session.state.leaf, spoke)
  }
}

function findUnasked(turn: Turn, leaf: string, spoke: boolean): Found {
  if (!has(turn, 'asked')) return noReply(`the call stands at "${leaf}", and nothing is asked`)
  if (spoke || turn.events.some(keepsKeys)) return undefined
  return noReply(`the caller is asked at "${shownName(stepOfLeaf(leaf))}" without a word`)
}

const has = ({ events }: Turn, type: Event['type']): boolean =>
  events.some((event) => event.type === type)

const keepsKeys = (event: Event): boolean =>
  event.type === 'heard' && event.meaning === 'more keys awaited'

const SILENT_END: Found = { rule: 'silent end', message: 'the call ends without a word' }

const noReply = (message: string): Found => ({ rule: 'no reply', message })

/** What asks to hear the question again: back and start over do so where they lead nowhere. */
const AGAIN = new Set(['repeat', 'back', 'start over'])

/** A ladder says something else on each rung, unless the caller asked to hear it again. */
function findSameWords({ events }: Turn, watch: Watch): Found {
  const before = watch.asked
  const now = events.findLast((event) => event.type === 'asked')
  watch.asked = now
  if (before?.step !== now?.step || before?.rung === now?.rung || events.some(asksAgain))
    return undefined
  const words = now && heardIn(now)
  if (!before || !now || !words || words !== heardIn(before)) return undefined
  const message = `"${shownName(now.step)}" says the same on ${before.rung} and ${now.rung}: ${words}`
  return { rule: 'same words', message }
}

/** Between two questions something else was come to, said, or asked to be heard again. */
function asksAgain(event: Event): boolean {
  if (event.type === 'heard') return AGAIN.has(event.meaning)
  return event.type === 'entered' || (event.type === 'said' && heardIn(event) !== '')
}

const MISSES = new Set(['silence', 'no match'])

/** Once somebody was there, nothing more is promised. */
function findUnreached(
  { machine }: Stage,
  { inputs, events }: Turn,
  bounds: Bounds,
  watch: Watch,
): Found {
  watch.talked ||= events.some(({ type }) => type === 'connected')
  const way = events.some((event) => isWay(machine, event))
  const meanings = events.flatMap((event) =>
    event.type === 'heard' && event.meaning !== 'more keys awaited' ? [event.meaning] : [],
  )
  const empty = inputs.some(({ type }) => type === 'nothing recorded')
  if (way || watch.talked) watch.operator = watch.silent = 0
  else if (meanings.length > 0 || empty) {
    const asks = meanings.length > 0 && meanings.every((meaning) => meaning === 'operator')
    const misses = empty || meanings.every((meaning) => MISSES.has(meaning))
    watch.operator = asks ? watch.operator + 1 : 0
    watch.silent = misses ? watch.silent + 1 : 0
  }
  return past(watch, bounds)
}

function past({ operator, silent }: Watch, bounds: Bounds): Found {
  const nobody = 'the caller has reached nobody and no tone'
  if (operator > 0 && operator >= (bounds.operator ?? Infinity))
    return {
      rule: 'operator not reached',
      message: `after asking for a person ${operator} times in a row ${nobody}`,
    }
  if (silent > 0 && silent >= (bounds.silent ?? Infinity))
    return {
      rule: 'silent caller kept',
      message: `after ${silent} turns without a word that was understood ${nobody}`,
    }
  return undefined
}

const WAYS = new Set<Event['type']>(['rang', 'queued', 'callback promised', 'ended'])

/** A way is a desk that is rung or a recorder's tone, not the one at which a name is said. */
function isWay(machine: Machine, event: Event): boolean {
  if (event.type !== 'asked') return WAYS.has(event.type)
  return event.listening.mode === 'tone' && isRecorder(machine, event.step)
}

function findOverlong({ session, machine }: Stage): Found {
  const most = mostTurns(machine.root)
  const { turns } = session.counters
  if (turns <= most) return undefined
  return {
    rule: 'does not end',
    message: `the caller has had ${turns} turns; the limit is ${most}`,
  }
}

/** What the caller hears of an event, recordings by their words. */
export function heardIn(event: Event): string {
  switch (event.type) {
    case 'said':
    case 'asked':
    case 'handed off':
    case 'queued':
      return textOf(event.speech)
    default:
      return ''
  }
}

/** The caller is asked to speak after a tone: of a step, or of the last resort, whose name is
 * empty. */
export function isRecorder(machine: Machine, name: string): boolean {
  const step = machine.steps.get(name)?.step
  return step ? isAway(step) : name === ''
}
