import { expect, test } from 'vitest'
import { fitsDigits, patternFault } from '../../src/flow/tree/pattern.ts'

test.each([
  '[A-Z]{2}\\d{7}',
  '\\d{6}',
  '(?:[A-Z]{1,3}-?){1,4}',
  '[A-Z]+ ?\\d+',
  '(?:north|south|east|west)+',
  '\\p{L}+(?:-\\p{L}+)?',
  'A|B\\d?',
])('%s is taken', (pattern) => {
  expect(patternFault(pattern, 40)).toBeUndefined()
})

test.each([
  '(a+)+',
  '(?:a|a)*',
  '(?:\\d+\\s?)*',
  '(.*)*',
  '(?:a?){30}',
  '(?:\\w|\\d){1,40}',
  '\\d*\\d*\\d*\\d*\\d*',
  '((a{1,9}){1,9}){1,9}',
])('%s could take for ever', (pattern) => {
  expect(patternFault(pattern, 40)).toContain('for ever')
})

test.each([
  ['[A-Z', 'cannot be read'],
  ['(?<=a', 'cannot be read'],
  ['a'.repeat(201), 'longer than 200'],
])('%s is refused: %s', (pattern, why) => {
  expect(patternFault(pattern, 40)).toContain(why)
})

test.each<[string, boolean]>([
  ['\\d{6}', true],
  ['[A-Z]?\\d{4}', true],
  ['\\d{3}-\\d{3}', true],
  ['[A-Z0-9]{5}', true],
  ['[A-Z]\\d{4}', false],
  ['(?:AB|12)\\d', true],
  ['(?:AB|CD)\\d', false],
  ['[^0-9]+', false],
])('digits alone fit %s: %s', (pattern, fits) => {
  expect(fitsDigits(pattern)).toBe(fits)
})
