// The conformance suite on SQLite, and what only a file can show: a killed process loses nothing it
// promised.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Database from 'libsql'
import { expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { commitOf } from './commits.ts'
import { testStore, type Database as Tested } from './conformance.ts'
import { testNotices } from './notices-conformance.ts'
import { testStaff } from './staff-conformance.ts'
import { testUpgrade } from './upgrade-conformance.ts'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'callflow-sqlite-')), 'calls.db')

const sqlite: Tested = {
  kind: 'sqlite',
  place: () => Promise.resolve(newFile()),
  open: (file, key) => openSqlite({ file, key }),
  raw: (file) =>
    Promise.resolve(
      readdirSync(dirname(file))
        .map((name) => readFileSync(join(dirname(file), name), 'latin1'))
        .join(''),
    ),
}
testStore('SQLite', sqlite)
const run = async (file: string, statement: string) => {
  const database = new Database(file)
  try {
    return statement.startsWith('select')
      ? database.prepare(statement).all()
      : database.exec(statement)
  } finally {
    database.close()
  }
}
testStaff('SQLite', sqlite, run)
testNotices('SQLite', sqlite, run)
testUpgrade('SQLite', sqlite, run)

it('has everything it promised after kill -9', async () => {
  const file = newFile()
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/store/committer.ts', file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let promised = ''
  child.stdout.on('data', (chunk: Buffer) => {
    promised += chunk.toString()
    if (promised.split('\n').length > 300) child.kill('SIGKILL')
  })
  await new Promise((resolve) => child.on('close', resolve))
  const ids = promised.split('\n').slice(0, -1)
  expect(ids.length).toBeGreaterThanOrEqual(300)
  const store = openSqlite({ file })
  await store.migrate()
  for (const id of ids) expect(await store.loadCall(id), id).toBeDefined()
  // what it had begun is whole or not there
  for (const { callId } of await store.calls({ limit: 100_000 }))
    expect((await store.turns(callId)).length, callId).toBe(1)
  await store.close()
})

it('says in a sentence that a file is damaged', async () => {
  const nonsense = newFile()
  writeFileSync(nonsense, 'these are no calls at all '.repeat(500))
  expect(() => openSqlite({ file: nonsense })).toThrow(
    /calls\.db is not a database of ours, or is damaged/,
  )
  const file = newFile()
  const store = openSqlite({ file })
  await store.migrate()
  await Promise.all(
    Array.from({ length: 300 }, (_, index) => store.commit(commitOf(`call-${index}`, 1))),
  )
  await store.close()
  const direct = new Database(file)
  direct.pragma('wal_checkpoint(TRUNCATE)')
  direct.close()
  const bytes = readFileSync(file)
  writeFileSync(file, bytes.fill(0xff, 8192))
  // it depends on where the damage lies whether it shows when the file is opened or when a call is
  // read
  await expect((async () => openSqlite({ file }).turns('call-7'))()).rejects.toThrow(
    /calls\.db is damaged/,
  )
})

it('says in a sentence that another process holds the file', async () => {
  const file = newFile()
  const store = openSqlite({ file })
  await store.migrate()
  const holder = new Database(file)
  holder.exec('begin immediate')
  await expect(store.commit(commitOf('held', 1))).rejects.toThrow(
    /calls\.db has been held by another process/,
  )
  holder.exec('rollback')
  holder.close()
  expect(await store.commit(commitOf('held', 1))).toBe('committed')
  await store.close()
})
