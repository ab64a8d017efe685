// One SQLite file: opened in WAL mode, its statements prepared once, its faults told in sentences.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'libsql'
import { SECOND } from '../flow/text/duration.ts'

/** What is wrong with the file itself, by the beginning of libsql's code or, where it is synced, of
 * the system's: no turn is to blame for it. */
const FAULTS: Record<string, string> = {
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

/** How long another process may hold the file, ms. */
const BUSY_TIMEOUT = 5 * SECOND
/** A new file is changed to WAL within `TRIES` times `PAUSE`, ms. */
const TRIES = 250
const PAUSE = 20

export type SqliteFile = {
  database: Database.Database
  prepare(text: string): Database.Statement
  /** gives how many rows were changed */
  run(text: string, values?: readonly unknown[]): number
  get<Row>(text: string, values: readonly unknown[]): Row | undefined
  /** in one transaction */
  atomically<T>(work: () => T): T
  close(): void
}

/** `file` may be `:memory:`. Throws when it cannot be opened. */
export function openFile(file: string): SqliteFile {
  const database = openDatabase(file)
  // libsql frees a statement only when the event loop turns, so each text is prepared once
  const statements = new Map<string, Database.Statement>()
  const prepare = (text: string): Database.Statement => {
    const known = statements.get(text)
    if (known) return known
    const made = database.prepare(text)
    statements.set(text, made)
    return made
  }
  const run = (text: string, values: readonly unknown[] = []): number =>
    prepare(text).run(values).changes
  return {
    database,
    prepare,
    run,
    get: <Row>(text: string, values: readonly unknown[]) =>
      prepare(text).get(values) as Row | undefined,
    atomically(work) {
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
    },
    close() {
      statements.clear()
      database.close()
    },
  }
}

function openDatabase(file: string): Database.Database {
  try {
    if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true })
    const database = new Database(file)
    // first: two processes that start together both want the next one
    database.pragma(`busy_timeout = ${BUSY_TIMEOUT}`)
    inWal(database)
    // durable by `synced`; SQLite works the log in by itself only where nobody else did for long
    // (pages)
    database.pragma('synchronous = NORMAL')
    database.pragma('wal_autocheckpoint = 16000')
    database.pragma('cache_size = -65536')
    return database
  } catch (error) {
    throw describeFault(file, error)
  }
}

/** The change of a new file to WAL waits for nobody, so processes that start together try until one
 * has done it. */
function inWal(database: Database.Database): void {
  for (let tries = 1; ; tries++) {
    try {
      database.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (tries >= TRIES || !(error instanceof Error && /locked|busy/i.test(error.message)))
        throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE)
    }
  }
}

/** What is wrong with the file; undefined for what a turn is to blame for. */
export function faultOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return Object.entries(FAULTS).find(([name]) => code.startsWith(name))?.[1]
}

/** The same error as a sentence, where the file is to blame. */
export function describeFault(file: string, error: unknown): unknown {
  const fault = faultOf(error)
  return fault === undefined ? error : new Error(`the database ${file} ${fault}`, { cause: error })
}
