// All that both databases do alike, in Kysely's SQL; the hot path is handed in by each.
import { sql, type Kysely } from 'kysely'
import type { Notice } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import { handoffOf, loggedTurn, sessionOf } from './rows.ts'
import type { CallRow, Store } from './store.ts'

/** What differs between the databases: migrations under a lock, the hot path, closing. */
export type Driver = Pick<Store, 'migrate' | 'loadCall' | 'replyTo' | 'commit' | 'close'>

const ERASE_AT_ONCE = 500
const callColumns = ['call_id', 'tenant', 'flow', 'version', 'status', 'practice', 'caller', 'started_at', 'at'] as const

export function storeOn(db: Kysely<Schema>, driver: Driver, sealing: Sealing): Store {
  return {
    ...driver,
    async turns(callId) {
      const rows = await db.selectFrom('turns').selectAll().where('call_id', '=', callId).orderBy('seq').execute()
      return rows.map((row) => loggedTurn(row, sealing))
    },
    async calls({ tenant, since, live, limit }) {
      let query = db.selectFrom('calls').select(callColumns).orderBy('started_at', 'desc').limit(limit)
      if (tenant !== undefined) query = query.where('tenant', '=', tenant)
      if (since !== undefined) query = query.where('started_at', '>=', since)
      if (live) query = query.where('status', '<>', 'ended')
      return (await query.execute()).map(callOf)
    },
    async silentSince(before, limit) {
      return (await db.selectFrom('calls').select(callColumns).where('status', '<>', 'ended').where('at', '<', before).orderBy('at').limit(limit).execute()).map(callOf)
    },
    async busyPeople() {
      const rows = await db.selectFrom('handoffs').select('person').where('status', '=', 'talking').execute()
      return new Set(rows.flatMap(({ person }) => (person === null ? [] : [person])))
    },
    async handoff(id) {
      const row = await db.selectFrom('handoffs').select('body').where('id', '=', id).executeTakeFirst()
      return row && handoffOf(row.body, sealing)
    },
    async handoffs(callId) {
      return (await db.selectFrom('handoffs').select('body').where('call_id', '=', callId).orderBy('id').execute()).map(({ body }) => handoffOf(body, sealing))
    },
    async saveVersion(version, flow, sources) {
      await db.insertInto('versions').values({ version, flow, sources: JSON.stringify(sources) }).onConflict((c) => c.column('version').doNothing()).execute()
    },
    async loadVersion(version) {
      const row = await db.selectFrom('versions').select(['flow', 'sources']).where('version', '=', version).executeTakeFirst()
      return row && { flow: row.flow, sources: JSON.parse(row.sources) as Record<string, string> }
    },
    async work(callId, key) {
      const row = await db.selectFrom('work').select(['lease_until', 'result']).where('call_id', '=', callId).where('key', '=', key).executeTakeFirst()
      return row && { key, leaseUntil: row.lease_until, result: row.result === null ? undefined : (JSON.parse(sealing.open(row.result)) as Input) }
    },
    async takeWork(callId, key, now, leaseUntil) {
      const taken = await db.updateTable('work').set({ lease_until: leaseUntil }).where('call_id', '=', callId).where('key', '=', key).where('result', 'is', null).where('lease_until', '<', now).executeTakeFirst()
      return Number(taken.numUpdatedRows) > 0
    },
    async finishWork(callId, key, result) {
      await db.updateTable('work').set({ result: sealing.seal(JSON.stringify(result)) }).where('call_id', '=', callId).where('key', '=', key).where('result', 'is', null).execute()
    },
    async takeNotices(now, leaseUntil, limit) {
      // `due_at` is asked again in the update: of two processes that chose the same row, the second finds it leased
      const due = db.selectFrom('outbox').select('id').where('due_at', '<=', now).orderBy('due_at').limit(limit)
      const rows = await db.updateTable('outbox').set({ due_at: leaseUntil }).where('id', 'in', due).where('due_at', '<=', now).returning(['id', 'tenant', 'call_id', 'attempts', 'notice']).execute()
      return rows.map((row) => ({ id: row.id, tenant: row.tenant, callId: row.call_id, attempts: row.attempts, notice: JSON.parse(sealing.open(row.notice)) as Notice }))
    },
    async noticeSent(id) {
      await db.deleteFrom('outbox').where('id', '=', id).execute()
    },
    async noticeFailed(id, retryAt, reason) {
      await db.updateTable('outbox').set((one) => ({ due_at: retryAt, reason, attempts: one('attempts', '+', 1) })).where('id', '=', id).execute()
    },
    async switches(flow) {
      const rows = await db.selectFrom('switches').select(['name', 'is_on', 'words']).where('flow', '=', flow).execute()
      return Object.fromEntries(rows.map(({ name, is_on, words }) => [name, { on: is_on === 1, text: words }]))
    },
    async setSwitch(tenant, flow, name, on, text) {
      const row = { tenant, flow, name, is_on: on ? 1 : 0, words: text }
      await db.insertInto('switches').values(row).onConflict((c) => c.columns(['flow', 'name']).doUpdateSet({ is_on: row.is_on, words: text, tenant })).execute()
    },
    async erase(tenant, before) {
      let count = 0
      for (;;) {
        const rows = await db.selectFrom('calls').select(['call_id', 'session']).where('tenant', '=', tenant).where('status', '=', 'ended').where('at', '<', before).where('session', 'not like', '{"erased":%').limit(ERASE_AT_ONCE).execute()
        for (const { call_id, session } of rows) {
          await db.updateTable('turns').set({ inputs: '[]', events: '[]', reply: null }).where('call_id', '=', call_id).execute()
          await db.deleteFrom('handoffs').where('call_id', '=', call_id).execute()
          await db.deleteFrom('work').where('call_id', '=', call_id).execute()
          await db.updateTable('calls').set({ caller: '', session: JSON.stringify({ erased: true, ...erased(sessionOf(session, sealing)) }) }).where('call_id', '=', call_id).execute()
          count++
        }
        if (rows.length < ERASE_AT_ONCE) return count
      }
    },
    async ping() {
      await sql`insert into switches (tenant, flow, name, is_on, words) values ('', '', 'ping', 0, '') on conflict (flow, name) do update set is_on = 0`.execute(db)
    },
  }
}

/** What remains of a session: where and how the call went, not what was said. */
function erased(session: Session): Session {
  return { ...session, slots: {}, saved: {}, caller: { number: '', withheld: true, tags: [] }, pending: undefined, keys: { kept: '', ahead: '' }, reason: '' }
}

function callOf(row: Pick<Schema['calls'], (typeof callColumns)[number]>): CallRow {
  return { callId: row.call_id, tenant: row.tenant, flow: row.flow, version: row.version, status: row.status as CallRow['status'], practice: row.practice === 1, from: row.caller, startedAt: row.started_at, at: row.at }
}
