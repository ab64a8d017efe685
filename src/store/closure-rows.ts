// Closures of lines and companies as rows.
import type { CompiledQuery, Kysely, Selectable } from 'kysely'
import { REMINDED_EVERY, WHOLE_COMPANY, type Closure, type ClosureKey } from '../notices/closure.ts'
import { neverSet } from '../notices/standing.ts'
import type { AuditEntry } from '../staff/audit.ts'
import { addEntry, yes } from './audit-rows.ts'
import type { Allowed } from './call-search.ts'
import type { Driver } from './driver.ts'
import type { Schema } from './schema.ts'
import { standingOf, standingRow } from './switch-rows.ts'

export type ClosureStore = {
  /** What was set for a line and for its whole company, on or not. */
  closuresFor(tenant: string, line: string): Promise<Closure[]>
  /** One closure, off and `seq` 0 where it never was. */
  closureOf(key: ClosureKey): Promise<Closure>
  /** All that were ever set in these companies. */
  closures(allowed: Allowed): Promise<Closure[]>
  /** Keeps how a closure stands, with the entry that tells of it. `seq` is the one it had when it
   * was read, and grows by one; false when it was changed meanwhile, and nothing is kept then. */
  changeClosure(changed: Closure, audit: AuditEntry): Promise<boolean>
  /** Those that are on and whose end is `now` or before. */
  endedClosures(now: number): Promise<Closure[]>
  /** Those that are on without an end and were not told of for a day. */
  forgottenClosures(now: number): Promise<Closure[]>
  /** False when another process told of it first. */
  closureReminded(key: ClosureKey, now: number): Promise<boolean>
}

export function closuresOn(db: Kysely<Schema>, allOrNothing: Driver['allOrNothing']): ClosureStore {
  const all = () => db.selectFrom('closures').selectAll().orderBy('tenant').orderBy('line')
  const readRows = async (query: ReturnType<typeof all>) => (await query.execute()).map(closureFrom)
  return {
    closuresFor: (tenant, line) =>
      readRows(all().where('tenant', '=', tenant).where('line', 'in', [WHOLE_COMPANY, line])),
    async closureOf({ tenant, line }) {
      const [one] = await readRows(all().where('tenant', '=', tenant).where('line', '=', line))
      return one ?? { tenant, line, ...neverSet }
    },
    closures: (allowed) =>
      readRows(allowed === 'all' ? all() : all().where('tenant', 'in', [...allowed, ''])),
    changeClosure: (changed, audit) =>
      allOrNothing([keep(db, changed), addEntry(audit, yes).compile(db)]),
    endedClosures: (now) => readRows(all().where('is_on', '=', 1).where('until', '<=', now)),
    forgottenClosures: (now) =>
      readRows(
        all()
          .where('is_on', '=', 1)
          .where('until', 'is', null)
          .where('reminded_at', '<=', now - REMINDED_EVERY),
      ),
    async closureReminded({ tenant, line }, now) {
      const { numUpdatedRows } = await db
        .updateTable('closures')
        .set({ reminded_at: now })
        .where('tenant', '=', tenant)
        .where('line', '=', line)
        .where('reminded_at', '<=', now - REMINDED_EVERY)
        .executeTakeFirst()
      return numUpdatedRows > 0n
    },
  }
}

/** Whoever changes a closure knows of it, so the day until a reminder begins anew. */
function keep(db: Kysely<Schema>, changed: Closure): CompiledQuery {
  const { tenant, line, seq, sendTo, at = 0 } = changed
  const standing = standingRow(changed)
  const row = { tenant, line, send_to: sendTo ?? null, reminded_at: at, ...standing }
  if (seq === 0)
    return db
      .insertInto('closures')
      .values(row)
      .onConflict((c) => c.doNothing())
      .compile()
  return db
    .updateTable('closures')
    .set(row)
    .where('tenant', '=', tenant)
    .where('line', '=', line)
    .where('seq', '=', seq)
    .compile()
}

const closureFrom = (row: Selectable<Schema['closures']>): Closure => ({
  tenant: row.tenant,
  line: row.line,
  ...standingOf(row),
  ...(row.send_to !== null && { sendTo: row.send_to }),
})
