// The shipped flows on a real runtime with a store of its own, on an ephemeral port, at a moment of
// our choice.
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { makeApp } from '../../src/app.ts'
import { operatorsOf } from '../../src/cli/serve-desk.ts'
import { takeMicrophones } from '../../src/practice/microphone-socket.ts'
import { practiceLegs } from '../../src/practice/practice-legs.ts'
import { idleParts } from '../../src/world/idle.ts'
import { readConfig } from '../../src/world/config.ts'
import type { Operator } from '../../src/desk/operator.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { openDesk } from '../../src/dispatch/open-desk.ts'
import { askLookup } from '../../src/world/lookup.ts'
import { makeMetrics } from '../../src/world/metrics.ts'
import type { Runtime } from '../../src/world/runtime.ts'
import { readOnce, type TestRuntime } from '../world/runtime.ts'
import { openSqlite } from '../../src/store/sqlite.ts'

/** A Wednesday, 11:00 in London: the reception is open. */
export const openHour = Date.UTC(2026, 4, 13, 10)
/** The Sunday after, 11:00. */
export const closedHour = Date.UTC(2026, 4, 17, 10)

export type Served = {
  runtime: TestRuntime
  origin: string
  logged: string[]
  close: () => Promise<void>
}

type Options = {
  env?: NodeJS.ProcessEnv
  at?: number
  flows?: string
  lookup?: Runtime['lookup']
  recogniser?: Runtime['recogniser']
  later?: () => number
  /** who may sign on at the desk; by default the accounts of the store */ operators?: Operator[]
  /** instead of the practice desk */ makeDesk?: (runtime: Runtime) => Desk
}

/** Practice mode unless `env` says otherwise. The clock starts at `at` and goes on; `later` is how
 * far the test has put it forward. */
export async function servePractice({
  env = {},
  at = openHour,
  flows = 'flows',
  lookup,
  recogniser,
  later = () => 0,
  operators,
  makeDesk = (of) =>
    openDesk(of, {
      operators: operators ? () => Promise.resolve(operators) : operatorsOf(of),
      legs: practiceLegs(() => of),
      every: 100,
    }),
}: Options = {}): Promise<Served> {
  const dir = await mkdtemp(join(tmpdir(), 'callflow-console-'))
  const begun = Date.now()
  const now = (): number => at + Date.now() - begun + later()
  const logged: string[] = []
  const store = openSqlite({ file: join(dir, 'calls.db'), key: Buffer.alloc(32, 7) })
  await store.migrate()
  const library = await readOnce(flows, store)
  const runtime: TestRuntime = {
    config: readConfig(env),
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    store,
    library,
    metrics: makeMetrics(),
    now,
    lookup:
      lookup ??
      ((effect, company) => askLookup(effect, library.lookup(company, effect.lookup), now)),
    send: () => Promise.resolve(),
    ...idleParts(now),
    recogniser,
  }
  const desk = makeDesk(runtime)
  runtime.desk = desk
  const server = createServer(makeApp(runtime)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const microphones = takeMicrophones(server, runtime)
  const close = async (): Promise<void> => {
    await desk.close()
    microphones.close()
    server.close()
    server.closeAllConnections()
    await once(server, 'close')
    library.close()
    await store.close()
    await rm(dir, { recursive: true })
  }
  return {
    runtime,
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    logged,
    close,
  }
}
