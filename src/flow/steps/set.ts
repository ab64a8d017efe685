// set: gives slots a value.
import { passing, success } from '../machine/build.ts'
import { must, table, template } from '../tree/shape.ts'
import { type StepKind, type StepOf, then } from '../tree/step.ts'

const fields = { set: must(table(template, 'values'), 'Slots and their values.'), then }

export type SetStep = StepOf<'set', typeof fields>

export const setStep: StepKind<SetStep> = {
  word: 'set',
  place: 'silent',
  isPassing: true,
  about: 'Gives slots a value; the caller hears nothing. `language` and `priority` can be set too.',
  example: `next week:
  set: { week: "{{ week | plus: 1 }}" }
  then: find times`,
  fields,
  ways: (step) => [{ name: 'then', to: step.then, deliberate: true }],
  fills: (step) => ({ filled: step.set?.keys() ?? [] }),
  compile: (step, build) =>
    passing(
      build,
      step,
      [
        { type: 'set', params: { step: build.scopedName(step.name.value) } },
        ...success(build, step),
      ],
      { target: build.go(step.then) },
    ),
}
