// Durations with their unit.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  durationHint,
  isoDurationOf,
  parseDuration,
  writeDuration,
} from '../../src/flow/text/duration.ts'

it.each([
  ['5 seconds', 5000],
  ['1 second', 1000],
  ['10 minutes', 600_000],
  ['1 hour', 3_600_000],
  ['2 days', 172_800_000],
  ['1 minute 30 seconds', 90_000],
  ['1 hour and 5 minutes', 3_900_000],
  ['1.5 seconds', 1500],
  ['0 seconds', 0],
  [' 5  Seconds ', 5000],
  ['5seconds', 5000],
])('%s are %i milliseconds', (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

it.each([
  '',
  '5',
  'five seconds',
  '5 s',
  '-5 seconds',
  '5 seconds 1 minute',
  '5 seconds 5 seconds',
  '5 seconds and',
  'and 5 seconds',
  '5 secondsx',
  '1e3 seconds',
  '5 fortnights',
  '99999999 days',
])('"%s" is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined()
})

it.each([
  ['5', '5 seconds'],
  ['90', '1 minute 30 seconds'],
  ['10m', '10 minutes'],
  ['5 sec', '5 seconds'],
  ['2h', '2 hours'],
  ['1,5 min', '1 minute 30 seconds'],
  ['30 secnds', undefined],
  ['5 minuts', '5 minutes'],
  ['5 minu', '5 minutes'],
  ['5 seconds', undefined],
  ['soon', undefined],
])('for "%s" the hint is %s', (text, hint) => {
  expect(durationHint(text)).toBe(hint)
})

it('reads what it writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000_000_000 }), (ms) => {
      expect(parseDuration(writeDuration(ms))).toBe(ms)
    }),
  )
})

it.each([
  ['90 minutes', 'PT1H30M'],
  ['2 days', 'P2D'],
  ['PT5M', 'PT5M'],
  ['0 seconds', 'PT0S'],
  ['soon', undefined],
])('"%s" as ISO 8601 is %s', (text, iso) => {
  expect(isoDurationOf(text)).toBe(iso)
})
