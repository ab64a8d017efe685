// The store in one file: libsql, in WAL mode, each commit on the disk before it counts. Nothing to
// install, nothing to run.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely, sql, SqliteDialect, type KyselyPlugin } from 'kysely'
import Database from 'libsql'
import { contactRow } from './desk-rows.ts'
import { groupCommits, type Outcome, type Written } from './group-commit.ts'
import { done, listOfDone, missing } from './migrations.ts'
import { storeOn } from './queries.ts'
import { callRow, handoffRow, messageRow, noticeRow, sessionOf, turnRow } from './rows.ts'
import type { Schema } from './schema.ts'
import { sealing } from './sealing.ts'
import type { Commit, Store } from './store.ts'
import { openWriteAhead, type WriteAhead } from './write-ahead.ts'

/** What is wrong with the file itself, by the beginning of libsql's code or, where it is synced, of
 * the system's: no turn is to blame for it. */
const faults: Record<string, string> = {
  SQLITE_BUSY: 'has been held by another process for more than five seconds',
  SQLITE_LOCKED: 'is locked by another use of it',
  SQLITE_CORRUPT: 'is damaged: restore it from a copy',
  SQLITE_NOTADB: 'is not a database of ours, or is damaged: restore it from a copy',
  SQLITE_CANTOPEN: 'cannot be opened: look at the folder and its permissions',
  SQLITE_READONLY: 'cannot be written: look at its permissions',
  SQLITE_FULL: 'cannot grow: the disk is full',
  SQLITE_IOERR: 'cannot be read or written: the disk reports an error',
  EIO: 'cannot be brought to the disk, which reports an error',
  ENOSPC: 'cannot be brought to the disk, which is full',
}

const insertCall =
  'insert into calls (call_id, tenant, flow, version, status, practice, caller, started_at, at, seq, session) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (call_id) do nothing'
const updateCall =
  'update calls set status = ?, at = ?, seq = ?, session = ?, erased = 0 where call_id = ? and seq = ?'
const insertTurn =
  'insert into turns (call_id, seq, tenant, answers, at, inputs, events, reply) values (?, ?, ?, ?, ?, ?, ?, ?)'
const upsertHandoff =
  'insert into handoffs (id, call_id, tenant, desk, status, person, body) values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set status = excluded.status, person = excluded.person, body = excluded.body'
const insertNotice =
  'insert into outbox (key, tenant, call_id, attempts, due_at, notice) values (?, ?, ?, 0, ?, ?) on conflict (key) do nothing'
const insertWork =
  'insert into work (call_id, key, tenant, lease_until) values (?, ?, ?, ?) on conflict (call_id, key) do nothing'
const insertContact =
  'insert into contacts (id, call_id, tenant, desk, status, seq, caller, operator, enqueued_at, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do nothing'
const insertMessage =
  'insert into messages (recording, call_id, tenant, desk, language, sealed, at, due_at) values (?, ?, ?, ?, ?, ?, ?, ?) on conflict (recording) do nothing'

/** `file` may be `:memory:`. `key` (32 bytes) seals private values. Throws when the file cannot be
 * opened. */
