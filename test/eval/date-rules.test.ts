import { expect, test } from 'vitest'
import { dateCasesOf, scoreDates } from '../../src/eval/date-rules.ts'

const at = '2026-03-02T12:00:00'
const result = (kind: string, ...values: [timex: string, value: string][]) => ({
  TypeName: `any.${kind}`,
  Resolution: { values: values.map(([timex, value]) => ({ timex, type: kind, value })) },
})
const entry = (Input: string, ...Results: object[]) => ({
  Input,
  Context: { ReferenceDateTime: at },
  Results,
})

const file = [
  entry(
    'come on the third of May',
    result('date', ['XXXX-05-03', '2025-05-03'], ['XXXX-05-03', '2026-05-03']),
  ),
  entry('ring at eight', result('time', ['T08', '08:00:00'], ['T20', '20:00:00'])),
  entry(
    'tomorrow at 7:15:30 pm',
    result('datetime', ['2026-03-03T19:15:30', '2026-03-03 19:15:30']),
  ),
  entry('it takes ninety minutes', result('duration', ['PT90M', '5400'])),
  entry('it takes a whole day', result('duration', ['PT5M', '300'])),
  entry('all of next week', result('daterange', ['2026-W11', 'x'])),
  entry('from two to three', result('timerange', ['(T14,T15,PT1H)', 'x'])),
  entry('every Monday', result('set', ['XXXX-WXX-1', 'x'])),
  entry('the 31st of June', result('date', ['XXXX-06-31', 'not resolved'])),
  entry('three weekends', result('duration', ['P3WE', '518400'])),
  entry('hello'),
  entry(
    'today or tomorrow',
    result('date', ['2026-03-02', '2026-03-02']),
    result('date', ['2026-03-03', '2026-03-03']),
  ),
]

test('cases are read with all values that are right, and the rest is left out by a rule', () => {
  expect(dateCasesOf(file)).toEqual({
    cases: [
      { input: 'come on the third of May', reference: at, type: 'date', expected: ['2026-05-03'] },
      { input: 'ring at eight', reference: at, type: 'time', expected: ['08:00', '20:00'] },
      {
        input: 'tomorrow at 7:15:30 pm',
        reference: at,
        type: 'date-time',
        expected: ['2026-03-03T19:15'],
      },
      { input: 'it takes ninety minutes', reference: at, type: 'duration', expected: ['PT1H30M'] },
      { input: 'it takes a whole day', reference: at, type: 'duration', expected: ['PT5M'] },
    ],
    leftOut: [
      { rule: 'a period, not a moment', count: 2 },
      { rule: 'a repeated time, not a moment', count: 1 },
      { rule: 'no such day', count: 1 },
      { rule: 'a length in units that ISO 8601 does not have', count: 1 },
      { rule: 'no result', count: 1 },
      { rule: 'several results in one utterance', count: 1 },
    ],
  })
})

test('what is heard is scored against the cases of its type', () => {
  const { cases } = dateCasesOf(file)
  expect(
    ['date', 'time', 'date-time'].map((type) => scoreDates(type as 'date', cases, 'en-US')),
  ).toEqual([1, 1, 1].map((right) => ({ right, total: 1, wrong: [] })))
  expect(scoreDates('duration', cases, 'en-US')).toEqual({
    right: 1,
    total: 2,
    wrong: [{ input: 'it takes a whole day', expected: ['PT5M'], got: 'P1D' }],
  })
})

test('a file of another form is refused', () => {
  expect(() => dateCasesOf({})).toThrow('a list')
  expect(() => dateCasesOf([{ words: 'two', number: 2 }])).toThrow('Input and Results')
})
