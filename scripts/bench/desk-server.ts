// The practice server of the desk's figures: the real app, desk and store in a process of its own,
// by the clock on the wall or by that of who started it.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { makeApp } from '../../src/app.ts'
import { operatorsOf } from '../../src/cli/serve-desk.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import { practiceLegs } from '../../src/practice/practice-legs.ts'
import { openDesk } from '../../src/dispatch/open-desk.ts'
import { openLibrary } from '../../src/world/library.ts'
import { makeMetrics } from '../../src/world/metrics.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { keepSweeping } from '../../src/jobs/sweep.ts'

/** `every`: how often the desk looks by itself, real ms. With `at`, UTC ms, it is that time until a
 * message tells a later one; without it, the wall's. */
export type DeskServer = { file: string; flows: string; port: number; every: number; at?: number }
export type TimeTold = { at: number }

const { file, flows, port, every, at } = JSON.parse(process.argv[2] ?? '') as DeskServer
let told = at
process.on('message', (message: TimeTold) => {
  told = message.at
})
const store = openSqlite({ file })
await store.migrate()
const now = (): number => told ?? Date.now()
const parts = {
  config: readConfig({ FLOWS_DIR: flows }),
  // what went wrong is read by who started this
  log: pino({ level: 'error' }, pino.destination(2)),
  store,
  library: await openLibrary(flows, { store, secret: () => undefined }),
  metrics: makeMetrics(),
  now,
  lookup: ({ key }: { key: string }) =>
    Promise.resolve({ type: 'failed' as const, key, at: now(), reason: 'none' }),
  send: () => Promise.resolve(),
  ...idleParts(now),
}
const runtime: Runtime = {
  ...parts,
  desk: openDesk(parts, {
    operators: operatorsOf(parts),
    legs: practiceLegs(() => runtime),
    every,
  }),
}
for (const { range, message } of runtime.library.problems())
  process.stderr.write(`${range.file}:${range.line}: ${message}\n`)
keepSweeping(runtime, undefined, every)
const server = createServer(makeApp(runtime)).listen(port, '127.0.0.1')
await once(server, 'listening')
process.send?.({ port: (server.address() as AddressInfo).port })
// it never outlives who started it
process.on('disconnect', () => process.exit(0))
