// decide: the first condition that holds tells where to go.
import { entering, work } from '../machine/build.ts'
import { toLeaf } from '../machine/leaf-id.ts'
import type { Action } from '../machine/machine.ts'
import { byEvent, caseEvent } from '../machine/machine-event.ts'
import { condition, group, list, must, target } from '../tree/shape.ts'
import { type StepKind, type StepOf } from '../tree/step.ts'

const cases = list(
  group({ if: must(condition, 'The condition.'), then: must(target, 'Where it leads.') }, 'a case'),
  'a list of cases, each with "if" and "then"',
)

const fields = {
  decide: must(cases, 'The cases, tried in order.'),
  otherwise: must(target, 'Where it leads when none holds.'),
}

export type DecideStep = StepOf<'decide', typeof fields>

export const decideStep: StepKind<DecideStep> = {
  word: 'decide',
  place: 'silent',
  about: 'Goes where the first condition that holds leads; the caller hears nothing.',
  example: `open or not:
  decide:
    - if: hours.office is open
      then: main menu
  otherwise: closed`,
  fields,
  ways: (step) => [
    ...(step.decide?.value ?? []).map((one, index) => ({
      name: `case ${index + 1}`,
      to: one.then,
      deliberate: true,
    })),
    { name: 'otherwise', to: step.otherwise, deliberate: true },
  ],
  compile(step, build) {
    const id = build.scoped(step.name.value)
    const ways = byEvent([
      ...step.decide.value.map(
        (one, index) => [caseEvent(index + 1), { target: build.go(one.then) }] as const,
      ),
      [caseEvent(), { target: build.go(step.otherwise) }] as const,
    ])
    const decide = work(build, step, 'decide', 'decide', ways)
    const enter: Action = { type: 'enter', params: { step: id } }
    if (!step['at most']) return { id, entry: [enter], initial: 'decide', states: { decide } }
    return {
      id,
      entry: [enter],
      initial: 'enter',
      states: { ...entering(build, step, { FITS: { target: toLeaf(id, 'decide') } }), decide },
    }
  },
}
