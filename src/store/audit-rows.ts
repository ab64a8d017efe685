// The audit log as rows; it is only ever added to.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { AuditEntry } from '../staff/audit.ts'
import { runTogether, type Driver } from './driver.ts'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'
import type { StaffStore } from './staff-rows.ts'

export const auditOn = (
  db: Kysely<Schema>,
  together: Driver['together'],
): Pick<StaffStore, 'addAudit' | 'auditLog'> => ({
  async addAudit(entries) {
    await runTogether(
      db,
      together,
      entries.map((entry) => addEntry(entry, yes)),
    )
  },
  async auditLog({ tenants, actions, before, limit }) {
    if (tenants?.length === 0) return []
    let query = db
      .selectFrom('audit')
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
    if (actions) query = query.where('action', 'in', [...actions])
    if (tenants) query = query.where('tenant', 'in', tenants)
    if (before)
      query = query
        .where('at', '<=', before.at)
        .where((is) => is.or([is('at', '<', before.at), is('id', '<', before.id)]))
    return (await query.execute()).map(entryOf)
  },
})

/** With their type, because PostgreSQL does not see it where a value stands alone. */
export const text = (value: string | null) => sql<string>`cast(${value} as text)`
export const number = (value: number | null) => sql<number>`cast(${value} as bigint)`

export const yes = sql<boolean>`1 = 1`

/** An entry that is added if `where` holds. */
export const addEntry = (
  { id, at, account, ip, tenant, action, object, details }: AuditEntry,
  where: RawBuilder<boolean>,
) =>
  sql`insert into audit (id, at, account, ip, tenant, action, object, details)
    select ${text(id)}, ${number(at)}, ${text(account ?? null)}, ${text(ip)}, ${text(tenant ?? null)}, ${text(action)}, ${text(object ?? null)}, ${text(JSON.stringify(details))} where ${where}`

/** The account's row names the first entry that tells of its last change. */
export function stampOf([first]: AuditEntry[]): string {
  if (!first) throw new Error('a change to an account needs an entry in the audit log')
  return first.id
}

function entryOf({ account, tenant, object, details, ...row }: Schema['audit']): AuditEntry {
  return {
    ...row,
    details: parseStored<AuditEntry['details']>(details),
    ...(account !== null && { account }),
    ...(tenant !== null && { tenant }),
    ...(object !== null && { object }),
  }
}
