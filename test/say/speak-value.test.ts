import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SlotSpec, SlotType } from '../../src/flow/tree/slot.ts'
import { sayDigits, sayDuration } from '../../src/say/speak-value.ts'
import { understandSpeech } from '../../src/understand/understand.ts'
import { asking, hearing, length, spec, types } from '../understand/scene.ts'
import { readBack } from '../../src/say/read-back.ts'

const tongues = fc.constantFrom(
  { language: 'en-GB', country: 'GB' },
  { language: 'en-US', country: 'US' },
  { language: 'ru-RU', country: 'RU' },
  { language: 'be-BY', country: 'BY' },
)
const dates = fc
  .date({
    min: new Date('1930-01-01T00:00:00Z'),
    max: new Date('2060-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString().slice(0, 10))
const times = fc
  .tuple(fc.nat(23), fc.nat(59))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const money = fc.record({
  amount: fc.integer({ min: 1, max: 9_999_999 }).map((cents) => cents / 100),
  currency: fc.constantFrom('USD', 'EUR', 'GBP', 'PLN'),
})

test.each<[SlotType, Partial<SlotSpec>, fc.Arbitrary<unknown>]>([
  [
    'digits',
    length(4, 16),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 16 }),
  ],
  ['number', {}, fc.integer({ min: -1_000_000, max: 1_000_000_000 }).map((tenths) => tenths / 10)],
  ['date', {}, dates],
  ['time', {}, times],
  ['date-time', {}, fc.tuple(dates, times).map((parts) => parts.join('T'))],
  [
    'phone',
    {},
    fc
      .constantFrom('+442079460', '+120255501', '+150055500')
      .chain((start) =>
        fc
          .integer({ min: 0, max: start === '+442079460' ? 999 : 99 })
          .map((end) => start + String(end).padStart(start === '+442079460' ? 3 : 2, '0')),
      ),
  ],
  ['money', {}, money],
  ['money', {}, fc.integer({ min: 1, max: 9_999_999 }).map((cents) => cents / 100)],
  ['yes-no', {}, fc.boolean()],
])('a %s read back and heard again is the same', (type, given, values) => {
  fc.assert(
    fc.property(values, tongues, (value, tongue) => {
      const said = readBack(value, spec(type, given), tongue.language)
      expect(
        understandSpeech(asking(type, given, tongue), [{ text: said, confidence: 0.9 }]),
        said,
      ).toMatchObject({ kind: 'value', value: { value } })
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['be-BY', 'BY', 'BYN'],
  ['be-BY', 'BY', 'RUB'],
  ['ru-RU', 'RU', 'RUB'],
  ['ru-RU', 'BY', 'BYN'],
  ['en-GB', 'GB', 'BYN'],
  ['en-GB', 'GB', 'RUB'],
])('roubles keep their country in %s of %s: %s', (language, country, currency) => {
  const value = { amount: 12.5, currency }
  const said = readBack(value, spec('money'), language)
  expect(
    understandSpeech(asking('money', {}, { language, country }), [{ text: said, confidence: 0.9 }]),
    said,
  ).toMatchObject({ value: { value } })
})

const noise = fc.string({
  unit: fc.constantFrom(
    '😀',
    '👩‍👩‍👧',
    '\u0000',
    '\u0007',
    '\u001b',
    '\ud800',
    '\u202e',
    '\ufeff',
    '…',
    '!',
    ' ',
    '\n',
    '\u0301',
  ),
  minLength: 0,
  maxLength: 10_000,
  size: 'max',
})

test('noise of any length means nothing, whatever is asked', () => {
  fc.assert(
    fc.property(
      noise,
      fc.constantFrom(
        hearing(),
        hearing({ confirming: true, done: true }),
        ...types.map((type) => asking(type)),
      ),
      (text, question) => {
        expect(understandSpeech(question, [{ text, confidence: 0.9 }])).toEqual({
          kind: 'no match',
        })
      },
    ),
    { numRuns: 60 },
  )
})

test('ten thousand letters or figures are looked at only in part', () => {
  const bounded = asking('text')
  const heard = understandSpeech(bounded, [{ text: 'ы'.repeat(10_000), confidence: 0.9 }])
  expect(heard).toMatchObject({ kind: 'value', value: { value: 'ы'.repeat(500) } })
  expect(
    understandSpeech(asking('digits'), [{ text: '1 '.repeat(5000), confidence: 0.9 }]),
  ).toEqual({ kind: 'no match' })
})

test('any text is understood without a throw, and the same text always the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 80 }),
      fc.constantFrom(...types),
      tongues,
      (text, type, tongue) => {
        const question = asking(type, {}, tongue)
        expect(understandSpeech(question, [{ text }])).toEqual(
          understandSpeech(question, [{ text }]),
        )
      },
    ),
  )
})

test.each([
  ['471120', '4 7 1, 1 2 0'],
  ['1234567', '1 2 3, 4 5 6 7'],
  ['12345678', '1 2 3, 4 5 6, 7 8'],
  ['12', '1 2'],
  ['1234', '1 2 3 4'],
  ['', ''],
])('%s is said as "%s"', (digits, said) => {
  expect(sayDigits(digits)).toBe(said)
})

test.each([
  [30_000, 'en-GB', '30 seconds'],
  [60_000, 'en-GB', '1 minute'],
  [300_000, 'en-GB', '5 minutes'],
  [5_400_000, 'en-GB', '1 hour 30 minutes'],
  [120_000, 'ru-RU', '2 минуты'],
  [300_000, 'ru-RU', '5 минут'],
  [300_000, 'be-BY', '5 хвілін'],
  [3_600_000, 'be-BY', '1 гадзіна'],
])('%d ms in %s is "%s"', (ms, language, said) => {
  expect(sayDuration(ms, language)).toBe(said)
})
