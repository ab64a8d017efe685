// What callers say to put right what was read back to them.
import { expect, test } from 'vitest'
import type { SlotSpec, SlotType } from '../../src/flow/tree/slot.ts'
import type { Hearing } from '../../src/understand/hearing.ts'
import { understandSpeech } from '../../src/understand/understand.ts'
import { asking, length } from './scene.ts'

const en = { language: 'en-GB', country: 'GB' }
const ru = { language: 'ru-RU', country: 'BY' }
const be = { language: 'be-BY', country: 'BY' }

const confirming = (
  around: Partial<Hearing>,
  type: SlotType,
  given: Partial<SlotSpec>,
  held: unknown,
): Hearing =>
  asking(type, given, {
    ...around,
    confirming: true,
    held: { value: held, text: String(held), from: 'speech', confidence: 0.9, confirmed: false },
  })

type Case = [
  around: Partial<Hearing>,
  type: SlotType,
  given: Partial<SlotSpec>,
  held: unknown,
  said: string,
  value: unknown,
]

const corrections: Case[] = [
  [en, 'digits', length(6), '471125', 'no, not five, six', '471126'],
  [en, 'digits', length(6), '471125', 'six not five', '471126'],
  [en, 'digits', length(6), '471125', 'no six instead of five', '471126'],
  [en, 'digits', length(6), '471125', 'it is not one two it is two two', '471225'],
  [en, 'digits', length(6), '471125', 'no, seven one at the end', '471171'],
  [en, 'digits', length(6), '471125', 'it ends with seven one', '471171'],
  [en, 'digits', length(6), '471125', 'no, it starts with five', '571125'],
  [en, 'digits', length(6), '471125', 'the last digit is nine', '471129'],
  [en, 'digits', length(6), '471125', 'the last two digits are double nine', '471199'],
  [en, 'digits', length(6), '471125', 'the first two digits are five six', '561125'],
  [en, 'digits', length(6), '471125', 'no the third digit is two', '472125'],
  [en, 'digits', length(6), '471125', 'the second last digit is nine', '471195'],
  [en, 'digits', length(6), '471125', 'no, 471126', '471126'],
  [ru, 'digits', length(6), '471125', 'нет, не пять, а шесть', '471126'],
  [ru, 'digits', length(6), '471125', 'шесть, а не пять', '471126'],
  [ru, 'digits', length(6), '471125', 'вместо пяти шесть', '471126'],
  [ru, 'digits', length(6), '471125', 'нет, в конце семь один', '471171'],
  [ru, 'digits', length(6), '471125', 'начинается на пять', '571125'],
  [ru, 'digits', length(6), '471125', 'последняя цифра девять', '471129'],
  [ru, 'digits', length(6), '471125', 'нет, третья цифра два', '472125'],
  [be, 'digits', length(6), '471125', 'не пяць, а шэсць', '471126'],
  [be, 'digits', length(6), '471125', 'не, у канцы сем адзін', '471171'],
  [be, 'digits', length(6), '471125', 'апошняя лічба дзевяць', '471129'],
  [be, 'digits', length(6), '471125', 'пачынаецца на пяць', '571125'],
  [be, 'digits', length(6), '471125', 'не, трэцяя лічба два', '472125'],
  [
    en,
    'code',
    { pattern: '[A-Z]{2}-\\d{3}' },
    'AB-123',
    'no, not B for bravo, D for delta',
    'AD-123',
  ],
  [en, 'code', { pattern: '[A-Z]{2}-\\d{3}' }, 'AB-123', 'the last digit is nine', 'AB-129'],
  [en, 'code', { pattern: '[A-Z]{2}-\\d{3}' }, 'AB-123', 'it begins with M', 'MB-123'],
  [ru, 'code', length(4), 'АБ12', 'первая буква Дмитрий', 'ДБ12'],
  [en, 'phone', {}, '+442079460123', 'no, it ends in one four five', '+442079460145'],
  [en, 'phone', {}, '+442079460123', 'not one two three, one two four', '+442079460124'],
  [ru, 'phone', {}, '+375291234567', 'последние две цифры шесть восемь', '+375291234568'],
  [en, 'date', {}, '2026-03-05', 'no, I meant Tuesday the 10th of March', '2026-03-10'],
  [en, 'date', {}, '2026-03-05', 'not Thursday, Friday', '2026-03-06'],
  [en, 'date', {}, '2026-03-05', 'Friday, not Thursday', '2026-03-06'],
  [ru, 'date', {}, '2026-03-05', 'нет, не в четверг, а в пятницу', '2026-03-06'],
  [be, 'date', {}, '2026-03-05', 'не ў чацвер, а ў пятніцу', '2026-03-06'],
  [en, 'date-time', {}, '2026-03-05T15:30', 'no, at four pm', '2026-03-05T16:00'],
  [en, 'date-time', {}, '2026-03-05T15:30', 'no, on Friday', '2026-03-06T15:30'],
  [en, 'number', {}, 15, 'not fifteen, fifty', 50],
  [ru, 'number', {}, 15, 'не пятнадцать, а пятьдесят', 50],
]

test.each(corrections)(
  '%o %s %o %o: "%s" makes it %o',
  (around, type, given, held, said, value) => {
    expect(
      understandSpeech(confirming(around, type, given, held), [{ text: said, confidence: 0.9 }]),
    ).toMatchObject({ kind: 'value', value: { value, from: 'speech', confirmed: false } })
  },
)

test.each<[Partial<Hearing>, string]>([
  [en, 'no'],
  [en, "no, that's not right"],
  [en, 'no no no'],
  [en, 'not at all'],
  [en, 'no, not eight, nine'],
  [en, 'the last eleven digits are one two three four five six seven eight nine zero one'],
  [ru, 'нет'],
  [ru, 'нет, не так'],
  [be, 'не'],
  [be, 'не, няправільна'],
])('%o "%s" corrects nothing', (around, said) => {
  const heard = understandSpeech(confirming(around, 'digits', length(6), '471125'), [
    { text: said, confidence: 0.9 },
  ])
  expect(['no', 'no match', 'invalid']).toContain(heard.kind)
})

test.each<[Partial<Hearing>, string]>([
  [en, 'yes'],
  [en, 'yes, the last digit is five'],
  [ru, 'да, в конце пять'],
  [be, 'так, апошняя лічба пяць'],
])('%o "%s" agrees', (around, said) => {
  expect(
    understandSpeech(confirming(around, 'digits', length(6), '471125'), [
      { text: said, confidence: 0.9 },
    ]),
  ).toEqual({ kind: 'yes' })
})

test('what would break the checksum is no correction', () => {
  expect(
    understandSpeech(confirming(en, 'digits', { checksum: 'luhn' }, '79927398713'), [
      { text: 'no, the last digit is four', confidence: 0.9 },
    ]),
  ).toEqual({ kind: 'no' })
})

test('any words after a read-back are taken in without a throw, in bounded time', () => {
  const long = 'not five '.repeat(200)
  for (const around of [en, ru, be])
    for (const said of [
      long,
      'не '.repeat(300),
      ', , , not , ,',
      'not',
      'не',
      '😀 not 😀',
      'instead of',
    ])
      understandSpeech(confirming(around, 'date-time', {}, '2026-03-05T15:30'), [{ text: said }])
})
