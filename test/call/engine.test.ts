// What a caller is given by the engine without a word in the file.
import { describe, expect, it } from 'vitest'
import { callOf, machineOf } from './conversation.ts'

const line = machineOf(`
start: welcome
help: desk
slots:
  number: { type: digits, length: 4, label: Number }
  day: { type: date, label: Day }
  who: { type: name, label: Name }
  topic: { type: choice, label: Topic, options: [billing, repairs] }
lookups:
  thing: { takes: [number], gives: { place: text } }
desks:
  desk: { needs: [topic], shows: [number], whisper: "{{ topic }}, number {{ number | digits }}", nobody: message }
steps:
  welcome:
    say: Welcome.
    then: menu
  menu:
    menu: How can I help?
    again: Anything else?
    done: bye
    options:
      - { label: billing, key: 1, phrases: [my invoice], set: { topic: billing }, then: ask number }
      - { label: repairs, key: 2, set: { topic: repairs }, then: desk }
      - { label: your name, key: 3, then: ask name }
      - { label: leaving a message, key: 4, then: message }
  ask number:
    ask: Your four digit number?
    slot: number
    confirm: I have {{ number | digits }}. Is that right?
    then: look up
  look up:
    request: thing
    with: { number: "{{ number }}" }
    save: found
    then: tell
    not found: ask number
    failed: desk
  tell:
    say: It is in {{ found.place }}.
    goal: told
    then: menu
  ask name:
    ask: What is your name?
    slot: who
    then: bye
  message:
    record: Please leave a message after the tone.
    for: desk
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`)

