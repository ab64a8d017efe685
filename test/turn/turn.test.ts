// The main path: commit before speaking, the same reply for the same webhook, no effect twice, slow
// work, late and doubled inputs.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Effect, Event } from '../../src/call/event.ts'
import type { Input } from '../../src/call/input.ts'
import { replay } from '../../src/call/replay.ts'
import { spoken } from '../call/conversation.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { sweep } from '../../src/jobs/sweep.ts'
import {
  collectWork,
  lastReply,
  noteInput,
  startCall,
  takeTurn,
  type Render,
} from '../../src/turn/turn.ts'
import { FILLER, outlast } from '../world/outlast.ts'
import { makeRuntime } from '../world/runtime.ts'

const render: Render = ({ session, events }) =>
  JSON.stringify({
    seq: session.reply,
    said: spoken(events),
    last: events.at(-1)?.type,
    status: session.status,
  })

const read = (
  answer: { reply?: string } | { outcome: string },
): { seq: number; said: string; last: Event['type']; status: string } =>
  JSON.parse('reply' in answer && answer.reply ? answer.reply : '{}') as never

async function begin(runtime: Runtime, callId: string, flow = 'parcels') {
  const tenant = runtime.library.lines().find((line) => line.flow === flow)?.tenant ?? 'default'
  const machine = runtime.library.current(tenant, flow)
  if (!machine) throw new Error(`no flow "${flow}"`)
  return startCall(
    runtime,
    {
      callId,
      from: '+12025550143',
      to: '+15005550006',
      withheld: false,
      tags: [],
      at: runtime.now(),
    } as never,
    { machine, line: { name: 'test', tenant, values: {} } },
    render,
  )
}

const keys = (keys: string, at = Date.now()): Input => ({ type: 'keys', keys, at })
const parcel = (effect: Effect & { kind: 'request' }): Input => ({
  type: 'fetched',
  key: effect.key,
  found: true,
  at: Date.now(),
  data: { place: 'Leeds depot', due: '2026-03-05' },
})

/** Answers until the lookup is asked. */
async function toLookup(runtime: Runtime, callId: string) {
  await begin(runtime, callId)
  const menu = read(await takeTurn(runtime, { callId, answers: 1 }, keys('1'), render))
  return takeTurn(runtime, { callId, answers: menu.seq }, keys('1234567890'), render)
}

