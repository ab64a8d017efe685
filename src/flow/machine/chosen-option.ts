// The option that an event chooses: of a step, of a desk's queue, or one that works anywhere.
import { waitingOptions } from './desk-states.ts'
import type { Machine } from './machine.ts'
import { parseEvent, type MachineEvent } from './machine-event.ts'
import { optionIds, type Option } from '../tree/option.ts'

/** `at` is the scoped name of the step or desk the event comes at. Undefined for events that choose
 * nothing, and where there is no such option. */
export function chosenOption(
  machine: Machine,
  at: string,
  event: MachineEvent,
): Option | undefined {
  const chosen = parseEvent(event)
  if (!('id' in chosen)) return undefined
  const options =
    chosen.kind === 'anywhere'
      ? (machine.scopes.get(chosen.scope)?.flow.anywhere ?? [])
      : optionsAt(machine, at)
  return options[optionIds(options).indexOf(chosen.id)]
}

/** What can be chosen at a step, or by those who wait at a desk. */
export function optionsAt(machine: Machine, name: string): Option[] {
  const desk = machine.desks.get(name)?.desk
  return desk ? waitingOptions(desk) : (machine.steps.get(name)?.step.options?.value ?? [])
}
