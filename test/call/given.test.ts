// What a call is begun with: read as declared, in words, conditions, slots, lookups and on the card,
// and the same in a replay.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replay } from '../../src/call/replay.ts'
import { callOf, machineOf, type Conversation } from './conversation.ts'

const source = (file: string): string => readFileSync(`test/flow/ok/${file}`, 'utf8')
const machine = machineOf(source('given.yaml'), {
  'note-contact.yaml': source('note-contact.yaml'),
})
const begun = (given: Record<string, string>) => callOf(machine, { given })

const givenIn = ({ events }: Conversation) =>
  events.flatMap((event) =>
    event.type === 'given' ? [[event.name, event.value?.value ?? null]] : [],
  )

const all = {
  contact_name: 'Anna',
  order: '481516',
  reason: 'order',
  due: '2026-03-05',
  pin: '4711',
}

describe('what a call is begun with', () => {
  it('leads, is said, is sent on without its private part in the open, and stands on the card', () => {
    const call = begun(all)
    expect(call.stage.session.working).toMatchObject({
      params: { order: '481516', pin: '4711' },
      private: ['pin'],
    })
    expect(call.stage.session.slots.about).toMatchObject({ value: '481516', from: 'line' })
    const heard = call.fetched({ state: 'on its way' })
    expect(heard).toContain('Hello Anna. Your order is on its way. It comes on Thursday')
    call.people('client:anna')
    const card = call.events.find((event) => event.type === 'handed off')
    expect(card).toMatchObject({
      whisper: [{ text: 'order, 4 8 1, 5 1 6' }],
      handoff: {
        values: [
          { label: 'Order', text: '481516', from: 'line' },
          { label: 'contact name', text: 'Anna' },
          { label: 'pin', text: '•••', private: true },
          { label: 'About' },
        ],
      },
    })
    expect(JSON.stringify(card)).not.toContain('4711')
    call.replayed()
  })

  it('is left out of words and of the card when it is not known', () => {
    const call = begun({ ...all, due: 'whenever', contact_name: ' ' })
    expect(givenIn(call)).toContainEqual(['due', null])
    expect(givenIn(call)).toContainEqual(['contact name', null])
    const heard = call.fetched({ state: 'on its way' })
    expect(heard).toContain('Your order is on its way.')
    expect(heard).not.toContain('Hello')
    expect(heard).not.toContain('comes on')
    expect(call.stage.session.given).not.toHaveProperty('due')
    call.people('client:anna')
    call.replayed()
  })

  it('is seen by a sub-flow that declares it too', () => {
    const call = begun({ contact_name: 'Anna', reason: 'order' })
    expect(call.first()).not.toContain('invoice')
    expect(call.says('an order')).toContain('Thank you, Anna.')
  })

  it('is told when the flow does not declare it, and changes nothing', () => {
    const call = begun({ colour: 'red' })
    expect(givenIn(call)).toEqual([['colour', null]])
    expect(call.stage.session.given).toEqual({})
    expect(call.first()).toContain('What is it about?')
  })

  it('seals the call where one of it is private', () => {
    expect(machine.sealed).toBe(true)
  })

  it('leaves no trace in a call that is begun without', () => {
    const call = callOf(machine)
    expect(call.stage.session).not.toHaveProperty('given')
    expect(givenIn(call)).toEqual([])
  })
})

const types = machineOf(`
start: hello
given:
  number: { type: number, min: 1, max: 50 }
  when: date-time
  date: date
  time: time
  length: duration
  money: money
  phone: phone
  email: email
  code: code
  agreed: yes-no
  digits: { type: digits, length: 4 }
  place: { type: choice, options: [office, { value: home, phrases: [flat] }] }
steps: { hello: { say: Hello., then: hang up } }
`)

describe('a text is read by its type', () => {
  it.each([
    ['number', '42', 42],
    ['number', '51', null],
    ['number', 'soon', null],
    ['when', '2026-03-05T10:00', '2026-03-05T10:00'],
    ['when', '2026-03-05 10:00', '2026-03-05T10:00'],
    ['date', '2026-03-05', '2026-03-05'],
    // the fifth of March, or the third of May: nobody can be asked
    ['date', '05.03.2026', null],
    ['time', '18:30', '18:30'],
    ['length', 'PT30M', 'PT30M'],
    ['length', '30 minutes', 'PT30M'],
    ['money', '12.50 EUR', { amount: 12.5, currency: 'EUR' }],
    ['phone', '+375291234567', '+375291234567'],
    ['phone', '12', null],
    ['email', 'anna@example.com', 'anna@example.com'],
    ['code', 'ab-12', 'AB12'],
    ['number', '42 apples', null],
    ['digits', 'a0042', null],
    ['agreed', 'yes', true],
    ['agreed', 'perhaps', null],
    ['digits', '0042', '0042'],
    ['digits', '42', null],
    ['place', 'flat', 'home'],
    ['place', 'elsewhere', null],
  ])('%s %j is %j', (name, text, value) => {
    const call = callOf(types, { given: { [name]: text } })
    expect(givenIn(call)).toEqual([[name, value]])
  })

  it('whatever comes, the call begins and its replay is the same', () => {
    const names = [...types.root.given.keys(), 'unknown', '__proto__', '']
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ maxLength: 600 }))),
        (pairs) => {
          const call = callOf(types, { given: Object.fromEntries(pairs) })
          expect(call.first()).toBe('Hello.')
          expect(replay(types, call.stage.log).differs).toBeUndefined()
        },
      ),
    )
  })
})
