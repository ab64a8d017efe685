// A call goes as it went, whatever a later program would make of its words.
import { describe, expect, it } from 'vitest'
import { replay, toStored, type Logged } from '../../src/call/replay.ts'
import type { Understood } from '../../src/call/understood.ts'
import { storedVersion } from '../../src/cli/replay.ts'
import type { Machine } from '../../src/flow/machine/machine.ts'
import { retraceCall } from '../../src/rehearsal/recorded-call.ts'
import { beginCall, takeInput, type Stage } from '../../src/rehearsal/stage.ts'
import type { Store } from '../../src/store/store.ts'
import { files, read } from '../fixtures/stored.ts'
import { mumbled, withoutRaw } from './conversation.ts'

const json = (value: unknown): string => JSON.stringify(value)

/** The call taken by the program of today. */
function takenToday(machine: Machine, log: Logged[]): Stage | undefined {
  const [first, ...inputs] = log.flatMap((turn) => turn.inputs)
  // fillers are no inputs, and depend on how long something takes
  if (first?.type !== 'started' || log.some((turn) => turn.inputs.length === 0)) return undefined
  const stage = beginCall(machine, first)
  for (const input of inputs) takeInput(stage, input)
  return stage
}

const calls = files().flatMap((file) => {
  const { versions, calls } = read(file)
  return calls
    .filter(({ end }) => !end.row.erased)
    .map((call) => ({
      ...call,
      version: versions.find((one) => one.version === call.end.session.version),
    }))
})

const kinds = new Set<string>()
const note = (one: Understood): void => {
  for (const key of Object.keys(one)) kinds.add(key)
  if ('held' in one) for (const key of Object.keys(one.held ?? {})) kinds.add(`held ${key}`)
}

describe('a logged meaning', () => {
  it.each(calls.map((call) => [call.label, call] as const))(
    'is what a replay takes, whatever the words are understood as now: %s',
    async (_, { end, turns, version }) => {
      const versions: Pick<Store, 'loadVersion'> = { loadVersion: async () => version }
      const { machine } = await storedVersion(versions as Store, end.session)
      const stage = takenToday(machine, turns)
      if (!stage) return
      for (const { understood = [] } of stage.log) for (const one of understood) note(one)
      const log = mumbled(toStored(stage.log))
      const again = replay(machine, log)
      expect(json(again.session)).toBe(json(stage.session))
      expect(again.turns.map(({ events }) => json(events.map(withoutRaw)))).toEqual(
        stage.log.map(({ events }) => json(events.map(withoutRaw))),
      )
      const { session, turns: traced } = retraceCall(machine, log)
      expect(toStored(session)).toEqual(stage.session)
      expect(traced.map(({ leaf }) => leaf.id).at(-1)).toBe(stage.session.state.leaf)
      const heard = log.some(({ inputs }) => inputs.some(({ type }) => type === 'speech'))
      if (heard && stage.session.counters.misses === 0)
        expect(json(replay(machine, log, { anew: true }).session)).not.toBe(json(stage.session))
    },
  )

  it('was met in all its forms', () => {
    expect([...kinds].sort()).toEqual([
      'beyond',
      'event',
      'heard',
      'held',
      'held question',
      'held row',
      'held value',
      'held why',
      'kept',
      'meaning',
      'rest',
    ])
  })
})
