// Operators' presence as rows: what holds now, and the console's report.
import type { Kysely } from 'kysely'
import type { Presence } from '../desk/operator.ts'
import type { DeskStore } from './desk-rows.ts'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'

export const presenceRow = ({
  operator,
  status,
  seq,
  tab,
  leaseUntil,
  ...rest
}: Presence): Schema['presences'] => ({
  operator,
  status,
  seq,
  tab: tab ?? null,
  lease_until: leaseUntil,
  body: JSON.stringify(rest),
})

const presenceOf = ({
  operator,
  status,
  seq,
  tab,
  lease_until,
  body,
}: Schema['presences']): Presence => ({
  ...parseStored<Presence>(body),
  operator,
  status,
  seq,
  tab: tab ?? undefined,
  leaseUntil: lease_until,
})

export const presencesOn = (
  db: Kysely<Schema>,
): Pick<DeskStore, 'presences' | 'presence' | 'lease'> => ({
  async presences() {
    return (await db.selectFrom('presences').selectAll().execute()).map(presenceOf)
  },
  async presence(operator) {
    const row = await db
      .selectFrom('presences')
      .selectAll()
      .where('operator', '=', operator)
      .executeTakeFirst()
    return row && presenceOf(row)
  },
  async lease(presence) {
    const { tab, lease_until } = presenceRow(presence)
    await db
      .insertInto('presences')
      .values(presenceRow(presence))
      .onConflict((c) => c.column('operator').doUpdateSet({ tab, lease_until }))
      .execute()
  },
})
