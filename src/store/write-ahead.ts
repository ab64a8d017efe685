// Durability of a SQLite file without holding up the event loop: a transaction is in the
// write-ahead log at once, and other threads bring the log to the disk.
import { open, type FileHandle } from 'node:fs/promises'
import Database from 'libsql/promise'

/** How often what stands in the log is worked into the database at the most, ms. */
const WORK_IN_EVERY = 5000

export type WriteAhead = {
  /** Resolves when all that was committed before is on the disk; rejects when the disk reports an
   * error. Who asks while a sync is under way shares the next. */
  synced(): Promise<void>
  close(): Promise<void>
}

/**
 * `file` is open in WAL mode with `synchronous = NORMAL`: SQLite itself then syncs only where the
 * database would be damaged otherwise.
 * Source: sqlite.org/wal.html, "Performance Considerations".
 */
export function openWriteAhead(file: string, every = WORK_IN_EVERY): WriteAhead {
  let handle: FileHandle | undefined
  let second: Database | undefined
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  let workingIn: Promise<void> | undefined
  let workedInAt = performance.now()

  async function sync(): Promise<void> {
    // SQLite deletes the log only with the last connection, so this stays the same file
    handle ??= await open(`${file}-wal`, 'r+')
    await handle.datasync()
    if (performance.now() - workedInAt > every)
      workingIn ??= workIn().finally(() => {
        workingIn = undefined
      })
  }

  /** On a thread of the library. What is not done is done by the next one: another process may be
   * at it. */
  async function workIn(): Promise<void> {
    try {
      second ??= new Database(file, {})
      await second.exec('pragma wal_checkpoint(passive)')
    } catch {
      // the log grows until the next one, or until SQLite does it by itself
    }
    workedInAt = performance.now()
  }

  return {
    synced() {
      next ??= (running ?? Promise.resolve())
        .catch(() => undefined)
        .then(() => {
          const mine = sync()
          running = mine
          next = undefined
          return mine
        })
      return next
    },
    async close() {
      await Promise.allSettled([running, next])
      await workingIn
      second?.close()
      await handle?.close()
    },
  }
}
