// The later words: parsed like others, refused at publication until they are built.
import type { StateNode } from '../machine/machine.ts'
import { prompt } from '../tree/prompt.ts'
import { may, must, name, table, target, template, text } from '../tree/shape.ts'
import { setting, type StepKind, type StepOf, then, type Way } from '../tree/step.ts'
import type { Step } from './index.ts'

const unbuilt = (step: Pick<Step, 'name' | 'word'>): StateNode => {
  throw new Error(`step "${step.name.value}": "${step.word}" is not available yet`)
}
const way = (name: string, to: Way['to'], deliberate = true): Way[] =>
  to ? [{ name, to, deliberate }] : []
const maybe = may(target, 'Where the call goes on.')

const smsFields = {
  sms: must(prompt, 'The text.'),
  to: may(template, "The number; the caller's without it."),
  then,
}

export type SmsStep = StepOf<'sms', typeof smsFields>

export const smsStep: StepKind<SmsStep> = {
  word: 'sms',
  place: 'silent',
  later: true,
  about: 'Sends a text message.',
  example: 'send sms:\n  sms: Thank you for calling.\n  then: bye',
  fields: smsFields,
  prompt: (step) => step.sms,
  compared: { prompts: { sms: 'the text message' } },
  ways: (step) => way('then', step.then),
  compile: (step) => unbuilt(step),
}

const ticketFields = {
  ticket: must(text, 'Its kind.'),
  with: may(table(template, 'values'), 'What it holds.'),
  for: may(name('a desk'), 'The desk that gets it.'),
  save: may(name('the ticket'), 'The name it is kept under.'),
  then,
  failed: maybe,
}

export type TicketStep = StepOf<'ticket', typeof ticketFields>

export const ticketStep: StepKind<TicketStep> = {
  word: 'ticket',
  place: 'silent',
  isPromise: true,
  later: true,
  about: 'Writes down a request for a desk.',
  example:
    'write down:\n  ticket: complaint\n  for: quality desk\n  then: bye\n  failed: quality desk',
  fields: ticketFields,
  fills: (step, { name }) => ({ filled: name === 'then' && step.save ? [step.save.value] : [] }),
  compared: { settings: { for: setting('recorder', 'nobody') } },
  ways: (step) => [...way('then', step.then), ...way('failed', step.failed, false)],
  compile: (step) => unbuilt(step),
}

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
