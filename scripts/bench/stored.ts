// What a turn costs with a million calls in the store, against an empty one.
import Database from 'libsql'
import { pino } from 'pino'
import type { Input } from '../../src/call/input.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import { openLibrary } from '../../src/world/library.ts'
import { makeMetrics } from '../../src/world/metrics.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { startCall, takeTurn, type Render } from '../../src/turn/turn.ts'

const render: Render = ({ session }) => String(session.reply)
const keys = ['1', '1234', '1', '2', '2', '1', '4321', '1']

export async function runtimeOn(
  file: string,
  flowsDir: string,
  lookup: Runtime['lookup'] = ({ key }) =>
    Promise.resolve({ type: 'failed', key, at: 0, reason: '' }),
): Promise<Runtime> {
  const store = openSqlite({ file })
  await store.migrate()
  return {
    config: readConfig({}),
    log: pino({ level: 'silent' }),
    store,
    library: await openLibrary(flowsDir, { store, secret: () => undefined }),
    metrics: makeMetrics(),
    now: Date.now,
    lookup,
    send: () => Promise.resolve(),
    ...idleParts(Date.now),
  }
}

let nextCall = 0

/** A block of whole calls, several at once; ms a turn. */
export async function block(runtime: Runtime, calls: number): Promise<number> {
  const machine = runtime.library.current('default', 'bench')
  if (!machine) throw new Error('the flow is not in force')
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: calls }, async () => {
      const callId = `CAb${++nextCall}`
      await startCall(
        runtime,
        { callId, from: '+12025550143', to: '+15005550006', withheld: false, tags: [] } as never,
        { machine, line: { name: 'Bench', tenant: 'default', values: {} } },
        render,
      )
      for (const [index, pressed] of keys.entries())
        await takeTurn(
          runtime,
          { callId, answers: index + 1 },
          { type: 'keys', keys: pressed, at: Date.now() } as Input,
          render,
        )
    }),
  )
  return (performance.now() - begun) / (calls * (keys.length + 1))
}

/** Fills a database with ended calls of nine turns' size each, copied from a real one. */
export async function fill(
  file: string,
  flowsDir: string,
  count: number,
  told: (done: number) => void,
): Promise<void> {
  const runtime = await runtimeOn(file, flowsDir)
  await block(runtime, 1)
  const [sample] = await runtime.store.calls({ limit: 1 })
  const session = JSON.stringify(await runtime.store.loadCall(sample?.callId ?? ''))
  const [turn] = (await runtime.store.turns(sample?.callId ?? '')).slice(1)
  await runtime.store.close()
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const call = db.prepare(
    'insert into calls (call_id, tenant, flow, version, status, practice, caller, started_at, at, seq, session) values (?, ?, ?, ?, ?, 0, ?, ?, ?, 9, ?)',
  )
  const logged = db.prepare(
    'insert into turns (call_id, seq, tenant, answers, at, inputs, events, reply) values (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  for (let done = 0; done < count;) {
    db.exec('begin')
    for (const end = Math.min(count, done + 10_000); done < end; done++) {
      // ids as random as Twilio's, so that the index is as wide as in life
      const id = `CA${((done * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}${done.toString(16).padStart(24, '0')}`
      call.run([
        id,
        'default',
        'bench',
        'v1',
        'ended',
        '+12025550143',
        1_700_000_000_000 + done,
        1_700_000_000_000 + done,
        session,
      ])
      for (let seq = 1; seq <= 2; seq++)
        logged.run([
          id,
          seq,
          'default',
          seq - 1,
          1_700_000_000_000 + done,
          JSON.stringify(turn?.inputs),
          JSON.stringify(turn?.events),
          turn?.reply ?? '',
        ])
    }
    db.exec('commit')
    told(done)
  }
  db.pragma('wal_checkpoint(TRUNCATE)')
  db.close()
}
