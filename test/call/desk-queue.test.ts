// A desk that operators serve: the caller waits, chooses, is taken, comes back to the queue, and is
// sent back to the flow.
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/call/event.ts'
import { waitingWords, type QueueFacts } from '../../src/call/waiting.ts'
import { callOf, machineOf, type Conversation } from './conversation.ts'
import { textOf } from '../../src/say/speech.ts'

const plain = machineOf(`
start: menu
help: desk
desks:
  desk: { skills: [repairs], nobody: message, then: bye, back to: [menu] }
  sales: { nobody: message, music: none, while waiting: { say: "Sales are busy. You are number {{ desks.sales.place }}.", every: 20 seconds } }
steps:
  menu:
    menu: What now?
    options:
      - { label: the desk, key: 1, then: desk }
      - { label: sales, key: 2, then: sales }
  message:
    record: Nobody is there. Speak after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`)

const optional = machineOf(`
start: menu
help: desk
slots:
  topic: { type: text }
desks:
  desk:
    music: none
    while waiting:
      say: "You are number {{ desks.desk.place }}."
      every: 30 seconds
      options:
        - { label: leave a message, key: 3, set: { topic: message }, then: message }
        - { label: hear of repairs, key: 4, if: desks.desk.wait over 5 minutes, then: bye }
    nobody: message
steps:
  menu:
    menu: What now?
    options:
      - { label: the desk, key: 1, then: desk }
  message:
    record: Speak after the tone.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`)

/** Calls, and waits in the queue of the desk. */
function waits(machine = plain, started: Parameters<typeof callOf>[1] = {}): Conversation {
  const call = callOf(machine, started)
  call.keys('1')
  call.send({ type: 'people', desk: 'desk', people: [], order: 'in order', queue: true })
  return call
}

const only = <T extends Event['type']>(call: Conversation, type: T): (Event & { type: T })[] =>
  call.events.filter((event): event is Event & { type: T } => event.type === type)

const words = (
  { stage }: Conversation,
  facts: QueueFacts = {},
): { text: string; keys: string[]; every: number; music?: string } => {
  const { speech, ...rest } = waitingWords(stage.machine, stage.session, {
    at: stage.session.at,
    facts,
  })
  return { text: textOf(speech), ...rest }
}

describe('a queue', () => {
  it('is joined by the caller of a desk that is served, and asked for with the skills of the desk', () => {
    const call = callOf(plain)
    call.keys('1')
    expect(call.stage.session.working).toMatchObject({
      kind: 'people',
      desk: 'desk',
      skills: ['repairs'],
    })
    call.send({
      type: 'people',
      desk: 'desk',
      people: [{ to: '+442079460101' }],
      order: 'in order',
      queue: true,
    })
    expect(call.at()).toBe('desk/dial')
    expect(only(call, 'queued')).toEqual([
      { type: 'queued', desk: 'desk', handoff: 'CA1-h2', speech: [] },
    ])
    expect(only(call, 'rang')).toEqual([])
    expect(call.stage.session.queued).toMatchObject({ desk: 'desk', handoff: 'CA1-h2' })
    call.replayed()
  })

  it('tells place and wait as far as they are known, and the ways out', () => {
    const call = waits()
    expect(words(call, { place: 3, wait: 150_000 })).toEqual({
      text: 'You are number 3 in the queue. The estimated wait, in minutes, is 3. To be called back without losing your place, press 1. To leave a message or go another way, press 2.',
      keys: ['1', '2'],
      every: 60_000,
      music: undefined,
    })
    expect(words(call).text).toMatch(/^Please stay on the line\./)
  })

  it('is left by an operator who takes the caller', () => {
    const call = waits()
    call.send({ type: 'answered', person: 'anna' })
    expect(call.at()).toBe('desk/bridged')
    expect(only(call, 'connected')).toEqual([
      { type: 'connected', desk: 'desk', handoff: 'CA1-h2', person: 'anna' },
    ])
    expect(call.stage.session.queued).toBeUndefined()
    expect(call.send({ type: 'dial ended', result: 'completed', bridged: true })).toBe('Goodbye.')
    call.replayed()
  })

  it('ends at "nobody" when nobody came, and with the caller hanging up', () => {
    const call = waits()
    expect(call.send({ type: 'unanswered', reason: 'waited out' })).toContain('Nobody is there.')
    call.replayed()
    const gone = waits()
    gone.hangUp()
    expect(gone.stage.session).toMatchObject({ status: 'ended', handoff: 'CA1-h2' })
    gone.replayed()
  })

  it('takes no end of ringing, speech or silence, and no key without a meaning', () => {
    const call = waits()
    const at = call.stage.session.at + 1000
    for (const input of [
      { type: 'dial ended', at, result: 'completed', bridged: true },
      { type: 'keys', at, keys: '7' },
      { type: 'silence', at },
      { type: 'requeued', at },
      { type: 'sent back', at, step: 'menu' },
    ] as const)
      expect(call.fits(input), input.type).toBe(false)
  })
})

