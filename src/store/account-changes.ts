// Changes to accounts: each with the entries of the audit log that tell of it, all or nothing.
import { sql, type Kysely, type RawBuilder } from 'kysely'
import { isInstallationAdministrator } from '../staff/permissions.ts'
import { administrators } from './account-rows.ts'
import { addEntry, number, stampOf, text, yes } from './audit-rows.ts'
import { runTogether, type Driver } from './driver.ts'
import { forgetTriesOf } from './link-rows.ts'
import type { Schema } from './schema.ts'
import type { AccountChange, Link, Refusal, StaffStore } from './staff-rows.ts'

/** Locks a row of its own (that of the migration that brought the accounts) until the transaction
 * is over, by an update that changes nothing: one change comes after the other, also between
 * processes, so that two administrators cannot remove each other at once. */
const lockAccounts = sql`update migrations set number = number where number = 4`

export const accountChangesOn = (
  db: Kysely<Schema>,
  together: Driver['together'],
): Pick<StaffStore, 'addAccount' | 'changeAccount'> => {
  const make = async (change: AccountChange, statement: RawBuilder<unknown>) => {
    await runTogether(db, together, [lockAccounts, statement, ...whatFollows(change)])
    return readOutcome(db, change)
  }
  return {
    addAccount: (change) => make(change, insertAccount(change)),
    changeAccount: (change) => make(change, updateAccount(change)),
  }
}

function insertAccount(change: AccountChange): RawBuilder<unknown> {
  const { account, loginKey, hash, link } = change
  const { id, login, name, createdAt } = account
  const { stamp, reach, skills, languages, language, disabledAt } = columnsOf(change)
  return sql`insert into accounts (id, login, login_key, name, hash, reach, skills, languages, language, created_at, disabled_at, seq, changed_by)
          select ${text(id)}, ${text(login)}, ${text(loginKey)}, ${text(name)}, ${text(hash ?? null)}, ${reach}, ${skills}, ${languages}, ${language}, ${number(createdAt)}, ${disabledAt}, 1, ${stamp}
          where ${link ? isUsable(link, createdAt) : yes} and ${link?.purpose === 'first' ? sql`not exists (${administrators})` : yes} on conflict do nothing`
}

function updateAccount(change: AccountChange): RawBuilder<unknown> {
  const { account, loginKey, hash, link, audit } = change
  const { id, login, name, seq } = account
  const { stamp, reach, skills, languages, disabledAt } = columnsOf(change)
  const runsAll = account.disabledAt === undefined && isInstallationAdministrator(account)
  const staysInHands = runsAll
    ? yes
    : sql`(exists (${administrators} and a.id <> ${id}) or not exists (${administrators} and a.id = ${id}))`
  return sql`update accounts set login = ${login}, login_key = ${loginKey}, name = ${name}, hash = coalesce(${text(hash ?? null)}, hash), reach = ${reach}, skills = ${skills}, languages = ${languages},
          disabled_at = ${disabledAt}, seq = seq + 1, changed_by = ${stamp}
          where id = ${id} and seq = ${seq} and not exists (select 1 from accounts o where o.login_key = ${loginKey} and o.id <> ${id}) and ${staysInHands} and ${link ? isUsable(link, audit[0]?.at ?? 0) : yes}`
}

const isUsable = ({ hash, purpose }: Pick<Link, 'hash' | 'purpose'>, at: number) =>
  sql<boolean>`exists (select 1 from links where hash = ${hash} and purpose = ${purpose} and used_by is null and expires_at > ${at})`

function columnsOf({
  account: { reach, skills, languages, language, disabledAt },
  audit,
}: AccountChange) {
  return {
    stamp: stampOf(audit),
    reach: JSON.stringify(reach),
    skills: JSON.stringify(skills),
    languages: JSON.stringify(languages),
    language: text(language ?? null),
    disabledAt: number(disabledAt ?? null),
  }
}

/** What follows a change of an account, if that was made. */
function whatFollows({
  account: { id, memberships, disabledAt },
  loginKey,
  hash,
  link,
  audit,
}: AccountChange): RawBuilder<unknown>[] {
  const stamp = stampOf(audit)
  const made = sql<boolean>`exists (select 1 from accounts where id = ${id} and changed_by = ${stamp})`
  const endAccess = [
    sql`delete from sessions where account = ${id} and ${made}`,
    sql`update links set used_by = ${stamp} where account = ${id} and used_by is null and ${made}`,
  ]
  return [
    sql`delete from memberships where account = ${id} and ${made}`,
    ...memberships.map(
      ({ tenant, role }) =>
        sql`insert into memberships (account, tenant, role) select ${text(id)}, ${text(tenant)}, ${text(role)} where ${made} on conflict do nothing`,
    ),
    ...(hash !== undefined || disabledAt !== undefined ? endAccess : []),
    ...(hash !== undefined ? [forgetTriesOf(loginKey, made)] : []),
    ...(link
      ? [sql`update links set used_by = ${stamp} where hash = ${link.hash} and ${made}`]
      : []),
    ...audit.map((entry) => addEntry(entry, made)),
  ]
}

/** A change is kept when its first entry stands in the log. */
async function readOutcome(
  db: Kysely<Schema>,
  { account, loginKey, link, audit: [first] }: AccountChange,
): Promise<'kept' | Refusal> {
  if (
    first &&
    (await db.selectFrom('audit').select('id').where('id', '=', first.id).executeTakeFirst())
  )
    return 'kept'
  const found = await db
    .selectFrom('accounts')
    .select(['id', 'seq'])
    .where((is) => is.or([is('login_key', '=', loginKey), is('id', '=', account.id)]))
    .execute()
  if (found.some(({ id }) => id !== account.id)) return 'login taken'
  // what the link cannot do is its end, not a question of who is left
  if (!link && found.some(({ id, seq }) => id === account.id && seq === account.seq))
    return 'last administrator'
  return 'stale'
}
