// Values in what was said beyond an option.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SlotSpec, SlotType } from '../../src/flow/tree/slot.ts'
import { beyond, valuesIn, withoutValue } from '../../src/understand/beyond.ts'
import type { Hearing } from '../../src/understand/hearing.ts'
import { hearing, length, spec, types } from './scene.ts'

const en = { language: 'en-GB', country: 'GB' }
const ru = { language: 'ru-RU', country: 'BY' }
const be = { language: 'be-BY', country: 'BY' }

const slot = (name: string, type: SlotType, given: Partial<SlotSpec> = {}): SlotSpec => ({
  ...spec(type, given),
  name,
})
const table = [
  slot('people', 'number'),
  slot('time', 'time'),
  slot('day', 'date'),
  slot('area', 'choice', {
    options: [
      { value: 'garden', labels: { '': 'garden' }, phrases: {} },
      { value: 'hall', labels: { '': 'main hall' }, phrases: {} },
    ],
  }),
]

type Case = [
  around: Partial<Hearing>,
  phrases: string[],
  said: string,
  specs: SlotSpec[],
  values: Record<string, unknown>,
]

test.each<Case>([
  [
    en,
    ['book a table'],
    'book a table for two tomorrow at seven pm',
    table,
    { day: '2026-03-03', time: '19:00', people: 2 },
  ],
  [
    en,
    ['book a table'],
    'I want to book table for tomorrow at seven pm for four people in the garden',
    table,
    { day: '2026-03-03', time: '19:00', people: 4, area: 'garden' },
  ],
  [en, ['book a table for two'], 'book a table for two', table, {}],
  [
    en,
    ['book a table for two', 'book a table'],
    'book a table for two at noon',
    table,
    { time: '12:00' },
  ],
  [en, ['book a table'], 'number two', table, {}],
  [en, ['book a table'], 'the second one', table, {}],
  [en, ['tomorrow delivery'], 'tomorrow delivery', table, {}],
  [
    en,
    ['track a parcel'],
    'track parcel 1234 567 890',
    [slot('parcel', 'digits', length(10))],
    { parcel: '1234567890' },
  ],
  [
    en,
    ['contract'],
    'it is about contract a b 4 7 2',
    [slot('contract', 'code', { pattern: '[A-Z]{2}\\d{3}' })],
    { contract: 'AB472' },
  ],
  [
    en,
    ['call me back'],
    'call me back on oh two oh seven nine four six oh one two three',
    [slot('phone', 'phone')],
    { phone: '+442079460123' },
  ],
  [
    en,
    ['send it'],
    'send it to anna dot smith at example dot com please',
    [slot('mail', 'email')],
    { mail: 'anna.smith@example.com' },
  ],
  [
    en,
    ['transfer'],
    'transfer two hundred pounds on Friday',
    [slot('day', 'date'), slot('sum', 'money')],
    { day: '2026-03-06', sum: { amount: 200, currency: 'GBP' } },
  ],
  [
    ru,
    ['заказать столик'],
    'заказать столик на завтра в семь вечера',
    table,
    { day: '2026-03-03', time: '19:00' },
  ],
  [
    ru,
    ['записаться'],
    'записаться на завтра на семь вечера',
    [slot('when', 'date-time')],
    { when: '2026-03-03T19:00' },
  ],
  [
    be,
    ['замовіць столік'],
    'замовіць столік на заўтра а сёмай вечара',
    table,
    { day: '2026-03-03', time: '19:00' },
  ],
])('%o, beyond %o "%s" holds what the slots take', (around, phrases, said, specs, values) => {
  const rest = beyond(said, phrases, around.language!)
  expect(
    Object.fromEntries(
      rest === undefined
        ? []
        : valuesIn(rest, specs, hearing(around)).map((one) => [one.slot, one.reading.value]),
    ),
  ).toEqual(values)
})

test.each<[SlotType, string, string]>([
  ['date', 'tomorrow at five', '… at five'],
  ['time', 'tomorrow at five pm', 'tomorrow at …'],
  ['digits', 'one two three', '…'],
])('without its %s "%s" is "%s"', (type, said, rest) => {
  expect(withoutValue(said, slot('one', type), hearing(en))).toBe(rest)
})

const words = fc.constantFrom(
  'book',
  'table',
  'tomorrow',
  'two',
  'seven',
  'pm',
  'at',
  'for',
  'first',
  'Monday',
  'twelve',
  'pounds',
  'delta',
  'a',
  'b',
  '42',
  '1234567890',
  'half',
  'past',
  'garden',
  'gmail',
  'dot',
  'com',
  'минут',
  'завтра',
)

test('a phrase said by itself fills nothing, whatever the slots', () => {
  const all = types.map((type) =>
    slot(
      type,
      type,
      type === 'choice'
        ? { options: [{ value: 'garden', labels: { '': 'garden' }, phrases: {} }] }
        : {},
    ),
  )
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 1, maxLength: 6 }),
      fc.constantFrom('', 'please', 'um', 'I want to'),
      (phrase, before) => {
        const said = `${before} ${phrase.join(' ')}`.trim()
        const rest = beyond(said, [phrase.join(' ')], 'en-GB')
        expect(rest === undefined ? [] : valuesIn(rest, all, hearing(en)), said).toEqual([])
      },
    ),
  )
})

test('the same words never fill two slots', () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 12 }), (said) => {
      const given = valuesIn(
        said.join(' '),
        [slot('one', 'number'), slot('two', 'number')],
        hearing(en),
      )
      const numbers = said.filter((word) =>
        /^(two|seven|first|twelve|42|1234567890|half|a|pounds)$/.test(word),
      ).length
      expect(given.length).toBeLessThanOrEqual(Math.max(numbers, 0))
    }),
  )
})
