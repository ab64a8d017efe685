// Switches of flows as rows: by company, flow and name, with their words by language.
import type { CompiledQuery, Insertable, Kysely, Selectable } from 'kysely'
import { neverSet, type Standing, type Texts } from '../notices/standing.ts'
import type { Switch, SwitchKey } from '../notices/switch.ts'
import type { AuditEntry } from '../staff/audit.ts'
import { addEntry, yes } from './audit-rows.ts'
import type { Allowed } from './call-search.ts'
import type { Driver } from './driver.ts'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'

export type SwitchStore = {
  /** The switches of a company's flow that were ever set, by name. */
  switches(tenant: string, flow: string): Promise<Record<string, Standing>>
  /** One switch; `neverSet` where it never was. */
  switchOf(key: SwitchKey): Promise<Standing>
  /** All that were ever set in these companies. */
  allSwitches(allowed: Allowed): Promise<Switch[]>
  /** Keeps how a switch stands, with the entry that tells of it. `seq` is the one it had when it was
   * read, and grows by one; false when it was changed meanwhile, and nothing is kept then. */
  changeSwitch(changed: Switch, audit: AuditEntry): Promise<boolean>
  /** Those that are on and whose end is `now` or before. */
  endedSwitches(now: number): Promise<Switch[]>
}

export const switchesOn = (
  db: Kysely<Schema>,
  allOrNothing: Driver['allOrNothing'],
): SwitchStore => ({
  async switches(tenant, flow) {
    const rows = await db
      .selectFrom('switches')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('flow', '=', flow)
      .execute()
    return Object.fromEntries(rows.map((row) => [row.name, standingOf(row)]))
  },
  async switchOf({ tenant, flow, name }) {
    const row = await db
      .selectFrom('switches')
      .selectAll()
      .where('tenant', '=', tenant)
      .where('flow', '=', flow)
      .where('name', '=', name)
      .executeTakeFirst()
    return row ? standingOf(row) : neverSet
  },
  async allSwitches(allowed) {
    const all = db.selectFrom('switches').selectAll().orderBy('tenant').orderBy('flow')
    const mine = allowed === 'all' ? all : all.where('tenant', 'in', [...allowed, ''])
    return (await mine.orderBy('name').execute()).map(switchFrom)
  },
  changeSwitch: (changed, audit) =>
    allOrNothing([keep(db, changed), addEntry(audit, yes).compile(db)]),
  async endedSwitches(now) {
    const rows = await db
      .selectFrom('switches')
      .selectAll()
      .where('is_on', '=', 1)
      .where('until', '<=', now)
      .execute()
    return rows.map(switchFrom)
  },
})

function keep(db: Kysely<Schema>, changed: Switch): CompiledQuery {
  const { tenant, flow, name, seq } = changed
  const row = {
    tenant,
    flow,
    name,
    words: Object.values(changed.texts)[0] ?? '',
    ...standingRow(changed),
  }
  if (seq === 0)
    return db
      .insertInto('switches')
      .values(row)
      .onConflict((c) => c.doNothing())
      .compile()
  return db
    .updateTable('switches')
    .set(row)
    .where('tenant', '=', tenant)
    .where('flow', '=', flow)
    .where('name', '=', name)
    .where('seq', '=', seq)
    .compile()
}

type StandingRow = Omit<Insertable<Schema['switches']>, 'tenant' | 'flow' | 'name' | 'words'>

/** The columns that switches and closures share, as they are after a change. */
export const standingRow = ({ on, texts, until, seq, at, by }: Standing): StandingRow => ({
  is_on: on ? 1 : 0,
  texts: JSON.stringify(texts),
  until: until ?? null,
  seq: seq + 1,
  changed_at: at ?? null,
  changed_by: by ?? null,
})

export const standingOf = (row: StandingRow): Standing => ({
  on: row.is_on === 1,
  texts: parseStored<Texts>(row.texts),
  ...(row.until != null && { until: row.until }),
  seq: row.seq,
  ...(row.changed_at != null && { at: row.changed_at }),
  ...(row.changed_by != null && { by: row.changed_by }),
})

const switchFrom = (row: Selectable<Schema['switches']>): Switch => ({
  tenant: row.tenant,
  flow: row.flow,
  name: row.name,
  ...standingOf(row),
})
