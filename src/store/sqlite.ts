// The store in one file: libsql, in WAL mode, each commit on the disk before it counts. Nothing to
// install, nothing to run.
import { Kysely, sql, SqliteDialect, type KyselyPlugin } from 'kysely'
import type { Driver } from './driver.ts'
import { groupCommits } from './group-commit.ts'
import { done, listOfDone, nextMissing } from './migrations/index.ts'
import { sessionOf } from './rows.ts'
import type { Schema } from './schema.ts'
import { sealing } from './sealing.ts'
import { describeFault, openFile, type SqliteFile } from './sqlite-file.ts'
import { writeTurns } from './sqlite-turns.ts'
import { storeOn } from './store-on.ts'
import type { Store } from './store.ts'
import { openWriteAhead, type WriteAhead } from './write-ahead.ts'

/** `file` may be `:memory:`. `key` (32 bytes) seals private values. Throws when the file cannot be
 * opened. */
export function openSqlite({ file: path, key }: { file: string; key?: Buffer }): Store {
  const seals = sealing(key)
  const file = openFile(path)
  const log = path === ':memory:' ? undefined : openWriteAhead(path)
  const { prepare } = file
  const db = new Kysely<Schema>({
    dialect: new SqliteDialect({ database: { prepare, close: () => undefined } as never }),
    plugins: log ? [durable(log)] : [],
  })
  const group = groupCommits(async (batch) => {
    const written = writeTurns(file, batch, seals)
    await log?.synced()
    return written
  })
  let open = true
  const driver: Driver = {
    ...transactionsOn(file, log),
    skipsLocked: false,
    without: (key) => sql<string>`json_remove(body, ${`$.${key}`})`,
    explain: (error) => describeFault(path, error),
    migrate: () => migrate(file, db),
    async loadCall(callId) {
      const row = file.get<{ session: string }>('select session from calls where call_id = ?', [
        callId,
      ])
      return row && sessionOf(row.session, seals)
    },
    async replyTo(callId, answers) {
      const row = file.get<{ reply: string | null }>(
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
      file.close()
    },
  }
  return storeOn(db, driver, seals)
}

const transactionsOn = (
  { run, atomically }: SqliteFile,
  log: WriteAhead | undefined,
): Pick<Driver, 'together' | 'allOrNothing'> => ({
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
})

/** One transaction for each migration, so that one that is killed loses no other. */
async function migrate({ database, atomically }: SqliteFile, { schema }: Kysely<Schema>) {
  const applyNext = (): boolean => {
    database.exec(listOfDone)
    const rows = database.prepare(done).all() as { number: number }[]
    const known = rows.map(({ number }) => number)
    const next = nextMissing(known, schema, 'integer')
    for (const statement of next ?? []) database.exec(statement)
    return next !== undefined
  }
  while (atomically(applyNext));
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
