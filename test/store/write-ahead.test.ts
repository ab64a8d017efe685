// The write-ahead log of a SQLite file, brought to the disk and worked into the database by other
// threads.
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWriteAhead } from '../../src/store/write-ahead.ts'

let folder: string
let file: string
let database: Database.Database

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'callflow-log-'))
  file = join(folder, 'calls.db')
  database = new Database(file)
  database.pragma('journal_mode = WAL')
  database.pragma('synchronous = NORMAL')
  database.pragma('wal_autocheckpoint = 0')
  database.exec('create table lines (number integer primary key, text text)')
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

describe('the write-ahead log', () => {
  it('does not grow with what is written, although SQLite does not work it in by itself', async () => {
    const insert = database.prepare('insert into lines (text) values (?)')
    const [ROUNDS, LINES] = [10, 500]
    for (let round = 0; round < ROUNDS; round++) {
      for (let n = 0; n < LINES; n++) insert.run(String(n).padStart(4000, ' '))
      const log = openWriteAhead(file, 0)
      await log.synced()
      // waits for the work of the other thread
      await log.close()
    }
    expect(statSync(`${file}-wal`).size).toBeLessThan((ROUNDS * LINES * 4000) / 2)
    const other = new Database(file, { readonly: true })
    expect(other.prepare('select count(*) as count from lines').get()).toMatchObject({
      count: ROUNDS * LINES,
    })
    expect(other.prepare('pragma integrity_check').get()).toMatchObject({ integrity_check: 'ok' })
    other.close()
  })

  it('is synced for all who ask at once, and says when it cannot be', async () => {
    const log = openWriteAhead(file)
    database.exec("insert into lines (text) values ('one')")
    const asked = Array.from({ length: 1000 }, () => log.synced())
    expect(new Set(asked).size).toBe(1)
    await Promise.all(asked)
    await log.close()
    const none = openWriteAhead(join(folder, 'none.db'))
    await expect(none.synced()).rejects.toThrow('ENOENT')
    await expect(none.synced()).rejects.toThrow('ENOENT')
    await none.close()
  })
})
