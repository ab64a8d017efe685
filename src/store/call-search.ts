// Calls as staff look for them: by company first, then by time, flow, number, outcome, desk and
// operator. Alike on both databases.
import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely'
import type { CallOutcome, Ending } from '../call/outcome.ts'
import type { Schema } from './schema.ts'
import type { CallRow } from './store.ts'

/** What is told of a call that is over; `reason` is a code, and `release` the content of the
 * company's folder it began with. */
type Told = Partial<Omit<Ending, 'outcome'>> & { release?: string }

export type FoundCall = CallRow & { erased: boolean; outcome: CallOutcome; ending?: Told }

/** The companies whose calls may be seen; every question to this part of the store names them. */
export type Allowed = readonly string[] | 'all'

/** `number` is in E.164, or `ends` its last digits, at least `leastDigits`. Times are UTC
 * milliseconds, `until` is left out. */
export type CallSearch = {
  since?: number
  until?: number
  flow?: string
  number?: string
  ends?: string
  outcome?: CallOutcome
  desk?: string
  operator?: string
  practice?: boolean
}

/** An index holds the last so many digits of each number. */
export const leastDigits = 4

export type CallsStore = {
  /** A page of calls, the newest first; `after` is the last call of the page before. */
  findCalls(
    allowed: Allowed,
    search: CallSearch & { after?: Pick<CallRow, 'callId' | 'startedAt'>; limit: number },
  ): Promise<FoundCall[]>
  /** One call; undefined too when it belongs to a company that is not allowed. */
  findCall(allowed: Allowed, callId: string): Promise<FoundCall | undefined>
}

const columns = [
  'call_id',
  'tenant',
  'flow',
  'version',
  'status',
  'practice',
  'caller',
  'started_at',
  'at',
  'erased',
  'release',
  'step',
  'goal',
  'seconds',
  'misses',
  'reason',
  'asked',
] as const

/** How the call went; what is not filled yet is not known. */
const outcome = sql<CallOutcome>`case when calls.status <> 'ended' then 'live' else coalesce(calls.outcome, 'unknown') end`

/** Written out by case, so that the index of outcomes serves. */
function isOutcome(wanted: CallOutcome): RawBuilder<boolean> {
  if (wanted === 'live') return sql<boolean>`calls.status <> 'ended'`
  if (wanted !== 'unknown') return sql<boolean>`calls.outcome = ${wanted}`
  return sql<boolean>`calls.status = 'ended' and (calls.outcome is null or calls.outcome = 'unknown')`
}

/** The end of a number as its index holds it. */
const lastDigits = sql<string>`substr(calls.caller, length(calls.caller) - 3)`

export function callsOn(db: Kysely<Schema>): CallsStore {
  const allowedTo = (allowed: Allowed) => {
    const all = db.selectFrom('calls').select(columns).select(outcome.as('outcome'))
    if (allowed === 'all') return all
    return all.where('tenant', 'in', allowed.length > 0 ? [...allowed] : [''])
  }
  return {
    async findCalls(
      allowed,
      { since, until, flow, number, ends, outcome: wanted, desk, operator, practice, after, limit },
    ) {
      let query = allowedTo(allowed)
        .orderBy('started_at', 'desc')
        .orderBy('call_id', 'desc')
        .limit(limit)
      if (since !== undefined) query = query.where('started_at', '>=', since)
      if (until !== undefined) query = query.where('started_at', '<', until)
      if (after)
        query = query
          .where('started_at', '<=', after.startedAt)
          .where((is) =>
            is.or([is('started_at', '<', after.startedAt), is('call_id', '<', after.callId)]),
          )
      if (flow !== undefined) query = query.where('flow', '=', flow)
      if (number !== undefined) query = query.where('caller', '=', number)
      if (ends !== undefined)
        query = query
          .where(lastDigits, '=', ends.slice(-leastDigits))
          .where('caller', 'like', `%${ends}`)
      if (practice !== undefined) query = query.where('practice', '=', practice ? 1 : 0)
      if (desk !== undefined)
        query = query.where(
          sql<boolean>`(exists (select 1 from handoffs where handoffs.call_id = calls.call_id and handoffs.desk = ${desk}) or exists (select 1 from contacts where contacts.call_id = calls.call_id and contacts.desk = ${desk}))`,
        )
      // who had it before it was transferred or dropped stands in its body alone
      if (operator !== undefined)
        query = query.where(
          sql<boolean>`exists (select 1 from contacts where contacts.call_id = calls.call_id and (contacts.operator = ${operator} or contacts.body like ${`%"operator":${JSON.stringify(operator)}%`}))`,
        )
      if (wanted !== undefined) query = query.where(isOutcome(wanted))
      return (await query.execute()).map(foundCall)
    },
    async findCall(allowed, callId) {
      const row = await allowedTo(allowed).where('call_id', '=', callId).executeTakeFirst()
      return row && foundCall(row)
    },
  }
}

function foundCall(
  row: Pick<Selectable<Schema['calls']>, (typeof columns)[number]> & { outcome: CallOutcome },
): FoundCall {
  return {
    callId: row.call_id,
    tenant: row.tenant,
    flow: row.flow,
    version: row.version,
    status: row.status,
    practice: row.practice === 1,
    from: row.caller,
    startedAt: row.started_at,
    at: row.at,
    erased: row.erased === 1,
    outcome: row.outcome,
    ...(row.seconds !== null && { ending: toldOf(row) }),
  }
}

const toldOf = (row: Pick<Selectable<Schema['calls']>, (typeof columns)[number]>): Told => ({
  ...(row.release !== null && { release: row.release }),
  ...(row.step !== null && { step: row.step }),
  ...(row.goal !== null && { goal: row.goal }),
  ...(row.seconds !== null && { seconds: row.seconds }),
  ...(row.misses !== null && { misses: row.misses }),
  ...(row.reason !== null && { reason: row.reason }),
  asked: row.asked === 1,
})
