// The staff's part of the store: accounts, sessions, one-time links, tried sign-ins, the audit log.
// Alike on both databases.
import { createHash } from 'node:crypto'
import { sql, type CompiledQuery, type Kysely, type RawBuilder } from 'kysely'
import type { Account } from '../staff/account.ts'
import type { AuditEntry } from '../staff/audit.ts'
import type { Membership } from '../staff/permissions.ts'
import type { LinkPurpose, Tries } from '../staff/sign-in-rules.ts'
import type { Schema } from './schema.ts'

/** `id` is the SHA-256, in hex, of the random text in the cookie. Times are UTC milliseconds. */
export type StaffSession = {
  id: string
  account: string
  createdAt: number
  seenAt: number
  expiresAt: number
}

/** `hash` is the SHA-256, in hex, of the random text in the link. `account` is absent for the first
 * link. */
export type Link = { hash: string; purpose: LinkPurpose; account?: string; expiresAt: number }

/** Why a change was not made; nothing of it was kept then. `stale`: the account was changed
 * meanwhile, or the link is worth nothing any more. */
export type Refusal = 'login taken' | 'last administrator' | 'stale'

/**
 * A change to an account. Each comes with the entries of the audit log that tell of it, at least
 * one, and all is kept in one transaction or
 * nothing. `hash` is that of a new password, which ends all sessions and links of the account and
 * forgets the wrong passwords tried.
 * `link` is the link by which the change is made: it must not have been used, and is now.
 */
export type AccountChange = {
  account: Account
  loginKey: string
  hash?: string
  link?: { hash: string; purpose: LinkPurpose }
  audit: AuditEntry[]
}

export type StaffStore = {
  /** All accounts, by name. */
  accounts(): Promise<Account[]>
  account(id: string): Promise<Account | undefined>
  /** By the folded login, with the password's hash, if there is one. */
  credentials(loginKey: string): Promise<{ account: Account; hash?: string } | undefined>
  /** Whether somebody who can sign in administers the whole installation. */
  hasAdministrator(): Promise<boolean>
  /** A new account, `seq` 1. With a link of purpose `first` only as long as there is no
   * administrator. */
  addAccount(change: AccountChange): Promise<'kept' | Refusal>
  /** `account.seq` is the one it had when it was read, and grows by one. The last administrator of
   * the whole installation stays one. */
  changeAccount(change: AccountChange): Promise<'kept' | Refusal>
  /** Not a change anybody has to answer for: the language of the pages. */
  setLanguage(account: string, language: string): Promise<void>
  startSession(session: StaffSession): Promise<void>
  /** The session as long as it has not expired, was seen at or after `idleSince`, and its account
   * may sign in. */
  session(
    id: string,
    now: number,
    idleSince: number,
  ): Promise<{ session: StaffSession; account: Account } | undefined>
  sessionSeen(id: string, now: number): Promise<void>
  endSession(id: string): Promise<void>
  /** A link for an account takes the place of those it had; the entries are kept with it. */
  addLink(link: Link, audit: AuditEntry[]): Promise<void>
  /** A link that can still be used. */
  link(hash: string, now: number): Promise<Link | undefined>
  /** Counts a try before the password is looked at, and tells how many there were in a row. */
  tried(loginKey: string, now: number, rule: { tries: number; length: number }): Promise<Tries>
  /** The last try was right. */
  forgetTries(loginKey: string): Promise<void>
  addAudit(entries: AuditEntry[]): Promise<void>
  /** A page of the log, the newest first; `tenants` leaves out what concerns others or all.
   * `before` is the last entry of the page before. */
  auditLog(filter: {
    tenants?: string[]
    before?: Pick<AuditEntry, 'at' | 'id'>
    limit: number
  }): Promise<AuditEntry[]>
  /** Removes sessions, links and tries that are over. */
  forgetStaff(now: number, idleSince: number): Promise<void>
}

