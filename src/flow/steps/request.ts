// request: asks a lookup and waits for the answer.
import { stepNode, success, work } from '../machine/build.ts'
import { toLastResort } from '../machine/leaf-id.ts'
import type { Action } from '../machine/machine.ts'
import { prompt } from '../tree/prompt.ts'
import { may, must, name, table, target, template } from '../tree/shape.ts'
import { setting, type StepKind, type StepOf, then } from '../tree/step.ts'

const fields = {
  request: must(name('a lookup'), 'The lookup.'),
  with: may(table(template, 'values'), 'What it is given.'),
  save: may(
    name('the answer'),
    'The name the answer is kept under: `status` gives {{ status.place }}.',
  ),
  meanwhile: may(prompt, "Said when the answer takes long, instead of the engine's words."),
  then,
  'not found': may(target, 'Where "there is no such thing" leads; without it, to `failed`.'),
  failed: must(target, 'Where it leads when the lookup cannot be asked.'),
}

export type RequestStep = StepOf<'request', typeof fields>

export const requestStep: StepKind<RequestStep> = {
  word: 'request',
  place: 'silent',
  about:
    'Asks a lookup (an address in lines.yaml) and waits for its answer; if it is slow the caller hears "please wait".',
  example: `look up:
  request: parcel status
  with: { parcel: "{{ parcel }}" }
  save: status
  not found: which parcel
  failed: customer care
  then: tell`,
  fields,
  ways: (step) => [
    { name: 'then', to: step.then, deliberate: true },
    ...(step['not found'] ? [{ name: 'not found', to: step['not found'], deliberate: false }] : []),
    { name: 'failed', to: step.failed, deliberate: false },
  ],
  wayOf(step, event) {
    switch (event?.kind) {
      case 'OK':
        return 'then'
      case 'NOT_FOUND':
        return step['not found'] ? 'not found' : 'failed'
      case 'FAILED':
        return 'failed'
      default:
        return undefined
    }
  },
  fills: (step, { name }) => ({ filled: name === 'then' && step.save ? [step.save.value] : [] }),
  compared: {
    settings: { request: setting('lookup used', 'nothing') },
    prompts: { meanwhile: 'what is said while the lookup is awaited' },
  },
  compile(step, build) {
    const id = build.scopedName(step.name.value)
    const saved: Action[] = [{ type: 'save', params: { step: id } }, ...success(build, step)]
    const request = work(
      build,
      step,
      { rung: 'request', kind: 'request' },
      {
        OK: { target: build.go(step.then), actions: saved },
        NOT_FOUND: { target: build.go(step['not found'] ?? step.failed) },
        FAILED: { target: build.go(step.failed) },
        LIMIT: { target: toLastResort },
      },
    )
    return stepNode(build, step, { first: 'request', states: { request } })
  },
}
