// A Runtime for tests: real store, real library, real turns; the clock and the lookups are the
// test's.
import { isAbsolute } from 'node:path'
import pino from 'pino'
import type { Input } from '../../src/call/input.ts'
import type { Effect, Notice } from '../../src/call/event.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import { openLibrary, type Library } from '../../src/world/library.ts'
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
    library: await readOnce(flowsDir, store),
    metrics: makeMetrics(),
    now,
    lookup: lookup ?? failed,
    send: send ?? (async () => undefined),
    ...idleParts(now),
  }
}

const read = new Map<string, Promise<Library>>()

/** What lies in the repository changes under no test, so it is read and compiled once for all
 * tests of a file; a folder that a test made is its own. */
export async function readOnce(flowsDir: string, store: Store): Promise<Library> {
  const open = (from: Pick<Store, 'loadVersion'>): Promise<Library> =>
    openLibrary(flowsDir, { store: from, secret: () => undefined })
  if (isAbsolute(flowsDir)) return open(store)
  const opening = read.get(flowsDir) ?? open({ loadVersion: async () => undefined })
  read.set(flowsDir, opening)
  const shared = await opening
  return {
    ...shared,
    machine: (version) =>
      shared.machine(version).catch(async () => (await open(store)).machine(version)),
  }
}