describe('a call', () => {
  it('is greeted and asked in one reply, with the keys named after the function', () => {
    const call = callOf(line)
    expect(call.first()).toBe(
      'Welcome. How can I help? For billing, press 1. For repairs, press 2. For your name, press 3. For leaving a message, press 4.',
    )
    call.replayed()
  })

  it('never hears the same words twice on a ladder, and ends at the keypad, then at a person', () => {
    const call = callOf(line)
    const rungs = [call.first(), call.says('xyzzy plugh'), call.says('xyzzy plugh')]
    expect(new Set(rungs).size).toBe(3)
    expect(
      call.stage.log.at(-1)?.events.findLast((event) => event.type === 'asked')?.listening.mode,
    ).toBe('keys')
    call.silence()
    call.people('+442079460001')
    expect(call.at()).toBe('desk/dial')
    expect(call.stage.session.reason).toContain('not understood')
    call.replayed()
  })

  it('reads a value back, climbs on a no, and takes a yes', () => {
    const call = callOf(line)
    call.keys('1')
    expect(call.keys('1234')).toBe('I have 1 2 3 4. Is that right?')
    expect(call.keys('2')).toContain('Your four digit number?')
    expect(call.at()).toBe('ask number/try2')
    call.says('five six seven eight')
    call.says('yes')
    expect(call.slot('number')).toMatchObject({ value: '5678', from: 'speech', confirmed: true })
    expect(call.fetched({ place: 'Leeds' })).toContain('It is in Leeds. Anything else?')
    expect(call.silence()).toBe('Goodbye.')
    expect(call.stage.session.status).toBe('ended')
    call.replayed()
  })

  it('takes keys pressed ahead, one state after the other', () => {
    const call = callOf(line)
    expect(call.keys('11234')).toBe('I have 1 2 3 4. Is that right?')
    call.replayed()
  })

  it('keeps part of an entry and asks for the rest in silence', () => {
    const call = callOf(line)
    call.keys('1')
    expect(call.keys('12')).toBe('')
    expect(call.stage.session.keys.kept).toBe('12')
    expect(call.keys('34')).toBe('I have 1 2 3 4. Is that right?')
    call.replayed()
  })

  it('goes to a person by key or word, and tells why', () => {
    for (const ask of [
      (call: ReturnType<typeof callOf>) => call.keys('0'),
      (call: ReturnType<typeof callOf>) => call.says('operator please'),
    ]) {
      const call = callOf(line)
      ask(call)
      call.people('+442079460001')
      expect(call.at()).toBe('desk/dial')
      const handed = call.events.find((event) => event.type === 'handed off')
      expect(handed?.handoff).toMatchObject({
        desk: 'desk',
        reason: 'asked for a person',
        values: [
          { slot: 'topic', label: 'Topic' },
          { slot: 'number', label: 'Number' },
        ],
      })
      call.send({ type: 'answered', person: '+442079460001' })
      expect(call.at()).toBe('desk/bridged')
      call.send({ type: 'dial ended', result: 'completed' })
      expect(call.stage.session.status).toBe('ended')
      call.replayed()
    }
  })

  it('leaves what is not known out of the whisper, with its comma', () => {
    const call = callOf(line)
    call.keys('2')
    const handed = call.events.find((event) => event.type === 'handed off')
    expect(handed?.whisper).toMatchObject([{ kind: 'text', text: 'repairs' }])
  })

  it('rings its people in order, round after round, then goes where nobody leads', () => {
    const call = callOf(line)
    call.keys('2')
    call.people('+442079460001', '+442079460002')
    let rounds = 0
    while (call.at() === 'desk/dial' && rounds++ < 20)
      call.send({ type: 'dial ended', result: 'no-answer' })
    expect(rounds).toBe(6)
    expect(call.at()).toBe('message/tone')
    call.send({ type: 'recorded', recording: 'RE1', duration: 4000 })
    expect(call.stage.session.status).toBe('ended')
    call.replayed()
  })

  it('repeats on demand, but the third repeat in a row is a miss', () => {
    const call = callOf(line)
    const first = call.keys('9')
    expect(call.keys('9')).toBe(first)
    expect(call.keys('9')).not.toBe(first)
    expect(call.at()).toBe('menu/try2')
    call.replayed()
  })

  it('goes back to the question before, and repeats at the first', () => {
    const call = callOf(line)
    call.keys('1')
    call.says('go back')
    expect(call.at()).toBe('menu/try1')
    call.replayed()
  })

  it('asks whether an unsure option was meant', () => {
    const call = callOf(line)
    expect(call.says('billing', 0.6)).toContain('billing')
    expect(call.at()).toBe('menu/confirm1')
    call.says('yes')
    expect(call.at()).toBe('ask number/try1')
    call.replayed()
  })

  it('asks in its own language whether a language was meant', () => {
    const call = callOf(
      machineOf(`
flow: test
languages: { en-GB: Polly.Amy-Neural, ru-RU: Polly.Tatyana }
start: hello
help: bye
steps:
  hello:
    menu: { en-GB: Welcome., ru-RU: Здравствуйте. }
    in every language: yes
    options:
      - { label: { en-GB: English }, key: 1, then: bye }
      - { label: { ru-RU: русский язык }, key: 2, then: bye }
  bye:
    say: { en-GB: Goodbye., ru-RU: До свидания. }
    then: hang up
`),
    )
    expect(call.says('русский язык', 0.6)).toContain('русский язык')
    call.replayed()
  })

  it('takes what was read back and is said once more as a yes', () => {
    const call = callOf(line)
    call.says('billing', 0.6)
    call.says('billing', 0.6)
    expect(call.at()).toBe('ask number/try1')
    call.keys('1234')
    call.says('one two three four', 0.6)
    expect(call.slot('number')).toMatchObject({ value: '1234', confirmed: true })
    call.fetched({ place: 'Leeds' })
    call.replayed()
  })

  it('takes a name after the tone at last', () => {
    const call = callOf(line)
    call.keys('3')
    call.silence()
    expect(call.silence()).toContain('tone')
    call.send({ type: 'recorded', recording: 'RE2', duration: 2000 })
    expect(call.slot('who')).toMatchObject({ value: 'RE2' })
    call.replayed()
  })

  it('waits for the recording of a caller who hung up at a tone', () => {
    const call = callOf(line)
    call.keys('4')
    call.hangUp()
    expect(call.stage.session.status).toBe('waiting')
    call.send({ type: 'recorded', recording: 'RE3', duration: 9000 })
    expect(call.stage.session.status).toBe('ended')
    expect(call.events.find((event) => event.type === 'recorded')).toMatchObject({
      recording: 'RE3',
      for: 'desk',
    })
    call.replayed()
  })

  it('reaches the last resort when its turns are spent, and never passes the limit', () => {
    const call = callOf(line)
    for (let turn = 0; turn < 60 && call.at() !== 'last resort/tone1'; turn++) {
      if (call.at().startsWith('menu')) call.keys('1')
      else if (call.at().startsWith('ask number/try')) call.keys('1234')
      else if (call.at().startsWith('ask number/confirm')) call.keys('1')
      else call.fetched({ place: 'Leeds' })
    }
    expect(call.at()).toBe('last resort/tone1')
    expect(call.stage.session.counters.turns).toBe(40)
    call.replayed()
  })

  it('is worn out by the sixth miss of the call', () => {
    const call = callOf(line)
    for (let miss = 0; miss < 3; miss++) {
      call.says('xyzzy')
      call.says('xyzzy')
      if (call.at().startsWith('menu')) call.keys('1')
      else if (call.at().startsWith('ask')) call.says('start over')
    }
    call.people('+442079460001')
    expect(call.at()).toBe('desk/dial')
    call.replayed()
  })

  it('refuses what does not fit where it stands', () => {
    const call = callOf(line)
    expect(call.fits({ type: 'recorded', recording: 'RE1', duration: 1, at: 1 })).toBe(false)
    expect(call.fits({ type: 'answered', at: 1 })).toBe(false)
    expect(call.fits({ type: 'fetched', key: 'other', found: true, at: 1 })).toBe(false)
    call.hangUp()
    expect(call.fits({ type: 'silence', at: 1 })).toBe(false)
  })
})

