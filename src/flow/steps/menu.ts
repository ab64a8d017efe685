// menu: where to go, chosen by voice or key.
import { choices, say, stepNode } from '../machine/build.ts'
import { ladder } from '../machine/ladder.ts'
import { toEnded } from '../machine/leaf-id.ts'
import type { Action, Arrows } from '../machine/machine.ts'
import { prompt } from '../tree/prompt.ts'
import { may, must, target, yesNo } from '../tree/shape.ts'
import { options } from '../tree/option.ts'
import {
  listeningFields,
  listeningSettings,
  listeningWayOf,
  listeningWays,
  setting,
  type StepKind,
  type StepOf,
} from '../tree/step.ts'

const { again, ...others } = listeningFields

const fields = {
  menu: must(prompt, 'The question; the options are read out after it.'),
  again,
  done: may(
    target,
    'With `again`: where "no, thank you" or the first silence leads once the caller was served; without it, the engine says goodbye.',
  ),
  ...others,
  options: must(options, 'What can be chosen.'),
  'in every language': may(
    yesNo,
    'yes: each language is heard in turn, for choosing the language.',
  ),
}

export type MenuStep = StepOf<'menu', typeof fields>

export const menuStep: StepKind<MenuStep> = {
  word: 'menu',
  isMain: true,
  endsWhenServed: true,
  place: 'listens',
  about:
    'Asks where to go. The lines "For X, press 1" are made from the options; never write them yourself.',
  example: `main menu:
  menu: How can I help?
  options:
    - label: track a parcel
      key: 1
      phrases: [where is my parcel]
      then: which parcel
    - label: make a complaint
      key: 2
      then: customer care`,
  fields,
  prompt: (step) => step.menu,
  ways: (step) => [
    ...listeningWays(step),
    ...(step.again ? [{ name: 'done', to: step.done, deliberate: true }] : []),
  ],
  check(step, _flow, report) {
    if (step.options?.value.length === 0)
      report({
        code: 'empty-menu',
        severity: 'error',
        message: 'a menu needs at least one option',
        range: step.options.range,
      })
    if (step.done && !step.again)
      report({
        code: 'done-without-again',
        severity: 'error',
        message: '"done" works only together with "again"',
        range: step.done.range,
        hint: 'add "again: Is there anything else?"',
      })
  },
  wayOf: (step, event, leaf) =>
    event?.kind === 'DONE' ? 'done' : listeningWayOf(step, event, leaf),
  compared: {
    settings: { ...listeningSettings, 'in every language': setting('listening', 'no') },
    prompts: { menu: 'the question' },
  },
  compile(step, build) {
    const name = build.scopedName(step.name.value)
    const chosen = choices(build, step)
    const farewell: Action[] = step.done ? [] : [say(name, 'goodbye')]
    const done: Arrows = step.again
      ? { DONE: { target: step.done ? build.go(step.done) : toEnded, actions: farewell } }
      : {}
    const keypad = step.options.value.some(({ key }) => key)
    const rungs = ladder(build, {
      step,
      answers: { ...chosen, ...done },
      confirmed: { held: ['OPTION_UNSURE'], heldAgain: ['OPTION_UNSURE'], yes: {} },
      keypad,
    })
    return stepNode(build, step, { first: 'try1', said: [say(name, 'prompt')], states: rungs })
  },
}
