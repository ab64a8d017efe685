// A table in a call: answered inside the turn, kept in the log, and that of the version the call
// began with.
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { replay } from '../../src/call/replay.ts'
import { startCall, takeTurn, type Render } from '../../src/turn/turn.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { spoken } from '../call/conversation.ts'
import { makeRuntime, type TestRuntime } from '../world/runtime.ts'

const render: Render = ({ events }) => spoken(events)

const ok = (file: string): string => readFileSync(join('test/flow/ok', file), 'utf8')
const lines = `lines: { "+15005550006": { name: Prices, flow: table } }
desks: { office: { people: ["+442079460101"] } }
`

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'callflow-table-'))
  mkdirSync(join(dir, 'tables'))
  for (const file of ['table.yaml', 'tables/prices.csv', 'tables/visiting days.csv'])
    writeFileSync(join(dir, file), ok(file))
  writeFileSync(join(dir, 'lines.yaml'), lines)
  return dir
}

async function begin(runtime: TestRuntime, callId: string): Promise<void> {
  const machine = runtime.library.current('default', 'table')
  if (!machine) throw new Error(JSON.stringify(runtime.library.problems()))
  const line = { name: 'Prices', tenant: 'default', values: {} }
  const started = { callId, from: '+12025550143', to: '+15005550006', withheld: false, tags: [] }
  await startCall(runtime, started, { machine, line }, render)
}

const keys = async (runtime: TestRuntime, callId: string, answers: number, pressed: string) => {
  const input = { type: 'keys', keys: pressed, timedOut: true, at: runtime.now() } as const
  const answer = await takeTurn(runtime, { callId, answers }, input, render)
  return 'reply' in answer ? answer.reply : answer.outcome
}

it('answers inside the turn, without asking anybody, and stays with its call', async () => {
  const dir = folder()
  const file = join(dir, 'calls.db')
  const asked: string[] = []
  const runtime = await makeRuntime({
    flowsDir: dir,
    store: openSqlite({ file }),
    lookup: async ({ key, lookup }) => {
      asked.push(lookup)
      return { type: 'failed', at: 0, key, reason: 'nobody is to be asked' }
    },
  })
  for (const call of ['CA1', 'CA2', 'CA3']) {
    await begin(runtime, call)
    await keys(runtime, call, 1, '1')
  }
  expect(await keys(runtime, 'CA1', 2, '1')).toContain('That is 4.5, and it takes 1 day.')
  const turns = await runtime.store.turns('CA1')
  expect(turns.at(-1)?.inputs).toMatchObject([
    { type: 'keys' },
    { type: 'fetched', found: true, data: { fee: 4.5, days: 1 } },
  ])
  // another table comes into force; calls under way keep theirs, also in a new process
  const prices = join(dir, 'tables', 'prices.csv')
  writeFileSync(prices, ok('tables/prices.csv').replace('4.50', '9.90'))
  await runtime.library.reload()
  expect(await keys(runtime, 'CA2', 2, '1')).toContain('That is 4.5,')
  await runtime.store.close()
  const later = await makeRuntime({ flowsDir: dir, store: openSqlite({ file }) })
  expect(await keys(later, 'CA3', 2, '1')).toContain('That is 4.5,')
  await begin(later, 'CA4')
  await keys(later, 'CA4', 1, '1')
  expect(await keys(later, 'CA4', 2, '1')).toContain('That is 9.9,')
  const session = await later.store.loadCall('CA1')
  const machine = await later.library.machine(session?.version ?? '')
  expect(replay(machine, await later.store.turns('CA1')).differs).toBeUndefined()
  expect(asked).toEqual([])
})

it('with a fault keeps its flow at the last good version, and other flows are not touched', async () => {
  const dir = folder()
  const other = `flow: other
languages: { en-GB: Polly.Amy-Neural }
start: bye
ends: []
steps: { bye: { say: Hello and goodbye., goal: greeted, then: hang up } }
`
  writeFileSync(join(dir, 'other.yaml'), other)
  const { library } = await makeRuntime({ flowsDir: dir })
  const before = library.current('default', 'table')?.version
  const prices = join(dir, 'tables', 'prices.csv')
  for (const bad of ['zone,weight,fee,days\ninner,1,much,1\n', Buffer.of(0xc3, 0xee), '"zone']) {
    writeFileSync(prices, bad)
    writeFileSync(join(dir, 'other.yaml'), other.replace('Hello', `Hello ${String(bad).length}`))
    const was = library.current('default', 'other')?.version
    await library.reload()
    expect(library.current('default', 'table')?.version).toBe(before)
    expect(library.current('default', 'other')?.version).not.toBe(was)
    expect(library.problems().map(({ file }) => file)).toContain('tables/prices.csv')
  }
  writeFileSync(prices, ok('tables/prices.csv').replace('4.50', '5.00'))
  await library.reload()
  expect(library.problems()).toEqual([])
  expect(library.current('default', 'table')?.version).not.toBe(before)
})