describe('private values', () => {
  const flow = machineOf(`
start: ask pin
help: desk
slots:
  pin: { type: digits, length: 4, label: PIN, private: yes }
desks:
  desk: { needs: [pin], nobody: bye, whisper: "PIN {{ pin }}" }
steps:
  ask pin:
    ask: Your PIN?
    slot: pin
    then: echo
  echo:
    say: Your PIN is {{ pin }}.
    then: desk
  bye:
    say: Goodbye.
    then: hang up
`)

  it('are not read back, whispered or shown on the card', () => {
    const call = callOf(flow)
    call.keys('4821')
    const handed = call.events.find((event) => event.type === 'handed off')
    expect(call.said()).not.toContain('4821')
    expect(JSON.stringify(handed)).not.toContain('4821')
    expect(handed?.handoff.values).toMatchObject([{ text: '•••', from: 'keys' }])
    expect(call.slot('pin')).toMatchObject({ value: '4821' })
  })
})

describe('what a caller gives unasked', () => {
  it('skips the question for it, and is read back where the step says so', () => {
    const call = callOf(line)
    expect(call.says('billing for number 1 2 3 4')).toBe('I have 1 2 3 4. Is that right?')
    call.says('yes')
    expect(call.slot('number')).toMatchObject({ value: '1234', confirmed: true })
    call.fetched({ place: 'Leeds' })
    call.replayed()
  })
})

describe('ringing', () => {
  it('does not ring those again who refused', () => {
    const call = callOf(line)
    call.keys('2')
    call.people('+442079460001', '+442079460002')
    call.send({ type: 'declined', person: '+442079460001' })
    while (call.at() === 'desk/dial') call.send({ type: 'dial ended', result: 'no-answer' })
    const rung = call.events.flatMap((event) => (event.type === 'rang' ? event.people : []))
    expect(rung).toEqual(['+442079460001', '+442079460002', '+442079460002', '+442079460002'])
    call.replayed()
  })
})

describe('a sub-flow with "at most"', () => {
  it('is let in that often, and goes to "too many" then', () => {
    const call = callOf(
      machineOf(
        `
start: menu
help: desk
desks:
  desk: { nobody: bye }
steps:
  menu:
    menu: What now?
    options:
      - { label: the inner part, key: 1, then: inner }
  inner:
    do: inner
    ends: { done: menu }
    at most: 2
    too many: bye
  bye:
    say: Goodbye.
    then: hang up
`,
        {
          'inner.yaml':
            'flow: inner\nlanguages: { en-GB: Polly.Amy-Neural }\nends: [done]\nstart: hello\nsteps:\n  hello:\n    say: Inside.\n    then: done\n',
        },
      ),
    )
    expect(call.keys('1')).toContain('Inside. What now?')
    expect(call.keys('1')).toContain('Inside. What now?')
    expect(call.keys('1')).toBe('Goodbye.')
    call.replayed()
  })
})
