// What operators note about contacts, and what is written in practice conversations.
import type { Kysely } from 'kysely'
import type { DeskStore } from './desk-rows.ts'
import type { Schema } from './schema.ts'

export const notesOn = (
  db: Kysely<Schema>,
): Pick<DeskStore, 'saveNote' | 'notes' | 'saveLine' | 'lines'> => ({
  async saveNote({ contact, operator, tenant, text, outcome, at }, was) {
    const row = { text, outcome: outcome ?? null, at }
    const first = db.insertInto('notes').values({ contact, operator, tenant, ...row })
    const kept = await (
      was === 0
        ? first.onConflict((c) => c.columns(['contact', 'operator']).doNothing())
        : first.onConflict((c) =>
            was === undefined
              ? c.columns(['contact', 'operator']).doUpdateSet(row)
              : c.columns(['contact', 'operator']).doUpdateSet(row).where('notes.at', '=', was),
          )
    ).executeTakeFirst()
    return Number(kept.numInsertedOrUpdatedRows) > 0 ? 'kept' : 'stale'
  },
  async notes(contact) {
    const rows = await db
      .selectFrom('notes')
      .selectAll()
      .where('contact', '=', contact)
      .orderBy('at')
      .execute()
    return rows.map(({ outcome, ...row }) => ({ ...row, outcome: outcome ?? undefined }))
  },
  async saveLine({ contact, who, text, at }) {
    await db.insertInto('practice_lines').values({ contact, who, text, at }).execute()
  },
  async lines(contact) {
    return db
      .selectFrom('practice_lines')
      .select(['contact', 'who', 'text', 'at'])
      .where('contact', '=', contact)
      .orderBy('id')
      .execute()
  },
})
