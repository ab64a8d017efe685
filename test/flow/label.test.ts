// Labels of slots, desks and given values in the language in which they are shown, and ids made of
// them.
import { describe, expect, it } from 'vitest'
import { bookOf } from '../../src/book/script-book.ts'
import { handoffOf } from '../../src/call/handoff.ts'
import { deskLabel, labelIn, labelsOf } from '../../src/flow/tree/label.ts'
import { slug } from '../../src/flow/tree/option.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { slotOf } from '../../src/pages/call-words.ts'
import { nameValues } from '../../src/proof/named-flow.ts'
import { deskHere, draftOf } from '../../src/call/draft.ts'
import { diff, versionOf } from '../../src/diff/compare-projects.ts'
import { callOf, machineOf } from '../call/conversation.ts'

const source = `flow: test
languages: { ru-RU: Polly.Tatyana, en-GB: Polly.Amy-Neural }
start: which order
help: office
given: { account: { type: digits, label: { ru-RU: Договор, en-GB: Contract } } }
slots:
  order: { type: digits, length: 4, label: { ru-RU: Номер заказа, en-GB: Order number } }
  plain: { type: text, label: Words }
desks:
  office:
    label: { ru-RU: Офис, en-GB: The office }
    needs: [order]
    shows: [plain, given.account, caller.number]
    nobody: message
steps:
  which order:
    ask: { ru-RU: Какой заказ?, en-GB: Which order? }
    slot: order
    confirm: { ru-RU: "{{ order | digits }}. Верно?", en-GB: "{{ order | digits }}. Right?" }
    then: office
  message:
    record: { ru-RU: Оставьте сообщение., en-GB: Please leave a message. }
    for: office
    empty: bye
    then: bye
  bye:
    say: { ru-RU: До свидания., en-GB: Goodbye. }
    then: hang up
`
const machine = machineOf(source)
const flow = machine.root

describe('a label', () => {
  it('is taken in the language it is shown in, else as it was written first', () => {
    const slot = flow.slots.get('order')
    const desk = flow.desks.get('office')
    const plain = flow.slots.get('plain')
    if (!slot || !desk || !plain) throw new Error('not read')
    const shown = (language: string) =>
      [slot, deskLabel(desk), plain].map((one) => labelIn(one, language))
    expect(shown('ru-RU')).toEqual(['Номер заказа', 'Офис', 'Words'])
    expect(shown('ru')).toEqual(['Номер заказа', 'Офис', 'Words'])
    expect(shown('en')).toEqual(['Order number', 'The office', 'Words'])
    expect(shown('be')).toEqual(['Номер заказа', 'Офис', 'Words'])
    expect(labelsOf(undefined)).toBeUndefined()
    expect(plain.labels).toBeUndefined()
    expect(labelIn(slotOf(machine, 'order'), 'en')).toBe('Order number')
  })

  it('stands on the card in all languages, so that each operator reads theirs', () => {
    const { stage } = callOf(machine)
    const draft = draftOf(machine, stage.session, stage.session.at)
    const desk = flow.desks.get('office')
    if (!desk) throw new Error('not read')
    const card = handoffOf(draft, deskHere(draft, 'office').scope, desk, 'h1')
    const read = (language: string) => [
      labelIn(card, language),
      ...card.values.map((value) => labelIn(value, language)),
    ]
    expect(read('en')).toEqual([
      'The office',
      'Order number',
      'Words',
      'Contract',
      'caller, number',
    ])
    expect(read('ru')).toEqual(['Офис', 'Номер заказа', 'Words', 'Договор', 'caller, number'])
    const stored = JSON.stringify(card.values.find(({ slot }) => slot === 'plain'))
    expect(stored).not.toContain('labels')
  })

  it('stands for its value in each language of the book, and in the stories of proofs', () => {
    const book = JSON.stringify(bookOf(machine))
    expect(book).toContain('‹Order number›. Right?')
    expect(book).toContain('‹Номер заказа›. Верно?')
    const named = JSON.stringify(nameValues(flow).steps.get('which order'))
    expect(named).toContain('‹Order number›. Right?')
    expect(named).toContain('‹Номер заказа›. Верно?')
  })

  it('is compared language by language', () => {
    const changed = source.replace('en-GB: Order number', 'en-GB: Number of the order')
    const [was, now] = [source, changed].map((text) =>
      versionOf(readProject({ 'test.yaml': text })),
    )
    if (!was || !now) throw new Error('not read')
    expect(diff(was, now).flatMap(({ changes }) => changes.map(({ text }) => text))).toEqual([
      'order is now labelled "Number of the order" in en-GB (was "Order number")',
    ])
  })
})

it.each([
  ['Track a parcel', 'track-a-parcel'],
  ['Café — déjà vu!', 'cafe-deja-vu'],
  ['Знайсці пасылку', 'znaistsi-pasylku'],
  ['Ўвесь дзень', 'uves-dzen'],
  ['Ещё щётка, объём', 'esche-schetka-obem'],
  ['Їжак і ґанок', 'izhak-i-ganok'],
  ['100 % of it', '100-of-it'],
  ['--- ', ''],
])('the id of an option labelled %j is %j for ever', (label, id) => {
  expect(slug(label)).toBe(id)
})
