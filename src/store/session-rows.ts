// Signed-in sessions of the staff.
import type { Kysely } from 'kysely'
import { readAccounts } from './account-rows.ts'
import type { Schema } from './schema.ts'
import type { StaffStore } from './staff-rows.ts'

export const sessionsOn = (
  db: Kysely<Schema>,
): Pick<StaffStore, 'startSession' | 'session' | 'sessionSeen' | 'endSession'> => ({
  async startSession({ id, account, createdAt, seenAt, expiresAt }) {
    await db
      .insertInto('sessions')
      .values({ id, account, created_at: createdAt, seen_at: seenAt, expires_at: expiresAt })
      .execute()
  },
  async session(id, now, idleSince) {
    const row = await db
      .selectFrom('sessions')
      .selectAll()
      .where('id', '=', id)
      .where('expires_at', '>', now)
      .where('seen_at', '>=', idleSince)
      .executeTakeFirst()
    if (!row) return undefined
    const found = await db
      .selectFrom('accounts')
      .selectAll()
      .where('id', '=', row.account)
      .where('disabled_at', 'is', null)
      .execute()
    const [account] = await readAccounts(db, found)
    if (!account) return undefined
    const { created_at, seen_at, expires_at } = row
    return {
      session: {
        id,
        account: account.id,
        createdAt: created_at,
        seenAt: seen_at,
        expiresAt: expires_at,
      },
      account,
    }
  },
  async sessionSeen(id, now) {
    await db.updateTable('sessions').set({ seen_at: now }).where('id', '=', id).execute()
  },
  async endSession(id) {
    await db.deleteFrom('sessions').where('id', '=', id).execute()
  },
})
