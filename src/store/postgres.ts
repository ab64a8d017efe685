// The store for more than one machine: PostgreSQL by pg, a batch of turns in a few statements.
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { groupCommits, type Outcome } from './group.ts'
import { done, listOfDone, missing } from './migrations.ts'
import { storeOn } from './queries.ts'
import { callRow, handoffRow, sessionOf, turnRow } from './rows.ts'
import type { Schema } from './schema.ts'
import { sealing } from './sealing.ts'
import type { Commit, Store } from './store.ts'

const MIGRATION_LOCK = 7_231_041
const INT8 = 20

const callTypes = { call_id: 'text', tenant: 'text', flow: 'text', version: 'text', status: 'text', practice: 'int', caller: 'text', started_at: 'bigint', at: 'bigint', seq: 'int', session: 'text' } as const
const turnTypes = { call_id: 'text', seq: 'int', tenant: 'text', answers: 'int', at: 'bigint', inputs: 'text', events: 'text', reply: 'text' } as const

const names = (types: object) => Object.keys(types).join(', ')
const unnested = (types: object, from: number) => `unnest(${Object.values(types).map((type, index) => `$${from + index}::${type}[]`).join(', ')})`
const columns = <T extends object>(rows: T[], types: { [K in keyof T]: string }) => Object.keys(types).map((name) => rows.map((row) => row[name as keyof T]))

// rows are locked in the order of their ids, so that two nodes never wait for each other in a ring
const updateCalls = `with given as (select * from ${unnested({ call_id: 'text', was: 'int', status: 'text', at: 'bigint', seq: 'int', session: 'text' }, 1)} as g (call_id, was, status, at, seq, session)),
locked as (select c.call_id from calls c join given g on c.call_id = g.call_id and c.seq = g.was order by c.call_id for update of c)
update calls c set status = g.status, at = g.at, seq = g.seq, session = g.session from given g, locked l where c.call_id = g.call_id and l.call_id = c.call_id and c.seq = g.was returning c.call_id`
const insertCalls = `insert into calls (${names(callTypes)}) select * from ${unnested(callTypes, 1)} as g (${names(callTypes)}) order by call_id on conflict (call_id) do nothing returning call_id`
const insertTurns = `insert into turns (${names(turnTypes)}) select * from ${unnested(turnTypes, 1)}`
const upsertHandoff = 'insert into handoffs (id, call_id, tenant, desk, status, person, body) values ($1, $2, $3, $4, $5, $6, $7) on conflict (id) do update set status = excluded.status, person = excluded.person, body = excluded.body'

/** `url` is a postgres:// address. Rejections come with each use, not here. */
export function openPostgres({ url, key, connections = 8 }: { url: string; key?: Buffer; connections?: number }): Store {
  const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')) }
  const pool = new pg.Pool({ connectionString: url, max: connections, types: types as never, connectionTimeoutMillis: 3000, application_name: 'callflow' })
  // an idle connection that breaks is replaced by the next use
  pool.on('error', () => undefined)
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  const seals = sealing(key)
  let open = true

  async function writeAll(batch: Commit[]): Promise<(Outcome | Error)[]> {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query('begin')
      const outcomes = await write(client, batch)
      await client.query('commit')
      return outcomes
    } catch (error) {
      broken = error instanceof Error ? error : new Error(String(error))
      await client.query('rollback').catch(() => undefined)
      if (batch.length === 1) return [broken]
    } finally {
      client.release()
    }
    // one bad turn must not spoil the others: each on its own
    const outcomes: (Outcome | Error)[] = []
    for (const turn of batch) outcomes.push(...(await writeAll([turn])))
    return outcomes
  }

  async function write(client: pg.PoolClient, batch: Commit[]): Promise<Outcome[]> {
    const rows = batch.map((turn) => ({ was: turn.was, ...callRow(turn, seals) }))
    const fresh = rows.filter(({ was }) => was < 0)
    const known = rows.filter(({ was }) => was >= 0)
    const kept = new Set<string>()
    const ask = async (name: string, text: string, values: unknown[]): Promise<void> => {
      const { rows: done } = await client.query<{ call_id: string }>({ name, text, values })
      for (const { call_id } of done) kept.add(call_id)
    }
    if (known.length > 0) await ask('update calls', updateCalls, [known.map((row) => row.call_id), known.map((row) => row.was), known.map((row) => row.status), known.map((row) => row.at), known.map((row) => row.seq), known.map((row) => row.session)])
    if (fresh.length > 0) await ask('insert calls', insertCalls, columns<Schema['calls']>(fresh, callTypes))
    const written = batch.filter(({ session }) => kept.has(session.callId))
    if (written.length > 0) await client.query({ name: 'insert turns', text: insertTurns, values: columns<Schema['turns']>(written.map((turn) => turnRow(turn, seals)), turnTypes) })
    for (const { handoffs, notices, work, session, sealed } of written) {
      for (const handoff of handoffs) await client.query(upsertHandoff, Object.values(inOrder(handoffRow(handoff, sealed, seals))))
      for (const notice of notices) await client.query('insert into outbox (key, tenant, call_id, attempts, due_at, notice) values ($1, $2, $3, 0, $4, $5) on conflict (key) do nothing', [notice.key, session.tenant, session.callId, session.at, sealed ? seals.mustSeal(JSON.stringify(notice)) : JSON.stringify(notice)])
      if (work) await client.query('insert into work (call_id, key, tenant, lease_until) values ($1, $2, $3, $4) on conflict do nothing', [session.callId, work.key, session.tenant, work.leaseUntil])
    }
    return batch.map(({ session }) => (kept.has(session.callId) ? 'committed' : 'stale'))
  }

  return storeOn(db, {
    async migrate() {
      const client = await pool.connect()
      try {
        await client.query('begin')
        await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK])
        await client.query(listOfDone)
        const { rows } = await client.query<{ number: number }>(done)
        for (const statement of missing(rows.map(({ number }) => number), db.schema, 'bigserial')) await client.query(statement)
        await client.query('commit')
      } catch (error) {
        await client.query('rollback')
        throw error
      } finally {
        client.release()
      }
    },
    async loadCall(callId) {
      const { rows } = await pool.query<{ session: string }>({ name: 'load call', text: 'select session from calls where call_id = $1', values: [callId] })
      return rows[0] && sessionOf(rows[0].session, seals)
    },
    async replyTo(callId, answers) {
      const { rows } = await pool.query<{ reply: string | null }>({ name: 'reply to', text: 'select reply from turns where call_id = $1 and answers = $2 order by seq limit 1', values: [callId, answers] })
      return rows[0]?.reply == null ? undefined : seals.open(rows[0].reply)
    },
    commit: groupCommits(writeAll),
    async close() {
      if (!open) return
      await db.destroy()
      if (!pool.ended) await pool.end()
      open = false
    },
  }, seals)
}

const inOrder = ({ id, call_id, tenant, desk, status, person, body }: Schema['handoffs']) => ({ id, call_id, tenant, desk, status, person, body })
