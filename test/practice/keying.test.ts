import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { complete, layAhead, type Keying } from '../../src/practice/scripts/keying.ts'

const menu: Keying = { mode: 'both', maxKeys: 1, finish: '', kept: '' }
const digits: Keying = { mode: 'both', maxKeys: 6, finish: '#', kept: '' }
const open: Keying = { mode: 'keys', finish: '#', kept: '' }

describe('an answer by keypad', () => {
  it.each<[string, string, Keying, boolean]>([
    ['one key at a menu', '1', menu, true],
    ['hash at a menu, where it is a key like others', '#', menu, true],
    ['some digits of six', '123', digits, false],
    ['all six', '123456', digits, true],
    ['fewer, ended with hash', '12#', digits, true],
    ['the rest of what was kept', '56', { ...digits, kept: '1234' }, true],
    ['any number without a most', '12345678901234567890', open, false],
    ['hash where nothing else ends it', '1#', open, true],
  ])('%s: complete or not', (_, keys, keying, expected) => {
    expect(complete(keys, keying)).toBe(expected)
  })

  it.each<[string, Keying, { keys: string; rest: string }]>([
    ['12', menu, { keys: '1', rest: '2' }],
    ['1234567', digits, { keys: '123456', rest: '7' }],
    ['12#3', digits, { keys: '12#', rest: '3' }],
    ['12', digits, { keys: '12', rest: '' }],
    ['12', { ...menu, mode: 'speech' }, { keys: '', rest: '' }],
  ])('keys %s pressed ahead are laid into the question', (ahead, keying, expected) => {
    expect(layAhead(ahead, keying)).toEqual(expected)
  })

  it('loses no key and doubles none', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789*#'), maxLength: 20 }),
        fc.constantFrom(menu, digits, open),
        (ahead, keying) => {
          const { keys, rest } = layAhead(ahead, keying)
          expect(keys + rest).toBe(ahead)
          expect(rest === '' || complete(keys, keying)).toBe(true)
        },
      ),
    )
  })
})
