// The logs of calls: what came into each turn, and what it did.
import type { Kysely } from 'kysely'
import { callColumns, callOf } from './call-rows.ts'
import { inputsOf, loggedTurn, understoodOf } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { CallLog, Store } from './store.ts'

export const logsOn = (
  db: Kysely<Schema>,
  sealing: Sealing,
): Pick<Store, 'turns' | 'callLogs'> => ({
  async turns(callId) {
    const rows = await db
      .selectFrom('turns')
      .selectAll()
      .where('call_id', '=', callId)
      .orderBy('seq')
      .execute()
    return rows.map((row) => loggedTurn(row, sealing))
  },
  async callLogs({ tenant, flow, since, after, limit }) {
    let query = db
      .selectFrom('calls')
      .select([...callColumns, 'erased'])
      .where('flow', '=', flow)
      .where('started_at', '>=', since)
      .orderBy('started_at')
      .orderBy('call_id')
      .limit(limit)
    if (tenant !== undefined) query = query.where('tenant', '=', tenant)
    if (after)
      query = query
        .where('started_at', '>=', after.startedAt)
        .where((is) =>
          is.or([is('started_at', '>', after.startedAt), is('call_id', '>', after.callId)]),
        )
    const calls = await query.execute()
    const turns = new Map<string, CallLog['turns']>(calls.map(({ call_id }) => [call_id, []]))
    if (calls.length > 0)
      for (const row of await db
        .selectFrom('turns')
        .select(['call_id', 'seq', 'answers', 'at', 'inputs', 'understood'])
        .where('call_id', 'in', [...turns.keys()])
        .orderBy('call_id')
        .orderBy('seq')
        .execute())
        turns.get(row.call_id)?.push({
          seq: row.seq,
          answers: row.answers,
          at: row.at,
          inputs: inputsOf(row.inputs, sealing),
          ...(row.understood !== null && { understood: understoodOf(row.understood, sealing) }),
        })
    return calls.map((row) => ({
      ...callOf(row),
      erased: row.erased === 1,
      turns: turns.get(row.call_id) ?? [],
    }))
  },
})
