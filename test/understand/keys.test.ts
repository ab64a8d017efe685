import fc from 'fast-check'
import { expect, test } from 'vitest'
import { understandKeys } from '../../src/understand/keys.ts'
import type { Hearing, Keyed } from '../../src/understand/hearing.ts'
import { asking, hearing, length, types } from './scene.ts'

const options = [
  { id: 'one', label: 'one', phrases: [], key: '1' },
  { id: 'two', label: 'two', phrases: [], key: '2' },
]
const anywhere = [{ id: 'emergency', label: 'an emergency', phrases: [], key: '7' }]
const menu = hearing({ options, anywhere })
const rows = hearing({
  wants: {
    kind: 'rows',
    rows: [
      { id: 'a', label: 'a', phrases: [] },
      { id: 'b', label: 'b', phrases: [] },
    ],
    none: '3',
  },
})
const yesNo = hearing({ wants: { kind: 'yes-no' } })
const seven = asking('digits', length(7), { anywhere })

const wait = { wait: true }
const value = (value: unknown, rest = '') => ({
  meaning: { kind: 'value', sure: true, value: { value, from: 'keys' } },
  rest,
})
const universal = (universal: string, rest = '') => ({
  meaning: { kind: 'universal', universal },
  rest,
})
const refused = (why: string, rest = '') => ({ meaning: { kind: 'invalid', why }, rest })

test.each<[string, Hearing, string, boolean, object]>([
  [
    'an option at once, the rest for later',
    menu,
    '12',
    false,
    { meaning: { kind: 'option', id: 'one', anywhere: false, sure: true }, rest: '2' },
  ],
  [
    'a hash after an option',
    menu,
    '1#',
    false,
    { meaning: { kind: 'option', id: 'one' }, rest: '' },
  ],
  [
    'an anywhere option at a menu',
    menu,
    '7',
    false,
    { meaning: { kind: 'option', id: 'emergency', anywhere: true }, rest: '' },
  ],
  ['a universal at a menu', menu, '0', false, universal('operator')],
  ['back at a menu', menu, '*1', false, universal('back', '1')],
  ['a key without meaning', menu, '5', false, { meaning: { kind: 'no match' }, rest: '' }],
  ['digits not yet complete', seven, '471', false, wait],
  ['digits cut short by the timer', seven, '471', true, refused('invalid length')],
  ['digits cut short by hash', seven, '47#1', false, refused('invalid length', '1')],
  ['complete digits without hash', seven, '4712205', false, value('4712205')],
  ['complete digits with hash and more', seven, '4712205#1', false, value('4712205', '1')],
  ['a star that clears', seven, '47*', false, refused('invalid')],
  [
    'an option of the question',
    { ...seven, options: [{ id: 'same', label: 'this number', phrases: [], key: '*' }] },
    '*',
    false,
    { meaning: { kind: 'option', id: 'same' }, rest: '' },
  ],
  ['a zero that may begin digits', seven, '0', false, wait],
  ['a zero alone at a question', seven, '0', true, universal('operator')],
  ['an anywhere key that may begin digits', seven, '7', false, wait],
  [
    'an anywhere key alone at a question',
    seven,
    '7',
    true,
    { meaning: { kind: 'option', id: 'emergency', anywhere: true }, rest: '' },
  ],
  ['a zero with a hash is an entry', seven, '0#', false, refused('invalid length')],
  ['a range of lengths', asking('digits', length(4, 8)), '1234', false, wait],
  [
    'a range of lengths ended by hash',
    asking('digits', length(4, 8)),
    '1234#',
    false,
    value('1234'),
  ],
  [
    'a range of lengths ended by the timer',
    asking('digits', length(4, 8)),
    '12345',
    true,
    value('12345'),
  ],
  [
    'a range of lengths at its longest',
    asking('digits', length(4, 8)),
    '12345678',
    false,
    value('12345678'),
  ],
  ['nine up to twenty', asking('number', { min: 0, max: 20 }), '9', false, value(9)],
  ['one up to twenty', asking('number', { min: 0, max: 20 }), '1', false, wait],
  ['one up to twenty and nothing more', asking('number', { min: 0, max: 20 }), '1', true, value(1)],
  ['zero where it is a number', asking('number', { min: 0, max: 20 }), '0', true, value(0)],
  ['zero where it is none', asking('number', { min: 1, max: 5 }), '0', true, universal('operator')],
  ['nine above five may be a repeat', asking('number', { min: 1, max: 5 }), '9', false, wait],
  [
    'nine above five is a repeat',
    asking('number', { min: 1, max: 5 }),
    '9',
    true,
    universal('repeat'),
  ],
  ['eight above five', asking('number', { min: 1, max: 5 }), '8', false, refused('invalid range')],
  ['day and month', asking('date'), '0304#', false, value('2026-04-03')],
  ['day and month may go on', asking('date'), '0304', false, wait],
  ['day, month and year', asking('date'), '03041984', false, value('1984-04-03')],
  [
    'month and day in America',
    asking('date', {}, { language: 'en-US' }),
    '0304#',
    false,
    value('2026-03-04'),
  ],
  ['a day that is none', asking('date'), '3102#', false, refused('invalid')],
  ['a time', asking('time'), '0930', false, value('09:30')],
  ['a time that is none', asking('time'), '2575', false, refused('invalid')],
  ['a date with a time', asking('date-time'), '03041530#', false, value('2026-04-03T15:30')],
  ['a sum with a star for the point', asking('money'), '12*50#', false, value(12.5)],
  ['a sum that ends in a star', asking('money'), '12*#', false, refused('invalid')],
  ['a sum that may go on', asking('money'), '12', false, wait],
  [
    'a telephone number',
    asking('phone', {}, { country: 'US' }),
    '2025550143#',
    false,
    value('+12025550143'),
  ],
  [
    'a telephone number too short',
    asking('phone', {}, { country: 'US' }),
    '202#',
    false,
    refused('invalid length'),
  ],
  ['yes', yesNo, '1', false, { meaning: { kind: 'yes' }, rest: '' }],
  ['no', yesNo, '2', false, { meaning: { kind: 'no' }, rest: '' }],
  ['neither', yesNo, '5', false, refused('invalid')],
  ['a yes that is kept', asking('yes-no'), '1', false, value(true)],
  ['the second row', rows, '2', false, { meaning: { kind: 'row', row: 2, sure: true }, rest: '' }],
  ['no row', rows, '3', false, { meaning: { kind: 'none' }, rest: '' }],
  [
    'a choice without keys',
    asking('choice', {
      options: [
        { value: 'a', labels: {}, phrases: {} },
        { value: 'b', labels: {}, phrases: {} },
      ],
    }),
    '2',
    false,
    value('b'),
  ],
  [
    'a choice with a key of its own',
    asking('choice', {
      options: [
        { value: 'a', key: '2', labels: {}, phrases: {} },
        { value: 'b', labels: {}, phrases: {} },
      ],
    }),
    '2',
    false,
    value('a'),
  ],
  [
    'yes to a read-back',
    { ...seven, confirming: true },
    '1',
    false,
    { meaning: { kind: 'yes' }, rest: '' },
  ],
  [
    'a new value at a read-back',
    { ...seven, confirming: true },
    '4712205',
    false,
    value('4712205'),
  ],
  [
    'words cannot be keyed',
    asking('text'),
    '05#',
    false,
    { meaning: { kind: 'no match' }, rest: '' },
  ],
  ['the operator while words are wanted', asking('text'), '0', true, universal('operator')],
])('%s', (_, question, keys, timedOut, outcome) => {
  expect(understandKeys(question, keys, timedOut)).toMatchObject(outcome)
})

