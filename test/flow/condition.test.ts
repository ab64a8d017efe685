// Conditions: how they are read, refused, and found to hold.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparisonFault, type Known } from '../../src/flow/tree/compare.ts'
import { fold } from '../../src/languages/normalise.ts'
import { evaluate, parseCondition } from '../../src/flow/text/condition.ts'
import type { Diagnostic } from '../../src/flow/text/diagnostic.ts'
import type { Comparison, Condition } from '../../src/flow/text/expression.ts'

type Found = Omit<Diagnostic, 'file'>

function parse(value: string): { condition?: Condition; found: Found[] } {
  const found: Found[] = []
  return {
    condition: parseCondition(
      { value, range: { file: 'a.yaml', start: 0, end: value.length, line: 1, column: 1 } },
      (diagnostic) => found.push(diagnostic),
    ),
    found,
  }
}

function must(text: string): Condition {
  const { condition, found } = parse(text)
  if (!condition) throw new Error(found[0]?.message)
  return condition
}

describe('a condition', () => {
  it.each<[string, 'and' | 'or', string[][]]>([
    ['topic is billing', 'and', [['topic', 'is', 'billing']]],
    ['topic is not move appointment', 'and', [['topic', 'is not', 'move appointment']]],
    [
      'desks.customer care.wait over 5 minutes',
      'and',
      [['desks/customer care/wait', 'over', '5 minutes']],
    ],
    ['desks.customer_care.free at least 1', 'and', [['desks/customer_care/free', 'at least', '1']]],
    ['which doctor is known', 'and', [['which doctor', 'is known']]],
    [
      'caller.number is not known or caller.tags contains vip',
      'or',
      [
        ['caller/number', 'is not known'],
        ['caller/tags', 'contains', 'vip'],
      ],
    ],
    [
      'a is known and b is 5 and c at most 3',
      'and',
      [
        ['a', 'is known'],
        ['b', 'is', '5'],
        ['c', 'at most', '3'],
      ],
    ],
    ['title is "war and peace"', 'and', [['title', 'is', 'war and peace']]],
    ["title is 'well known'", 'and', [['title', 'is', 'well known']]],
    ['answer is not "known"', 'and', [['answer', 'is not', 'known']]],
    ['place is not far over there', 'and', [['place', 'is not', 'far over there']]],
    ['прычына is рамонт', 'and', [['прычына', 'is', 'рамонт']]],
    ["name is o'clock", 'and', [['name', 'is', "o'clock"]]],
    ['caller.number starts with +375 29', 'and', [['caller/number', 'starts with', '+375 29']]],
    ['code starts with "and"', 'and', [['code', 'starts with', 'and']]],
  ])('%s is read', (text, joined, tests) => {
    const { condition, found } = parse(text)
    expect(found).toEqual([])
    expect(condition?.joined).toBe(joined)
    expect(
      condition?.tests.map(({ path, comparison, value }) => [
        path.names.join('/'),
        comparison,
        ...(value ? [value.text] : []),
      ]),
    ).toEqual(tests)
  })

  it.each<[string, string | undefined]>([
    ['score over limit', 'limit'],
    ['score at least last_year.score', 'last_year/score'],
    ['due under now', 'now'],
    ['wait at most desks.customer care.wait', 'desks/customer care/wait'],
    ['score over score_2', 'score_2'],
    ['адзін over два', 'два'],
    ['score over "limit"', undefined],
    ['score over 5', undefined],
    ['due over today', undefined],
    ['price over EUR 5', undefined],
    ['price over EUR5', undefined],
    ['price over руб. 5', undefined],
    ['length over PT90M', undefined],
    ['length over P2W', undefined],
    ['score over {{ limit }}', undefined],
    ['score is limit', undefined],
    ['text contains limit', undefined],
  ])('%s compares with the value of %s', (text, name) => {
    const [test] = must(text).tests
    expect(test?.value?.path?.names.join('/')).toBe(name)
    const { start = 0, end = 0 } = test?.value?.path?.range ?? {}
    expect(text.slice(start, end)).toBe(name?.replaceAll('/', '.') ?? '')
  })

  it('knows the places of its names and values', () => {
    const text = 'age over 18 and topic is "war and peace"'
    const [first, second] = must(text).tests
    const at = (range?: { start: number; end: number }) => text.slice(range?.start, range?.end)
    expect([
      at(first?.path.range),
      at(first?.value?.range),
      at(second?.path.range),
      at(second?.value?.range),
    ]).toEqual(['age', '18', 'topic', '"war and peace"'])
  })

  it.each<[string, string?]>([
    [''],
    ['topic'],
    ['is billing'],
    ['topic is'],
    ['topic is billing and'],
    ['and topic is billing'],
    ['topic is "billing'],
    ['topic is "a" b', 'topic is "a b"'],
    ['(a is 1)'],
    ['a..b is 1'],
    [
      'a is 1 and b is 2 or c is 3',
      'write two lines that lead to the same place: "if: a is 1 and b is 2" and "if: c is 3"',
    ],
    [
      'a is 1 or b is 2 and c is 3',
      'write several lines, each joined by "and" alone or by "or" alone',
    ],
    ['topic is sales or service', 'topic is sales or topic is service'],
    ['age is over 18', 'age over 18'],
    ['age is not over 18', 'age at most 18'],
    ['age > 18', 'age over 18'],
    ['age>=18', 'age at least 18'],
    ['topic == sales', 'topic is sales'],
    ['topic != sales', 'topic is not sales'],
    ['topic known', 'topic is known'],
    ['topic not known', 'topic is not known'],
    ['topic is known customer', 'topic is "known customer"'],
    ['topic is well known', 'topic is "well known"'],
    ['terms and conditions is yes'],
  ])('%s is refused, with a fix where there is one', (text, hint) => {
    const { condition, found } = parse(text)
    expect(condition).toBeUndefined()
    expect(found.map(({ code }) => code)).toEqual(['bad-condition'])
    expect(found[0]?.hint).toBe(hint)
  })

  it.each([
    'age > 18',
    'topic known',
    'topic is known customer',
    'age is not under 5',
    'topic is sales or service',
    'topic is "a" b',
  ])('%s is cured by its hint', (text) => {
    expect(parse(parse(text).found[0]?.hint ?? '').found).toEqual([])
  })

  it('is either read or refused, whatever the words', () => {
    const word = fc.constantFrom(
      'a',
      'b.c',
      'is',
      'not',
      'known',
      'over',
      'at',
      'least',
      'and',
      'or',
      '5',
      '"x y"',
      "'",
      '>',
      '{{',
      'minutes',
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 9 }), (words) => {
        const { condition, found } = parse(words.join(' '))
        expect(condition === undefined).toBe(found.length === 1)
      }),
    )
  })
})

