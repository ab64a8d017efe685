// What is kept of flows: the sources of their versions.
import type { Kysely } from 'kysely'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

export const flowsOn = (db: Kysely<Schema>): Pick<Store, 'saveVersion' | 'loadVersion'> => ({
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
})
