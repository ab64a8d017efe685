// One-time links, and sign-ins that were tried.
import { createHash } from 'node:crypto'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { addEntry, yes } from './audit-rows.ts'
import { runTogether, type Driver } from './driver.ts'
import type { Schema } from './schema.ts'
import type { StaffStore } from './staff-rows.ts'

export const linksOn = (
  db: Kysely<Schema>,
  together: Driver['together'],
): Pick<StaffStore, 'addLink' | 'link' | 'tried' | 'forgetTries'> => ({
  async addLink({ hash, purpose, account, expiresAt }, audit) {
    await runTogether(db, together, [
      ...[account].flatMap((id) =>
        id === undefined ? [] : sql`delete from links where account = ${id} and used_by is null`,
      ),
      sql`insert into links (hash, purpose, account, expires_at) values (${hash}, ${purpose}, ${account ?? null}, ${expiresAt})`,
      ...audit.map((entry) => addEntry(entry, yes)),
    ])
  },
  async link(hash, now) {
    const row = await db
      .selectFrom('links')
      .selectAll()
      .where('hash', '=', hash)
      .where('used_by', 'is', null)
      .where('expires_at', '>', now)
      .executeTakeFirst()
    return (
      row && {
        hash,
        purpose: row.purpose,
        ...(row.account !== null && { account: row.account }),
        expiresAt: row.expires_at,
      }
    )
  },
  async tried(loginKey, now, { tries, length }) {
    const until = now + length
    return await db
      .insertInto('tries')
      .values({ login: keyOfTries(loginKey), count: 1, until })
      .onConflict((c) =>
        c.column('login').doUpdateSet({
          count: sql<number>`case when tries.until <= ${now} then 1 else tries.count + 1 end`,
          until: sql<number>`case when tries.until <= ${now} or tries.count < ${tries} then cast(${until} as bigint) else tries.until end`,
        }),
      )
      .returning(['count', 'until'])
      .executeTakeFirstOrThrow()
  },
  async forgetTries(loginKey) {
    await db.deleteFrom('tries').where('login', '=', keyOfTries(loginKey)).execute()
  },
})

/** A password may have been typed into the field of the login, so that is not kept. */
const keyOfTries = (loginKey: string): string => createHash('sha256').update(loginKey).digest('hex')

export const forgetTriesOf = (loginKey: string, where: RawBuilder<boolean>) =>
  sql`delete from tries where login = ${keyOfTries(loginKey)} and ${where}`
