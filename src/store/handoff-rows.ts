// Hand-offs of calls to people.
import { sql, type Kysely } from 'kysely'
import { handoffOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { Store } from './store.ts'

// written out, not bound, so that both databases see that a partial index serves
const isUnderWay = sql<boolean>`status in ('ringing', 'talking')`

export const handoffsOn = (
  db: Kysely<Schema>,
  sealing: Sealing,
): Pick<Store, 'busyPeople' | 'handoff' | 'handoffs'> => ({
  async busyPeople() {
    const rows = await db.selectFrom('handoffs').select('person').where(isUnderWay).execute()
    return new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])))
  },
  async handoff(id) {
    const row = await db
      .selectFrom('handoffs')
      .select('body')
      .where('id', '=', id)
      .executeTakeFirst()
    return row && handoffOf(row.body, sealing)
  },
  async handoffs(callId) {
    return (
      await db
        .selectFrom('handoffs')
        .select('body')
        .where('call_id', '=', callId)
        .orderBy('id')
        .execute()
    ).map(({ body }) => handoffOf(body, sealing))
  },
})
