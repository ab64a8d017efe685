import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { playScript, type Played } from '../../src/rehearsal/play.ts'
import { coverageOf, coveredPercent } from '../../src/rehearsal/coverage.ts'
import { compile } from '../../src/flow/machine/compile.ts'
import { readCalls, type Act, type CallScript } from '../../src/flow/tree/scripted-calls.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { readFolder } from '../../src/world/folder.ts'
import { stringify } from 'yaml'
import { shop } from '../cli/run.ts'
import { machineOf } from '../call/conversation.ts'

const machine = machineOf(shop)

function scripted(talk: unknown[], more: Record<string, unknown> = {}): CallScript {
  const { calls, diagnostics } = readCalls(
    'shop.calls.yaml',
    stringify({
      flow: 'test.yaml',
      calls: [{ call: 'a call', at: '2026-03-02 10:00', ...more, talk }],
    }),
  )
  expect(diagnostics).toEqual([])
  return calls[0] as CallScript
}

const played = (talk: unknown[], more?: Record<string, unknown>): Played =>
  playScript(machine, scripted(talk, more))
const told = (talk: unknown[], more?: Record<string, unknown>): string[] =>
  played(talk, more).mismatches.map(({ message, range }) => `${range.line}: ${message}`)

describe('what the system says', () => {
  test.each(['How can I help?', 'how can i help?', 'For an order, press 1', '  can   I\n  help '])(
    '%j is found in it, whatever the case and the spaces',
    (text) => {
      expect(told([{ system: text }])).toEqual([])
    },
  )

  test('counts since the caller did something last', () => {
    expect(
      told([{ keys: '1' }, { system: 'Which order is it?' }, { system: 'four digits' }]),
    ).toEqual([])
    expect(told([{ keys: '1' }, { system: 'How can I help?' }])[0]).toMatch(
      /^7: expected "How can I help\?", but heard "Which order is it\?/,
    )
  })

  test('is missed when there is none', () => {
    expect(told(['hang up', { system: 'Goodbye' }])).toEqual([
      '7: expected "Goodbye", but nothing was said',
    ])
  })

  test('ends the play where it differs, and what should have come of the call is not asked then', () => {
    expect(
      told([{ system: 'Good evening' }, { keys: '1' }], { reaches: { goal: 'order told' } }),
    ).toHaveLength(1)
  })
})

const misfits: [string, unknown[], RegExp][] = [
  ['keys after the end', ['hang up', { keys: '1' }], /the call is over, so "keys" cannot follow/],
  [
    'a message without a tone',
    [{ message: '5 seconds' }],
    /no recorder listens here \("welcome"\)/,
  ],
  [
    'words at a tone',
    ['silence', 'silence', 'silence', { caller: 'hello' }],
    /a recorder listens here \("message"\)/,
  ],
  [
    'an operator who is not there',
    ['operator hangs up'],
    /the caller is not talking with a person/,
  ],
]
test.each(misfits)('%s is told as what it is', (_, talk, message) => {
  expect(told(talk, { desks: { till: 'no answer' } })[0]).toMatch(message)
})

test('keys to a caller who talks with a person are told as what they are', () => {
  expect(told([{ keys: '2' }, { keys: '1' }])[0]).toMatch(
    /the caller is talking with a person \("till"\)/,
  )
})

