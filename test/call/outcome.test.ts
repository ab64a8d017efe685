// Each outcome, each clash of two, and the calls that are stored: what became of them.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Event } from '../../src/call/event.ts'
import { callOutcomes, endingOf, outcomeOf, type CallOutcome } from '../../src/call/outcome.ts'
import type { Handoff } from '../../src/call/session.ts'
import { files, read } from '../fixtures/stored.ts'

const handoff: Handoff = {
  id: 'h1',
  callId: 'CA1',
  tenant: 'acme',
  desk: 'sales',
  label: 'Sales',
  reason: '',
  values: [],
  transcript: [],
  status: 'ringing',
}
const handedOff: Event = {
  type: 'handed off',
  handoff,
  showNumber: 'line',
  record: false,
  rings: 1,
  whisper: [],
  speech: [],
}
const of = { desk: 'sales', handoff: 'h1' }
const heard = (meaning: string, option?: string): Event => ({
  type: 'heard',
  step: 'menu',
  rung: 'try1',
  raw: {},
  meaning,
  ...(option !== undefined && { option }),
})
const recorded: Event = { type: 'recorded', step: 'voicemail', recording: 'RE1', duration: 900 }
const recordedValue: Event = {
  type: 'filled',
  step: 'voicemail',
  slot: 'name',
  value: { value: 'RE1', text: 'recording, 1 s', from: 'speech', confirmed: true },
}
const hungUp: Event = { type: 'ended', how: 'hung up' }
const hangUp: Event = { type: 'ended', how: 'hang up' }
const gaveUp: Event = { type: 'gave up', ...of }
const shut: Event = { type: 'decided', step: 'sales', rung: 'hours', event: 'SHUT', grounds: {} }

/** What by itself makes a call come to each outcome, in the order in which they count. */
const alone: [CallOutcome, Event[]][] = [
  ['person', [handedOff, { type: 'connected', ...of }, { type: 'released', ...of }, hungUp]],
  ['callback', [handedOff, { type: 'callback promised', ...of, number: '+442079460011' }, hangUp]],
  ['message', [recorded, hangUp]],
  ['served', [{ type: 'reached goal', step: 'tell', goal: 'told' }, hangUp]],
  ['not-reached', [handedOff, gaveUp, hangUp]],
  ['abandoned', [handedOff, { type: 'queued', ...of, speech: [] }, hungUp]],
  ['not-understood', [heard('no match'), hungUp]],
  ['gave-up', [heard('option', 'a'), hungUp]],
  ['closed', [{ type: 'closed', of: 'line', speech: [] }, hungUp]],
  ['failed', [heard('option', 'a'), hangUp]],
]

describe('the outcome of a call', () => {
  it.each(alone)('is %s', (outcome, events) => {
    expect(outcomeOf(events)).toBe(outcome)
  })

  it('is told for all that a call which is over can come to', () => {
    const told = callOutcomes.filter((one) => one !== 'live' && one !== 'unknown')
    expect(alone.map(([outcome]) => outcome)).toEqual(told)
  })

  const clashes = alone.flatMap(([stronger, first], at) =>
    alone.slice(at + 1).flatMap(([weaker, second]) =>
      // of a line that is closed, no caller reaches the flow
      weaker === 'closed' || stronger === 'closed'
        ? []
        : [[stronger, weaker, first, second] as const],
    ),
  )
  it.each(clashes)('is %s rather than %s', (stronger, weaker, first, second) => {
    // a call ends once: as the one of the two does that needs it
    const needsHangUp = weaker !== 'failed' || stronger === 'abandoned' || stronger === 'gave-up'
    const both = [...second, ...first].filter(({ type }) => type !== 'ended')
    expect(outcomeOf([...both, needsHangUp ? hungUp : hangUp])).toBe(stronger)
  })

  it('tells other ways to the same', () => {
    const ways: [CallOutcome, Event[]][] = [
      ['not-reached', [shut, hungUp]],
      ['not-reached', [handedOff, { type: 'left queue', ...of, option: 'leave' }, hungUp]],
      ['not-reached', [handedOff, gaveUp, handedOff, hungUp]],
      ['abandoned', [handedOff, hungUp]],
      // who was let go by an operator and queued again waits again
      ['gave-up', [handedOff, { type: 'released', ...of }, hungUp]],
      ['gave-up', [{ ...recorded, duration: 0 }, hungUp]],
      ['failed', [recordedValue, recorded, hangUp]],
      ['gave-up', [heard('no match'), heard('option', 'a'), hungUp]],
      ['not-understood', [heard('option', 'a'), heard('invalid'), hangUp]],
      ['failed', []],
    ]
    for (const [outcome, events] of ways) expect(outcomeOf(events), outcome).toBe(outcome)
  })

  it('comes with what led there, how long it took and how often nothing was understood', () => {
    const silent: Event = { type: 'left', step: 'menu', way: 'silence' }
    const turns = [
      { events: [{ type: 'entered', step: 'menu', word: 'menu', file: 'a', line: 1 } as const] },
      { events: [heard('no match')], understood: [{ event: 'NO_MATCH' as const }] },
      // silence that the step answers is no miss
      { events: [heard('silence'), silent], understood: [{ event: 'NO_INPUT' as const }] },
      { events: [heard('silence')] },
      { events: [heard('option', 'sales')] },
      { events: [heard('no match'), heard('operator'), hungUp] },
    ]
    const at = { startedAt: 1000, at: 61_400 }
    expect(endingOf(at, turns)).toEqual({
      outcome: 'gave-up',
      step: 'menu',
      goal: undefined,
      seconds: 60,
      misses: 3,
      reason: 'asked',
      asked: true,
    })
    expect(endingOf(at, turns.slice(0, 5))).toMatchObject({ reason: 'chose:sales', asked: false })
    // what is not understood after a choice takes nothing from it
    expect(endingOf(at, [...turns.slice(0, 5), turns[1] ?? { events: [] }])).toMatchObject({
      reason: 'chose:sales',
      misses: 3,
    })
  })
})

it('is known of each stored call', () => {
  const told = files().flatMap((file) =>
    read(file)
      .calls.filter(({ end }) => !end.row.erased)
      .map(({ label, end, turns }) => {
        const {
          outcome,
          step,
          goal = '-',
          seconds,
          misses,
          reason,
          asked,
        } = endingOf(end.session, turns)
        const how = [
          outcome,
          step,
          goal,
          `${seconds} s`,
          misses,
          reason,
          ...(asked ? ['asked'] : []),
        ]
        return `${label}: ${how.join(' | ')}`
      }),
  )
  expect(told.join('\n')).toBe(readFileSync('test/call/outcomes.txt', 'utf8').trimEnd())
})
