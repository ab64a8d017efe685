// The outbox: notices that are due, leased by one process at a time.
import type { Kysely } from 'kysely'
import { noticeOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { Store } from './store.ts'

/** `skipsLocked` as in the Driver. */
export const outboxOn = (
  db: Kysely<Schema>,
  sealing: Sealing,
  skipsLocked: boolean,
): Pick<Store, 'takeNotices' | 'noticeSent' | 'noticeFailed'> => ({
  async takeNotices(now, leaseUntil, limit) {
    const rows = await db
      .with('due', (from) => {
        const due = from
          .selectFrom('outbox')
          .select('id')
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
        return skipsLocked ? due.forUpdate().skipLocked() : due
      })
      .updateTable('outbox')
      .set({ due_at: leaseUntil })
      .where('id', 'in', (from) => from.selectFrom('due').select('id'))
      .returning(['id', 'tenant', 'call_id', 'attempts', 'notice'])
      .execute()
    return rows.map((row) => ({
      id: row.id,
      tenant: row.tenant,
      callId: row.call_id,
      attempts: row.attempts,
      notice: noticeOf(row.notice, sealing),
    }))
  },
  async noticeSent(id) {
    await db.deleteFrom('outbox').where('id', '=', id).execute()
  },
  async noticeFailed(id, retryAt, reason) {
    await db
      .updateTable('outbox')
      .set((one) => ({ due_at: retryAt, reason, attempts: one('attempts', '+', 1) }))
      .where('id', '=', id)
      .execute()
  },
})
