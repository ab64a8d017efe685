// Names, codes and addresses: as heard, then spelled, then after a tone or by keypad.
import { expect, it } from 'vitest'
import { languageOf } from '../../src/languages/language.ts'
import { callOf, machineOf } from './conversation.ts'

const line = (type: string, language: string) =>
  machineOf(`
flow: test
languages: { ${language}: Polly.Amy-Neural }
start: ask it
help: desk
slots: { it: ${type} }
desks: { desk: { nobody: bye } }
steps:
  ask it:
    ask: Tell me.
    slot: it
    confirm: "{{ it | spoken }}, right?"
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`)

it.each([
  [
    'en-GB',
    '{ type: name }',
    'Tell me',
    'Smith',
    'S M Y T H',
    'Smith, right?',
    'S, M, Y, T, H, right?',
    'Smyth',
  ],
  [
    'en-GB',
    '{ type: code, length: 5 }',
    'hm hm',
    'p 7 2 2 1',
    'b for bravo seven two two one',
    'P, 7 2 2 1, right?',
    'B for Bravo, 7, 2, 2, 1, right?',
    'B7221',
  ],
  [
    'en-GB',
    '{ type: email }',
    'hm hm',
    'anna at gmail dot com',
    'h a n n a at gmail dot com',
    'anna at gmail dot com, right?',
    'H, A, N, N, A at gmail dot com, right?',
    'hanna@gmail.com',
  ],
  [
    'ru-RU',
    '{ type: name }',
    '42',
    'Петров',
    'п е т р о в а',
    'Петров, right?',
    'П, Е, Т, Р, О, В, А, right?',
    'Петрова',
  ],
  [
    'be-BY',
    '{ type: code, length: 5 }',
    'гм',
    'п 7 2 2 1',
    'Барыс сем два два адзін',
    'П, 7 2 2 1, right?',
    'Б як Барыс, 7, 2, 2, 1, right?',
    'Б7221',
  ],
])(
  'in %s a value of %s is spelled on the second attempt, and read back letter by letter',
  (language, type, _noise, heard, spelled, first, second, value) => {
    const call = callOf(line(type, language))
    expect(call.says(heard)).toBe(first)
    const asked = call.says(languageOf(language).words.no)
    const { phrases } = languageOf(language)
    expect(asked).toBe(
      `${phrases['no, again']} ${phrases[`spell ${/type: (\w+)/.exec(type)![1] as 'name' | 'code' | 'email'}`]}`,
    )
    expect(call.says(spelled)).toBe(second)
    call.says(languageOf(language).words.yes)
    expect(call.slot('it')).toMatchObject({ value, confirmed: true })
    call.replayed()
  },
)

it.each([
  ['{ type: email }', 'tone'],
  ['{ type: code }', 'tone'],
  ["{ type: code, pattern: '[A-Z]\\d{3}' }", 'tone'],
  ["{ type: code, pattern: '\\d{5}' }", 'keys'],
  ['{ type: name }', 'tone'],
])('the last attempt at %s is by %s', (type, mode) => {
  const call = callOf(line(type, 'en-GB'))
  call.says('@')
  call.says('@')
  expect(
    call.stage.log.at(-1)?.events.findLast((event) => event.type === 'asked')?.listening.mode,
  ).toBe(mode)
  call.replayed()
})

it('a code that is too short is told how long it is', () => {
  const call = callOf(line('{ type: code, length: 6 }', 'en-GB'))
  expect(call.says('a b 1 2')).toBe(
    'I was expecting 6 letters and digits. Please say it sign by sign, with words for the letters, such as A for Alpha.',
  )
})

it('silence is no reason to spell', () => {
  expect(callOf(line('{ type: name }', 'en-GB')).silence()).toContain('Tell me.')
})

it.each([
  [
    '{ type: name }',
    'Быкаў',
    [
      'confirm-value-1',
      'letter-b',
      'letter-y',
      'letter-k',
      'letter-a',
      'letter-w',
      'confirm-value-2',
    ],
  ],
  [
    "{ type: code, pattern: '[A-Z]{2}\\d{2}' }",
    'эм пэ сем адзін',
    ['confirm-value-1', 'latin-m', 'latin-p', '7', '1', 'confirm-value-2'],
  ],
])(
  'where all is recorded, a value of %s is read back letter by letter',
  (type, said, recordings) => {
    const call = callOf(
      machineOf(`
flow: test
languages: { be-BY: { voice: recorded, heard as: ru-RU } }
start: ask it
help: desk
slots: { it: ${type} }
desks: { desk: { nobody: bye } }
steps:
  ask it: { ask: { audio: a, be-BY: Скажыце. }, slot: it, then: bye }
  bye: { say: { audio: b, be-BY: "Бывайце." }, then: hang up }
`),
    )
    call.says(said, 0.6)
    const asked = call.stage.log.at(-1)!.events.findLast((event) => event.type === 'asked')!
    expect(
      asked.type === 'asked' &&
        asked.speech.map((one) => (one.kind === 'audio' ? one.audio : one.kind)),
    ).toEqual(recordings.map((name) => `engine/${name}`))
    call.replayed()
  },
)
