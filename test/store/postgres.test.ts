// The conformance suite on a real PostgreSQL.
import { afterAll, describe, it } from 'vitest'
import pg from 'pg'
import { openPostgres } from '../../src/store/postgres.ts'
import { testStore } from './conformance.ts'
import { startPostgres } from './postgres-server.ts'

const server = await startPostgres()

if (typeof server === 'string') describe.skip(`the PostgreSQL store (${server})`, () => { it('is not tested here', () => undefined) })
else {
  let url = ''
  afterAll(() => server.stop())
  testStore('PostgreSQL', {
    async fresh() { url = await server.database() },
    open: (key) => openPostgres({ url, key, connections: 3 }),
    async raw() {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      const tables = ['calls', 'turns', 'handoffs', 'outbox', 'work']
      const all: unknown[] = []
      for (const table of tables) all.push((await client.query(`select * from ${table}`)).rows)
      await client.end()
      return JSON.stringify(all)
    },
  })
}
