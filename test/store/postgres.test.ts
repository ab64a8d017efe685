// The conformance suite on a real PostgreSQL.
import { afterAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import { openPostgres } from '../../src/store/postgres.ts'
import { commitOf } from './commits.ts'
import { testStore, type Database } from './conformance.ts'
import { startPostgres } from './postgres-server.ts'
import { testNotices } from './notices-conformance.ts'
import { testStaff } from './staff-conformance.ts'
import { testUpgrade } from './upgrade-conformance.ts'

const server = await startPostgres()

if (typeof server === 'string') {
  console.warn(server)
  describe.skip('the PostgreSQL store', () => {
    it('is not tested here', () => undefined)
  })
} else {
  afterAll(() => server.stop())
  const postgres: Database = {
    kind: 'postgres',
    place: () => server.database(),
    open: (url, key) => openPostgres({ url, key, connections: 3 }),
    async raw(url) {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const tables = ['calls', 'turns', 'handoffs', 'outbox', 'work', 'messages', 'tries']
      const all: unknown[] = []
      for (const table of tables) all.push((await client.query(`select * from ${table}`)).rows)
      await client.end()
      return JSON.stringify(all)
    },
  }
  testStore('PostgreSQL', postgres)
  const run = async (url: string, statement: string) => {
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    try {
      return (await client.query(statement)).rows as unknown
    } finally {
      await client.end()
    }
  }
  testStaff('PostgreSQL', postgres, run)
  testNotices('PostgreSQL', postgres, run)
  testUpgrade('PostgreSQL', postgres, run)

  it('says that it cannot be reached, and goes on when it is back', async () => {
    const url = await server.database()
    const store = openPostgres({ url, connections: 2 })
    await store.migrate()
    await store.commit(commitOf('before', 1))
    const admin = new pg.Client({ connectionString: url })
    await admin.connect()
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await admin.end()
    // each of the two broken connections is found out by its next use at the latest
    for (let use = 0; use < 2; use++) await store.ping().catch(() => undefined)
    expect(await store.commit(commitOf('after', 1))).toBe('committed')
    await store.close()
    const nowhere = openPostgres({ url: 'postgres://postgres@127.0.0.1:1/none' })
    await expect(nowhere.loadCall('x')).rejects.toThrow('PostgreSQL cannot be reached')
    await expect(nowhere.commit(commitOf('x', 1))).rejects.toThrow('PostgreSQL cannot be reached')
    await nowhere.close()
  })
}
