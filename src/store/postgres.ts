// The store for more than one machine: PostgreSQL by pg, a batch of turns in one statement and so
// one round trip.
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { SECOND } from '../flow/text/duration.ts'
import type { Driver } from './driver.ts'
import { groupCommits } from './group-commit.ts'
import { done, listOfDone, nextMissing } from './migrations/index.ts'
import { asError, explain } from './postgres-errors.ts'
import { writeTurns, type Ask } from './postgres-turns.ts'
import { sessionOf } from './rows.ts'
import type { Schema } from './schema.ts'
import { sealing } from './sealing.ts'
import { storeOn } from './store-on.ts'
import type { Store } from './store.ts'

const MIGRATION_LOCK = 7_231_041
const INT8 = 20
/** Longest wait for a statement of the hot path, ms: a caller hears silence meanwhile. */
const PATIENCE = 5 * SECOND
/** Longest wait for a connection, ms. */
const CONNECTS = 3 * SECOND
const CONNECTIONS = 8
const pgTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

type Options = { url: string; key?: Buffer; connections?: number }

/** `url` is a postgres:// address; `key` (32 bytes) seals private values. Rejections come with each
 * use, not here. */
export function openPostgres({ url, key, connections = CONNECTIONS }: Options): Store {
  const seals = sealing(key)
  const pool = openPool(url, connections)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const ask: Ask = async <Row extends object>(name: string, text: string, values: unknown[]) =>
    (await pool.query<Row>({ name, text, values, query_timeout: PATIENCE } as pg.QueryConfig)).rows
  const group = groupCommits((batch) => writeTurns(ask, batch, seals))
  let open = true
  const driver: Driver = {
    ...transactionsOn(pool),
    skipsLocked: true,
    without: (key) => sql<string>`(body::jsonb - ${key}::text)::text`,
    explain,
    migrate: () => migrate(pool, db),
    async loadCall(callId) {
      const [row] = await ask<{ session: string }>(
        'load call',
        'select session from calls where call_id = $1',
        [callId],
      )
      return row && sessionOf(row.session, seals)
    },
    async replyTo(callId, answers) {
      const [row] = await ask<{ reply: string | null }>(
        'reply to',
        'select reply from turns where call_id = $1 and answers = $2 order by seq limit 1',
        [callId, answers],
      )
      return row?.reply == null ? undefined : seals.open(row.reply)
    },
    commit: group.commit,
    async close() {
      if (!open) return
      open = false
      await group.settled()
      await db.destroy()
      if (!pool.ended) await pool.end()
    },
  }
  return storeOn(db, driver, seals)
}

function openPool(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: pgTypes as never,
    connectionTimeoutMillis: CONNECTS,
    keepAlive: true,
    application_name: 'callflow',
  })
  // an idle connection that breaks is replaced by the next use
  pool.on('error', () => undefined)
  return pool
}

const transactionsOn = (pool: pg.Pool): Pick<Driver, 'together' | 'allOrNothing'> => ({
  together: (queries) =>
    atomically(pool, async (client) => {
      for (const { sql, parameters } of queries) await client.query(sql, [...parameters])
    }),
  allOrNothing: (queries) =>
    atomically(pool, async (client) => {
      for (const { sql, parameters } of queries)
        if (((await client.query(sql, [...parameters])).rowCount ?? 0) === 0) return false
      return true
    }),
})

/** One transaction for each migration, so that one that is killed loses no other. */
async function migrate(pool: pg.Pool, { schema }: Kysely<Schema>): Promise<void> {
  const applyNext = async (client: pg.PoolClient): Promise<{ more: boolean }> => {
    await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
    await client.query(listOfDone)
    const { rows } = await client.query<{ number: number }>(done)
    const known = rows.map(({ number }) => number)
    const next = nextMissing(known, schema, 'bigserial')
    for (const statement of next ?? []) await client.query(statement)
    return { more: next !== undefined }
  }
  while ((await atomically(pool, applyNext)).more);
}

/** What `work` gives decides: anything but `false` is committed. */
async function atomically<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let failed: Error | undefined
  try {
    await client.query('begin')
    const result = await work(client)
    await client.query(result === false ? 'rollback' : 'commit')
    return result
  } catch (error) {
    failed = asError(error)
    throw error
  } finally {
    // a connection that failed is closed, which undoes what it had begun
    client.release(failed)
  }
}
