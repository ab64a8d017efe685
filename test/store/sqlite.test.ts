// The conformance suite on SQLite, and what only a file can show: a killed process loses nothing it promised.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openSqlite } from '../../src/store/sqlite.ts'
import { testStore } from './conformance.ts'

let folder = ''
testStore('SQLite', {
  async fresh() { folder = mkdtempSync(join(tmpdir(), 'callflow-sqlite-')) },
  open: (key) => openSqlite({ file: join(folder, 'calls.db'), key }),
  async raw() { return readdirSync(folder).map((file) => readFileSync(join(folder, file), 'latin1')).join('') },
})

it('has everything it promised after kill -9', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'callflow-killed-')), 'calls.db')
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/store/committer.ts', file], { stdio: ['ignore', 'pipe', 'inherit'] })
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
  await store.close()
})
