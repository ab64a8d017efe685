// Accounts as rows, with their memberships.
import { sql, type Kysely } from 'kysely'
import type { Account } from '../staff/account.ts'
import { installationAdministrator } from '../staff/permissions.ts'
import { parseStored } from './rows.ts'
import type { Schema } from './schema.ts'
import type { StaffStore } from './staff-rows.ts'

const { tenant, role } = installationAdministrator

/** Those who can sign in and administer the whole installation. */
export const administrators = sql`select 1 from accounts a join memberships m on m.account = a.id where m.tenant = ${tenant} and m.role = ${role} and a.disabled_at is null and a.hash is not null`

export const accountsOn = (
  db: Kysely<Schema>,
): Pick<
  StaffStore,
  'accounts' | 'account' | 'credentials' | 'hasAdministrator' | 'setLanguage'
> => ({
  async accounts() {
    const rows = await db.selectFrom('accounts').selectAll().orderBy('name').orderBy('id').execute()
    const memberships = new Map<string, Schema['memberships'][]>(rows.map(({ id }) => [id, []]))
    for (const one of await db
      .selectFrom('memberships')
      .selectAll()
      .orderBy('tenant')
      .orderBy('role')
      .execute())
      memberships.get(one.account)?.push(one)
    return rows.map((row) => accountOf(row, memberships.get(row.id) ?? []))
  },
  async account(id) {
    const rows = await db.selectFrom('accounts').selectAll().where('id', '=', id).execute()
    return (await readAccounts(db, rows))[0]
  },
  async credentials(loginKey) {
    const row = await db
      .selectFrom('accounts')
      .selectAll()
      .where('login_key', '=', loginKey)
      .executeTakeFirst()
    const [account] = row ? await readAccounts(db, [row]) : []
    return account && { account, hash: row?.hash ?? undefined }
  },
  async hasAdministrator() {
    return (await sql`${administrators}`.execute(db)).rows.length > 0
  },
  async setLanguage(account, language) {
    await db.updateTable('accounts').set({ language }).where('id', '=', account).execute()
  },
})

/** The accounts of rows, in their order. */
export async function readAccounts(
  db: Kysely<Schema>,
  rows: Schema['accounts'][],
): Promise<Account[]> {
  if (rows.length === 0) return []
  const memberships = await db
    .selectFrom('memberships')
    .selectAll()
    .where(
      'account',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('tenant')
    .orderBy('role')
    .execute()
  return rows.map((row) =>
    accountOf(
      row,
      memberships.filter(({ account }) => account === row.id),
    ),
  )
}

function accountOf(row: Schema['accounts'], memberships: Schema['memberships'][]): Account {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    createdAt: row.created_at,
    seq: row.seq,
    hasPassword: row.hash !== null,
    memberships: memberships.map(({ tenant, role }) => ({ tenant, role })),
    skills: parseStored<Account['skills']>(row.skills),
    languages: parseStored<string[]>(row.languages),
    reach: parseStored<Account['reach']>(row.reach),
    ...(row.language !== null && { language: row.language }),
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
  }
}
