// How calls ended that an earlier program has ended: told from their turns, some at a time.
import type { CompiledQuery, Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Driver } from './driver.ts'
import { endOf, loggedTurn } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { LoggedTurn, Store, ToldEnding } from './store.ts'

type Unfilled = Pick<Schema['calls'], 'call_id' | 'started_at' | 'at'>

// written out, not bound, so that both databases see that a partial index serves
const isUnfilled = sql<boolean>`status = 'ended' and outcome is null`

export const outcomesOn = (
  db: Kysely<Schema>,
  sealing: Sealing,
  together: Driver['together'],
): Pick<Store, 'untold' | 'tellEndings'> => ({
  async untold(limit) {
    const calls = await db
      .selectFrom('calls')
      .select(['call_id', 'started_at', 'at'])
      .where(isUnfilled)
      .orderBy('started_at', 'desc')
      .limit(limit)
      .execute()
    if (calls.length === 0) return []
    const turns = await turnsOf(db, calls, sealing)
    return calls.map(({ call_id, started_at, at }) => ({
      callId: call_id,
      startedAt: started_at,
      at,
      turns: turns.get(call_id) ?? [],
    }))
  },
  tellEndings: (told) => together(told.map((one) => fill(db, one))),
})

/** Undefined for a call whose turns cannot be opened any more. */
async function turnsOf(
  db: Kysely<Schema>,
  calls: Unfilled[],
  sealing: Sealing,
): Promise<Map<string, LoggedTurn[] | undefined>> {
  const turns = new Map<string, LoggedTurn[] | undefined>(calls.map(({ call_id }) => [call_id, []]))
  const rows = await db
    .selectFrom('turns')
    .selectAll()
    .where('call_id', 'in', [...turns.keys()])
    .orderBy('call_id')
    .orderBy('seq')
    .execute()
  for (const row of rows)
    try {
      turns.get(row.call_id)?.push(loggedTurn(row, sealing))
    } catch {
      turns.set(row.call_id, undefined)
    }
  return turns
}

/** A turn that is committed meanwhile has told the end already, and counts. */
const fill = (db: Kysely<Schema>, { callId, ending }: ToldEnding): CompiledQuery =>
  db
    .updateTable('calls')
    .set(ending ? endOf(ending) : { outcome: 'unknown' })
    .where('call_id', '=', callId)
    .where(isUnfilled)
    .compile()
