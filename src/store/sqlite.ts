// The store in one file: libsql, WAL, synchronous FULL. Nothing to install, nothing to run.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, SqliteDialect } from 'kysely'
import Database from 'libsql'
import { groupCommits, type Outcome } from './group.ts'
import { done, listOfDone, missing } from './migrations.ts'
import { storeOn } from './queries.ts'
import { callRow, handoffRow, sessionOf, turnRow } from './rows.ts'
import type { Schema } from './schema.ts'
import { sealing } from './sealing.ts'
import type { Commit, Store } from './store.ts'

/** `file` may be `:memory:`. `key` seals private values. Throws when the file cannot be opened. */
export function openSqlite({ file, key }: { file: string; key?: Buffer }): Store {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
  const database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = FULL')
  database.pragma('busy_timeout = 5000')
  database.pragma('cache_size = -65536')
  // libsql frees a statement only when the event loop turns, so each text is prepared once
  const statements = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const known = statements.get(text)
    if (known) return known
    const made = database.prepare(text)
    statements.set(text, made)
    return made
  }
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: { prepare, close: () => undefined } as never }) })
  const seals = sealing(key)
  let open = true
  const run = (text: string, ...values: unknown[]): number => prepare(text).run(values).changes
  const get = <T>(text: string, ...values: unknown[]): T | undefined => prepare(text).get(values) as T | undefined

  function write(turn: Commit): Outcome {
    const call = callRow(turn, seals)
    if (turn.was < 0) {
      if (run('insert or ignore into calls (call_id, tenant, flow, version, status, practice, caller, started_at, at, seq, session) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)', call.call_id, call.tenant, call.flow, call.version, call.status, call.practice, call.caller, call.started_at, call.at, call.seq, call.session) === 0) return 'stale'
    } else if (run('update calls set status = ?, at = ?, seq = ?, session = ? where call_id = ? and seq = ?', call.status, call.at, call.seq, call.session, call.call_id, turn.was) === 0) return 'stale'
    const logged = turnRow(turn, seals)
    run('insert into turns (call_id, seq, tenant, answers, at, inputs, events, reply) values (?, ?, ?, ?, ?, ?, ?, ?)', logged.call_id, logged.seq, logged.tenant, logged.answers, logged.at, logged.inputs, logged.events, logged.reply)
    for (const handoff of turn.handoffs) {
      const row = handoffRow(handoff, turn.sealed, seals)
      run('insert into handoffs (id, call_id, tenant, desk, status, person, body) values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set status = excluded.status, person = excluded.person, body = excluded.body', row.id, row.call_id, row.tenant, row.desk, row.status, row.person, row.body)
    }
    for (const notice of turn.notices) run('insert or ignore into outbox (key, tenant, call_id, attempts, due_at, notice) values (?, ?, ?, 0, ?, ?)', notice.key, call.tenant, call.call_id, call.at, turn.sealed ? seals.mustSeal(JSON.stringify(notice)) : JSON.stringify(notice))
    if (turn.work) run('insert or ignore into work (call_id, key, tenant, lease_until) values (?, ?, ?, ?)', call.call_id, turn.work.key, call.tenant, turn.work.leaseUntil)
    return 'committed'
  }

  /** One transaction for all; when one of them cannot be written, each has its own. */
  function writeAll(batch: Commit[]): (Outcome | Error)[] {
    run('begin immediate')
    try {
      const outcomes = batch.map(write)
      run('commit')
      return outcomes
    } catch (error) {
      run('rollback')
      return batch.length === 1 ? [error instanceof Error ? error : new Error(String(error))] : batch.flatMap((turn) => writeAll([turn]))
    }
  }

  return storeOn(db, {
    async migrate() {
      database.exec('begin immediate')
      try {
        database.exec(listOfDone)
        const known = database.prepare(done).all() as { number: number }[]
        for (const statement of missing(known.map(({ number }) => number), db.schema, 'integer')) database.exec(statement)
        database.exec('commit')
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
    async loadCall(callId) {
      const row = get<{ session: string }>('select session from calls where call_id = ?', callId)
      return row && sessionOf(row.session, seals)
    },
    async replyTo(callId, answers) {
      const row = get<{ reply: string | null }>('select reply from turns where call_id = ? and answers = ? order by seq limit 1', callId, answers)
      return row?.reply == null ? undefined : seals.open(row.reply)
    },
    commit: groupCommits(async (batch) => writeAll(batch)),
    async close() {
      if (!open) return
      open = false
      await db.destroy()
      statements.clear()
      database.close()
    },
  }, seals)
}
