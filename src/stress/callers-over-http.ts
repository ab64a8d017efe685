// Random callers of one flow: played in memory, each reply as TwiML too, and some of them once more
// through a real store.
import type { Machine } from '../flow/machine/machine.ts'
import { playCallers, type Callers, type Failure, type Seeded } from './many-callers.ts'
import type { Bounds } from './invariants.ts'
import { replyFault } from './reply-check.ts'
import { openStored } from './stored-call.ts'

/** Of so many calls one goes through the store. */
const STORED = 10

/** `from` in UTC milliseconds; `values` of the line the flow answers. */
export type Wanted = {
  seed: number
  calls: number
  from: number
  values: Record<string, string>
  bounds: Bounds
}

export type CallersRun = Callers & { stored: number }

export async function runCallers(machine: Machine, wanted: Wanted): Promise<CallersRun> {
  const kept: Seeded[] = []
  // who is free at a desk is asked of the store, so such calls go another way there; a place is
  // known only to those who wait
  const comparable = !machine.facts.some(
    (fact) => fact.startsWith('desks.') && !fact.endsWith('.place'),
  )
  const found = playCallers(machine, {
    ...wanted,
    inspect: replyFault,
    played: (call) => {
      if (
        comparable &&
        call.seed % STORED === 0 &&
        !call.fault &&
        call.stage &&
        call.plan.leaves === undefined
      )
        kept.push(call)
    },
  })
  const failures: Failure[] = []
  const store = await openStored(machine)
  try {
    for (const { seed, plan, stage } of kept) {
      const message =
        stage &&
        (await store
          .play(stage, plan.world)
          .catch((error: unknown) => (error instanceof Error ? error.message : String(error))))
      if (message !== undefined)
        failures.push({
          seed,
          plan,
          fault: { rule: 'store', message, seq: stage?.session.seq ?? 0 },
        })
    }
  } finally {
    await store.close()
  }
  return {
    ...found,
    failed: found.failed + failures.length,
    failures: [...found.failures, ...failures.slice(0, 1)],
    stored: kept.length,
  }
}
