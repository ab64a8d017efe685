import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  inputOf,
  readAct,
  readNewCall,
  readSwitch,
  type Act,
} from '../../src/practice/page-input.ts'
import type { Input } from '../../src/call/input.ts'

describe('what the page sends', () => {
  it.each<[object, Act]>([
    [
      { do: 'keys', keys: '12#', ended: true },
      { do: 'keys', keys: '12#', ended: true },
    ],
    [
      { do: 'keys', keys: '1' },
      { do: 'keys', keys: '1', ended: false },
    ],
    [
      { do: 'speech', text: ' a\u0000bill\n', confidence: 0.5 },
      { do: 'speech', text: 'a bill', confidence: 0.5 },
    ],
    [
      { do: 'speech', text: 'a bill', confidence: 0.5, others: ['a bell ', ''] },
      { do: 'speech', text: 'a bill', confidence: 0.5, others: ['a bell'] },
    ],
    [
      { do: 'message', seconds: 3.5 },
      { do: 'message', seconds: 3.5, leaving: false },
    ],
    [
      { do: 'message', seconds: 3, leaving: true },
      { do: 'message', seconds: 3, leaving: true },
    ],
    [{ do: 'silence', extra: '<b>' }, { do: 'silence' }],
    [{ do: 'hang up' }, { do: 'hang up' }],
  ])('%j is read', (fields, act) => {
    expect(readAct({ answers: 4, ...fields })).toEqual({ answers: 4, act })
  })

  it.each<[string, unknown]>([
    ['no object', null],
    ['a list', []],
    ['no number of the reply', { do: 'silence' }],
    ['a reply that cannot be', { answers: -1, do: 'silence' }],
    ['half a reply', { answers: 1.5, do: 'silence' }],
    ['an act nobody knows', { answers: 1, do: 'toString' }],
    ['keys that are none', { answers: 1, do: 'keys', keys: '1a' }],
    ['no keys', { answers: 1, do: 'keys', keys: '' }],
    ['too many keys', { answers: 1, do: 'keys', keys: '1'.repeat(51) }],
    ['no words', { answers: 1, do: 'speech', text: ' \n', confidence: 1 }],
    ['too many words', { answers: 1, do: 'speech', text: 'a'.repeat(501), confidence: 1 }],
    ['more than sure', { answers: 1, do: 'speech', text: 'a', confidence: 1.1 }],
    ['no confidence', { answers: 1, do: 'speech', text: 'a' }],
    [
      'too many readings',
      { answers: 1, do: 'speech', text: 'a', confidence: 1, others: ['b', 'c', 'd', 'e', 'f'] },
    ],
    ['readings that are none', { answers: 1, do: 'speech', text: 'a', confidence: 1, others: [1] }],
    ['a message of no length', { answers: 1, do: 'message', seconds: 0 }],
    ['a message without end', { answers: 1, do: 'message', seconds: 1e9 }],
  ])('%s is refused with a sentence', (_, body) => {
    expect(readAct(body)).toMatch(/\w+ \w+/)
  })

  it('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        for (const read of [readAct, readNewCall, readSwitch])
          expect(['string', 'object']).toContain(typeof read(body))
      }),
    )
  })

  it.each<[unknown, unknown]>([
    [
      { line: '+15005550006', from: '+12025550147' },
      { line: '+15005550006', from: '+12025550147', withheld: false },
    ],
    [{ line: '+15005550006' }, { line: '+15005550006', from: '', withheld: true }],
    [
      { line: '+15005550006', from: 'me' },
      '"from" must be a telephone number, or empty for a withheld one',
    ],
    [{ line: 5 }, '"line" must be the number of a line'],
  ])('a new call %j is read as %j', (body, expected) => {
    expect(readNewCall(body)).toEqual(expected)
  })

  it.each<[Act, Input | undefined]>([
    [
      { do: 'keys', keys: '1', ended: true },
      { at: 9, type: 'keys', keys: '1', timedOut: true },
    ],
    [
      { do: 'speech', text: 'a', confidence: 1 },
      { at: 9, type: 'speech', alternatives: [{ text: 'a', confidence: 1 }] },
    ],
    [
      { do: 'speech', text: 'a', confidence: 1, others: ['b'] },
      { at: 9, type: 'speech', alternatives: [{ text: 'a', confidence: 1 }, { text: 'b' }] },
    ],
    [
      { do: 'message', seconds: 2.5, leaving: false },
      { at: 9, type: 'recorded', recording: 'r', duration: 2500 },
    ],
    [{ do: 'no message' }, { at: 9, type: 'nothing recorded' }],
    [{ do: 'person answers' }, { at: 9, type: 'answered', person: 'p' }],
    [{ do: 'collect' }, undefined],
  ])('%j becomes an input of the engine', (act, input) => {
    expect(inputOf(act, 9, 'r', 'p')).toEqual(input)
  })
})
