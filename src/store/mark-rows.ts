// What callers meant, told by somebody who listened.
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

export const marksOn = (db: Kysely<Schema>): Pick<Store, 'mark' | 'marks'> => ({
  async mark({ callId, tenant, seq, meant, at }) {
    await db
      .insertInto('marks')
      .values({ call_id: callId, tenant, seq, meant, at })
      .onConflict((c) => c.columns(['call_id', 'seq']).doUpdateSet({ meant, at }))
      .execute()
  },
  async marks(since, limit) {
    const rows = await db
      .selectFrom('marks')
      .innerJoin('calls', 'calls.call_id', 'marks.call_id')
      .select(['marks.call_id', 'marks.tenant', 'marks.seq', 'marks.meant', 'marks.at'])
      .where('calls.started_at', '>=', since)
      .orderBy('calls.started_at')
      .orderBy('marks.call_id')
      .orderBy('marks.seq')
      .limit(limit)
      .execute()
    return rows.map(({ call_id, ...row }) => ({ ...row, callId: call_id }))
  },
})
