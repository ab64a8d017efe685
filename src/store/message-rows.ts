// Recorded messages that are to be written down, leased by one process at a time.
import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { DueMessage, Store } from './store.ts'

/** `skipsLocked` as in the Driver. */
export const messagesOn = (
  db: Kysely<Schema>,
  sealing: Sealing,
  skipsLocked: boolean,
): Pick<Store, 'takeMessages' | 'messageWritten' | 'messageFailed' | 'messages'> => ({
  async takeMessages(now, leaseUntil, limit) {
    const rows = await db
      .with('due', (from) => {
        const due = from
          .selectFrom('messages')
          .select('recording')
          .where('due_at', '<=', now)
          .orderBy('due_at')
          .limit(limit)
        return skipsLocked ? due.forUpdate().skipLocked() : due
      })
      .updateTable('messages')
      .set((one) => ({ due_at: leaseUntil, attempts: one('attempts', '+', 1) }))
      .where('recording', 'in', (from) => from.selectFrom('due').select('recording'))
      .returning(['recording', 'call_id', 'tenant', 'language', 'attempts'])
      .execute()
    return rows.map(({ call_id, ...row }) => ({ ...row, callId: call_id }))
  },
  async messageWritten(message, text) {
    const row = await db
      .selectFrom('messages')
      .select('sealed')
      .where('recording', '=', message.recording)
      .executeTakeFirst()
    if (!row) return false
    const said = row.sealed === 1 ? sealing.mustSeal(text) : text
    return endAttempt(db, message, { said, due_at: null, reason: null })
  },
  messageFailed: (message, retryAt, reason) => endAttempt(db, message, { due_at: retryAt, reason }),
  async messages(callId) {
    const rows = await db
      .selectFrom('messages')
      .select(['recording', 'desk', 'said'])
      .where('call_id', '=', callId)
      .orderBy('at')
      .orderBy('recording')
      .execute()
    return rows.map(({ recording, desk, said }) => ({
      recording,
      ...(desk !== null && { desk }),
      ...(said !== null && { text: sealing.open(said) }),
    }))
  },
})

/** False when another attempt took the message over. */
async function endAttempt(
  db: Kysely<Schema>,
  { recording, attempts }: DueMessage,
  change: Partial<Pick<Schema['messages'], 'said' | 'due_at' | 'reason'>>,
): Promise<boolean> {
  const changed = await db
    .updateTable('messages')
    .set(change)
    .where('recording', '=', recording)
    .where('attempts', '=', attempts)
    .where('due_at', 'is not', null)
    .executeTakeFirst()
  return Number(changed.numUpdatedRows) > 0
}