/** `together` runs statements in one transaction. */
export function staffOn(
  db: Kysely<Schema>,
  together: (statements: CompiledQuery[]) => Promise<void>,
): StaffStore {
  const read = async (rows: Schema['accounts'][]): Promise<Account[]> => {
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
  const write = (statements: RawBuilder<unknown>[]): Promise<void> =>
    together(statements.map((statement) => statement.compile(db)))

  /** A change is kept when its first entry stands in the log. */
  async function outcome({
    account,
    loginKey,
    link,
    audit: [first],
  }: AccountChange): Promise<'kept' | Refusal> {
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
    return !link && found.some(({ id, seq }) => id === account.id && seq === account.seq)
      ? 'last administrator'
      : 'stale'
  }

  return {
    async accounts() {
      const rows = await db
        .selectFrom('accounts')
        .selectAll()
        .orderBy('name')
        .orderBy('id')
        .execute()
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
      return (
        await read(await db.selectFrom('accounts').selectAll().where('id', '=', id).execute())
      )[0]
    },
    async credentials(loginKey) {
      const row = await db
        .selectFrom('accounts')
        .selectAll()
        .where('login_key', '=', loginKey)
        .executeTakeFirst()
      const [account] = row ? await read([row]) : []
      return account && { account, hash: row?.hash ?? undefined }
    },
    async hasAdministrator() {
      return (await sql`${administrators}`.execute(db)).rows.length > 0
    },
    async addAccount(change) {
      const {
        account: { id, login, name, createdAt },
        loginKey,
        hash,
        link,
      } = change
      const { stamp, reach, skills, languages, language, disabledAt } = columnsOf(change)
      await write([
        inTurn,
        sql`insert into accounts (id, login, login_key, name, hash, reach, skills, languages, language, created_at, disabled_at, seq, changed_by)
          select ${text(id)}, ${text(login)}, ${text(loginKey)}, ${text(name)}, ${text(hash ?? null)}, ${reach}, ${skills}, ${languages}, ${language}, ${number(createdAt)}, ${disabledAt}, 1, ${stamp}
          where ${link ? usable(link, createdAt) : yes} and ${link?.purpose === 'first' ? sql`not exists (${administrators})` : yes} on conflict do nothing`,
        ...following(change),
      ])
      return outcome(change)
    },
    async changeAccount(change) {
      const {
        account: { id, login, name, seq },
        loginKey,
        hash,
        link,
        audit,
      } = change
      const { stamp, reach, skills, languages, disabledAt } = columnsOf(change)
      const staysInHands = runsAll(change.account)
        ? yes
        : sql`(exists (${administrators} and a.id <> ${id}) or not exists (${administrators} and a.id = ${id}))`
      await write([
        inTurn,
        sql`update accounts set login = ${login}, login_key = ${loginKey}, name = ${name}, hash = coalesce(${text(hash ?? null)}, hash), reach = ${reach}, skills = ${skills}, languages = ${languages},
          disabled_at = ${disabledAt}, seq = seq + 1, changed_by = ${stamp}
          where id = ${id} and seq = ${seq} and not exists (select 1 from accounts o where o.login_key = ${loginKey} and o.id <> ${id}) and ${staysInHands} and ${link ? usable(link, audit[0]?.at ?? 0) : yes}`,
        ...following(change),
      ])
      return outcome(change)
    },
    async setLanguage(account, language) {
      await db.updateTable('accounts').set({ language }).where('id', '=', account).execute()
    },
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
      const [account] = row
        ? await read(
            await db
              .selectFrom('accounts')
              .selectAll()
              .where('id', '=', row.account)
              .where('disabled_at', 'is', null)
              .execute(),
          )
        : []
      return (
        row &&
        account && {
          session: {
            id,
            account: row.account,
            createdAt: row.created_at,
            seenAt: row.seen_at,
            expiresAt: row.expires_at,
          },
          account,
        }
      )
    },
    async sessionSeen(id, now) {
      await db.updateTable('sessions').set({ seen_at: now }).where('id', '=', id).execute()
    },
    async endSession(id) {
      await db.deleteFrom('sessions').where('id', '=', id).execute()
    },
    async addLink({ hash, purpose, account, expiresAt }, audit) {
      await write([
        ...(account === undefined
          ? []
          : [sql`delete from links where account = ${account} and used_by is null`]),
        sql`insert into links (hash, purpose, account, expires_at) values (${hash}, ${purpose}, ${account ?? null}, ${expiresAt})`,
        ...audit.map((entry) => added(entry, yes)),
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
          purpose: row.purpose as LinkPurpose,
          ...(row.account !== null && { account: row.account }),
          expiresAt: row.expires_at,
        }
      )
    },
    async tried(loginKey, now, { tries, length }) {
      const until = now + length
      return await db
        .insertInto('tries')
        .values({ login: triesKey(loginKey), count: 1, until })
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
      await db.deleteFrom('tries').where('login', '=', triesKey(loginKey)).execute()
    },
    async addAudit(entries) {
      await write(entries.map((entry) => added(entry, yes)))
    },
    async auditLog({ tenants, before, limit }) {
      if (tenants?.length === 0) return []
      let query = db
        .selectFrom('audit')
        .selectAll()
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
      if (tenants) query = query.where('tenant', 'in', tenants)
      if (before)
        query = query
          .where('at', '<=', before.at)
          .where((is) => is.or([is('at', '<', before.at), is('id', '<', before.id)]))
      return (await query.execute()).map(entryOf)
    },
    async forgetStaff(now, idleSince) {
      await write([
        sql`delete from sessions where expires_at <= ${now} or seen_at < ${idleSince}`,
        sql`delete from links where expires_at <= ${now}`,
        sql`delete from tries where until <= ${now}`,
      ])
    },
  }
}

