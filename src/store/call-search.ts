// Calls as staff look for them: by company first, then by time, flow, number, outcome, desk and
// operator. Alike on both databases.
import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely'
import type { Schema } from './schema.ts'
import type { CallRow } from './store.ts'

/**
 * How a call went, the first that holds: `live` goes on; `talked` with a person; `callback` was
 * promised one; `abandoned`: hung up while
 * waiting; `nobody` took it, or the caller chose another way out of the queue; `served` by the flow
 * alone.
 */
export const callOutcomes = ['live', 'talked', 'callback', 'abandoned', 'nobody', 'served'] as const

export type CallOutcome = (typeof callOutcomes)[number]

export type FoundCall = CallRow & { erased: boolean; outcome: CallOutcome }

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
] as const

/** Has the call a hand-off or a contact in one of these states? A hand-off is erased with what the
 * caller said, a contact stays. */
const went = (handoffs: string[], contacts: string[]): RawBuilder<boolean> => {
  const list = (states: string[]) => sql.raw(states.map((state) => `'${state}'`).join(', '))
  return sql<boolean>`(exists (select 1 from handoffs where handoffs.call_id = calls.call_id and handoffs.status in (${list(handoffs)})) or exists (select 1 from contacts where contacts.call_id = calls.call_id and contacts.status in (${list(contacts)})))`
}

const outcome = sql<CallOutcome>`case
  when calls.status <> 'ended' then 'live'
  when ${went(['talking', 'done'], ['talking', 'wrapping', 'done'])} then 'talked'
  when ${went(['callback'], ['callback'])} then 'callback'
  when ${went(['ringing', 'queued'], ['abandoned', 'queued', 'offered', 'accepted', 'briefed'])} then 'abandoned'
  when ${went(['nobody', 'left'], ['nobody', 'left'])} then 'nobody'
  else 'served' end`

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
      if (wanted !== undefined) query = query.where(outcome, '=', wanted)
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
  }
}
