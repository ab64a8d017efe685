// A Runtime for tests: real store, real library, real turns; the clock and the lookups are the
// test's.
import pino from 'pino'
import type { Input } from '../../src/call/input.ts'
import type { Effect, Notice } from '../../src/call/event.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import { openLibrary } from '../../src/world/library.ts'
import { makeMetrics } from '../../src/world/metrics.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import type { Store } from '../../src/store/store.ts'

/** A Runtime whose parts a test may exchange. */
export type TestRuntime = { -readonly [Part in keyof Runtime]: Runtime[Part] }

type Options = {
  env?: Record<string, string>
  flowsDir?: string
  store?: Store
  now?: () => number
  lookup?: (effect: Effect & { kind: 'request' }) => Promise<Input>
  send?: (notice: Notice) => Promise<void>
  logged?: string[]
}

/** Practice mode unless `env` names a token. Log lines go to `logged`. */
export async function makeRuntime({
  env = {},
  flowsDir = 'flows',
  store = openSqlite({ file: ':memory:' }),
  now = Date.now,
  lookup,
  send,
  logged = [],
}: Options = {}): Promise<TestRuntime> {
  await store.migrate()
  const failed = async (effect: Effect & { kind: 'request' }): Promise<Input> => ({
    type: 'failed',
    at: now(),
    key: effect.key,
    reason: 'no lookups in this test',
  })
  return {
    config: readConfig({ PORT: '0', ...env }),
    log: pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) }),
    store,
    library: await openLibrary(flowsDir, { store, secret: () => undefined }),
    metrics: makeMetrics(),
    now,
    lookup: lookup ?? failed,
    send: send ?? (async () => undefined),
    ...idleParts(now),
  }
}