export function openSqlite({ file, key }: { file: string; key?: Buffer }): Store {
  const seals = sealing(key)
  const database = opened(file)
  // libsql frees a statement only when the event loop turns, so each text is prepared once
  const statements = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const known = statements.get(text)
    if (known) return known
    const made = database.prepare(text)
    statements.set(text, made)
    return made
  }
  const log = file === ':memory:' ? undefined : openWriteAhead(file)
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: { prepare, close: () => undefined } as never }),
    plugins: log ? [durable(log)] : [],
  })
  const run = (text: string, values: readonly unknown[] = []): number =>
    prepare(text).run(values).changes
  const get = <T>(text: string, values: readonly unknown[]): T | undefined =>
    prepare(text).get(values) as T | undefined

  function atomically<T>(work: () => T): T {
    run('begin immediate')
    try {
      const result = work()
      run('commit')
      return result
    } catch (error) {
      // some errors have ended the transaction already
      if (database.inTransaction) run('rollback')
      throw error
    }
  }

  function write(turn: Commit): Outcome {
    const call = callRow(turn, seals)
    const kept =
      turn.was < 0
        ? run(insertCall, [
            call.call_id,
            call.tenant,
            call.flow,
            call.version,
            call.status,
            call.practice,
            call.caller,
            call.started_at,
            call.at,
            call.seq,
            call.session,
          ])
        : run(updateCall, [call.status, call.at, call.seq, call.session, call.call_id, turn.was])
    if (kept === 0) return 'stale'
    const logged = turnRow(turn, seals)
    run(insertTurn, [
      logged.call_id,
      logged.seq,
      logged.tenant,
      logged.answers,
      logged.at,
      logged.inputs,
      logged.events,
      logged.reply,
    ])
    for (const handoff of turn.handoffs) {
      const row = handoffRow(handoff, turn, seals)
      run(upsertHandoff, [
        row.id,
        row.call_id,
        row.tenant,
        row.desk,
        row.status,
        row.person,
        row.body,
      ])
    }
    for (const notice of turn.notices) {
      const row = noticeRow(notice, turn, seals)
      run(insertNotice, [row.key, row.tenant, row.call_id, row.due_at, row.notice])
    }
    if (turn.work) run(insertWork, [call.call_id, turn.work.key, call.tenant, turn.work.leaseUntil])
    for (const message of turn.messages ?? []) {
      const row = messageRow(message, turn)
      run(insertMessage, [
        row.recording,
        row.call_id,
        row.tenant,
        row.desk,
        row.language,
        row.sealed,
        row.at,
        row.due_at,
      ])
    }
    for (const contact of turn.contacts ?? []) {
      const row = contactRow(contact)
      run(insertContact, [
        row.id,
        row.call_id,
        row.tenant,
        row.desk,
        row.status,
        row.seq,
        row.caller,
        row.operator,
        row.enqueued_at,
        row.body,
      ])
    }
    return 'committed'
  }

  function writeAlone(turn: Commit): Outcome | Error {
    run('savepoint one')
    try {
      const outcome = write(turn)
      run('release one')
      return outcome
    } catch (error) {
      run('rollback to one')
      run('release one')
      return error instanceof Error ? error : new Error(String(error))
    }
  }

  /** One transaction for all; savepoints, so that a turn is undone alone, only once one of them has
   * failed. */
  function writeAll(batch: Commit[]): Written {
    try {
      return atomically(() => batch.map(write))
    } catch (error) {
      if (batch.length === 1 || faultOf(error)) throw error
      return atomically(() => batch.map(writeAlone))
    }
  }

  const group = groupCommits(async (batch) => {
    const written = writeAll(batch)
    await log?.synced()
    return written
  })
  let open = true

  return storeOn(
    db,
    {
      skipsLocked: false,
      without: (key) => sql<string>`json_remove(body, ${`$.${key}`})`,
      explain: (error) => explained(file, error),
      async together(queries) {
        atomically(() => {
          for (const { sql, parameters } of queries) run(sql, parameters)
        })
        await log?.synced()
      },
      async allOrNothing(queries) {
        const changed = atomically(() => {
          run('savepoint one')
          const all = queries.every(({ sql, parameters }) => run(sql, parameters) > 0)
          if (!all) run('rollback to one')
          run('release one')
          return all
        })
        if (changed) await log?.synced()
        return changed
      },
      async migrate() {
        atomically(() => {
          database.exec(listOfDone)
          const known = database.prepare(done).all() as { number: number }[]
          for (const statement of missing(
            known.map(({ number }) => number),
            db.schema,
            'integer',
          ))
            database.exec(statement)
        })
      },
      async loadCall(callId) {
        const row = get<{ session: string }>('select session from calls where call_id = ?', [
          callId,
        ])
        return row && sessionOf(row.session, seals)
      },
      async replyTo(callId, answers) {
        const row = get<{ reply: string | null }>(
          'select reply from turns where call_id = ? and answers = ? order by seq limit 1',
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
        await log?.close()
        statements.clear()
        database.close()
      },
    },
    seals,
  )
}

/** What a query has changed is on the disk before it is answered. */
function durable(log: WriteAhead): KyselyPlugin {
  const changes = new WeakSet<object>()
  return {
    transformQuery({ node, queryId }) {
      if (node.kind !== 'SelectQueryNode') changes.add(queryId)
      return node
    },
    async transformResult({ result, queryId }) {
      if (changes.has(queryId)) await log.synced()
      return result
    },
  }
}

/** The change of a new file to WAL waits for nobody, so processes that start together try until one
 * has done it. At most about 5 s. */
function inWal(database: Database.Database): void {
  for (let tries = 1; ; tries++) {
    try {
      database.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (tries >= 250 || !(error instanceof Error && /locked|busy/i.test(error.message)))
        throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

function opened(file: string): Database.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    const database = new Database(file)
    // first: two processes that start together both want the next one
    database.pragma('busy_timeout = 5000')
    inWal(database)
    // durable by `synced`; SQLite works the log in by itself only where nobody else did for long
    // (pages)
    database.pragma('synchronous = NORMAL')
    database.pragma('wal_autocheckpoint = 16000')
    database.pragma('cache_size = -65536')
    return database
  } catch (error) {
    throw explained(file, error)
  }
}

function faultOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return Object.entries(faults).find(([name]) => code.startsWith(name))?.[1]
}

function explained(file: string, error: unknown): unknown {
  const fault = faultOf(error)
  return fault === undefined ? error : new Error(`the database ${file} ${fault}`, { cause: error })
}
