// Calls that were made, on drafts of their flow: by meaning, by raw words and keys, by key.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Input } from '../../src/call/input.ts'
import { beginCall, takeInput, type Stage } from '../../src/rehearsal/stage.ts'
import { matchFlows } from '../../src/diff/match.ts'
import { namesOf } from '../../src/diff/translate-names.ts'
import { retraceCall } from '../../src/rehearsal/recorded-call.ts'
import { replayOn } from '../../src/rehearsal/replay-on-draft.ts'
import { modes, type Mode, type Verdict } from '../../src/rehearsal/verdict.ts'
import { countCall, newTally } from '../../src/rehearsal/tally.ts'
import { proveAlone } from '../../src/proof/prove.ts'
import { machineOf } from '../call/conversation.ts'
import { randomFlow } from '../flow/random-flow.ts'

const at = Date.parse('2026-03-02T10:00:00Z')

const hotel = `flow: hotel
languages: { en-GB: Polly.Amy-Neural }
start: main menu
help: reception
slots:
  nights: { type: number, min: 1, max: 20, label: Nights }
  room: { type: digits, length: 3, label: Room }
lookups:
  price: { takes: [nights], gives: { total: text } }
desks:
  reception: { nobody: message }
steps:
  main menu:
    menu: How can I help?
    options:
      - { label: a room, key: 1, phrases: [book a room], then: how many nights }
      - { label: breakfast, key: 2, phrases: [something to eat], then: breakfast }
      - { label: a taxi, key: 3, then: reception }
  how many nights:
    ask: How many nights will you stay?
    slot: nights
    confirm: That is {{ nights }} nights. Is that right?
    then: look up
  look up:
    request: price
    with: { nights: "{{ nights }}" }
    save: found
    then: tell
    failed: reception
  tell:
    say: That is {{ found.total }}.
    goal: price told
    then: bye
  breakfast:
    ask: In which room?
    slot: room
    then: reception
  message:
    record: Please leave your name.
    empty: bye
    then: bye
  bye:
    say: Goodbye.
    then: hang up
`

/** Plays inputs on the old version: keys and words as texts, results and desks as inputs; lookups
 * answer at once. */
