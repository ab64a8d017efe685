// The store the settings name: PostgreSQL with DATABASE_URL, else SQLite in the data folder.
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../world/config.ts'
import type { Store } from '../store/store.ts'
import type { Io } from './io.ts'
import { readSettings } from './settings.ts'

/** Opens it and brings it up to date. */
export async function openStore({ databaseUrl, dataDir, callDataKey }: Config): Promise<Store> {
  const store = databaseUrl
    ? (await import('../store/postgres.ts')).openPostgres({ url: databaseUrl, key: callDataKey })
    : await openFile(dataDir, callDataKey)
  await store.migrate()
  return store
}

async function openFile(dataDir: string, key: Buffer | undefined): Promise<Store> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  return (await import('../store/sqlite.ts')).openSqlite({
    file: join(dataDir, 'callflow.db'),
    key,
  })
}

/** Opens the store of a command's settings for some work, and closes it whatever comes of it. */
export async function withStore<T>(io: Io, work: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore((await readSettings(io)).config)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
