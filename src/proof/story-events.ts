// What happens on an edge, as a story tells it.
import { mostMisses } from '../flow/tree/flow-limits.ts'
import { chosenOption } from '../flow/machine/chosen-option.ts'
import { fillNames, wordsFor } from '../flow/machine/event-words.ts'
import { parseEvent, type MachineEvent, type ParsedEvent } from '../flow/machine/machine-event.ts'
import type { Leaf, Machine } from '../flow/machine/machine.ts'
import { ownName, withoutAfterCall } from '../flow/machine/scoped-name.ts'
import { firstText } from '../flow/tree/option.ts'
import type { Edge } from '../times/machine-graph.ts'

/** Undefined for what nobody notices. */
export function eventSentence(machine: Machine, { from, event }: Edge): string | undefined {
  const { leaf } = from
  const heard = parseEvent(event)
  const { story } = wordsFor(heard, leaf)
  return (
    story &&
    fillNames(story, {
      ...stepNames(machine, leaf),
      ...eventNames(machine, leaf, heard),
      option: optionName(machine, leaf, event),
      misses: String(mostMisses(machine.root)),
    })
  )
}

/** What the step is called, and what it works with. */
function stepNames(machine: Machine, leaf: Leaf) {
  const found = machine.steps.get(leaf.step)
  const slot = found?.step.slot && found.scope.flow.slots.get(found.step.slot.value)
  const name = nameOf(leaf.step)
  return {
    name,
    label: slot?.label || 'an answer',
    lookup: found?.step.request?.value ?? name,
    desk: nameOf(found?.step.callback?.value ?? ''),
  }
}

function eventNames(
  machine: Machine,
  leaf: Leaf,
  heard: ParsedEvent,
): Record<string, string | undefined> {
  switch (heard.kind) {
    case 'row':
      return { row: String(heard.row) }
    case 'branch': {
      const cases = machine.steps.get(leaf.step)?.step.decide?.value
      return { condition: cases?.[(heard.at ?? 0) - 1]?.if.source }
    }
    case 'back':
    case 'BACK_TO':
      return { target: heard.step }
    default:
      return {}
  }
}

/** The label of the option that is chosen, else its id. */
function optionName(machine: Machine, leaf: Leaf, event: MachineEvent): string | undefined {
  const heard = parseEvent(event)
  if (!('id' in heard)) return undefined
  const id = heard.kind === 'anywhere' ? heard.scope + heard.id : heard.id
  return firstText(chosenOption(machine, leaf.step, event)?.label) || id
}

const nameOf = (scoped: string): string => withoutAfterCall(ownName(scoped))
