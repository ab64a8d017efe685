// The bounds that were proved of a machine, for asking them of calls as they run.
import type { Machine } from '../flow/machine/machine.ts'
import { graphOf } from '../times/machine-graph.ts'
import { playAsking } from '../proof/theorems/person.ts'
import { playSilence } from '../proof/theorems/silent-caller.ts'
import type { Bounds } from './invariants.ts'

/** What does not hold has no bound. */
export function boundsOf(machine: Machine): Bounds {
  const given = { graph: graphOf(machine), time: () => 0 }
  return { operator: playAsking(given).longest?.turns, silent: playSilence(given).longest?.turns }
}
