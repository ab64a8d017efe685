// The server under test, hearing by media stream: tells when Twilio would be told to go on, and what it costs.
import { EventEmitter, once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { makeApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { openLibrary } from '../../src/library.ts'
import { makeMetrics } from '../../src/metrics.ts'
import type { Runtime } from '../../src/runtime.ts'
import { makeGoogle } from '../../src/speech/google.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { takeSockets } from '../../src/twilio/sockets.ts'
import { twilioRoutes } from '../../src/twilio/webhooks.ts'

const [, , file = '', publicUrl = '', token = '', flowsDir = '', endpoint = ''] = process.argv
const store = openSqlite({ file })
await store.migrate()
const runtime: Runtime = {
  config: readConfig({ TWILIO_AUTH_TOKEN: token, PUBLIC_URL: publicUrl, FLOWS_DIR: flowsDir }),
  log: pino({ level: 'fatal' }),
  store,
  library: await openLibrary(flowsDir, { store, secret: () => undefined }),
  metrics: makeMetrics(),
  now: Date.now,
  lookup: (effect) => Promise.resolve({ type: 'failed', key: effect.key, at: Date.now(), reason: 'none' }),
  send: () => Promise.resolve(),
  live: new EventEmitter().setMaxListeners(0),
  recogniser: makeGoogle({ endpoint }),
  // what is measured here is each turn, also with a recogniser that fails on purpose
  breaker: { closed: () => true, worked: () => undefined, failed: () => undefined },
  redirect(call, to) {
    process.send?.({ call, to, at: performance.timeOrigin + performance.now() })
    return Promise.resolve()
  },
}
const { router, take } = twilioRoutes(runtime)
const server = createServer(makeApp(runtime, undefined, router))
takeSockets(server, runtime, take)
server.listen(0, '127.0.0.1')
await once(server, 'listening')
process.send?.({ port: (server.address() as AddressInfo).port })
process.on('message', (message) => {
  if (message !== 'usage') return
  global.gc?.()
  const { user, system } = process.cpuUsage()
  setTimeout(() => { global.gc?.(); const { rss, heapUsed, external } = process.memoryUsage(); process.send?.({ rss, used: heapUsed + external, cpu: (user + system) / 1000 }) }, 300)
})
