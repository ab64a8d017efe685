// The later words: parsed like others, refused at publication until they are built.
import type { StateNode } from '../machine/machine.ts'
import { prompt } from '../tree/prompt.ts'
import { may, must, name, table, target, template, text } from '../tree/shape.ts'
import type { SlotType } from '../tree/slot.ts'
import { error } from '../text/diagnostic.ts'
import { setting, type StepKind, type StepOf, then, type Way } from '../tree/step.ts'
import type { Step } from './index.ts'

/** Stands for the machine of a step that is not built yet: `check` tells it before. */
export const unbuilt = (step: Pick<Step, 'name' | 'word'>): StateNode => {
  throw new Error(`step "${step.name.value}": "${step.word}" is not available yet`)
}
const way = (name: string, to: Way['to'], deliberate = true): Way[] =>
  to ? [{ name, to, deliberate }] : []
const maybe = may(target, 'Where the call goes on.')

const smsFields = {
  sms: must(prompt, 'The text, or one for each language.'),
  to: may(template, "The number; the caller's without it."),
  then,
}

export type SmsStep = StepOf<'sms', typeof smsFields>

export const smsStep: StepKind<SmsStep> = {
  word: 'sms',
  place: 'silent',
  later: true,
  about: 'Sends a text message after the turn; the caller never waits.',
  example: `send sms:
  sms: { en-GB: "Your number is {{ order }}.", ru-RU: "{{ order }}" }
  to: "{{ reach }}"
  then: bye`,
  fields: smsFields,
  prompt: (step) => step.sms,
  compared: { prompts: { sms: 'the text message' } },
  ways: (step) => way('then', step.then),
  check(step, _flow, report) {
    for (const { audio, pause, range } of step.sms?.pieces ?? [])
      if (audio || pause !== undefined) {
        const message = `a text message has no ${audio ? 'recording' : 'pause'}`
        report(error('wrong-value', message, audio?.range ?? range))
      }
  },
  compile: (step) => unbuilt(step),
}

const caseFields = {
  case: must(text, 'Its kind, by its name in cases.yaml.'),
  with: may(table(template, 'values'), 'What is written down.'),
  for: may(name('a desk'), 'The desk that works on it.'),
  save: may(
    name('the case'),
    'The name it is kept under: `filed` gives {{ filed.number }}, {{ filed.due }}.',
  ),
  then,
  already: may(
    target,
    'Where it leads when this caller has an open case of the kind; without it, as `then`.',
  ),
  failed: maybe,
}

export type CaseStep = StepOf<'case', typeof caseFields>

export const caseStep: StepKind<CaseStep> = {
  word: 'case',
  place: 'silent',
  isPromise: true,
  later: true,
  about:
    'Writes down a complaint, request or fault as a case with a number, for a desk to work on.',
  example: `write it down:
  case: complaint
  with: { about: "{{ about }}", story: "{{ story }}" }
  for: quality desk
  save: filed
  then: read back
  already: tell number
  failed: quality desk`,
  fields: caseFields,
  fills: (step, { name }) => ({
    filled: name !== 'failed' && step.save ? [step.save.value] : [],
  }),
  compared: {
    settings: { for: setting('recorder', 'nobody') },
    ways: { already: 'when the caller has one already', failed: 'when it cannot be written down' },
  },
  ways: (step) => [
    ...way('then', step.then),
    ...way('already', step.already),
    ...way('failed', step.failed, false),
  ],
  compile: (step) => unbuilt(step),
}

/** What a case is saved with. */
export const caseGives: [name: string, type: SlotType][] = [
  ['number', 'digits'],
  ['due', 'date-time'],
]

const payFields = {
  pay: must(prompt, 'The question.'),
  amount: may(template, 'The amount.'),
  cards: may(text, 'Which cards.'),
  connector: may(text, 'The payment connector.'),
  then,
  refused: maybe,
  failed: maybe,
}

export type PayStep = StepOf<'pay', typeof payFields>

export const payStep: StepKind<PayStep> = {
  word: 'pay',
  place: 'away',
  later: true,
  about: 'Takes a card payment.',
  example:
    'pay:\n  pay: Please key in your card number.\n  amount: "{{ bill.amount }}"\n  then: paid\n  failed: accounts',
  fields: payFields,
  prompt: (step) => step.pay,
  compared: { prompts: { pay: 'the question' } },
  ways: (step) => [
    ...way('then', step.then),
    ...way('refused', step.refused, false),
    ...way('failed', step.failed, false),
  ],
  compile: (step) => unbuilt(step),
}
