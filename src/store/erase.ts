// Erases what callers said in old calls; how the calls went is kept.
import { sql, type CompiledQuery, type Kysely } from 'kysely'
import type { Driver } from './driver.ts'
import { erasedSession } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { Store } from './store.ts'

type Old = Pick<Schema['calls'], 'call_id' | 'seq' | 'session'>

const ERASED_TOGETHER = 100
// written out, not bound, so that both databases see that a partial index serves
const isToErase = sql<boolean>`status = 'ended' and erased = 0`

export const eraseOn = (
  db: Kysely<Schema>,
  { together, without }: Pick<Driver, 'together' | 'without'>,
  sealing: Sealing,
): Pick<Store, 'erase'> => ({
  async erase(tenant, before) {
    for (let count = 0; ;) {
      const old = await db
        .selectFrom('calls')
        .select(['call_id', 'seq', 'session'])
        .where(isToErase)
        .where('tenant', '=', tenant)
        .where('started_at', '<', before)
        .where('at', '<', before)
        .orderBy('started_at')
        .limit(ERASED_TOGETHER)
        .execute()
      await together(old.flatMap((call) => eraseCall(db, call, without, sealing)))
      count += old.length
      if (old.length < ERASED_TOGETHER) return count
      // calls go on meanwhile
      await new Promise((resolve) => {
        setImmediate(resolve)
      })
    }
  },
})

function eraseCall(
  db: Kysely<Schema>,
  { call_id, seq, session }: Old,
  without: Driver['without'],
  sealing: Sealing,
): CompiledQuery[] {
  return [
    db
      .updateTable('turns')
      .set({ inputs: '[]', events: '[]', reply: null, understood: null })
      .where('call_id', '=', call_id)
      .compile(),
    db.deleteFrom('handoffs').where('call_id', '=', call_id).compile(),
    db.deleteFrom('work').where('call_id', '=', call_id).compile(),
    db.deleteFrom('marks').where('call_id', '=', call_id).compile(),
    db.deleteFrom('messages').where('call_id', '=', call_id).compile(),
    db.updateTable('tasks').set({ recording: null }).where('call_id', '=', call_id).compile(),
    ...eraseContacts(db, call_id, without),
    // given up: what is still to be sent has its own end
    db.deleteFrom('outbox').where('call_id', '=', call_id).where('due_at', 'is', null).compile(),
    // a turn committed meanwhile (a late recording) leaves the call for the next round
    db
      .updateTable('calls')
      .set({ caller: '', erased: 1, session: erasedSession(session, sealing) })
      .where('call_id', '=', call_id)
      .where('seq', '=', seq)
      .compile(),
  ]
}

/** Removes what was noted, said and recorded of a call's contacts; how long they waited and talked
 * is kept for the reports. */
function eraseContacts(
  db: Kysely<Schema>,
  callId: string,
  without: Driver['without'],
): CompiledQuery[] {
  const ofCall = sql<boolean>`contact in (select id from contacts where call_id = ${callId})`
  return [
    db.deleteFrom('notes').where(ofCall).compile(),
    db.deleteFrom('practice_lines').where(ofCall).compile(),
    db
      .updateTable('contacts')
      .set({ caller: '', body: without('recordings') })
      .where('call_id', '=', callId)
      .compile(),
  ]
}
