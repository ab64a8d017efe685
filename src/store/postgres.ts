// The store for more than one machine: PostgreSQL by pg, a batch of turns in one statement and so
// one round trip.
import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { groupCommits, type Written } from './group-commit.ts'
import { done, listOfDone, missing } from './migrations.ts'
import { storeOn } from './queries.ts'
import { sessionOf } from './rows.ts'
import type { Schema } from './schema.ts'
import { sealing } from './sealing.ts'
import type { Commit, Store } from './store.ts'
import { turnsStatement, writable, type Writable } from './turns-statement.ts'

const MIGRATION_LOCK = 7_231_041
const INT8 = 20
/** longest wait for a statement of the hot path, ms: a caller hears silence meanwhile */
const PATIENCE = 5000
const pgTypes = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
}

/** `url` is a postgres:// address; `key` (32 bytes) seals private values. Rejections come with each
 * use, not here. */
export function openPostgres({
  url,
  key,
  connections = 8,
}: {
  url: string
  key?: Buffer
  connections?: number
}): Store {
  const seals = sealing(key)
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types: pgTypes as never,
    connectionTimeoutMillis: 3000,
    keepAlive: true,
    application_name: 'callflow',
  })
  // an idle connection that breaks is replaced by the next use
  pool.on('error', () => undefined)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })

  const ask = async <Row extends object>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<Row[]> =>
    (await pool.query<Row>({ name, text, values, query_timeout: PATIENCE } as pg.QueryConfig)).rows

  async function write(batch: Writable[]): Promise<Written> {
    const { name, text, values } = turnsStatement(batch)
    const kept = new Set(
      (await ask<{ call_id: string }>(name, text, values)).map(({ call_id }) => call_id),
    )
    return batch.map(({ call }) => (kept.has(call.call_id) ? 'committed' : 'stale'))
  }

  /** Each turn on its own; once the database is away, no more waiting for it. */
  async function writeEach(batch: Writable[]): Promise<Written> {
    const written: Written = []
    let away: Error | undefined
    for (const row of batch) {
      if (away) {
        written.push(away)
        continue
      }
      try {
        written.push(...(await write([row])))
      } catch (error) {
        const reason = asError(error)
        if (!concernsOneTurn(error)) away = reason
        written.push(reason)
      }
    }
    return written
  }

  async function writeAll(batch: Commit[]): Promise<Written> {
    const rows = batch.map((turn) => writable(turn, seals))
    const good = rows.filter((row): row is Writable => !(row instanceof Error))
    const written =
      good.length === 0
        ? []
        : await write(good).catch((error: unknown) => {
            if (!concernsOneTurn(error) || good.length === 1) throw error
            return writeEach(good)
          })
    const outcomes = written.values()
    return rows.map((row) =>
      row instanceof Error ? row : (outcomes.next().value ?? new Error('the turn was not written')),
    )
  }

  /** What `work` gives decides: anything but `false` is committed. */
  async function atomically<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
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

  const group = groupCommits(writeAll)
  let open = true

  return storeOn(
    db,
    {
      skipsLocked: true,
      without: (key) => sql<string>`(body::jsonb - ${key}::text)::text`,
      explain,
      together: (queries) =>
        atomically(async (client) => {
          for (const { sql, parameters } of queries) await client.query(sql, [...parameters])
        }),
      allOrNothing: (queries) =>
        atomically(async (client) => {
          for (const { sql, parameters } of queries)
            if (((await client.query(sql, [...parameters])).rowCount ?? 0) === 0) return false
          return true
        }),
      migrate: () =>
        atomically(async (client) => {
          await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
          await client.query(listOfDone)
          const { rows } = await client.query<{ number: number }>(done)
          for (const statement of missing(
            rows.map(({ number }) => number),
            db.schema,
            'bigserial',
          ))
            await client.query(statement)
        }),
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
    },
    seals,
  )
}

const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error))

/** Errors in data, in what a row must keep, in its size, and deadlocks: they leave the server fit
 * for the other turns. */
function concernsOneTurn(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|23|54|40)/.test(error.code ?? '')
}

/** pg's errors carry whole rows in `detail`; only the message and the code go on. */
function explain(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    const away = /^(08|28|3D|53|57)/.test(error.code ?? '')
    return new Error(
      `PostgreSQL ${away ? 'is not available' : 'refused a statement'}: ${error.message} (${error.code ?? 'no code'})`,
    )
  }
  // to an address with several hosts, Node reports each attempt and leaves the message empty
  const reason =
    error instanceof AggregateError
      ? error.errors
          .map((one: unknown) => (one instanceof Error ? one.message : String(one)))
          .join(', ')
      : error instanceof Error
        ? error.message
        : ''
  const lost =
    error instanceof Error &&
    ('syscall' in error ||
      error instanceof AggregateError ||
      /^(Connection terminated|timeout exceeded|Query read timeout|Client)/i.test(reason))
  return lost ? new Error(`PostgreSQL cannot be reached: ${reason}`, { cause: error }) : error
}
