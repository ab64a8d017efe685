// The staff's part of the store: accounts, sessions, one-time links, tried sign-ins, the audit log.
// Alike on both databases.
import { sql, type Kysely } from 'kysely'
import type { Account, InterfaceLanguage } from '../staff/account.ts'
import type { AuditAction, AuditEntry } from '../staff/audit.ts'
import type { LinkPurpose, Tries } from '../staff/sign-in-rules.ts'
import { accountChangesOn } from './account-changes.ts'
import { accountsOn } from './account-rows.ts'
import { auditOn } from './audit-rows.ts'
import type { Driver } from './driver.ts'
import { linksOn } from './link-rows.ts'
import type { Schema } from './schema.ts'
import { sessionsOn } from './session-rows.ts'

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
  setLanguage(account: string, language: InterfaceLanguage): Promise<void>
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
    actions?: readonly AuditAction[]
    before?: Pick<AuditEntry, 'at' | 'id'>
    limit: number
  }): Promise<AuditEntry[]>
  /** Removes sessions, links and tries that are over. */
  forgetStaff(now: number, idleSince: number): Promise<void>
}

export const staffOn = (db: Kysely<Schema>, together: Driver['together']): StaffStore => ({
  ...accountsOn(db),
  ...accountChangesOn(db, together),
  ...sessionsOn(db),
  ...linksOn(db, together),
  ...auditOn(db, together),
  async forgetStaff(now, idleSince) {
    const over = [
      sql`delete from sessions where expires_at <= ${now} or seen_at < ${idleSince}`,
      sql`delete from links where expires_at <= ${now}`,
      sql`delete from tries where until <= ${now}`,
    ]
    await together(over.map((statement) => statement.compile(db)))
  },
})
