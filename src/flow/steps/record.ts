// record: the caller speaks after a tone.
import { entering, leaf, say, success } from '../machine/build.ts'
import type { Action } from '../machine/machine.ts'
import { prompt } from '../tree/prompt.ts'
import { duration, may, must, name, target, yesNo } from '../tree/shape.ts'
import { type StepKind, type StepOf, then } from '../tree/step.ts'

const fields = {
  record: must(prompt, 'Said before the tone.'),
  slot: may(name('a slot of type recording'), 'Where the recording is kept.'),
  for: may(name('a desk'), 'The desk that gets it.'),
  longest: may(duration(5000, 600_000), 'The longest recording; 2 minutes without it.'),
  transcribe: may(
    yesNo,
    'yes: it is written down in the background, and its words join the call and the hand-off to its desk. Needs an account at Twilio and one at Google; left out in practice calls, with a private slot, and in a language no recogniser knows.',
  ),
  empty: must(target, 'Where an empty recording leads.'),
  then,
}

export type RecordStep = StepOf<'record', typeof fields>

export const recordStep: StepKind<RecordStep> = {
  word: 'record',
  place: 'away',
  about: 'Records what the caller says after a tone, until a key, a silence or the longest time.',
  example: `take a message:
  record: Please leave your name and number after the tone.
  for: customer care
  empty: bye
  then: bye`,
  fields,
  prompt: (step) => step.record,
  ways: (step) => [
    { name: 'then', to: step.then, deliberate: true },
    { name: 'empty', to: step.empty, deliberate: false },
  ],
  check(step, flow, report) {
    const slot = step.slot && flow.slots.get(step.slot.value)
    if (slot && slot.type !== 'recording')
      report({
        code: 'wrong-slot',
        severity: 'error',
        message: `"record" keeps a recording, but slot "${slot.name}" is of type ${slot.type}`,
        range: step.slot?.range ?? step.range,
      })
  },
  compile(step, build) {
    const id = build.scoped(step.name.value)
    const enter: Action = { type: 'enter', params: { step: id } }
    const meta = leaf(build, step, 'tone', 'tone', {
      mode: 'tone',
      timer: step.longest?.value ?? 120_000,
    })
    const tone = {
      id: meta.id,
      meta,
      on: {
        RECORDED: {
          target: build.go(step.then),
          actions: [
            { type: 'recorded', params: { step: id } } satisfies Action,
            ...success(build, step),
          ],
        },
        EMPTY: { target: build.go(step.empty) },
      },
    }
    if (!step['at most'])
      return { id, entry: [enter, say(id, 'prompt')], initial: 'tone', states: { tone } }
    return {
      id,
      entry: [enter],
      initial: 'enter',
      states: {
        ...entering(build, step, { FITS: { target: `#${meta.id}`, actions: [say(id, 'prompt')] } }),
        tone,
      },
    }
  },
}