describe('a key while waiting', () => {
  it('promises a call back, reads the number back, and ends the call', () => {
    const call = waits()
    const { since } = call.stage.session.queued ?? {}
    expect(call.keys('1')).toBe(
      'We will call you back on plus 1, 2 0 2, 5 5 5, 0 1 4 3. You keep your place in the queue. Thank you for calling. Goodbye.',
    )
    expect(only(call, 'callback promised')).toEqual([
      { type: 'callback promised', desk: 'desk', handoff: 'CA1-h2', number: '+12025550143', since },
    ])
    expect(call.stage.session).toMatchObject({ status: 'ended' })
    expect(call.stage.session.handoff).toBeUndefined()
    call.replayed()
  })

  it('offers no call back to a number that is withheld, or may not be called', () => {
    for (const call of [waits(plain, { withheld: true }), waits(plain, { from: 'anonymous' })]) {
      expect(words(call).keys).toEqual(['2'])
      expect(call.fits({ type: 'keys', at: call.stage.session.at + 1000, keys: '1' })).toBe(false)
    }
    const abroad = callOf(plain)
    abroad.keys('1')
    abroad.send({
      type: 'people',
      desk: 'desk',
      people: [],
      order: 'in order',
      queue: true,
      callback: false,
    })
    expect(words(abroad).keys).toEqual(['2'])
  })

  it('goes the way of "nobody"', () => {
    const call = waits()
    expect(call.keys('2')).toContain('Nobody is there.')
    expect(only(call, 'left queue')).toEqual([
      { type: 'left queue', desk: 'desk', handoff: 'CA1-h2', option: 'leave' },
    ])
    expect(call.stage.session.state.context.handoffs).toBe(1)
    call.replayed()
  })

  it('takes an option of the desk with what it sets', () => {
    const call = waits(optional)
    expect(words(call, { place: 2, wait: 60_000 })).toEqual({
      text: 'You are number 2. For leave a message, press 3.',
      keys: ['3'],
      every: 30_000,
      music: 'none',
    })
    expect(call.fits({ type: 'keys', at: call.stage.session.at + 1000, keys: '1' })).toBe(false)
    expect(call.keys('3')).toContain('Speak after the tone.')
    expect(only(call, 'left queue')).toMatchObject([{ option: 'leave-a-message' }])
    expect(call.slot('topic')?.text).toBe('message')
    expect(call.stage.session.reason).toBe('chose "leave a message"')
    call.replayed()
  })

  it('takes an option only while its condition holds', () => {
    const call = waits(optional)
    expect(words(call, { wait: 360_000 }).keys).toEqual(['3', '4'])
    const at = call.stage.session.at + 1000
    expect(call.fits({ type: 'keys', at, keys: '4', facts: { 'desks.desk.wait': 60_000 } })).toBe(
      false,
    )
    expect(call.send({ type: 'keys', keys: '4', facts: { 'desks.desk.wait': 360_000 } })).toBe(
      'Goodbye.',
    )
    call.replayed()
  })
})