const pressed = fc.string({ unit: fc.constantFrom(...'0123456789*#'), maxLength: 30 })
const questions = fc.constantFrom(
  menu,
  rows,
  yesNo,
  ...types.map((type) => asking(type, {}, { anywhere })),
  ...types.map((type) =>
    asking(type, { ...length(4), min: 1, max: 50 }, { options, confirming: true }),
  ),
)

function left(keyed: Keyed): string {
  return 'wait' in keyed ? keyed.kept : keyed.rest
}

test('no key is lost: what is left is the end of what was pressed, waiting keeps all, a meaning uses at least one', () => {
  fc.assert(
    fc.property(questions, pressed, fc.boolean(), (question, keys, timedOut) => {
      const keyed = understandKeys(question, keys, timedOut)
      expect(keys.endsWith(left(keyed))).toBe(true)
      if ('wait' in keyed) expect(keyed.kept).toBe(keys)
      else if (keys !== '') expect(keyed.rest.length).toBeLessThan(keys.length)
    }),
  )
})

test('when the timer has run out nothing waits any more', () => {
  fc.assert(
    fc.property(questions, pressed, (question, keys) => {
      expect(understandKeys(question, keys, true)).not.toHaveProperty('wait')
    }),
  )
})

test('keys one by one come to the same as keys at once', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 7, maxLength: 7 }),
      (keys) => {
        let kept = ''
        let keyed: Keyed = { wait: true, kept }
        for (const key of keys) {
          keyed = understandKeys(asking('digits', length(7)), kept + key, false)
          kept = left(keyed)
        }
        expect(keyed).toEqual(understandKeys(asking('digits', length(7)), keys, false))
      },
    ),
  )
})
