// Which steps and desks of a flow a set of calls entered, and by which ways they were left.
import type { Desk } from '../flow/tree/flow.ts'
import type { Range } from '../flow/text/located.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { withIncluded } from '../flow/tree/project.ts'
import type { Step } from '../flow/steps/index.ts'
import { deskWays, waysOf } from '../flow/machine/arrow-ways.ts'
import type { Event } from '../call/event.ts'

/** A place that was or was not reached; `way` is absent for the step itself. `times` counts over
 * all calls. */
export type Reached = { file: string; line: number; step: string; way?: string; times: number }

/** The flow with all it includes; a step used at several call sites counts once. */
export function coverageOf(machine: Machine, events: Iterable<Event>): Reached[] {
  const places = new Map<Step | Desk, Map<string, Reached>>()
  for (const flow of withIncluded(machine.root)) {
    for (const step of flow.steps.values())
      places.set(step, placesOf(step.name.value, step.name.range, waysOf(step)))
    for (const desk of flow.desks.values())
      places.set(desk, placesOf(desk.name.value, desk.name.range, deskWays(desk)))
  }
  for (const event of events) {
    if (event.type !== 'entered' && event.type !== 'left') continue
    const owner = machine.steps.get(event.step)?.step ?? machine.desks.get(event.step)?.desk
    const place = owner && places.get(owner)?.get(event.type === 'left' ? event.way : '')
    if (place) place.times++
  }
  return [...places.values()].flatMap((ways) => [...ways.values()])
}

function placesOf(
  step: string,
  { file, line }: Range,
  ways: { name: string; to?: { range: Range }; option?: { range: Range } }[],
): Map<string, Reached> {
  const place = (way: string | undefined, at = line): [string, Reached] => [
    way ?? '',
    { file, line: at, step, way, times: 0 },
  ]
  return new Map([
    place(undefined),
    ...ways.map(({ name, to, option }) => place(name, option?.range.line ?? to?.range.line)),
  ])
}

/** 0 to 100, rounded down, so that 100 means all. */
export function coveredPercent(places: Reached[]): number {
  if (places.length === 0) return 100
  return Math.floor((100 * places.filter(({ times }) => times > 0).length) / places.length)
}
