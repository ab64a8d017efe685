// Several answers in one breath: the questions behind are skipped, or only read back.
import { expect, it } from 'vitest'
import { callOf, machineOf } from './conversation.ts'

const table = machineOf(`
start: menu
help: desk
confidence: { reject: 0.3, sure: 0.55 }
slots:
  day: { type: date }
  time: { type: time }
  people: { type: number, min: 1, max: 12 }
  who: { type: name }
  topic: { type: choice, options: [table, taxi] }
desks: { desk: { nobody: bye } }
steps:
  menu:
    menu: How can I help?
    options:
      - { label: booking a table, phrases: [book a table, a table please], set: { topic: table }, then: well }
      - { label: a taxi, phrases: [I need a taxi], then: name }
      - { label: the kitchen, phrases: [the chef], then: desk }
  well: { say: With pleasure., then: which day }
  which day: { ask: For which day?, slot: day, then: which time }
  which time: { ask: At what time?, slot: time, then: how many }
  how many: { ask: For how many?, slot: people, then: name }
  name: { ask: What is your name?, slot: who, then: bye }
  bye: { say: Goodbye., then: hang up }
`)

it('an option with a day and a time leaves only what was not said', () => {
  const call = callOf(table)
  expect(call.says('book a table for tomorrow at seven pm')).toBe('With pleasure. For how many?')
  expect(call.slot('day')).toMatchObject({
    value: '2026-03-03',
    from: 'speech',
    confidence: 0.95,
    confirmed: false,
  })
  expect(call.slot('time')).toMatchObject({ value: '19:00' })
  call.replayed()
})

it('what was heard in two ways is read back before it is taken', () => {
  const call = callOf(table)
  expect(call.says('book a table for tomorrow at seven')).toBe(
    'With pleasure. Do you mean 7 a.m., or 7 p.m.?',
  )
  expect(call.says('no, seven in the evening')).toBe('For how many?')
  expect(call.slot('time')).toMatchObject({ value: '19:00', confirmed: true })
  call.replayed()
})

it('a number that was not asked for is read back', () => {
  const call = callOf(table)
  call.says('booking a table')
  expect(call.says('tomorrow at noon for four people')).toBe('I have 4. Is that right?')
  call.says('yes')
  expect(call.slot('people')).toMatchObject({ value: 4, confirmed: true })
})

it('at a question the answer to the next one may come along', () => {
  const call = callOf(table)
  call.says('booking a table')
  expect(call.says('tomorrow at five pm')).toBe('For how many?')
  expect(call.slot('day')).toMatchObject({ value: '2026-03-03' })
  expect(call.slot('time')).toMatchObject({ value: '17:00' })
  call.replayed()
})

it.each(['book a table', 'booking a table please', 'number one', 'a table please'])(
  '"%s" alone fills nothing',
  (said) => {
    const call = callOf(table)
    expect(call.says(said)).toBe('With pleasure. For which day?')
    expect(call.slot('day')).toBeUndefined()
  },
)

it('a name is never taken from what was said besides', () => {
  const call = callOf(table)
  expect(call.says('I need a taxi for Anna Smith')).toBe('What is your name?')
})

it('what came with an option that was not meant is forgotten', () => {
  const call = callOf(table)
  expect(call.says('book a table for tomorrow', 0.5)).toContain('booking a table')
  expect(call.says('no')).toContain('You can say')
  expect(call.slot('day')).toBeUndefined()
  call.replayed()
})

it('what is doubtful is volunteered with its confidence', () => {
  const call = callOf(table)
  call.says('book a table for tomorrow', 0.5)
  expect(call.says('yes')).toContain('Is that right?')
  expect(call.at()).toBe('which day/confirm1')
})
