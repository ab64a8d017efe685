// The server under test, hearing by media stream: tells when Twilio would be told to go on, and
// what it costs.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { pino } from 'pino'
import { makeApp } from '../../src/app.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import { openLibrary } from '../../src/world/library.ts'
import { makeMetrics } from '../../src/world/metrics.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { makeGoogle } from '../../src/speech/google.ts'
import type { Recogniser } from '../../src/speech/recogniser.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { takeSockets } from '../../src/twilio/sockets.ts'
import { twilioRoutes } from '../../src/twilio/webhooks.ts'
import { readStamp } from './frame.ts'
import { makeLateness } from './lateness.ts'

const [, , file = '', publicUrl = '', token = '', flowsDir = '', endpoint = ''] = process.argv
const store = openSqlite({ file })
await store.migrate()
const lateness = makeLateness()
/** The recogniser, with a note of how late each frame comes to it. */
function timed({ listen, ...rest }: Recogniser): Recogniser {
  return {
    ...rest,
    listen(wanted, on) {
      const ear = listen(wanted, on)
      return {
        ...ear,
        write(audio) {
          const now = performance.timeOrigin + performance.now()
          for (let at = 0; at + 160 <= audio.length; at += 160)
            lateness.note(now - readStamp(audio, at).at)
          ear.write(audio)
        },
      }
    },
  }
}
const runtime: Runtime = {
  config: readConfig({ TWILIO_AUTH_TOKEN: token, PUBLIC_URL: publicUrl, FLOWS_DIR: flowsDir }),
  log: pino({ level: 'fatal' }),
  store,
  library: await openLibrary(flowsDir, { store, secret: () => undefined }),
  metrics: makeMetrics(),
  now: Date.now,
  lookup: (effect) =>
    Promise.resolve({ type: 'failed', key: effect.key, at: Date.now(), reason: 'none' }),
  send: () => Promise.resolve(),
  ...idleParts(Date.now),
  recogniser: timed(makeGoogle({ endpoint })),
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
const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
process.on('message', (message) => {
  if (message === 'count') {
    const { user, system } = process.cpuUsage()
    process.send?.({
      ...lateness.take(),
      cpu: (user + system) / 1000,
      loop: delay.percentile(99) / 1e6 - 5,
    })
    delay.reset()
  }
  if (message !== 'usage') return
  // twice: what the first round leaves to finalizers goes in the second
  global.gc?.()
  setTimeout(() => {
    global.gc?.()
    const { rss, heapUsed, external } = process.memoryUsage()
    process.send?.({ rss, used: heapUsed + external })
  }, 300)
})
