// A process that commits calls until it is killed, and names each one once the store has promised
// it.
import { openSqlite } from '../../src/store/sqlite.ts'
import { commitOf } from './commits.ts'

const store = openSqlite({ file: process.argv[2] ?? '' })
await store.migrate()
for (let round = 0; ; round++) {
  await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const id = `call-${round}-${index}`
      await store.commit(commitOf(id, 1))
      process.stdout.write(`${id}\n`)
    }),
  )
}
