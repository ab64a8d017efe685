import { describe, expect, test } from 'vitest'
import { replay, toStored } from '../../src/call/replay.ts'
import { beginCall, takeInput, type Stage } from '../../src/rehearsal/stage.ts'
import { shop } from '../cli/run.ts'
import { machineOf } from './conversation.ts'

const at = Date.parse('2026-03-02T10:00:00Z')

function called(machine = machineOf(shop)): Stage {
  const stage = beginCall(machine, {
    type: 'started',
    at,
    callId: 'CA1',
    from: '+12025550143',
    to: '+15005550006',
    withheld: false,
    tags: [],
    line: { name: 'test', tenant: 'default', values: {} },
  })
  takeInput(stage, { type: 'keys', at: at + 4000, keys: '1' })
  takeInput(stage, { type: 'keys', at: at + 9000, keys: '1234' })
  takeInput(stage, {
    type: 'fetched',
    at: at + 9500,
    key: stage.session.working?.key ?? '',
    found: true,
    data: { place: 'the depot' },
  })
  return stage
}

describe('a replay', () => {
  test('arrives at the session, byte for byte, from inputs alone', () => {
    const { machine, log, session } = called()
    const inputs = log.map(({ seq, answers, at: when, inputs: given }) => ({
      seq,
      answers,
      at: when,
      inputs: given,
    }))
    const again = replay(machine, inputs)
    expect(JSON.stringify(again.session)).toBe(JSON.stringify(session))
    expect(again.differs).toBeUndefined()
    expect(toStored(again.turns.map(({ events }) => events))).toEqual(
      log.map(({ events }) => events),
    )
  })

  test('works events out anew and never believes those of the log', () => {
    const { machine, log, session } = called()
    const forged = log.map((turn) => ({
      ...turn,
      events: turn.events.map((event) =>
        event.type === 'filled' ? { ...event, slot: 'forged' } : event,
      ),
    }))
    const again = replay(machine, forged)
    expect(JSON.stringify(again.session)).toBe(JSON.stringify(session))
    expect(again.differs).toMatchObject({ seq: 2, was: { slot: 'forged' }, now: { slot: 'topic' } })
  })

  test('goes on over work that took long: a turn without inputs is a filler', () => {
    const machine = machineOf(shop)
    const { log } = called(machine)
    const last = log[2]
    if (!last) throw new Error('no third turn')
    const [keys, result] = last.inputs
    if (!keys || !result) throw new Error('no result')
    const slow = [
      ...log.slice(0, 2),
      { seq: 3, answers: 2, at: keys.at, inputs: [keys] },
      { seq: 4, answers: 3, at: at + 12_000, inputs: [] },
      { seq: 5, answers: 4, at: at + 15_000, inputs: [{ ...result, at: at + 15_000 }] },
    ]
    const again = replay(machine, slow)
    expect(again.differs).toBeUndefined()
    expect(again.session).toMatchObject({ status: 'ended', seq: 5, reply: 5 })
    expect(again.turns[3]?.events).toMatchObject([{ type: 'sought' }])
  })

  test('keeps a recording that was told after the end, once', () => {
    const stage = called()
    const late = { type: 'recorded', at: at + 20_000, recording: 'RE1', duration: 3000 } as const
    expect(takeInput(stage, late)).toMatchObject([{ type: 'recorded', recording: 'RE1' }])
    expect(takeInput(stage, late)).toBeUndefined()
    expect(takeInput(stage, { ...late, recording: 'RE2', duration: 0 })).toBeUndefined()
    const again = replay(stage.machine, stage.log)
    expect(JSON.stringify(again.session)).toBe(JSON.stringify(stage.session))
  })

  test('keeps the recording of a conversation whenever it is told, once, and moves nothing', () => {
    const stage = beginCall(machineOf(shop), {
      type: 'started',
      at,
      callId: 'CA1',
      from: '',
      to: '+15005550006',
      withheld: true,
      tags: [],
      line: { name: 'test', tenant: 'default', values: {} },
    })
    takeInput(stage, { type: 'keys', at: at + 4000, keys: '1' })
    takeInput(stage, { type: 'keys', at: at + 9000, keys: '1234' })
    const { working, state, reply } = stage.session
    expect(working).toBeDefined()
    const told = {
      type: 'conversation recorded',
      at: at + 20_000,
      handoff: 'CA1-h1',
      recording: 'RE1',
      duration: 3000,
    } as const
    expect(takeInput(stage, told)).toEqual([
      { type: 'conversation recorded', handoff: 'CA1-h1', recording: 'RE1', duration: 3000 },
    ])
    expect(stage.session).toMatchObject({ working, state, reply, recordings: ['RE1'] })
    expect(takeInput(stage, told)).toBeUndefined()
    takeInput(stage, { type: 'hung up', at: at + 30_000 })
    expect(takeInput(stage, { ...told, recording: 'RE2', duration: undefined })).toEqual([
      { type: 'conversation recorded', handoff: 'CA1-h1', recording: 'RE2' },
    ])
    for (let count = 0; count < 200; count++)
      takeInput(stage, { ...told, recording: `REmany${count}` })
    expect(stage.session.recordings).toHaveLength(100)
    expect(replay(stage.machine, stage.log).differs).toBeUndefined()
  })

  test('with another version tells the first event that differs, or the input that does not fit', () => {
    const { log } = called()
    expect(replay(machineOf(shop.replace('Which order', 'What order')), log).differs).toMatchObject(
      { seq: 2, was: { type: 'asked' }, now: { type: 'asked' } },
    )
    expect(replay(machineOf(`# moved\n${shop}`), log).differs).toBeUndefined()
    const shorter = replay(
      machineOf(shop.replace('        then: which order', '        then: bye')),
      log,
    )
    expect(shorter.differs).toMatchObject({ seq: 2 })
    expect(shorter.session.status).toBe('ended')
    expect(shorter.turns).toHaveLength(3)
    expect(
      replay(
        machineOf(shop),
        [log[0], log[2]].flatMap((turn) => turn ?? []),
      ).differs,
    ).toMatchObject({ seq: 3 })
  })

  test('refuses a log that is no call', () => {
    const { machine, log } = called()
    expect(() => replay(machine, [])).toThrow('the log is empty')
    expect(() => replay(machine, log.slice(1))).toThrow('does not begin with the start of a call')
  })
})
