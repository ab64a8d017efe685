// A store made by an earlier program: it is brought over, what it holds is found and goes on; and a
// store of a later program is refused.
import Database from 'libsql'
import { describe, expect, it } from 'vitest'
import { endingOf } from '../../src/call/outcome.ts'
import { replay } from '../../src/call/replay.ts'
import { storedVersion } from '../../src/cli/replay.ts'
import { fillSlice } from '../../src/jobs/sweep.ts'
import { databaseFile, fixtureKey } from '../fixtures/stored.ts'
import { commitOf } from './commits.ts'
import type { Database as Tested } from './conformance.ts'
import { upTo } from './notices-conformance.ts'

/** The last migration of the version that wrote the fixture. */
const THEN = 6
const key = Buffer.from(fixtureKey, 'base64')

const literal = (value: unknown): string => {
  if (value === null) return 'null'
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`
}

/** The rows of the fixture's calls as statements that any database takes. */
function rowsThen(): string[] {
  const file = new Database(databaseFile, { readonly: true })
  try {
    return ['versions', 'calls', 'turns', 'handoffs', 'contacts'].flatMap((table) =>
      (file.prepare(`select * from ${table}`).all() as Record<string, unknown>[]).map(
        (row) =>
          `insert into ${table} (${Object.keys(row).join(', ')}) values (${Object.values(row).map(literal).join(', ')})`,
      ),
    )
  } finally {
    file.close()
  }
}

export function testUpgrade(
  name: string,
  database: Tested,
  run: (place: string, statement: string) => Promise<unknown>,
): void {
  describe(`the ${name} store of an earlier program`, () => {
    it('is brought over: calls replay, are found by how they ended, and go on', async () => {
      const place = await database.place()
      for (const statement of [...upTo(THEN, database.kind), ...rowsThen()])
        await run(place, statement)
      const store = database.open(place, key)
      try {
        await store.migrate()
        while ((await fillSlice(store, 20)) > 0);
        const calls = await store.findCalls('all', { limit: 1000 })
        expect(calls.length).toBeGreaterThan(20)
        expect(new Set(calls.map(({ outcome }) => outcome)).size).toBeGreaterThan(4)
        for (const { callId, erased, outcome, startedAt, at } of calls.filter(
          ({ erased }) => !erased,
        )) {
          const [session, turns] = [await store.loadCall(callId), await store.turns(callId)]
          if (!session) throw new Error(`${callId} is gone`)
          const { machine } = await storedVersion(store, session)
          expect(JSON.stringify(replay(machine, turns).session), callId).toBe(
            JSON.stringify(session),
          )
          const told =
            session.status === 'ended' ? endingOf({ startedAt, at }, turns).outcome : 'live'
          expect({ callId, erased, outcome }).toEqual({ callId, erased: false, outcome: told })
        }
        const live = calls.find(({ outcome }) => outcome === 'live')
        const session = await store.loadCall(live?.callId ?? '')
        if (!session) throw new Error('no call goes on')
        const { seq } = session
        const next = { ...session, seq: seq + 1, at: session.at + 1 }
        expect(await store.commit(commitOf(session.callId, seq + 1, { was: seq }, next))).toBe(
          'committed',
        )
      } finally {
        await store.close()
      }
    })

    it('of a later one is refused with a sentence that says what to do', async () => {
      const place = await database.place()
      const store = database.open(place)
      try {
        await store.migrate()
        await run(place, 'insert into migrations (number) values (999)')
        await expect(store.migrate()).rejects.toThrow(
          /brought up to date by a newer callflow \(migration 999; this one knows up to \d+\): start that version/,
        )
      } finally {
        await store.close()
      }
    })
  })
}