function made(source: string, ...acts: (string | Partial<Input>)[]): Stage {
  const stage = beginCall(machineOf(source), {
    type: 'started',
    at,
    callId: 'CA1',
    from: '+12025550143',
    to: '+15005550006',
    withheld: false,
    tags: [],
    line: { name: 'test', tenant: 'default', values: {} },
  })
  let now = at
  for (const act of acts) {
    now += 4000
    const input =
      typeof act !== 'string'
        ? { at: now, ...act }
        : /^[\d*#]+$/.test(act)
          ? { type: 'keys', at: now, keys: act }
          : { type: 'speech', at: now, alternatives: [{ text: act, confidence: 0.95 }] }
    if (!takeInput(stage, input as Input))
      throw new Error(`${JSON.stringify(act)} does not fit at ${stage.session.state.leaf}`)
    for (let { working } = stage.session; working; { working } = stage.session)
      takeInput(
        stage,
        working.kind === 'request'
          ? {
              type: 'fetched',
              at: now,
              key: working.key,
              found: true,
              data: { total: '160 pounds' },
            }
          : {
              type: 'people',
              at: now,
              desk: working.desk,
              people: [{ to: 'client:one' }],
              order: 'in order',
            },
      )
  }
  return stage
}

function on(draft: string, { machine, log }: Stage): Record<Mode, Verdict> {
  const now = machineOf(draft)
  const names = namesOf(machine, now, new Map([['hotel', matchFlows(machine.root, now.root)]]))
  return replayOn(retraceCall(machine, log), machine, now, names)
}

const all = (verdict: object) => Object.fromEntries(modes.map((mode) => [mode, verdict]))
const edited = (...edits: [string, string][]): string =>
  edits.reduce((source, [from, to]) => {
    if (!source.includes(from)) throw new Error(`the flow has no "${from}"`)
    return source.replaceAll(from, to)
  }, hotel)

const price = () => made(hotel, '1', '2', '1')

describe('a call on a draft', () => {
  test('goes the same when nothing was changed, and when only words were', () => {
    for (const stage of [
      price(),
      made(hotel, 'book a room', 'two', 'yes'),
      made(
        hotel,
        '3',
        { type: 'answered', person: 'client:one' },
        { type: 'dial ended', result: 'completed', bridged: true },
      ),
      made(hotel, '2', { type: 'silence' }, { type: 'hung up' }),
    ]) {
      expect(on(hotel, stage)).toEqual(all({ verdict: 'same' }))
      expect(on(edited(['How can I help?', 'Good day. What can I do?']), stage)).toEqual(
        all({ verdict: 'same' }),
      )
    }
  })

  test('goes the same when steps and options are called otherwise', () => {
    expect(
      on(
        edited(['how many nights', 'length of stay'], ['label: a room,', 'label: a bed,']),
        made(hotel, '1', '2', '1'),
      ),
    ).toEqual(all({ verdict: 'same' }))
  })

  test('with two keys swapped goes the same by meaning, and leads who presses from habit astray', () => {
    const swapped = edited(
      ['label: breakfast, key: 2', 'label: breakfast, key: 9'],
      ['label: a taxi, key: 3', 'label: a taxi, key: 2'],
      ['key: 9', 'key: 3'],
    )
    const found = on(swapped, made(hotel, '2', '123'))
    expect(found.meaning).toEqual({ verdict: 'same' })
    const astray = {
      verdict: 'diverged',
      turn: 2,
      step: 'main menu',
      chose: 'breakfast',
      was: "'breakfast'",
      now: "the desk 'reception'",
      input: { keys: '2' },
    }
    expect(found).toMatchObject({ raw: astray, key: astray })
    // words mean what they meant
    expect(on(swapped, made(hotel, 'something to eat', '123'))).toEqual(all({ verdict: 'same' }))
    const tally = newTally()
    for (const id of ['CA1', 'CA2', 'CA3', 'CA4']) countCall(tally, id, found)
    expect([...tally.misrouted.values()]).toEqual([
      {
        step: 'main menu',
        keys: '2',
        chose: 'breakfast',
        was: "'breakfast'",
        now: "the desk 'reception'",
        count: 4,
        calls: ['CA1', 'CA2', 'CA3'],
      },
    ])
    expect(tally.counts).toMatchObject({ meaning: { same: 4 }, key: { diverged: 4 } })
  })

  test('parts where another option is chosen, though both lead to the same question', () => {
    const flow = (first: string, second: string) =>
      hotel
        .replace(
          '{ label: breakfast, key: 2, phrases: [something to eat], then: breakfast }',
          `{ label: breakfast, key: ${first}, then: breakfast }`,
        )
        .replace(
          '{ label: a taxi, key: 3, then: reception }',
          `{ label: dinner, key: ${second}, then: breakfast }`,
        )
    const found = on(flow('3', '2'), made(flow('2', '3'), '2', '123'))
    expect(found).toMatchObject({
      meaning: { verdict: 'same' },
      key: {
        verdict: 'diverged',
        turn: 2,
        step: 'main menu',
        chose: 'breakfast',
        was: '"breakfast"',
        now: '"dinner"',
      },
    })
  })

  test('tells words that are taken otherwise by raw words only', () => {
    const found = on(
      edited(
        ['phrases: [something to eat]', 'phrases: [morning food]'],
        ['label: a taxi, key: 3', 'label: a taxi, key: 3, phrases: [something to eat]'],
      ),
      made(hotel, 'something to eat', '123'),
    )
    expect(found).toMatchObject({
      meaning: { verdict: 'same' },
      key: { verdict: 'same' },
      raw: { verdict: 'diverged', turn: 2, now: "the desk 'reception'" },
    })
  })

  test('comes to the same result by another way', () => {
    // through a step that is new
    expect(
      on(
        edited(
          ['then: breakfast }', 'then: good choice }'],
          [
            '  message:\n',
            '  good choice:\n    say: Good choice.\n    then: breakfast\n  message:\n',
          ],
        ),
        made(hotel, '2', '123'),
      ),
    ).toEqual(all({ verdict: 'same result by another way' }))
    // without the read-back the price is told a turn earlier
    expect(
      on(edited(['    confirm: That is {{ nights }} nights. Is that right?\n', '']), price()),
    ).toEqual(all({ verdict: 'same result by another way' }))
  })

  test('stops where it parts, with both continuations', () => {
    const found = on(
      edited(['failed: reception', 'failed: bye'], ['then: look up', 'then: reception']),
      price(),
    )
    expect(found.meaning).toMatchObject({
      verdict: 'diverged',
      turn: 4,
      step: 'how many nights',
      was: 'the end of the call',
      now: "the desk 'reception'",
      said: { was: expect.stringContaining('160 pounds') as string },
    })
  })

  test('has no answer to what was never asked', () => {
    expect(
      on(
        edited(
          ['  price: { takes: [nights]', '  price: { takes: [nights], optional: [room]'],
          ['request: price', 'request: price'],
          [
            'with: { nights: "{{ nights }}" }',
            'with: { nights: "{{ nights }}", guest: "{{ caller.number }}" }',
          ],
        ),
        price(),
      ),
    ).toEqual(all({ verdict: 'not answerable', turn: 4, step: 'look up', lookup: 'price' }))
    expect(
      on(
        edited(
          ['lookups:\n', 'lookups:\n  guests: { takes: [room] }\n'],
          [
            '    then: reception\n  message',
            '    then: who\n  who:\n    request: guests\n    with: { room: "{{ room }}" }\n    then: reception\n    failed: reception\n  message',
          ],
        ),
        made(hotel, '2', '123'),
      ),
    ).toMatchObject({ meaning: { verdict: 'not answerable', lookup: 'guests' } })
  })

  test('finds an option that is gone', () => {
    expect(
      on(
        edited([
          '      - { label: breakfast, key: 2, phrases: [something to eat], then: breakfast }\n',
          '',
        ]),
        made(hotel, '2', '123'),
      ),
    ).toMatchObject({
      meaning: {
        verdict: 'diverged',
        turn: 2,
        was: "'breakfast'",
        now: "attempt 2 at 'main menu'",
      },
    })
  })

  test('takes what was answered late as if it had come at once', () => {
    const stage = price()
    const [start, ...rest] = stage.log
    const last = rest.at(-1)
    const [keys, reply] = last?.inputs ?? []
    if (!start || !last || !keys || !reply) throw new Error('a lookup was expected')
    const slow = [
      start,
      ...rest.slice(0, -1),
      { seq: 4, answers: 3, at: keys.at, inputs: [keys], events: [] },
      { seq: 5, answers: 4, at: keys.at + 3000, inputs: [], events: [] },
      {
        seq: 6,
        answers: 5,
        at: keys.at + 5000,
        inputs: [{ ...reply, at: keys.at + 5000 }],
        events: [],
      },
    ]
    expect(on(hotel, { ...stage, log: slow })).toEqual(all({ verdict: 'same' }))
  })

  test('meets another understanding of a value', () => {
    const found = on(
      edited([
        'nights: { type: number, min: 1, max: 20, label: Nights }',
        'nights: { type: number, min: 3, max: 20, label: Nights }',
      ]),
      price(),
    )
    expect(found).toMatchObject({
      meaning: { verdict: 'same' },
      raw: { verdict: 'diverged', turn: 3 },
      key: { verdict: 'diverged', turn: 3 },
    })
  })
})

/** What callers and the world may do; what does not fit where the call stands is passed over. */
const act = fc.constantFrom<Partial<Input>>(
  { type: 'keys', keys: '1' },
  { type: 'keys', keys: '2' },
  { type: 'keys', keys: '1 2' },
  { type: 'keys', keys: '1234' },
  { type: 'keys', keys: '12', timedOut: false },
  { type: 'keys', keys: '0' },
  { type: 'keys', keys: '*' },
  { type: 'silence' },
  { type: 'speech', alternatives: [{ text: 'one two three four', confidence: 0.6 }] },
  { type: 'speech', alternatives: [{ text: 'yes', confidence: 0.9 }] },
  { type: 'speech', alternatives: [{ text: 'no' }] },
  { type: 'speech', alternatives: [{ text: 'mumble mumble', confidence: 0.5 }] },
  { type: 'speech', alternatives: [{ text: 'thing', confidence: 0.7 }] },
  { type: 'answered', person: 'client:one' },
  { type: 'unanswered' },
  { type: 'dial ended', result: 'completed', bridged: true },
  { type: 'recorded', recording: 'RE1', duration: 3000 },
  { type: 'nothing recorded' },
  { type: 'conversation recorded', handoff: 'CA1-h1', recording: 'RE2', duration: 3000 },
)

function anyCall(source: string, acts: Partial<Input>[]): Stage {
  const stage = beginCall(machineOf(source), {
    type: 'started',
    at,
    callId: 'CA1',
    from: '+12025550143',
    to: '+15005550006',
    withheld: false,
    tags: [],
    line: { name: 'test', tenant: 'default', values: {} },
  })
  acts.forEach((one, index) => {
    takeInput(stage, { at: at + index * 4000, ...one } as Input)
    for (let { working } = stage.session; working; { working } = stage.session)
      takeInput(
        stage,
        working.kind === 'request'
          ? index % 3 === 0
            ? { type: 'failed', at: at + index * 4000, key: working.key, reason: 'down' }
            : {
                type: 'fetched',
                at: at + index * 4000,
                key: working.key,
                found: index % 3 === 1,
                data: { place: 'Leeds' },
              }
          : {
              type: 'people',
              at: at + index * 4000,
              desk: working.desk,
              people: [{ to: 'client:one' }],
              order: 'in order',
            },
      )
  })
  return stage
}

test('any call goes the same on its own version, on one with other words, and where names alone changed', () => {
  fc.assert(
    fc.property(randomFlow(8), fc.array(act, { maxLength: 20 }), (source, acts) => {
      // a flow that goes round without waiting is never in force; what has other errors is not
      // proved in a review, so it is asked here alone
      fc.pre(!proveAlone(machineOf(source)).some(({ code }) => code === 'hidden-loop'))
      const stage = anyCall(source, acts)
      for (const draft of [
        source,
        source.replaceAll('Question', 'What about'),
        source.replaceAll(/\bs3\b/g, 'the third'),
      ]) {
        const now = machineOf(draft)
        const names = namesOf(
          stage.machine,
          now,
          new Map([['random', matchFlows(stage.machine.root, now.root)]]),
        )
        expect(replayOn(retraceCall(stage.machine, stage.log), stage.machine, now, names)).toEqual(
          all({ verdict: 'same' }),
        )
      }
    }),
    { numRuns: 40 },
  )
})

test('a call to a closed line never reached the flow, so no draft changes it', () => {
  const machine = machineOf(hotel)
  for (const sendTo of [undefined, '+442079460100']) {
    const stage = beginCall(machine, {
      type: 'started',
      at,
      callId: 'CAclosed',
      from: '+12025550143',
      to: '+15005550006',
      withheld: false,
      tags: [],
      line: { name: 'hotel', tenant: 'default', values: {} },
      closed: { of: 'line', texts: { 'en-GB': 'We are closed.' }, sendTo },
    })
    if (sendTo) takeInput(stage, { type: 'dial ended', at: at + 9000, result: 'completed' })
    expect(stage.session.status).toBe('ended')
    const same = { verdict: 'same' }
    expect(on(hotel, stage)).toEqual({ meaning: same, raw: same, key: same })
    expect(on(hotel.replace('How can I help?', 'Good day.'), stage)).toEqual({
      meaning: same,
      raw: same,
      key: same,
    })
  }
})
