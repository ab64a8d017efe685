// say: speaks and goes on.
import { passing, say, success } from '../machine/build.ts'
import { prompt } from '../tree/prompt.ts'
import { may, must, text, yesNo } from '../tree/shape.ts'
import { setting, type StepKind, type StepOf, then } from '../tree/step.ts'

const fields = {
  say: must(prompt, 'What the caller hears.'),
  interrupt: may(yesNo, 'no: it is heard to its end (a legal notice).'),
  instead: may(
    text,
    'A spoken close that names another place to turn to, such as emergency services.',
  ),
  then,
}

export type SayStep = StepOf<'say', typeof fields>

export const sayStep: StepKind<SayStep> = {
  word: 'say',
  place: 'silent',
  isPassing: true,
  about:
    'Says something and goes on. Straight before a question it is heard as part of the question, so keys and words count during it.',
  example: `welcome:
  say: Thank you for calling Swift Parcels.
  then: main menu`,
  fields,
  prompt: (step) => step.say,
  ways: (step) => [{ name: 'then', to: step.then, deliberate: true }],
  compared: {
    settings: { interrupt: setting('listening', 'yes'), instead: setting('goal', 'none') },
    prompts: { say: 'what is said' },
  },
  compile: (step, build) =>
    passing(
      build,
      step,
      [say(build.scopedName(step.name.value), 'prompt'), ...success(build, step)],
      {
        target: build.go(step.then),
      },
    ),
}