describe('a caller who talked already', () => {
  it('hears a kind word when the operator is gone, and waits before all others', () => {
    const call = waits()
    const since = call.stage.session.queued?.since
    call.send({ type: 'answered', person: 'anna' })
    call.send({ type: 'requeued' })
    expect(call.at()).toBe('desk/again')
    const [, again] = only(call, 'queued')
    expect(again).toMatchObject({ desk: 'desk', handoff: 'CA1-h2', again: true })
    expect(textOf(again?.speech ?? [])).toBe(
      "I'm sorry, the connection to my colleague was lost. Please stay on the line, you are next.",
    )
    expect(call.stage.session.queued).toEqual({
      desk: 'desk',
      handoff: 'CA1-h2',
      since,
      again: true,
    })
    call.send({ type: 'answered', person: 'ben' })
    call.send({ type: 'requeued' })
    expect(call.keys('2')).toContain('Nobody is there.')
    call.replayed()
  })

  it('is put through to the queue of another desk that exists', () => {
    const call = waits()
    call.send({ type: 'answered', person: 'anna' })
    expect(
      call.fits({ type: 'requeued', at: call.stage.session.at + 1000, desk: 'no such desk' }),
    ).toBe(false)
    call.send({ type: 'requeued', desk: 'sales' })
    expect(only(call, 'queued').at(-1)).toMatchObject({ desk: 'sales', again: true })
    expect(textOf(only(call, 'queued').at(-1)?.speech ?? [])).toContain('connecting')
    expect(words(call, { place: 2 })).toEqual({
      text: 'Sales are busy. You are number 2. To be called back without losing your place, press 1. To leave a message or go another way, press 2.',
      keys: ['1', '2'],
      every: 20_000,
      music: 'none',
    })
    call.replayed()
  })

  it('is sent back to a step of "back to", and to no other', () => {
    const call = waits()
    call.send({ type: 'answered', person: 'anna' })
    expect(call.fits({ type: 'sent back', at: call.stage.session.at + 1000, step: 'bye' })).toBe(
      false,
    )
    expect(call.send({ type: 'sent back', step: 'menu' })).toContain('What now?')
    expect(only(call, 'released')).toEqual([{ type: 'released', desk: 'desk', handoff: 'CA1-h2' }])
    expect(call.stage.session.talked).toBe(true)
    call.replayed()
  })
})

describe('a promise to call back', () => {
  const machine = machineOf(`
start: number
help: desk
slots:
  phone: { type: phone, label: Number }
desks:
  desk: { needs: [phone], nobody: bye }
steps:
  number:
    ask: Which number?
    slot: phone
    then: call back
  call back:
    callback: desk
    number: "{{ phone }}"
    goal: promised a call back
    then: bye
    failed: desk
  bye:
    say: Goodbye.
    then: hang up
`)

  it('asks whether it can be kept, and carries a card of its own', () => {
    const call = callOf(machine)
    call.keys('2025550143#')
    expect(call.stage.session.working).toMatchObject({
      kind: 'callback',
      step: 'call back',
      desk: 'desk',
    })
    const { key } = call.stage.session.working ?? {}
    expect(
      call.fits({
        type: 'callback checked',
        at: call.stage.session.at + 1000,
        key: 'another',
        taken: true,
      }),
    ).toBe(false)
    expect(call.send({ type: 'callback checked', key, taken: true, number: '+12025550143' })).toBe(
      'Goodbye.',
    )
    const [promised] = only(call, 'callback promised')
    expect(promised).toMatchObject({
      step: 'call back',
      desk: 'desk',
      number: '+12025550143',
      handoff: {
        id: 'CA1-h2',
        reason: 'asked to be called back',
        status: 'callback',
        desk: 'desk',
        values: [{ slot: 'phone' }],
      },
    })
    expect(only(call, 'reached goal')).toMatchObject([{ goal: 'promised a call back' }])
    call.replayed()
  })

  it('fails with the reason on the card when that number cannot be called', () => {
    const call = callOf(machine)
    call.keys('2025550143#')
    call.send({
      type: 'callback checked',
      key: call.stage.session.working?.key,
      taken: false,
      reason: 'a country that may not be dialled',
    })
    expect(only(call, 'handed off')[0]?.handoff.reason).toBe(
      'could not be promised a call back: a country that may not be dialled',
    )
    expect(only(call, 'reached goal')).toEqual([])
  })

  it('keeps the place of a caller who left the queue of that desk for it', () => {
    const call = callOf(
      machineOf(`
start: menu
help: desk
desks:
  desk:
    while waiting: { options: [{ label: a call back, key: 5, then: call back }] }
    nobody: bye
steps:
  menu:
    menu: What now?
    options: [{ label: the desk, key: 1, then: desk }]
  call back:
    callback: desk
    number: "{{ caller.number }}"
    then: bye
    failed: bye
  bye:
    say: Goodbye.
    then: hang up
`),
    )
    call.keys('1')
    call.send({ type: 'people', desk: 'desk', people: [], order: 'in order', queue: true })
    const { since } = call.stage.session.queued ?? {}
    call.keys('5')
    call.send({
      type: 'callback checked',
      key: call.stage.session.working?.key,
      taken: true,
      number: '+12025550143',
    })
    expect(only(call, 'callback promised')).toMatchObject([{ step: 'call back', since }])
    expect(since).toBeGreaterThan(0)
    call.replayed()
  })
})
