// decide: the first condition that holds tells where to go.
import { stepNode, work } from '../machine/build.ts'
import { byEvent, branchEvent } from '../machine/machine-event.ts'
import { condition, group, list, must, target } from '../tree/shape.ts'
import { type StepKind, type StepOf } from '../tree/step.ts'
import { sureWhen, sureUnless } from '../text/sure-names.ts'

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
  wayOf(_step, event) {
    if (event?.kind !== 'branch') return undefined
    return event.at === undefined ? 'otherwise' : `case ${event.at}`
  },
  /** What is surely known where the cases before do not hold, and this one does. */
  fills(step, { name }) {
    const cases = step.decide?.value ?? []
    const taken = name === 'otherwise' ? cases.length : Number(name.replace('case ', '')) - 1
    return {
      filled: [
        ...cases.slice(0, taken).flatMap((one) => [...sureUnless(one.if)]),
        ...sureWhen(cases[taken]?.if),
      ],
    }
  },
  compile(step, build) {
    const ways = byEvent([
      ...step.decide.value.map(
        (one, index) => [branchEvent(index + 1), { target: build.go(one.then) }] as const,
      ),
      [branchEvent(), { target: build.go(step.otherwise) }] as const,
    ])
    const decide = work(build, step, { rung: 'decide', kind: 'decide' }, ways)
    return stepNode(build, step, { first: 'decide', states: { decide } })
  },
}
