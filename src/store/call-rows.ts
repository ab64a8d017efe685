// Calls as rows, and the pages of them that are read.
import { sql, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'
import type { CallRow, Store } from './store.ts'

export const callColumns = [
  'call_id',
  'tenant',
  'flow',
  'version',
  'status',
  'practice',
  'caller',
  'started_at',
  'at',
] as const
// written out, not bound, so that both databases see that a partial index serves
const isLive = sql<boolean>`status <> 'ended'`

export const callOf = (row: Pick<Schema['calls'], (typeof callColumns)[number]>): CallRow => ({
  callId: row.call_id,
  tenant: row.tenant,
  flow: row.flow,
  version: row.version,
  status: row.status,
  practice: row.practice === 1,
  from: row.caller,
  startedAt: row.started_at,
  at: row.at,
})

export const callPagesOn = (db: Kysely<Schema>): Pick<Store, 'calls' | 'silentSince'> => ({
  async calls({ tenant, since, live, limit }) {
    let query = db
      .selectFrom('calls')
      .select(callColumns)
      .orderBy('started_at', 'desc')
      .limit(limit)
    if (tenant !== undefined) query = query.where('tenant', '=', tenant)
    if (since !== undefined) query = query.where('started_at', '>=', since)
    if (live) query = query.where(isLive)
    return (await query.execute()).map(callOf)
  },
  async silentSince(before, limit, after) {
    let query = db
      .selectFrom('calls')
      .select(callColumns)
      .where(isLive)
      .where('at', '<', before)
      .orderBy('at')
      .orderBy('call_id')
      .limit(limit)
    if (after)
      query = query
        .where('at', '>=', after.at)
        .where((is) => is.or([is('at', '>', after.at), is('call_id', '>', after.callId)]))
    return (await query.execute()).map(callOf)
  },
})