describe('a turn', () => {
  it('is committed before its reply is given, and replays to the stored session', async () => {
    const runtime = await makeRuntime({ lookup: async (effect) => parcel(effect) })
    const answer = read(await toLookup(runtime, 'CA1'))
    expect(answer.said).toContain('Leeds depot')
    const session = await runtime.store.loadCall('CA1')
    const turns = await runtime.store.turns('CA1')
    expect(turns.map(({ seq, answers }) => [seq, answers])).toEqual([
      [1, 0],
      [2, 1],
      [3, 2],
    ])
    const machine = await runtime.library.machine(session?.version ?? '')
    expect(JSON.stringify(replay(machine, turns).session)).toBe(JSON.stringify(session))
  })

  it('gives the same bytes to the same webhook, and asks the lookup once', async () => {
    let asked = 0
    const runtime = await makeRuntime({
      lookup: async (effect) => {
        asked++
        await new Promise((resolve) => setTimeout(resolve, 50))
        return parcel(effect)
      },
    })
    await begin(runtime, 'CA2')
    await takeTurn(runtime, { callId: 'CA2', answers: 1 }, keys('1'), render)
    const both = await Promise.all([
      takeTurn(runtime, { callId: 'CA2', answers: 2 }, keys('1234567890'), render),
      takeTurn(runtime, { callId: 'CA2', answers: 2 }, keys('1234567890'), render),
    ])
    const late = await takeTurn(
      runtime,
      { callId: 'CA2', answers: 2 },
      { type: 'silence', at: Date.now() },
      render,
    )
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['repeated', 'taken'])
    expect(
      new Set([...both, late].map((answer) => ('reply' in answer ? answer.reply : ''))).size,
    ).toBe(1)
    expect(asked).toBe(1)
  })

  it('repeats the first reply to a doubled start', async () => {
    const runtime = await makeRuntime()
    const [first, second] = await Promise.all([begin(runtime, 'CA3'), begin(runtime, 'CA3')])
    expect(second).toEqual({ ...first, outcome: 'repeated' })
    expect(await begin(runtime, 'CA3')).toEqual({ ...first, outcome: 'repeated' })
    expect(await lastReply(runtime, 'CA3')).toBe('reply' in first ? first.reply : '')
  })

  it('knows no call that never began', async () => {
    const runtime = await makeRuntime()
    expect(await takeTurn(runtime, { callId: 'CA404', answers: 1 }, keys('1'), render)).toEqual({
      outcome: 'unknown call',
    })
    expect(await noteInput(runtime, 'CA404', { type: 'hung up', at: 1 })).toEqual({
      outcome: 'unknown call',
    })
  })

  it('speaks a filler while a lookup is slow, collects its result, and asks once', async () => {
    let asked = 0
    let answered = false
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    const runtime = await makeRuntime({
      lookup: async (effect) => {
        asked++
        await outlast(FILLER)
        await released
        answered = true
        return parcel(effect)
      },
    })
    const filler = read(await toLookup(runtime, 'CA5'))
    expect(answered).toBe(false)
    expect(filler).toMatchObject({ last: 'sought', status: 'working' })
    const collecting = collectWork(runtime, { callId: 'CA5', answers: filler.seq }, render)
    release()
    const result = read(await collecting)
    expect(result.said).toContain('Leeds depot')
    expect(asked).toBe(1)
    const session = await runtime.store.loadCall('CA5')
    const machine = await runtime.library.machine(session?.version ?? '')
    expect(JSON.stringify(replay(machine, await runtime.store.turns('CA5')).session)).toBe(
      JSON.stringify(session),
    )
  })

  it('takes slow work over with the same key when the process that had it is gone', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'callflow-')), 'calls.db')
    const asked: string[] = []
    const never = await makeRuntime({
      store: openSqlite({ file }),
      lookup: async (effect) => {
        asked.push(effect.key)
        await outlast(FILLER)
        return new Promise(() => undefined)
      },
    })
    const filler = read(await toLookup(never, 'CA6'))
    const later = await makeRuntime({
      store: openSqlite({ file }),
      now: () => Date.now() + 60_000,
      lookup: async (effect) => {
        asked.push(effect.key)
        return parcel(effect)
      },
    })
    const result = read(await collectWork(later, { callId: 'CA6', answers: filler.seq }, render))
    expect(result.said).toContain('Leeds depot')
    expect(asked.length).toBe(2)
    expect(new Set(asked).size).toBe(1)
  })

  it('ends a call that is hung up while a lookup is at work', async () => {
    let release = (): void => undefined
    const released = new Promise<void>((resolve) => (release = resolve))
    let ask = (): void => undefined
    const asked = new Promise<void>((resolve) => (ask = resolve))
    const runtime = await makeRuntime({
      lookup: async (effect) => {
        ask()
        await released
        return parcel(effect)
      },
    })
    const answering = toLookup(runtime, 'CA7')
    await asked
    await noteInput(runtime, 'CA7', { type: 'hung up', at: Date.now() })
    release()
    await answering
    expect((await runtime.store.loadCall('CA7'))?.status).toBe('ended')
  })

  it('goes on with the version a call began with after a restart and a change of files', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'callflow-')), 'calls.db')
    const before = await makeRuntime({ store: openSqlite({ file }) })
    await begin(before, 'CA8')
    await before.store.close()
    // the new process knows other flows only
    const after = await makeRuntime({ store: openSqlite({ file }), flowsDir: 'test/flow/ok' })
    expect(
      read(await takeTurn(after, { callId: 'CA8', answers: 1 }, keys('1'), render)).said,
    ).toContain('parcel number')
  })

  it('takes a late recording once, and ends what nobody ended by the sweep', async () => {
    let clock = Date.parse('2026-03-02T22:00:00Z')
    const runtime = await makeRuntime({ now: () => clock })
    await begin(runtime, 'CA9', 'parcels')
    clock += 3 * 3_600_000
    expect(await sweep(runtime)).toBe(1)
    expect((await runtime.store.loadCall('CA9'))?.status).toBe('ended')
    const recorded: Input = { type: 'recorded', recording: 'RE1', duration: 5000, at: clock }
    await noteInput(runtime, 'CA9', recorded)
    await noteInput(runtime, 'CA9', recorded)
    const events = (await runtime.store.turns('CA9')).flatMap((turn) => turn.events)
    expect(events.filter(({ type }) => type === 'recorded').length).toBe(1)
  })

  it('re-enters the step it was in when an upgrade compiled its source to other states', async () => {
    const runtime = await makeRuntime({ lookup: async (effect) => parcel(effect) })
    await begin(runtime, 'CA10')
    await takeTurn(runtime, { callId: 'CA10', answers: 1 }, keys('1'), render)
    const session = await runtime.store.loadCall('CA10')
    if (!session) throw new Error('no session')
    const moved = {
      ...session,
      seq: session.seq + 1,
      state: { ...session.state, leaf: session.state.leaf.replace(/[^/]+$/, 'gone') },
    }
    await runtime.store.commit({
      session: moved,
      was: session.seq,
      answers: null,
      inputs: [],
      events: [],
      reply: null,
      handoffs: [],
      notices: [],
    })
    expect(
      read(await takeTurn(runtime, { callId: 'CA10', answers: session.reply }, keys('1'), render))
        .said,
    ).toContain('parcel number')
  })
})
