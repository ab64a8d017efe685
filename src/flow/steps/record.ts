// record: the caller speaks after a tone.
import { LONGEST_RECORDING } from '../defaults.ts'
import { leaf, say, stepNode, success } from '../machine/build.ts'
import type { Action } from '../machine/machine.ts'
import { MINUTE, SECOND, writeDuration } from '../text/duration.ts'
import { prompt } from '../tree/prompt.ts'
import { duration, may, must, name, target, yesNo } from '../tree/shape.ts'
import { setting, type StepKind, type StepOf, then } from '../tree/step.ts'

const fields = {
  record: must(prompt, 'Said before the tone.'),
  slot: may(name('a slot of type recording'), 'Where the recording is kept.'),
  for: may(name('a desk'), 'The desk that gets it.'),
  longest: may(
    duration(5 * SECOND, 10 * MINUTE),
    `The longest recording; ${writeDuration(LONGEST_RECORDING)} without it.`,
  ),
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
  isPromise: true,
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
  wayOf(_step, event) {
    if (event?.kind === 'RECORDED') return 'then'
    return event?.kind === 'EMPTY' ? 'empty' : undefined
  },
  fills: (step, { name }) => ({ filled: name === 'then' && step.slot ? [step.slot.value] : [] }),
  compared: {
    settings: {
      longest: setting('recorder', LONGEST_RECORDING, true),
      transcribe: setting('recorder', 'no'),
      for: setting('recorder', 'nobody'),
      slot: setting('slot asked', 'nothing'),
    },
    prompts: { record: 'what is said before the tone' },
  },
  called: (name) => `voicemail ('${name}')`,
  compile(step, build) {
    const id = build.scopedName(step.name.value)
    const meta = leaf(build, step, {
      rung: 'tone',
      kind: 'tone',
      mode: 'tone',
      timer: step.longest?.value ?? LONGEST_RECORDING,
    })
    const kept: Action[] = [{ type: 'recorded', params: { step: id } }, ...success(build, step)]
    const tone = {
      id: meta.id,
      meta,
      on: {
        RECORDED: { target: build.go(step.then), actions: kept },
        EMPTY: { target: build.go(step.empty) },
      },
    }
    return stepNode(build, step, { first: 'tone', said: [say(id, 'prompt')], states: { tone } })
  },
}
