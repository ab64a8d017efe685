// What came of many calls on a draft: how many went which way, and where they part.
import type { Input } from '../call/input.ts'
import { modes, type Diverged, type Mode, type Verdict } from './verdict.ts'

export const verdicts = [
  'same',
  'same result by another way',
  'diverged',
  'not answerable',
] as const

/** Calls that part at one place in one way. `calls` are the first few by id; `example` is the first
 * of them. */
export type Parted = {
  mode: Mode
  step: string
  did: string
  was: string
  now: string
  count: number
  calls: string[]
  example: Diverged
}

/** Callers who press a key out of habit: by what they meant the call would go on, by the key it
 * leads elsewhere. */
export type Misrouted = {
  step: string
  keys: string
  chose?: string
  was: string
  now: string
  count: number
  calls: string[]
}

export type Tally = {
  counts: Record<Mode, Record<Verdict['verdict'], number>>
  parted: Map<string, Parted>
  misrouted: Map<string, Misrouted>
  /** requests the log has no answer to, by lookup and step */
  unanswered: Map<string, { step: string; lookup: string; mode: Mode; count: number }>
}

const FEW = 3

export function newTally(): Tally {
  const none = () => ({
    same: 0,
    'same result by another way': 0,
    diverged: 0,
    'not answerable': 0,
  })
  return {
    counts: { meaning: none(), raw: none(), key: none() },
    parted: new Map(),
    misrouted: new Map(),
    unanswered: new Map(),
  }
}

export function countCall(tally: Tally, callId: string, found: Record<Mode, Verdict>): void {
  for (const mode of modes) {
    const one = found[mode]
    tally.counts[mode][one.verdict]++
    if (one.verdict === 'diverged') countParting(tally, callId, mode, one)
    if (one.verdict !== 'not answerable') continue
    const { step, lookup } = one
    const key = JSON.stringify([mode, step, lookup])
    const known = tally.unanswered.get(key) ?? { step, lookup, mode, count: 0 }
    known.count++
    tally.unanswered.set(key, known)
  }
  const { key, meaning } = found
  if (key.verdict === 'diverged' && meaning.verdict !== 'diverged') countHabit(tally, callId, key)
}

function countParting(tally: Tally, callId: string, mode: Mode, example: Diverged): void {
  const { step, was, now } = example
  const did = didOf(example)
  const made = { mode, step, did, was, now, count: 0, calls: [], example }
  add(tally.parted, JSON.stringify([mode, step, did, was, now]), made, callId)
}

/** A key that was pressed out of habit leads elsewhere than what was meant. */
function countHabit(
  tally: Tally,
  callId: string,
  { step, input, chose, was, now }: Diverged,
): void {
  if (input?.type !== 'keys') return
  // what is keyed at a menu tells nothing about the caller; an answer may
  const keys = chose === undefined ? '' : input.keys
  const made = { step, keys, chose, was, now, count: 0, calls: [] }
  add(tally.misrouted, JSON.stringify([step, keys, chose, was, now]), made, callId)
}

function add<T extends { count: number; calls: string[] }>(
  groups: Map<string, T>,
  key: string,
  made: T,
  callId: string,
): void {
  const group = groups.get(key) ?? made
  group.count++
  if (group.calls.length < FEW) group.calls.push(callId)
  groups.set(key, group)
}

/** What the caller or the world did, without what was said. */
function didOf({ chose, input }: Diverged): string {
  if (chose !== undefined) return `choosing "${chose}"`
  const plain: Partial<Record<Input['type'], string>> = {
    keys: 'keying an answer',
    speech: 'speaking',
    silence: 'saying nothing',
    started: 'at the beginning',
    'hung up': 'hanging up',
    recorded: 'after the recording',
    'nothing recorded': 'recording nothing',
    answered: 'when the desk answered',
    unanswered: 'when nobody answered',
    'dial ended': 'after the ringing or the conversation',
    limit: 'at a limit',
  }
  return (input && plain[input.type]) ?? 'going on'
}
