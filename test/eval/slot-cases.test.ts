// Scoring: which cases of a labelled file count, what is left out by which rule, and what is right.
import { expect, test } from 'vitest'
import type { SlotType } from '../../src/flow/tree/slot.ts'
import { casesOf, falseAccepts, scoreSlot } from '../../src/eval/slot-cases.ts'

const marked = (Input: string, ...resolutions: Record<string, unknown>[]) => ({
  Input,
  Results: resolutions.map((Resolution) => ({ Text: Input, TypeName: 'x', Resolution })),
})

test('one result is a case; none, several, and what no telephone slot takes are left out by rule', () => {
  const file = [
    marked('eleven francs', { value: '11', unit: 'Franc' }),
    marked('6 euros', { value: '6', unit: 'Euro', isoCurrency: 'EUR' }),
    marked('70 cents', { value: '70', unit: 'Cent' }),
    marked('hello'),
    marked('1 euro 2 euros', { value: '1', unit: 'Euro' }, { value: '2', unit: 'Euro' }),
    marked('a dollar sign', { value: null, unit: 'Dollar' }),
    marked('4 moon shells', { value: '4', unit: 'Moon shell' }),
    marked('5元', { value: '5', unit: 'Chinese yuan', isoCurrency: 'CNY' }),
  ]
  const { cases, leftOut, nothing } = casesOf(file, 'money')
  expect(cases.map(({ input }) => input)).toEqual(['eleven francs', '6 euros', '70 cents'])
  expect(leftOut).toEqual([
    { rule: 'no result', count: 1 },
    { rule: 'several results in one utterance', count: 1 },
    { rule: 'a currency without an amount', count: 1 },
    { rule: 'a unit without an ISO 4217 code', count: 1 },
    { rule: 'letters that are neither Latin nor Cyrillic', count: 1 },
  ])
  expect(nothing).toEqual(['hello'])
  expect(scoreSlot('money', cases, 'en-US')).toEqual({ right: 3, total: 3, wrong: [] })
})

test.each<[SlotType, string, unknown[], string[]]>([
  [
    'number',
    'en-US',
    [
      marked('two thirds', { value: '0.666666666666667' }),
      marked('fifteen', { value: '15' }),
      marked('sixteen', { value: '60' }),
    ],
    ['sixteen'],
  ],
  [
    'number',
    'ru-RU',
    [
      { words: 'семь рублей пять копеек', number: 705 },
      { words: 'семь рублей пять копеек', number: '7.05' },
      { words: 'семь', number: 700 },
    ],
    ['семь'],
  ],
  [
    'ordinal',
    'en-US',
    [
      marked('the last', { value: 'end+0' }),
      marked('the fifth', { value: '5' }),
      marked('the sixth', { value: '60' }),
    ],
    ['the sixth'],
  ],
  [
    'phone',
    'en-US',
    [
      marked('+44 (0)20 7946 0123', { value: '+44 (0)20 7946 0123' }),
      marked('(202) 555-0143', { value: '(202) 555-0143' }),
      marked('202 555 0144', { value: '202 555 0145' }),
    ],
    ['202 555 0144'],
  ],
  [
    'yes-no',
    'en-US',
    [marked('yes', { value: true }), marked('no', { value: true }), marked('hm', { value: true })],
    ['no', 'hm'],
  ],
  [
    'money',
    'en-US',
    [
      marked('5 dollars', { value: '5', unit: 'Dollar' }),
      marked('6 dollars', { value: '6', unit: 'Pound' }),
    ],
    ['6 dollars'],
  ],
])('a %s in %s is scored against what it stands for', (type, language, file, wrong) => {
  const { cases } = casesOf(file, type)
  const scored = scoreSlot(type, cases, language)
  expect(scored.wrong.map(({ input }) => input)).toEqual(wrong)
  expect(scored).toMatchObject({ total: cases.length, right: cases.length - wrong.length })
})

test('what is heard where nothing stands is told', () => {
  expect(falseAccepts('number', ['hello', 'seven of them'], 'en-US')).toEqual([
    { input: 'seven of them', got: 7 },
  ])
})

test('a file of another form, and a type without rules, are refused in a sentence', () => {
  expect(() => casesOf({ cases: [] }, 'number')).toThrow('a file of slot cases is a list')
  expect(() => casesOf([{ text: 'one' }], 'number')).toThrow(
    'a slot case has Input and Results, or words and number',
  )
  expect(() => casesOf([], 'recording')).toThrow(
    'there are no rules for scoring a slot of type recording',
  )
})