describe('what stands outside', () => {
  test('lookups give their example, or what the script says, one for each use, the last again and again', () => {
    const places = (lookups?: unknown) =>
      played(
        [{ keys: '1' }, { keys: '1234' }],
        lookups ? { lookups: { 'order state': lookups } } : {},
      ).session.saved.state
    expect(places()).toEqual({ place: 'the depot' })
    expect(places({ place: 'the harbour' })).toEqual({ place: 'the harbour' })
    expect(
      told([{ keys: '1' }, { keys: '1234' }, { system: "I can't find that order" }], {
        lookups: { 'order state': 'not found' },
      }),
    ).toEqual([])
    const twice = machineOf(shop.replace('then: hang up', 'then: which order'))
    const again = playScript(
      twice,
      scripted(
        [
          { keys: '1' },
          { keys: '1234' },
          { system: 'the depot' },
          { keys: '1234' },
          { system: 'the harbour' },
          { keys: '1234' },
          { system: 'the harbour' },
        ],
        { lookups: { 'order state': [{ place: 'the depot' }, { place: 'the harbour' }] } },
      ),
    )
    expect(again.mismatches).toEqual([])
  })

  test('values of a lookup come in the types the flow declares', () => {
    const typed = machineOf(
      shop
        .replace(
          'gives: { place: text }',
          'gives: { place: text, parts: number, late: yes-no, rows: [{ id: digits, cost: money }] }',
        )
        .replace(
          'example: { place: the depot }',
          'example: { place: "12", parts: 3, late: no, rows: [{ id: 0012, cost: 4.50 }] }',
        ),
    )
    expect(
      playScript(typed, scripted([{ keys: '1' }, { keys: '1234' }])).session.saved.state,
    ).toEqual({
      place: '12',
      parts: 3,
      late: false,
      rows: [{ id: '0012', cost: 4.5 }],
    })
  })

  test.each(['busy', 'no answer'])('a desk that is found %s leads to its nobody', (state) => {
    expect(
      told(
        [
          { keys: '2' },
          { system: 'Please leave your name' },
          { message: '5 seconds' },
          { system: 'Goodbye' },
        ],
        { desks: { till: state }, reaches: { desk: 'till', ended: 'yes' } },
      ),
    ).toEqual([])
  })

  test('a caller who hangs up at the tone has left', () => {
    expect(
      told([{ keys: '2' }, 'hang up'], { desks: { till: 'busy' }, reaches: { ended: 'yes' } }),
    ).toEqual([])
  })

  test('switches are on with their text, and desks have people free, as the script says', () => {
    const open = machineOf(`start: here
switches: [storm]
desks: { till: { nobody: bye } }
help: till
steps:
  here:
    decide:
      - { if: switches.storm is on, then: storm }
      - { if: desks.till.free over 0, then: till }
    otherwise: bye
  storm: { say: "{{ switches.storm.text }}", then: hang up }
  bye: { say: Goodbye., then: hang up }
`)
    const first = (more: Record<string, unknown>) =>
      playScript(open, scripted([], more))
        .log.flatMap(({ events }) => events)
        .find(({ type }) => type === 'decided')
    expect(first({ switches: { storm: 'The line is down.' } })).toMatchObject({ event: 'branch:1' })
    expect(first({ switches: { storm: 'off' } })).toMatchObject({ event: 'branch:2' })
    expect(first({ desks: { till: 'busy' } })).toMatchObject({ event: 'branch:else' })
    expect(
      playScript(
        open,
        scripted([{ system: 'The line is down.' }], { switches: { storm: 'The line is down.' } }),
      ).mismatches,
    ).toEqual([])
  })

  test('a switch says its words in the language of the call, also after that changed', () => {
    const two = machineOf(`flow: news
languages: { en-GB: Polly.Amy-Neural, ru-RU: Polly.Tatyana }
start: here
switches: [storm]
help: till
desks: { till: { nobody: bye } }
steps:
  here: { say: "{{ switches.storm.text }}", then: which }
  which:
    menu: { en-GB: Go on?, ru-RU: Дальше? }
    read out: no
    options: [{ label: { en-GB: russian, ru-RU: русский }, key: 1, set: { language: ru-RU }, then: again }]
  again: { say: "{{ switches.storm.text }}", then: bye }
  bye: { say: { en-GB: Goodbye., ru-RU: До свидания. }, then: hang up }
`)
    const talk = [{ system: 'Snow.' }, { keys: '1' }, { system: 'Снег.' }]
    const texts = { 'en-GB': 'Snow.', 'ru-RU': 'Снег.' }
    expect(playScript(two, scripted(talk, { switches: { storm: texts } })).mismatches).toEqual([])
    const russian = { language: 'ru-RU', switches: { storm: texts } }
    expect(playScript(two, scripted([{ system: 'Снег.' }], russian)).mismatches).toEqual([])
  })

  test('the clock of the script is in its zone, else in that of the opening hours', () => {
    const hours = machineOf(
      shop.replace('slots:', 'hours: { shop: { zone: Asia/Tokyo, mon-fri: 09:00-17:00 } }\nslots:'),
    )
    const startedAt = (machine: Machine, more = {}) =>
      new Date(playScript(machine, scripted([], more)).session.startedAt).toISOString()
    expect(startedAt(machine)).toBe('2026-03-02T10:00:00.000Z')
    expect(startedAt(hours)).toBe('2026-03-02T01:00:00.000Z')
    expect(startedAt(hours, { zone: 'America/New_York' })).toBe('2026-03-02T15:00:00.000Z')
  })
})

describe('what must come of a call', () => {
  const served = [{ keys: '1' }, { keys: '1234' }]
  const handed = [{ keys: '1' }, { keys: '1234' }, { system: 'A colleague' }]
  const lookups = { 'order state': 'not found' }
  test.each([
    [served, { goal: 'order told', slots: { order: '1234', topic: 'order' }, ended: 'yes' }, {}],
    [handed, { desk: 'till', card: { topic: 'order', order: '1234' }, ended: 'no' }, { lookups }],
    [[{ keys: '2' }], { card: { order: 'not asked' } }, {}],
  ])('%j reaches %j', (talk, reaches, more) => {
    expect(told(talk, { ...more, reaches })).toEqual([])
  })

  test.each([
    [{ goal: 'order sold' }, 'expected the goal "order sold", but reached "order told"'],
    [{ desk: 'till' }, 'expected the desk "till", but reached none'],
    [{ ended: 'no' }, 'expected the call to go on, but it is over'],
    [{ slots: { order: '4321' } }, 'expected "4321" in slot "order", but found "1234"'],
    [
      { card: { order: '1234' } },
      'expected a card with "order", but the call was handed to nobody',
    ],
  ])('%j is missed in a call that was served', (reaches, message) => {
    expect(played(served, { reaches }).mismatches.map((one) => one.message)).toEqual([message])
  })

  test('each thing missed is told', () => {
    expect(told(served, { reaches: { goal: 'nothing', desk: 'till', ended: 'no' } })).toHaveLength(
      3,
    )
  })
})

