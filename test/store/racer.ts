// One of several processes that fight for the same calls, notices and work on one database; prints
// what it won as JSON.
import { once } from 'node:events'
import { openPostgres } from '../../src/store/postgres.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { commitOf, noticeOf } from './commits.ts'

const [kind, place = ''] = process.argv.slice(2)
process.stdout.write('ready\n')
await once(process.stdin, 'data')
const store =
  kind === 'sqlite' ? openSqlite({ file: place }) : openPostgres({ url: place, connections: 3 })
await store.migrate()

const ids = Array.from({ length: 40 }, (_, index) => `raced-${index}`)
// half of the processes go the other way round
if (process.pid % 2) ids.reverse()
const turns: string[] = []
await Promise.all(
  ids.map(async (id) => {
    for (let seq = 1; seq <= 5; seq++) {
      const turn = commitOf(id, seq, {
        notices: [noticeOf(`${id} ${seq}`)],
        work: seq === 1 ? { key: 'k', leaseUntil: 0 } : undefined,
      })
      if ((await store.commit(turn)) === 'committed') turns.push(`${id} ${seq}`)
    }
  }),
)
const work: string[] = []
for (const id of ids) if (await store.takeWork(id, 'k', 1000, 9000)) work.push(id)
const notices: string[] = []
for (;;) {
  const taken = await store.takeNotices(5000, 9000, 7)
  if (taken.length === 0) break
  notices.push(...taken.map(({ notice }) => notice.key))
}
await store.close()
process.stdout.write(JSON.stringify({ turns, work, notices }))
process.exit(0)
