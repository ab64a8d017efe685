// How calls ended that an earlier program has ended: told from their turns, some at a time.
import type { CompiledQuery, Kysely } from 'kysely'
import { sql } from 'kysely'
import { endingOf } from '../call/outcome.ts'
import type { Driver } from './driver.ts'
import { endOf, loggedTurn } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { LoggedTurn, Store } from './store.ts'

type Unfilled = Pick<Schema['calls'], 'call_id' | 'started_at' | 'at'>

// written out, not bound, so that both databases see that a partial index serves
const isUnfilled = sql<boolean>`status = 'ended' and outcome is null`

export const outcomesOn = (
  db: Kysely<Schema>,
  sealing: Sealing,
  together: Driver['together'],
): Pick<Store, 'fillOutcomes'> => ({
  async fillOutcomes(limit) {
    const calls = await db
      .selectFrom('calls')
      .select(['call_id', 'started_at', 'at'])
      .where(isUnfilled)
      .orderBy('started_at', 'desc')
      .limit(limit)
      .execute()
    if (calls.length === 0) return 0
    const turns = await turnsOf(db, calls, sealing)
    await together(calls.map((call) => fill(db, call, turns.get(call.call_id))))
    return calls.length
  },
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
function fill(db: Kysely<Schema>, call: Unfilled, turns: LoggedTurn[] | undefined): CompiledQuery {
  const remain = turns?.some(({ events }) => events.length > 0)
  const ending = turns && remain && endingOf({ startedAt: call.started_at, at: call.at }, turns)
  return db
    .updateTable('calls')
    .set(ending ? endOf(ending) : { outcome: 'unknown' })
    .where('call_id', '=', call.call_id)
    .where(isUnfilled)
    .compile()
}
