// Two servers on one database take different inputs of one call in the same instant: none is lost,
// nothing is done twice.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Input } from '../../src/call/input.ts'
import { replay } from '../../src/call/replay.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'
import { noteInput, startCall, takeTurn, type Render } from '../../src/turn/turn.ts'
import { makeRuntime } from '../world/runtime.ts'
import { startPostgres } from '../store/postgres-server.ts'

const render: Render = ({ session }) => `${session.seq}`
const CALLS = 12
/** A Wednesday, 11:00 in New York: the desk of the parcels line is open. The clock goes on from
 * there. */
const begun = Date.now()
const now = (): number => Date.UTC(2026, 4, 13, 15) + Date.now() - begun

type Servers = { one: Runtime; two: Runtime; asked: string[] }

async function servers(open: () => Store): Promise<Servers> {
  const asked: string[] = []
  const lookup = async ({ key, step }: { key: string; step: string }): Promise<Input> => {
    asked.push(step)
    await new Promise((resolve) => setTimeout(resolve, 20))
    return {
      type: 'fetched',
      key,
      found: true,
      at: now(),
      data: { place: 'Leeds depot', due: '2026-03-05' },
    }
  }
  return {
    one: await makeRuntime({ store: open(), lookup, now }),
    two: await makeRuntime({ store: open(), lookup, now }),
    asked,
  }
}

async function begin({ one }: Servers, callId: string): Promise<void> {
  const machine = one.library.current('swift', 'parcels')
  if (!machine) throw new Error('no flow "parcels"')
  await startCall(
    one,
    {
      callId,
      from: '+12025550143',
      to: '+15005550006',
      withheld: false,
      tags: [],
      at: one.now(),
    } as never,
    { machine, line: { name: 'test', tenant: 'swift', values: {} } },
    render,
  )
}

const keys = (pressed: string): Input => ({ type: 'keys', keys: pressed, at: now() })

/** The inputs of a call, in the order in which they were taken; the log must replay to what is
 * stored. */
async function inputsOf({ one }: Servers, callId: string): Promise<string[]> {
  const session = await one.store.loadCall(callId)
  const turns = await one.store.turns(callId)
  const machine = await one.library.machine(session?.version ?? '')
  expect(JSON.stringify(replay(machine, turns).session)).toBe(JSON.stringify(session))
  return turns.flatMap(({ inputs }) => inputs.map(({ type }) => type))
}

const stale = async ({ one, two }: Servers): Promise<number> =>
  (await Promise.all([one, two].map(({ metrics }) => metrics.turns.get())))
    .flatMap(({ values }) => values)
    .filter(({ labels }) => labels.outcome === 'stale')
    .reduce((sum, { value }) => sum + value, 0)

function race(name: string, open: () => Promise<() => Store>): void {
  describe(`two servers on one ${name}`, () => {
    it('keep what the caller keys in and the hang-up, and ask the lookup once', async () => {
      const both = await servers(await open())
      for (let n = 0; n < CALLS; n++) {
        const callId = `CA${n}`
        await begin(both, callId)
        await takeTurn(both.one, { callId, answers: 1 }, keys('1'), render)
        const before = both.asked.length
        const turn = takeTurn(both.one, { callId, answers: 2 }, keys('1234567890'), render)
        // in some calls before the lookup has answered, in others at the commit
        await new Promise((resolve) => setTimeout(resolve, n * 3))
        await Promise.all([turn, noteInput(both.two, callId, { type: 'hung up', at: now() })])
        const inputs = await inputsOf(both, callId)
        expect(inputs.filter((type) => type === 'hung up')).toEqual(['hung up'])
        expect((await both.one.store.loadCall(callId))?.status).toBe('ended')
        expect(both.asked.length - before).toBe(1)
      }
      expect(await stale(both)).toBeGreaterThan(0)
      await both.one.store.close()
      await both.two.store.close()
    })

    it('give one webhook one reply, whoever takes it', async () => {
      const both = await servers(await open())
      for (let n = 0; n < CALLS; n++) {
        const callId = `CB${n}`
        await begin(both, callId)
        const answers = await Promise.all(
          [both.one, both.two, both.one, both.two].map((server) =>
            takeTurn(server, { callId, answers: 1 }, keys('1'), render),
          ),
        )
        expect(
          answers.map((answer) => ('reply' in answer ? answer.reply : answer.outcome)),
        ).toEqual(['2', '2', '2', '2'])
        expect(await inputsOf(both, callId)).toEqual(['started', 'keys'])
      }
      await both.one.store.close()
      await both.two.store.close()
    })

    it('keep the acceptance of an operator who presses 1 while the call ends on the other server', async () => {
      const both = await servers(await open())
      for (let n = 0; n < CALLS; n++) {
        const callId = `CC${n}`
        await begin(both, callId)
        await takeTurn(both.one, { callId, answers: 1 }, keys('0'), render)
        await Promise.all([
          noteInput(both.one, callId, { type: 'answered', at: now(), person: 'client:office' }),
          noteInput(both.two, callId, { type: 'hung up', at: now() }),
        ])
        const inputs = await inputsOf(both, callId)
        expect(inputs.at(-1)).toBe('hung up')
        expect(await both.one.store.loadCall(callId)).toMatchObject({ status: 'ended' })
      }
      await both.one.store.close()
      await both.two.store.close()
    })
  })
}

race('SQLite file', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'callflow-')), 'calls.db')
  return () => openSqlite({ file })
})

const server = await startPostgres()

if (typeof server === 'string') {
  console.warn(server)
  describe.skip('two servers on one PostgreSQL', () => {
    it('are not tested here', () => undefined)
  })
} else {
  afterAll(() => server.stop())
  race('PostgreSQL', async () => {
    const url = await server.database()
    return () => openPostgres({ url, connections: 3 })
  })
}
