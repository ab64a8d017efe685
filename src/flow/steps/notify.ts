// notify: tells a lookup something after the turn.
import { passing, success } from '../machine/build.ts'
import { may, must, name, table, template } from '../tree/shape.ts'
import { setting, type StepKind, type StepOf, then } from '../tree/step.ts'

const fields = {
  notify: must(name('a lookup'), 'The lookup.'),
  with: may(table(template, 'values'), 'What it is given.'),
  then,
}

export type NotifyStep = StepOf<'notify', typeof fields>

export const notifyStep: StepKind<NotifyStep> = {
  word: 'notify',
  place: 'silent',
  isPassing: true,
  about:
    'Sends values to a lookup after the turn, again and again until it is taken; the caller never waits.',
  example: `save answers:
  notify: save survey
  with: { score: "{{ score }}" }
  then: hang up`,
  fields,
  ways: (step) => [{ name: 'then', to: step.then, deliberate: true }],
  compared: { settings: { notify: setting('lookup used', 'nothing') } },
  compile: (step, build) =>
    passing(
      build,
      step,
      [
        { type: 'notify', params: { step: build.scopedName(step.name.value) } },
        ...success(build, step),
      ],
      { target: build.go(step.then) },
    ),
}
