// The settings of a command: the environment, a file .env, and for the embedded database a key made
// at the first start.
import { randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { ConfigError, readConfig, type Config } from '../world/config.ts'
import { UsageError, type Io } from './io.ts'

/** What is set in the environment wins over `.env`. Wrong settings are a UsageError. */
export async function readSettings({
  env,
}: Pick<Io, 'env'>): Promise<{ config: Config; env: NodeJS.ProcessEnv }> {
  const file = await readFile('.env', 'utf8').catch(() => '')
  const merged: NodeJS.ProcessEnv = { ...parseEnv(file), ...env }
  try {
    const config = readConfig(merged)
    return {
      config: {
        ...config,
        callDataKey:
          config.callDataKey ?? (config.databaseUrl ? undefined : await ownKey(config.dataDir)),
      },
      env: merged,
    }
  } catch (error) {
    throw error instanceof ConfigError ? new UsageError(error.message) : error
  }
}

/** The embedded database needs no setting up: the key that seals private values is kept beside it.
 * Machines that share a database share a key, so there it must be set. */
async function ownKey(dataDir: string): Promise<Buffer> {
  const file = join(dataDir, 'call-data.key')
  const known = await readFile(file, 'utf8').catch(() => undefined)
  if (known !== undefined) return Buffer.from(known, 'base64')
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const made = randomBytes(32)
  const draft = `${file}.${process.pid}.${made.toString('hex', 0, 4)}`
  await writeFile(draft, made.toString('base64'), { mode: 0o600 })
  try {
    // linking is all or nothing: of two processes that start at once, one makes the key and the
    // other finds it whole
    await link(draft, file)
    return made
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return Buffer.from(await readFile(file, 'utf8'), 'base64')
  } finally {
    await unlink(draft)
  }
}
