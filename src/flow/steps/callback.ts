// callback: promises that somebody of a desk calls back.
import { stepNode, success, work } from '../machine/build.ts'
import { plainName } from '../text/expression.ts'
import type { Action } from '../machine/machine.ts'
import { may, must, target, template, text } from '../tree/shape.ts'
import { type StepKind, type StepOf, then } from '../tree/step.ts'

const fields = {
  callback: must(text, 'The desk that calls back. "this flow" is not available yet.'),
  number: may(
    template,
    'The number to call: "{{ caller.number }}", or a slot of type phone. It must be written, unless the flow calls out.',
  ),
  when: may(text, 'When to call (not available yet).'),
  then,
  failed: must(target, 'Where it leads when that number cannot be called back, or is not known.'),
}

export type CallbackStep = StepOf<'callback', typeof fields>

export const callbackStep: StepKind<CallbackStep> = {
  word: 'callback',
  place: 'silent',
  isPromise: true,
  about:
    'Promises that somebody of a desk calls back. A number that cannot be called from here (premium, short, in a country the desk may not dial) is refused; a number that waits for a call already keeps its place.',
  example: `call me back:
  callback: dispatch
  number: "{{ phone }}"
  then: promised
  failed: leave a message`,
  fields,
  ways: (step) => [
    { name: 'then', to: step.then, deliberate: true },
    { name: 'failed', to: step.failed, deliberate: false },
  ],
  check(step, flow, report) {
    if (!step.number && !flow.outgoing && step.callback?.value !== THIS_FLOW)
      report({
        code: 'missing-key',
        severity: 'error',
        message: 'a "callback" step needs "number": the number to call',
        range: step.callback?.range ?? step.range,
        hint: 'number: "{{ caller.number }}"',
      })
    const [only, more] = step.number?.parts ?? []
    if (!only || more !== undefined || typeof only === 'string' || only.path.names.length !== 1)
      return
    const slot = [...flow.slots.values()].find(
      ({ name }) => plainName(name) === plainName(only.path.names[0] ?? ''),
    )
    if (slot && !['phone', 'text', 'digits'].includes(slot.type))
      report({
        code: 'wrong-slot',
        severity: 'error',
        message: `"callback" calls a telephone number, but slot "${slot.name}" is of type ${slot.type}`,
        range: only.path.range,
        hint: 'a slot of type phone, or {{ caller.number }}',
      })
  },
  wayOf(_step, event) {
    if (event?.kind === 'OK') return 'then'
    return event?.kind === 'FAILED' ? 'failed' : undefined
  },
  unbuilt: ({ callback, when }) => [
    ...(callback?.value === THIS_FLOW
      ? [{ what: `callback: ${THIS_FLOW}`, range: callback.range }]
      : []),
    ...(when ? [{ what: 'when', range: when.range }] : []),
  ],
  compared: { ways: { failed: 'when no call back can be promised' } },
  compile(step, build) {
    const promised: Action[] = [
      { type: 'promise', params: { step: build.scopedName(step.name.value) } },
      ...success(build, step),
    ]
    const callback = work(
      build,
      step,
      { rung: 'callback', kind: 'callback' },
      {
        OK: { target: build.go(step.then), actions: promised },
        FAILED: { target: build.go(step.failed) },
      },
    )
    return stepNode(build, step, { first: 'callback', states: { callback } })
  },
}

/** What stands after `callback:` for a call that this flow makes itself. */
export const THIS_FLOW = 'this flow'
