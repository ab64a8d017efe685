// A callflow of its own for the stress: one machine, a real store in a temporary folder, and an
// outside that is ours.
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { idleParts } from '../world/idle.ts'
import { readConfig } from '../world/config.ts'
import type { Machine } from '../flow/machine/machine.ts'
import { slug } from '../flow/tree/option.ts'
import type { Library } from '../world/library.ts'
import { usualDesk, type DeskPeople, type Line } from '../world/lines.ts'
import { makeMetrics } from '../world/metrics.ts'
import type { Runtime } from '../world/runtime.ts'
import { openSqlite } from '../store/sqlite.ts'
import { noOperators, type DeskView } from '../desk/desk.ts'
import type { Store } from '../store/store.ts'

/** A number that belongs to nobody. */
export const NUMBER = '+15005550006'
export const PUBLIC_URL = 'https://stress.example.com'
export const TOKEN = 'nobody else knows'

export type Outside = Partial<Pick<Runtime, 'now' | 'lookup'>> & {
  values?: Record<string, string>
  /** who is rung; one person under the desk's name without it */
  desk?: (name: string) => DeskPeople
  /** operators; nobody is one without it */
  view?: DeskView
  /** puts trouble into the store */
  trouble?: (store: Store) => Store
}

export type House = { runtime: Runtime; line: Line; close(): Promise<void> }

/** Opens the store; `close` removes it. */
export async function openHouse(
  machine: Machine,
  { now = Date.now, lookup, values = {}, desk = oneAt, view, trouble = (store) => store }: Outside,
): Promise<House> {
  const folder = await mkdtemp(join(tmpdir(), 'callflow-stress-'))
  const store = openSqlite({ file: join(folder, 'calls.db'), key: randomBytes(32) })
  await store.migrate()
  const line: Line = {
    number: NUMBER,
    name: machine.flow,
    tenant: 'test',
    flow: machine.flow,
    maySendTo: [],
    people: new Map(),
    blocked: [],
    values,
  }
  const runtime: Runtime = {
    ...idleParts(now),
    config: readConfig({ TWILIO_AUTH_TOKEN: TOKEN, PUBLIC_URL }),
    log: pino({ level: 'silent' }),
    store: trouble(store),
    library: libraryOf(machine, line, desk),
    metrics: makeMetrics(),
    now,
    lookup:
      lookup ??
      ((effect) =>
        Promise.resolve({
          type: 'failed',
          at: now(),
          key: effect.key,
          reason: 'nobody answers lookups here',
        })),
    send: () => Promise.resolve(),
    // calls ask the desk for nothing else
    desk: { ...noOperators, ...view },
  }
  return {
    runtime,
    line,
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const oneAt = (name: string): DeskPeople => ({
  ...usualDesk,
  people: [{ to: `client:${slug(name) || 'desk'}` }],
})

/** Recordings are heard by their words. */
function libraryOf(machine: Machine, line: Line, desk: (name: string) => DeskPeople): Library {
  return {
    line: (number) => (number === line.number ? line : undefined),
    lines: () => [line],
    company: () => undefined,
    content: () => undefined,
    current: (_company, flow) => (flow === machine.flow ? machine : undefined),
    machine: (version) =>
      version === machine.version
        ? Promise.resolve(machine)
        : Promise.reject(new Error(`flow version ${version} is not known`)),
    desk: (_company, name) => desk(name),
    lookup: () => undefined,
    audioPath: () => undefined,
    audioFile: () => undefined,
    problems: () => [],
    reload: () => Promise.resolve(),
    close: () => undefined,
  }
}
