// The server under test: the real app, store, library and engine; told to measure its memory on
// request.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { makeApp } from '../../src/app.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import { openLibrary } from '../../src/world/library.ts'
import { makeMetrics } from '../../src/world/metrics.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

const [, , file = '', publicUrl = '', token = '', flowsDir = ''] = process.argv
const store = openSqlite({ file })
await store.migrate()
const runtime: Runtime = {
  config: readConfig({ TWILIO_AUTH_TOKEN: token, PUBLIC_URL: publicUrl, FLOWS_DIR: flowsDir }),
  log: pino({ level: 'warn' }),
  store,
  library: await openLibrary(flowsDir, { store, secret: () => undefined }),
  metrics: makeMetrics(),
  now: Date.now,
  lookup: (effect) =>
    Promise.resolve({ type: 'failed', key: effect.key, at: Date.now(), reason: 'none' }),
  send: () => Promise.resolve(),
  ...idleParts(Date.now),
}
const server = createServer(makeApp(runtime))
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.({ port: (server.address() as AddressInfo).port })
process.on('SIGINT', () => process.exit(0))
process.on('message', (message) => {
  if (message !== 'memory') return
  global.gc?.()
  setTimeout(() => {
    global.gc?.()
    process.send?.({ rss: process.memoryUsage().rss })
  }, 500)
})
