// What is kept of flows: the sources of their versions, and their switches.
import type { Kysely } from 'kysely'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

export const flowsOn = (
  db: Kysely<Schema>,
): Pick<Store, 'saveVersion' | 'loadVersion' | 'switches' | 'setSwitch'> => ({
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
    return row && { flow: row.flow, sources: parseStored<Record<string, string>>(row.sources) }
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
  async setSwitch({ tenant, flow, name }, { on, text }) {
    const row = { tenant, flow, name, is_on: on ? 1 : 0, words: text }
    await db
      .insertInto('switches')
      .values(row)
      .onConflict((c) =>
        c.columns(['flow', 'name']).doUpdateSet({ is_on: row.is_on, words: text, tenant }),
      )
      .execute()
  },
})
