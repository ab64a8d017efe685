// All that both databases do alike, in Kysely's SQL; the hot path is handed in by each.
import { sql, type CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import { callsOn } from './call-search.ts'
import { deskOn, erasedContacts } from './desk-rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import { erased, handoffOf, inputOf, inputsOf, loggedTurn, noticeOf } from './rows.ts'
import { staffOn } from './staff-rows.ts'
import type { CallLog, CallRow, Store } from './store.ts'

/** What differs between the databases: migrations under a lock, the hot path, closing, errors. */
export type Driver = Pick<Store, 'migrate' | 'loadCall' | 'replyTo' | 'commit' | 'close'> & {
  /** runs all of them in one transaction */
  together(statements: CompiledQuery[]): Promise<void>
  /** the same, but undoes them all when one of them changes no row */
  allOrNothing(statements: CompiledQuery[]): Promise<boolean>
  /** rows that another process is taking can be passed over */
  skipsLocked: boolean
  /** the JSON of column `body` without one of its keys */
  without(key: string): RawBuilder<string>
  /** the same error as a sentence, without what callers said */
  explain(error: unknown): unknown
}

const ERASED_TOGETHER = 100
const callColumns = [
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
const isToErase = sql<boolean>`status = 'ended' and erased = 0`
const isUnderWay = sql<boolean>`status in ('ringing', 'talking')`

export function storeOn(
  db: Kysely<Schema>,
  { together, allOrNothing, skipsLocked, without, explain, ...driver }: Driver,
  sealing: Sealing,
): Store {
  return explained(
    {
      ...driver,
      ...callsOn(db),
      ...deskOn(db, allOrNothing),
      ...staffOn(db, together),
      async turns(callId) {
        const rows = await db
          .selectFrom('turns')
          .selectAll()
          .where('call_id', '=', callId)
          .orderBy('seq')
          .execute()
        return rows.map((row) => loggedTurn(row, sealing))
      },
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
      async callLogs({ flow, since, after, limit }) {
        let query = db
          .selectFrom('calls')
          .select([...callColumns, 'erased'])
          .where('flow', '=', flow)
          .where('started_at', '>=', since)
          .orderBy('started_at')
          .orderBy('call_id')
          .limit(limit)
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
            .select(['call_id', 'seq', 'answers', 'at', 'inputs'])
            .where('call_id', 'in', [...turns.keys()])
            .orderBy('call_id')
            .orderBy('seq')
            .execute())
            turns.get(row.call_id)?.push({
              seq: row.seq,
              answers: row.answers,
              at: row.at,
              inputs: inputsOf(row.inputs, sealing),
            })
        return calls.map((row) => ({
          ...callOf(row),
          erased: row.erased === 1,
          turns: turns.get(row.call_id) ?? [],
        }))
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
      async busyPeople() {
        const rows = await db.selectFrom('handoffs').select('person').where(isUnderWay).execute()
        return new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])))
      },
      async handoff(id) {
        const row = await db
          .selectFrom('handoffs')
          .select('body')
          .where('id', '=', id)
          .executeTakeFirst()
        return row && handoffOf(row.body, sealing)
      },
      async handoffs(callId) {
        return (
          await db
            .selectFrom('handoffs')
            .select('body')
            .where('call_id', '=', callId)
            .orderBy('id')
            .execute()
        ).map(({ body }) => handoffOf(body, sealing))
      },
      async saveVersion(version, flow, sources) {
        await db
          .insertInto('versions')
          .values({ version, flow, sources: JSON.stringify(sources) })
          .onConflict((c) => c.column('version').doNothing())
          .execute()
      },
      async loadVersion(version) {
        const row = await db
          .selectFrom('versions')
          .select(['flow', 'sources'])
          .where('version', '=', version)
          .executeTakeFirst()
        return row && { flow: row.flow, sources: JSON.parse(row.sources) as Record<string, string> }
      },
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
      async messageWritten({ recording, attempts }, text) {
        const row = await db
          .selectFrom('messages')
          .select('sealed')
          .where('recording', '=', recording)
          .executeTakeFirst()
        if (!row) return false
        const said = row.sealed === 1 ? sealing.mustSeal(text) : text
        const kept = await db
          .updateTable('messages')
          .set({ said, due_at: null, reason: null })
          .where('recording', '=', recording)
          .where('attempts', '=', attempts)
          .where('due_at', 'is not', null)
          .executeTakeFirst()
        return Number(kept.numUpdatedRows) > 0
      },
      async messageFailed({ recording, attempts }, retryAt, reason) {
        const kept = await db
          .updateTable('messages')
          .set({ due_at: retryAt, reason })
          .where('recording', '=', recording)
          .where('attempts', '=', attempts)
          .where('due_at', 'is not', null)
          .executeTakeFirst()
        return Number(kept.numUpdatedRows) > 0
      },
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
      async switches(flow) {
        const rows = await db
          .selectFrom('switches')
          .select(['name', 'is_on', 'words'])
          .where('flow', '=', flow)
          .execute()
        return Object.fromEntries(
          rows.map(({ name, is_on, words }) => [name, { on: is_on === 1, text: words }]),
        )
      },
      async setSwitch(tenant, flow, name, on, text) {
        const row = { tenant, flow, name, is_on: on ? 1 : 0, words: text }
        await db
          .insertInto('switches')
          .values(row)
          .onConflict((c) =>
            c.columns(['flow', 'name']).doUpdateSet({ is_on: row.is_on, words: text, tenant }),
          )
          .execute()
      },
      async mark({ callId, tenant, seq, meant, at }) {
        await db
          .insertInto('marks')
          .values({ call_id: callId, tenant, seq, meant, at })
          .onConflict((c) => c.columns(['call_id', 'seq']).doUpdateSet({ meant, at }))
          .execute()
      },
      async marks(since, limit) {
        const rows = await db
          .selectFrom('marks')
          .innerJoin('calls', 'calls.call_id', 'marks.call_id')
          .select(['marks.call_id', 'marks.tenant', 'marks.seq', 'marks.meant', 'marks.at'])
          .where('calls.started_at', '>=', since)
          .orderBy('calls.started_at')
          .orderBy('marks.call_id')
          .orderBy('marks.seq')
          .limit(limit)
          .execute()
        return rows.map(({ call_id, ...row }) => ({ ...row, callId: call_id }))
      },
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
          await together(
            old.flatMap(({ call_id, seq, session }) => [
              db
                .updateTable('turns')
                .set({ inputs: '[]', events: '[]', reply: null })
                .where('call_id', '=', call_id)
                .compile(),
              db.deleteFrom('handoffs').where('call_id', '=', call_id).compile(),
              db.deleteFrom('work').where('call_id', '=', call_id).compile(),
              db.deleteFrom('marks').where('call_id', '=', call_id).compile(),
              db.deleteFrom('messages').where('call_id', '=', call_id).compile(),
              ...erasedContacts(db, call_id, without),
              // given up: what is still to be sent has its own end
              db
                .deleteFrom('outbox')
                .where('call_id', '=', call_id)
                .where('due_at', 'is', null)
                .compile(),
              // a turn committed meanwhile (a late recording) leaves the call for the next round
              db
                .updateTable('calls')
                .set({ caller: '', erased: 1, session: erased(session, sealing) })
                .where('call_id', '=', call_id)
                .where('seq', '=', seq)
                .compile(),
            ]),
          )
          count += old.length
          if (old.length < ERASED_TOGETHER) return count
          // calls go on meanwhile
          await new Promise((resolve) => {
            setImmediate(resolve)
          })
        }
      },
      async ping() {
        await sql`update migrations set number = number`.execute(db)
      },
    },
    explain,
  )
}

/** The same store, whose errors are sentences. */
function explained(store: Store, explain: Driver['explain']): Store {
  const methods = Object.entries(store).map(
    ([name, method]: [string, (...given: never[]) => Promise<unknown>]) => [
      name,
      async (...given: never[]) => {
        try {
          return await method(...given)
        } catch (error) {
          throw explain(error)
        }
      },
    ],
  )
  return Object.fromEntries(methods) as Store
}

function callOf(row: Pick<Schema['calls'], (typeof callColumns)[number]>): CallRow {
  return {
    callId: row.call_id,
    tenant: row.tenant,
    flow: row.flow,
    version: row.version,
    status: row.status as CallRow['status'],
    practice: row.practice === 1,
    from: row.caller,
    startedAt: row.started_at,
    at: row.at,
  }
}
