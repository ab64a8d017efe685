// What calls are looked for: each option, and the goal of each step.
import { chosenOption } from '../../flow/machine/chosen-option.ts'
import { parseEvent } from '../../flow/machine/machine-event.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import { ownName } from '../../flow/machine/scoped-name.ts'
import type { Located, Range } from '../../flow/text/located.ts'
import { firstText, type Option } from '../../flow/tree/option.ts'
import type { Edge, Graph } from '../../times/machine-graph.ts'
import { reachableNodes } from '../../times/paths.ts'

/** Something a call is looked for: an option taken, or the goal of a step. `name` as messages tell
 * it. */
export type Target = { kind: 'option' | 'goal'; name: string; step: string; range: Range }

/** Options and goals that some edge of the machine leads to, by what the author wrote them as; each
 * once, however often its flow is gone through. */
export function targetsOf(graph: Graph): Map<object, Target> {
  const { machine } = graph
  const targets = new Map<object, Target>()
  for (const edge of reachableNodes(graph).flatMap(({ id }) => graph.out[id] ?? [])) {
    const option = chosenOption(machine, edge.from.leaf.step, edge.event)
    if (option) targets.set(option, optionTarget(machine, edge, option))
    for (const action of edge.actions) {
      if (action.type !== 'reached') continue
      const step = machine.steps.get(action.params.step)?.step
      if (step?.goal) targets.set(step, goalTarget(step.name.value, step.goal))
    }
  }
  return targets
}

function optionTarget(machine: Machine, { from, event }: Edge, option: Option): Target {
  const chosen = parseEvent(event)
  const anywhere = chosen.kind === 'anywhere'
  const id = 'id' in chosen ? chosen.id : ''
  return {
    kind: 'option',
    name: firstText(option.label) || (anywhere ? chosen.scope + id : id),
    step: anywhere ? '' : ownName(from.leaf.step),
    range: option.then?.range ?? option.range,
  }
}

const goalTarget = (step: string, { value, range }: Located<string>): Target => ({
  kind: 'goal',
  name: value,
  step,
  range,
})
