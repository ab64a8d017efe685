// Random callers against one machine: thousands of calls by lot, each looked at turn by turn, the
// first failures made short.
import { coverageOf, coveredPercent } from '../rehearsal/coverage.ts'
import type { Event } from '../call/event.ts'
import { makeSetting } from '../call/setting.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { callerBy } from './caller-by-lot.ts'
import { playCall, playPlan, type Asked, type Plan, type Played } from './stress-call.ts'
import { chanceFrom } from './chance.ts'
import type { Fault } from './invariants.ts'
import { shrink } from './shrink.ts'
import { worldFrom, type Given } from './world-by-lot.ts'

/** The call of a seed, which is the same whenever it is asked for. */
export type Seeded = Played & { seed: number; plan: Plan }

/** A failing call made short: what of it was needed, and how it fails. `seed` plays the long one
 * again. */
export type Failure = { seed: number; fault: Fault; plan: Plan }

/** `reached` is the share of steps and ways in percent. Of each rule that was broken the first call
 * is kept; `failed` counts them all. */
export type Callers = {
  calls: number
  turns: number
  failed: number
  failures: Failure[]
  reached: number
}

/** `replayed` is the share of calls that are gone through again from their log, 0..1; without it,
 * all. `played` sees each call. */
export type Options = Given &
  Omit<Asked, 'replayed'> & {
    seed: number
    calls: number
    replayed?: number
    played?: (call: Seeded) => void
  }

export function seededCall(machine: Machine, seed: number, given: Given, asked: Asked): Seeded {
  const chance = chanceFrom(seed)
  const world = worldFrom(machine, `stress-${seed}`, chance, given)
  const leaves = chance.often(0.04) ? chance.oneOf(['ringing', 'looking up'] as const) : undefined
  const played = playCall(
    machine,
    { world, leaves },
    callerBy(chance, makeSetting(machine, world).facts),
    asked,
  )
  return { ...played, seed, plan: { world, acts: played.acts, leaves } }
}

/** Plays the calls of the seeds from `seed` on. Pure: the same options give the same calls. */
export function playCallers(machine: Machine, options: Options): Callers {
  const { seed, calls, played, replayed = 1, ...asked } = options
  const failures = new Map<Fault['rule'], Failure>()
  const seen = new Map<string, Event>()
  let turns = 0
  let failed = 0
  for (let index = 0; index < calls; index++) {
    const call = seededCall(machine, seed + index, options, {
      ...asked,
      replayed: index % Math.max(1, Math.round(1 / replayed)) === 0,
    })
    const log = call.stage?.log ?? []
    turns += log.length
    for (const event of log.flatMap((turn) => turn.events)) {
      if (event.type === 'entered') seen.set(`${event.step}\0`, event)
      if (event.type === 'left') seen.set(`${event.step}\0${event.way}`, event)
    }
    played?.(call)
    const { fault } = call
    if (!fault) continue
    failed++
    if (!failures.has(fault.rule))
      failures.set(fault.rule, makeShort(machine, call, fault, { ...asked, replayed: true }))
  }
  return {
    calls,
    turns,
    failed,
    failures: [...failures.values()],
    reached: coveredPercent(coverageOf(machine, seen.values())),
  }
}

function makeShort(machine: Machine, call: Seeded, fault: Fault, asked: Asked): Failure {
  let shortest = fault
  const plan = shrink(call.plan, (tried) => {
    const played = playPlan(machine, tried, asked)
    if (played.fault?.rule !== fault.rule) return undefined
    shortest = played.fault
    return { ...tried, acts: played.acts }
  })
  return { seed: call.seed, fault: shortest, plan }
}