const holds = (text: string, values: Record<string, Known>) =>
  evaluate(must(text), (path) => values[path.join('.')]).holds

describe('a comparison', () => {
  it.each<[type: string, value: unknown, test: string, holds: boolean]>([
    ['choice', 'Billing', 'is billing', true],
    ['choice', 'eye doctor', 'is EYE  DOCTOR', true],
    ['text', 'Café', 'is cafe', true],
    ['text', 'Ёлка', 'is елка', true],
    ['text', 'мой', 'is мои', false],
    ['text', 'ДОЎГІ', 'is доўгі', true],
    ['text', 'доўгі', 'is доугі', false],
    ['text', 'in the north of Minsk', 'contains MINSK', true],
    ['text', 'Minsk', 'contains Gomel', false],
    ['digits', '0012', 'is 0012', true],
    ['digits', '0012', 'is 12', false],
    ['digits', '1234', 'is 12-34', true],
    ['digits', '5', 'over 10', false],
    ['digits', '512', 'contains 12', true],
    ['phone', '+375291234567', 'is +375 29 123-45-67', true],
    ['phone', '+375291234567', 'contains 37529', true],
    ['number', 5, 'over 10', false],
    ['number', 10, 'over 5', true],
    ['number', 5, 'is 5.0', true],
    ['number', '7', 'at least 7', true],
    ['number', 7, 'over 7', false],
    ['number', 7, 'at most 7', true],
    ['number', -1, 'under 0', true],
    ['number', 5, 'is five', false],
    ['number', 1.5, 'is 1,5', true],
    ['money', 12.5, 'is 12.50', true],
    ['money', { amount: 100, currency: 'EUR' }, 'over 99 EUR', true],
    ['money', { amount: 100, currency: 'EUR' }, 'over 99 USD', false],
    ['money', '1200', 'is 1 200', true],
    ['duration', 300_000, 'over 5 minutes', false],
    ['duration', 300_001, 'over 5 minutes', true],
    ['duration', 3_600_000, 'is 60 minutes', true],
    ['duration', 300_000, 'over 5', false],
    ['duration', 'PT1H30M', 'over 1 hour', true],
    ['duration', 'P2W', 'is 14 days', true],
    ['duration', 'P1M', 'under 30 days', false],
    ['date', '2026-12-31', 'is 2026-12-31', true],
    ['date', '2026-09-30', 'under 2026-10-01', true],
    ['date', '2026-11-23', 'is today', true],
    ['date', '2026-11-24', 'over today', true],
    ['date', '2026-11-23', 'is Monday', true],
    ['date', '2026-11-23', 'is tuesday', false],
    ['date', '2026-11-23', 'is not weekend', true],
    ['date', '2026-11-23', 'is weekday', true],
    ['date', '2026-11-22', 'is weekday', false],
    ['date', '2026-11-22', 'is weekend', true],
    ['date', 'soon', 'is weekday', false],
    ['date-time', '2026-11-28T23:30:00-11:00', 'is saturday', true],
    ['date-time', '2026-11-28T23:30', 'is sunday', false],
    ['choice', 'saturday', 'is saturday', true],
    ['choice', 'saturday', 'is weekend', false],
    ['text', 'Ёлка 5', 'starts with елка', true],
    ['text', 'Minsk', 'starts with insk', false],
    ['text', 'Minsk', 'starts with ""', false],
    ['digits', '0012', 'starts with 00', true],
    ['digits', '0012', 'starts with 0-0', true],
    ['digits', '0012', 'starts with 12', false],
    ['phone', '+375291234567', 'starts with +375 (29)', true],
    ['phone', '+375291234567', 'starts with 375', true],
    ['phone', '375291234567', 'starts with +375', false],
    ['phone', '+375291234567', 'starts with +', true],
    ['phone', '+375291234567', 'starts with -', false],
    ['list', ['vip'], 'starts with v', false],
    ['number', 512, 'starts with 5', false],
    ['time', '09:05', 'under 10:00', true],
    ['time', '9:05', 'is 09:05:00', true],
    ['date-time', '2026-11-23T18:30:00+03:00', 'over 18:00', true],
    ['date-time', '2026-11-23T18:30:00+03:00', 'is 2026-11-23', true],
    ['date-time', '2026-11-23T18:30:00+03:00', 'under 2026-11-23 18:31', true],
    ['date-time', '2026-11-23T18:30:00+03:00', 'is 2026-11-23T15:30:00Z', true],
    ['date-time', '2026-11-23T01:00:00+03:00', 'is today', true],
    ['yes-no', true, 'is yes', true],
    ['yes-no', 'no', 'is yes', false],
    ['yes-no', false, 'is not yes', true],
    ['yes-no', true, 'is perhaps', false],
    ['text', true, 'is on', true],
    ['list', ['vip', 'Blocked'], 'contains blocked', true],
    ['list', ['vip'], 'contains vi', false],
    ['list', ['vip'], 'is vip', false],
  ])('of a %s: %j %s is %s', (type, value, test, expected) => {
    expect(
      holds(`x ${test}`, { x: { type, value }, today: { type: 'date', value: '2026-11-23' } }),
    ).toBe(expected)
  })

  it.each(['is 5', 'over 5', 'under 5', 'at least 5', 'at most 5', 'contains 5', 'is known'])(
    'with what is not known: x %s is no',
    (test) => {
      for (const value of [undefined, null, ''])
        expect(holds(`x ${test}`, { x: { type: 'number', value } })).toBe(false)
      expect(holds(`x ${test}`, {})).toBe(false)
    },
  )

  it.each(['is not 5', 'is not known'])('with what is not known: x %s is yes', (test) => {
    expect(holds(`x ${test}`, {})).toBe(true)
  })

  it.each<[Known, string, Known, boolean]>([
    [{ type: 'number', value: 5 }, 'over', { type: 'number', value: '4,5' }, true],
    [{ type: 'number', value: 5 }, 'at most', { type: 'number', value: 5 }, true],
    [
      { type: 'number', value: 5 },
      'under',
      { type: 'money', value: { amount: 6, currency: 'EUR' } },
      true,
    ],
    [
      { type: 'money', value: { amount: 6, currency: 'EUR' } },
      'over',
      { type: 'number', value: 5 },
      true,
    ],
    [
      { type: 'money', value: { amount: 6, currency: 'EUR' } },
      'over',
      { type: 'money', value: { amount: 5, currency: 'EUR' } },
      true,
    ],
    [
      { type: 'money', value: { amount: 6, currency: 'EUR' } },
      'over',
      { type: 'money', value: { amount: 5, currency: 'USD' } },
      false,
    ],
    [{ type: 'duration', value: 90_500 }, 'over', { type: 'duration', value: 'PT90S' }, true],
    [{ type: 'duration', value: 'PT1H' }, 'over', { type: 'duration', value: 3_599_999 }, true],
    [{ type: 'date', value: '2026-03-02' }, 'under', { type: 'date', value: '2026-03-03' }, true],
    [
      { type: 'date-time', value: '2026-03-02T18:00' },
      'at most',
      { type: 'date', value: '2026-03-02' },
      true,
    ],
    [
      { type: 'date', value: '2026-03-02' },
      'at least',
      { type: 'date-time', value: '2026-03-02T18:00' },
      true,
    ],
    [
      { type: 'date-time', value: '2026-03-02T18:00' },
      'over',
      { type: 'date-time', value: '2026-03-02T17:59+03:00' },
      true,
    ],
    [
      { type: 'date-time', value: '2026-03-02T18:00Z' },
      'over',
      { type: 'date-time', value: '2026-03-02T18:30+03:00' },
      true,
    ],
    [
      { type: 'time', value: '18:00' },
      'over',
      { type: 'date-time', value: '2026-03-02T17:00' },
      true,
    ],
    [
      { type: 'date-time', value: '2026-03-02T18:00' },
      'over',
      { type: 'time', value: '17:00' },
      true,
    ],
    [{ type: 'number', value: 5 }, 'over', { type: 'number', value: undefined }, false],
    [{ type: 'number', value: undefined }, 'under', { type: 'number', value: 5 }, false],
  ])('of two values: %j %s %j is %s', (x, word, other, expected) => {
    expect(holds(`x ${word} the_other`, { x, the_other: other })).toBe(expected)
  })

  it('of zero and no counts them as known', () => {
    expect(holds('x is known', { x: { type: 'number', value: 0 } })).toBe(true)
    expect(holds('x is known', { x: { type: 'yes-no', value: false } })).toBe(true)
  })

  it('orders numbers as numbers are ordered', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -99_999, max: 99_999 }), (value, limit) => {
        const x: Known = { type: 'number', value }
        expect(
          ['over', 'under', 'at least', 'at most', 'is', 'is not'].map((word) =>
            holds(`x ${word} ${limit}`, { x }),
          ),
        ).toEqual([
          value > limit,
          value < limit,
          value >= limit,
          value <= limit,
          value === limit,
          value !== limit,
        ])
      }),
    )
  })

  it('of texts does not mind case, and a fold of a fold is the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

it('joins its tests, and tells the grounds of all of them', () => {
  const values: Record<string, Known> = {
    a: { type: 'number', value: 1 },
    'b.c': { type: 'text', value: 'x' },
  }
  const lookup = (path: string[]) => values[path.join('.')]
  expect(evaluate(must('a is 2 and b.c is x'), lookup)).toEqual({
    holds: false,
    grounds: { a: 1, 'b.c': 'x' },
  })
  expect(evaluate(must('a over d and a under a'), lookup)).toEqual({
    holds: false,
    grounds: { a: 1, d: null },
  })
  expect(evaluate(must('a is 2 or b.c is x or d is 1'), lookup)).toEqual({
    holds: true,
    grounds: { a: 1, 'b.c': 'x', d: null },
  })
})

it.each<[string, Comparison, string, string | undefined]>([
  ['number', 'over', '5', undefined],
  ['number', 'over', 'five', 'expected a number, but found "five"'],
  [
    'digits',
    'over',
    '5',
    '"over" is for numbers, amounts, durations, dates and times, and this is a digits',
  ],
  ['duration', 'over', '5', 'expected a duration such as 5 minutes, but found "5"'],
  ['date', 'is', 'today', undefined],
  [
    'date',
    'is',
    '31.12.2026',
    'expected a date such as 2026-12-31, or today, or a day such as saturday, but found "31.12.2026"',
  ],
  ['yes-no', 'is', 'maybe', 'expected yes or no, but found "maybe"'],
  ['number', 'contains', '5', '"contains" is for texts and lists, and this is a number'],
  ['date-time', 'over', '18:00', undefined],
  ['date', 'is', 'weekday', undefined],
  ['date-time', 'is not', 'saturday', undefined],
  [
    'date',
    'over',
    'saturday',
    'expected a date such as 2026-12-31, or today, but found "saturday"',
  ],
  ['text', 'starts with', '5', undefined],
  [
    'list',
    'starts with',
    '5',
    '"starts with" is for texts and numbers that are no quantities, and this is a list',
  ],
  ['choice', 'is', 'anything', undefined],
])('for a checker, a %s %s %s: %s', (type, comparison, text, fault) => {
  expect(comparisonFault(type, comparison, text)).toBe(fault)
})