describe('coverage', () => {
  const reachedBy = (...calls: [unknown[], Record<string, unknown>?][]) =>
    coverageOf(
      machine,
      calls.flatMap(([talk, more]) => played(talk, more).events),
    )
  const names = (places: ReturnType<typeof coverageOf>, reached: boolean) =>
    places
      .filter(({ times }) => times > 0 === reached)
      .map(({ step, way }) => (way === undefined ? step : `${step}: ${way}`))

  test('knows every step, desk and way of a flow', () => {
    expect(names(coverageOf(machine, []), false)).toEqual([
      'welcome',
      'welcome: option 1',
      'welcome: option 2',
      'welcome: stuck',
      'which order',
      'which order: then',
      'which order: stuck',
      'look up',
      'look up: then',
      'look up: not found',
      'look up: failed',
      'tell',
      'tell: then',
      'unknown',
      'unknown: then',
      'message',
      'message: then',
      'message: empty',
      'bye',
      'bye: then',
      'till',
      'till: then',
      'till: nobody',
    ])
  })

  test('counts what a call entered and by which way it left', () => {
    expect(names(reachedBy([[{ keys: '1' }, { keys: '1234' }]]), true)).toEqual([
      'welcome',
      'welcome: option 1',
      'which order',
      'which order: then',
      'look up',
      'look up: then',
      'tell',
      'tell: then',
    ])
    expect(names(reachedBy([[{ caller: 'operator' }]]), true)).toEqual(['welcome', 'till'])
  })

  test('is full only when everything was reached', () => {
    const most: [unknown[], Record<string, unknown>?][] = [
      [[{ keys: '1' }, { keys: '1234' }]],
      [[{ keys: '1' }, { keys: '1234' }], { lookups: { 'order state': 'not found' } }],
      [[{ keys: '1' }, { keys: '1234' }], { lookups: { 'order state': 'failed' } }],
      [[{ keys: '1' }, 'silence', 'silence', 'silence', 'operator hangs up']],
      [['silence', 'silence', 'silence', { message: '3 seconds' }], { desks: { till: 'busy' } }],
    ]
    expect(names(reachedBy(...most), false)).toEqual(['welcome: option 2', 'message: empty'])
    expect(coveredPercent(reachedBy(...most))).toBeLessThan(100)
    expect(
      coveredPercent(
        reachedBy(...most, [[{ keys: '2' }, { message: 'nothing' }], { desks: { till: 'busy' } }]),
      ),
    ).toBe(100)
  })

  test('never rounds up to all', () => {
    const places = Array.from({ length: 1000 }, (_, index) => ({
      file: '',
      line: 1,
      step: '',
      times: index,
    }))
    expect(coveredPercent(places)).toBe(99)
  })
})

describe('whatever a caller does', async () => {
  const { sources } = await readFolder('flows')
  const machines = [...readProject(sources).flows.values()]
    .filter(({ ends }) => ends.length === 0)
    .map((flow) => compile(flow, sources))
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.record({ type: fc.constant('keys' as const), keys: fc.stringMatching(/^[0-9*#]{1,4}$/) }),
    fc.record({
      type: fc.constant('caller' as const),
      text: fc.constantFrom(
        'yes',
        'no',
        'operator',
        'repeat',
        'back',
        'start over',
        'one two three',
        'purple elephants',
        '<b>&',
      ),
      confidence: fc.constantFrom(0.3, 0.6, 0.95),
    }),
    fc.record({ type: fc.constant('message' as const), duration: fc.constantFrom(0, 5000) }),
    fc.constantFrom(...(['silence', 'operator hangs up'] as const)).map((type) => ({ type })),
  )
  const base = scripted([])
  const talk = (acts: Act[], desk: 'answered' | 'busy'): CallScript => ({
    ...base,
    talk: { ...base.talk, value: acts },
    desks: new Map(
      machines.flatMap((machine) =>
        [...machine.desks.values()].map(
          ({ desk: { name } }) =>
            [name.value, { name, value: { value: desk, range: base.range } }] as const,
        ),
      ),
    ),
  })

  test('the call can be replayed to the same session, and one thing done follows another or is refused in words', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...machines),
        fc.array(act, { maxLength: 12 }),
        fc.constantFrom('answered', 'busy'),
        (machine, acts, desk) => {
          const { mismatches, session } = playScript(machine, talk(acts, desk))
          expect(mismatches.length).toBeLessThanOrEqual(1)
          expect(machine.leaves.has(session.state.leaf)).toBe(true)
        },
      ),
      { numRuns: 150 },
    )
  })
})
