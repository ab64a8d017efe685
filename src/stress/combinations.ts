// Which faults a flow can meet, each with the shortest call that comes to it.
import { DAY, HOUR } from '../flow/text/duration.ts'
import { stateAt } from '../flow/tree/hours.ts'
import type { Machine } from '../flow/machine/machine.ts'
import type { Plan } from './stress-call.ts'
import { callsTo, type Place } from './reach.ts'
import type { World } from './world-by-lot.ts'
import { lookupFaults, type LookupFault } from './broken-service.ts'
import type { Rung } from './telephone.ts'

export const troubles = [
  'webhooks doubled',
  'webhooks late',
  'webhooks swapped',
  'replies lost, asked again',
  'replies lost, fallback',
  'killed before the reply',
  'the store refuses once',
] as const
export type Trouble = (typeof troubles)[number]

/** One fault, and the call that meets it. `desk` is how those who are rung behave. */
export type Combination = {
  name: string
  plan: Plan
  lookup?: { name: string; fault: LookupFault }
  desk?: Rung
  trouble?: Trouble
  recogniser?: 'dead'
}

const DAYS = 7

export function combinationsOf(
  machine: Machine,
  from: number,
  values: Record<string, string>,
): Combination[] {
  const nobody = { switches: {}, desks: {}, lookups: {} }
  const world = (at: number): World => ({ callId: 'stress', at, values, ...nobody })
  const { open, closed } = hoursOf(machine, from)
  const calls = callsTo(machine, world(open))
  const shut = closed === undefined ? new Map<Place, Plan>() : callsTo(machine, world(closed))
  return [
    ...of(calls, 'lookup').flatMap(([name, plan]) => lookupCombinations(name, plan)),
    ...of(calls, 'lookup').map(([name, plan]) => killedWhileLate(name, plan)),
    ...of(calls, 'ringing').flatMap(([name, plan]) =>
      RINGS.map((desk): Combination => ({ name: `desk "${name}" ${desk}`, plan, desk })),
    ),
    ...of(shut, 'desk').map(([name, plan]): Combination => ({
      name: `desk "${name}" closed`,
      plan,
    })),
    ...of(calls, 'question').map(([name, plan]): Combination => ({
      name: `the recogniser is dead at "${name}"`,
      plan,
      recogniser: 'dead',
    })),
    ...whole(calls, shut).flatMap(([place, plan]) =>
      troubles.map((trouble): Combination => ({
        name: `${trouble}, on the way to ${place.replace(' ', ' "')}"`,
        plan,
        trouble,
      })),
    ),
  ]
}

const RINGS = ['busy', 'no answer', 'refused', 'dropped'] as const

const lookupCombinations = (name: string, plan: Plan): Combination[] =>
  lookupFaults.map((fault) => ({
    name: `lookup "${name}" ${fault}`,
    plan,
    lookup: { name, fault },
  }))

const killedWhileLate = (name: string, plan: Plan): Combination => ({
  name: `lookup "${name}" comes too late, and the process is killed before each reply`,
  plan,
  lookup: { name, fault: 'comes too late' },
  trouble: 'killed before the reply',
})

/** An hour of the week at which most is open, in the middle of the longest run of open hours, so
 * that no call runs into the evening; and one at which all is closed, if there is one. */
function hoursOf(machine: Machine, from: number): { open: number; closed?: number } {
  const hours = [...machine.scopes.values()].flatMap(({ flow }) =>
    [...flow.hours.values()].map(({ value }) => value),
  )
  const count = (at: number): number => hours.filter((one) => stateAt(one, at) === 'open').length
  const first = Math.ceil(from / HOUR) * HOUR
  const moments = Array.from({ length: (DAYS * DAY) / HOUR }, (_, hour) => first + hour * HOUR)
  const openness = (at: number): number => count(at) + count(at + HOUR) / 2
  return {
    open: moments.reduce((best, at) => (openness(at) > openness(best) ? at : best), first),
    closed: moments.find((at) => hours.length > 0 && count(at) === 0 && count(at + HOUR) === 0),
  }
}

const of = (calls: Map<Place, Plan>, kind: string): [string, Plan][] =>
  [...calls]
    .filter(([place]) => place.startsWith(`${kind} `))
    .map(([place, plan]) => [place.slice(kind.length + 1), plan])

/** Calls to each goal, desk and recorder; the webhooks of all kinds are among theirs. */
function whole(calls: Map<Place, Plan>, shut: Map<Place, Plan>): [Place, Plan][] {
  const found = new Map<Place, Plan>()
  for (const [place, plan] of [...calls, ...shut])
    if (/^(goal|ringing|recorder) /.test(place) && !found.has(place)) found.set(place, plan)
  return [...found]
}