/** With their type, because PostgreSQL does not see it where a value stands alone. */
const text = (value: string | null) => sql<string>`cast(${value} as text)`
const number = (value: number | null) => sql<number>`cast(${value} as bigint)`

const yes = sql<boolean>`1 = 1`

/** One change after the other, also between processes, so that two administrators cannot remove
 * each other at once. */
const inTurn = sql`update migrations set number = number where number = 4`

/** Those who can sign in and administer the whole installation. */
const administrators = sql`select 1 from accounts a join memberships m on m.account = a.id where m.tenant = '*' and m.role = 'administrator' and a.disabled_at is null and a.hash is not null`

const runsAll = ({ memberships, disabledAt }: Account): boolean =>
  disabledAt === undefined &&
  memberships.some(({ tenant, role }) => tenant === '*' && role === 'administrator')

const usable = ({ hash, purpose }: Pick<Link, 'hash' | 'purpose'>, at: number) =>
  sql<boolean>`exists (select 1 from links where hash = ${hash} and purpose = ${purpose} and used_by is null and expires_at > ${at})`

const triesKey = (loginKey: string): string => createHash('sha256').update(loginKey).digest('hex')

const added = (
  { id, at, account, ip, tenant, action, object, details }: AuditEntry,
  where: RawBuilder<boolean>,
) =>
  sql`insert into audit (id, at, account, ip, tenant, action, object, details)
    select ${text(id)}, ${number(at)}, ${text(account ?? null)}, ${text(ip)}, ${text(tenant ?? null)}, ${text(action)}, ${text(object ?? null)}, ${text(JSON.stringify(details))} where ${where}`

/** The account's row names the first entry that tells of its last change. */
function stampOf([first]: AuditEntry[]): string {
  if (!first) throw new Error('a change to an account needs an entry in the audit log')
  return first.id
}

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
function following({
  account: { id, memberships, disabledAt },
  loginKey,
  hash,
  link,
  audit,
}: AccountChange): RawBuilder<unknown>[] {
  const stamp = stampOf(audit)
  const made = sql<boolean>`exists (select 1 from accounts where id = ${id} and changed_by = ${stamp})`
  return [
    sql`delete from memberships where account = ${id} and ${made}`,
    ...memberships.map(
      ({ tenant, role }) =>
        sql`insert into memberships (account, tenant, role) select ${text(id)}, ${text(tenant)}, ${text(role)} where ${made} on conflict do nothing`,
    ),
    ...(hash === undefined && disabledAt === undefined
      ? []
      : [
          sql`delete from sessions where account = ${id} and ${made}`,
          sql`update links set used_by = ${stamp} where account = ${id} and used_by is null and ${made}`,
        ]),
    ...(hash === undefined
      ? []
      : [sql`delete from tries where login = ${triesKey(loginKey)} and ${made}`]),
    ...(link
      ? [sql`update links set used_by = ${stamp} where hash = ${link.hash} and ${made}`]
      : []),
    ...audit.map((entry) => added(entry, made)),
  ]
}

function accountOf(row: Schema['accounts'], memberships: Schema['memberships'][]): Account {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    createdAt: row.created_at,
    seq: row.seq,
    hasPassword: row.hash !== null,
    memberships: memberships.map(({ tenant, role }) => ({ tenant, role }) as Membership),
    skills: JSON.parse(row.skills) as Account['skills'],
    languages: JSON.parse(row.languages) as string[],
    reach: JSON.parse(row.reach) as Account['reach'],
    ...(row.language !== null && { language: row.language as Account['language'] }),
    ...(row.disabled_at !== null && { disabledAt: row.disabled_at }),
  }
}

function entryOf({
  account,
  tenant,
  object,
  details,
  action,
  ...row
}: Schema['audit']): AuditEntry {
  return {
    ...row,
    action: action as AuditEntry['action'],
    details: JSON.parse(details) as AuditEntry['details'],
    ...(account !== null && { account }),
    ...(tenant !== null && { tenant }),
    ...(object !== null && { object }),
  }
}
