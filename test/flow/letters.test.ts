import { expect, test } from 'vitest'
import { lettersFor, recordingOf } from '../../src/flow/tree/letters.ts'

const name = { type: 'name' } as const
const code = { type: 'code' } as const

test.each(['be-BY', 'ru-RU', 'en-GB'])(
  'in %s each letter has a recording of its own and something to read out',
  (tag) => {
    const letters = lettersFor([name, code], tag)
    expect(new Set(letters.map(({ recording }) => recording)).size).toBe(letters.length)
    for (const { letter, recording, words } of letters) {
      expect(words).not.toBe('')
      expect(recording).toMatch(/^(letter|latin)-[a-z]+$/)
      expect(recordingOf(letter.toUpperCase(), tag)).toBe(recording)
    }
  },
)

test('a language needs the letters of what it reads back only', () => {
  expect(lettersFor([{ type: 'digits' }], 'be-BY')).toEqual([])
  expect(lettersFor([name], 'be-BY').length).toBe(32)
  expect(lettersFor([name], 'ru-RU').length).toBe(33)
  expect(lettersFor([code], 'be-BY').length).toBe(32 + 26)
  expect(lettersFor([name], 'en-GB').length).toBe(26)
})

test.each([
  ['ў', 'letter-w'],
  ['M', 'latin-m'],
  ['7', '7'],
  ['-', undefined],
])('%s is the recording %s', (sign, recording) => {
  expect(recordingOf(sign, 'be-BY')).toBe(recording)
})
