// choose: one row of a looked-up list.
import { ROWS } from '../defaults.ts'
import { choices, say, success, work } from '../machine/build.ts'
import { ladder } from '../machine/ladder.ts'
import { toLeaf } from '../machine/leaf-id.ts'
import type { Action, Arrow, Arrows } from '../machine/machine.ts'
import { rowEvent } from '../machine/machine-event.ts'
import { prompt } from '../tree/prompt.ts'
import { count, may, must, name, target, text, yesNo } from '../tree/shape.ts'
import {
  fillsByAnswer,
  listeningFields,
  listeningSettings,
  listeningWayOf,
  listeningWays,
  setting,
  then,
  type StepKind,
  type StepOf,
} from '../tree/step.ts'

const fields = {
  choose: must(prompt, 'The question.'),
  from: must(text, 'The list: the name a request saved its answer under, a dot, the field.'),
  first: may(count(1, 8), `How many rows are read out; ${ROWS} without it.`),
  each: must(prompt, 'How a row is read out; `item` is the row.'),
  slot: must(name('a slot of type row'), 'Where the chosen row is kept.'),
  'one at a time': may(
    yesNo,
    'yes: rows are offered one after the other, to be answered with yes or no.',
  ),
  ...listeningFields,
  none: may(target, 'Where "none of these" leads; without it, to `help`.'),
  empty: must(target, 'Where an empty list leads.'),
  then,
}

export type ChooseStep = StepOf<'choose', typeof fields>

export const chooseStep: StepKind<ChooseStep> = {
  word: 'choose',
  place: 'listens',
  takesValues: true,
  about:
    'Reads out the first rows of a list that a lookup gave, and keeps the row the caller chooses.',
  example: `choose time:
  choose: Which of these times suits you?
  from: free.times
  first: 3
  each: "{{ item.day | spoken }} at {{ item.time | spoken }}"
  slot: time
  none: other week
  empty: no times
  then: confirm time`,
  fields,
  prompt: (step) => step.choose,
  ways: (step) => [
    { name: 'then', to: step.then, deliberate: true },
    { name: 'none', to: step.none, deliberate: true },
    { name: 'empty', to: step.empty, deliberate: false },
    ...listeningWays(step),
  ],
  check(step, flow, report) {
    const slot = step.slot && flow.slots.get(step.slot.value)
    if (slot && slot.type !== 'row')
      report({
        code: 'wrong-slot',
        severity: 'error',
        message: `"choose" keeps a row, but slot "${slot.name}" is of type ${slot.type}`,
        range: step.slot.range,
        hint: `declare ${slot.name}: { type: row }`,
      })
  },
  wayOf(step, event, leaf) {
    switch (event?.kind) {
      case 'row':
        return 'then'
      case 'NONE':
        return 'none'
      case 'EMPTY_LIST':
        return 'empty'
      default:
        return listeningWayOf(step, event, leaf)
    }
  },
  fills: fillsByAnswer,
  keys(step) {
    const rows = (step.first?.value ?? ROWS) + (step.none ? 1 : 0)
    const most = step['one at a time']?.value ? 2 : rows
    const keys = Array.from({ length: most }, (_, index) => String(index + 1))
    return { keys, choose: 'a row of the list' }
  },
  compared: {
    settings: {
      ...listeningSettings,
      first: setting('list read out', ROWS),
      'one at a time': setting('list read out', 'no'),
      from: setting('list read out', 'nothing'),
      slot: setting('slot asked', 'nothing'),
    },
    prompts: { choose: 'the question', each: 'how a row is read out' },
  },
  compile(step, build) {
    const id = build.scopedName(step.name.value)
    const rows = step.first?.value ?? ROWS
    const fill: Action[] = [{ type: 'fill', params: { step: id } }]
    const taken: Arrow = {
      target: build.go(step.then),
      actions: [...fill, ...success(build, step)],
    }
    const next: Arrows = step['one at a time']?.value
      ? { NEXT: { target: toLeaf(id, 'try1'), actions: [say(id, 'row')] } }
      : {}
    const answers: Arrows = {
      ...choices(build, step),
      ...next,
      NONE: { target: build.go(step.none) },
    }
    for (let row = 1; row <= rows; row++) answers[rowEvent(row)] = taken
    const rungs = ladder(build, {
      step,
      answers,
      confirmed: { held: ['OPTION_UNSURE'], heldAgain: ['OPTION_UNSURE'], yes: {} },
      keypad: true,
    })
    const listed = {
      LISTED: { target: toLeaf(id, 'try1'), actions: [say(id, 'prompt')] },
      EMPTY_LIST: { target: build.go(step.empty) },
    }
    const on = step['at most']
      ? { ...listed, TOO_MANY: { target: build.go(step['too many']) } }
      : listed
    return {
      id,
      entry: [{ type: 'enter', params: { step: id } }],
      initial: 'enter',
      states: { enter: work(build, step, { rung: 'enter', kind: 'list' }, on), ...rungs },
    }
  },
}
