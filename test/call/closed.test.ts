// Calls to a closed line: words before the flow, then the end or a number; and they replay.
import { describe, expect, it } from 'vitest'
import { callOf, machineOf } from './conversation.ts'

const machine = machineOf(`flow: shop
languages: { en-GB: Polly.Amy-Neural, ru-RU: Polly.Tatyana }
start: hello
help: till
desks: { till: { nobody: bye } }
after call: note
lookups: { crm: {} }
steps:
  hello: { say: { en-GB: Welcome., ru-RU: Здравствуйте. }, then: bye }
  bye: { say: { en-GB: Goodbye., ru-RU: До свидания. }, then: hang up }
  note: { notify: crm, then: hang up }
`)
const texts = { 'en-GB': 'We are closed.', 'ru-RU': 'Мы закрыты.' }
const sendTo = '+442079460100'
const line = { name: 'test', tenant: 'default', values: {} }

describe('a call to a closed line', () => {
  it('hears the words in the language it begins in, then in the others, and is over', () => {
    const call = callOf(machine, { closed: { of: 'line', texts } })
    expect(call.first()).toBe('We are closed. Мы закрыты.')
    expect(call.events.map(({ type }) => type)).toEqual(['closed', 'ended'])
    expect(call.stage.session).toMatchObject({ status: 'ended', closed: { of: 'line' } })
    call.replayed()
  })

  it('begins with the language of the line', () => {
    const closed = { of: 'company', texts } as const
    const call = callOf(machine, { closed, line: { ...line, language: 'ru-RU' } })
    expect(call.first()).toBe('Мы закрыты. We are closed.')
    call.replayed()
  })

  it.each([
    [
      'is over when the number hangs up',
      { type: 'dial ended', result: 'completed', bridged: true },
    ],
    ['is over when nobody takes it', { type: 'dial ended', result: 'no-answer' }],
    ['is over when the caller hangs up', { type: 'hung up' }],
  ] as const)('that is sent on %s', (_, input) => {
    const call = callOf(machine, { closed: { of: 'line', texts, sendTo } })
    expect(call.events.map(({ type }) => type)).toEqual(['closed'])
    expect(call.stage.session).toMatchObject({ status: 'waiting', closed: { sendTo } })
    call.send(input)
    expect(call.events.map(({ type }) => type)).toEqual(['closed', 'ended'])
    expect(call.stage.session.status).toBe('ended')
    call.replayed()
  })

  it('takes no key and no word while it is sent on, and answers nothing after its end', () => {
    const call = callOf(machine, { closed: { of: 'line', texts, sendTo } })
    expect(call.fits({ type: 'keys', keys: '1', at: 0 })).toBe(false)
    expect(call.fits({ type: 'silence', at: 0 })).toBe(false)
    call.send({ type: 'answered' })
    call.send({ type: 'dial ended', result: 'completed' })
    expect(call.fits({ type: 'hung up', at: 0 })).toBe(false)
    call.replayed()
  })
})
