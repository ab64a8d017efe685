// What is heard in two ways is asked about: which of the two, never guessed.
import { expect, it, test } from 'vitest'
import { callOf, machineOf } from './conversation.ts'

const visit = (tag: string) =>
  machineOf(`
flow: visit
languages: { ${tag}: Polly.Amy-Neural }
start: day
slots:
  day: { type: date }
  time: { type: time }
steps:
  day: { ask: For which day?, slot: day, then: time, stuck: bye }
  time: { ask: At what time?, slot: time, then: bye, stuck: bye }
  bye: { say: Goodbye., then: hang up }
`)

const english = visit('en-GB')

it('asks which of two days is meant', () => {
  const call = callOf(english)
  expect(call.says('3/4')).toBe(
    'Do you mean Friday, the third of April, or Wednesday, the fourth of March?',
  )
  expect(call.says('the fourth of March')).toBe('At what time?')
  expect(call.slot('day')).toMatchObject({ value: '2026-03-04', confirmed: true })
  expect(call.slot('day')).not.toHaveProperty('other')
  call.replayed()
})

test.each([
  ['in April', '2026-04-03'],
  ['the third', '2026-04-03'],
  ['the first one', '2026-04-03'],
  ['the second one please', '2026-03-04'],
  ['Wednesday', '2026-03-04'],
  ['no, March', '2026-03-04'],
  ['the fourth', '2026-03-04'],
])('"%s" settles on %s', (said, value) => {
  const call = callOf(english)
  call.says('3/4')
  expect(call.says(said)).toBe('At what time?')
  expect(call.slot('day')).toMatchObject({ value, confirmed: true })
})

test.each([
  ['in the afternoon', '17:00'],
  ['p.m.', '17:00'],
  ['five in the morning', '05:00'],
  ['the second', '05:00'],
  ['five p.m.', '17:00'],
])('of five o\'clock "%s" is %s', (said, value) => {
  const call = callOf(english)
  call.says('tomorrow')
  expect(call.says('at five')).toBe('Do you mean 5 p.m., or 5 a.m.?')
  call.says(said)
  expect(call.slot('time')).toMatchObject({ value, confirmed: true })
})

test.each([
  ['ru-RU', 'в пять', 'утра', '05:00'],
  ['ru-RU', 'в пять', 'второе', '05:00'],
  ['ru-RU', 'половина третьего', 'дня', '14:30'],
  ['be-BY', 'а пятай', 'вечара', '17:00'],
  ['be-BY', 'палова на трэцюю', 'другое', '02:30'],
])('in %s "%s" and then "%s" is %s', (tag, said, then, value) => {
  const call = callOf(visit(tag))
  call.keys('0503#')
  call.says(said)
  expect(call.slot('time')).toBeUndefined()
  call.says(then)
  expect(call.slot('time')).toMatchObject({ value, confirmed: true })
})

it('takes neither a yes nor the same words again, and gives each a key', () => {
  const call = callOf(english)
  call.says('3/4')
  expect(call.says('yes')).toBe(
    "Sorry, I didn't catch that. Do you mean Friday, the third of April, or Wednesday, the fourth of March?",
  )
  expect(call.says('3/4')).toBe(
    "Let's use your phone's keypad. For Friday, the third of April, press 1. For Wednesday, the fourth of March, press 2.",
  )
  expect(call.keys('2')).toBe('At what time?')
  expect(call.slot('day')).toMatchObject({ value: '2026-03-04', from: 'keys', confirmed: true })
  call.replayed()
})

it('takes another day instead, and a no', () => {
  const call = callOf(english)
  call.says('3/4')
  expect(call.says('neither')).toContain('For which day?')
  call.says('3/4')
  expect(call.says('the tenth of May')).toBe('I have Sunday, the tenth of May. Is that right?')
  call.says('yes')
  expect(call.slot('day')).toMatchObject({ value: '2026-05-10' })
})
