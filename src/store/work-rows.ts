// Slow work of calls, leased by one process at a time.
import type { Kysely } from 'kysely'
import { inputOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { Store } from './store.ts'

export const workOn = (
  db: Kysely<Schema>,
  sealing: Sealing,
): Pick<Store, 'work' | 'takeWork' | 'finishWork'> => ({
  async work(callId, key) {
    const row = await db
      .selectFrom('work')
      .select(['lease_until', 'result'])
      .where('call_id', '=', callId)
      .where('key', '=', key)
      .executeTakeFirst()
    return (
      row && {
        key,
        leaseUntil: row.lease_until,
        result: row.result === null ? undefined : inputOf(row.result, sealing),
      }
    )
  },
  async takeWork(callId, key, now, leaseUntil) {
    const taken = await db
      .updateTable('work')
      .set({ lease_until: leaseUntil })
      .where('call_id', '=', callId)
      .where('key', '=', key)
      .where('result', 'is', null)
      .where('lease_until', '<', now)
      .executeTakeFirst()
    return Number(taken.numUpdatedRows) > 0
  },
  async finishWork(callId, key, result) {
    await db
      .updateTable('work')
      .set({ result: sealing.seal(JSON.stringify(result)) })
      .where('call_id', '=', callId)
      .where('key', '=', key)
      .where('result', 'is', null)
      .execute()
  },
})
