// Accounts: the people who sign in, what they may do where, and how far one may change another.
import type { Operator, Reach } from '../desk/operator.ts'
import { can, everywhere, tenantsFor, type Membership } from './permissions.ts'

/** Languages of the pages; what somebody speaks with callers is `languages` of the account. */
export const interfaceLanguages = ['en', 'be', 'ru'] as const

export type InterfaceLanguage = (typeof interfaceLanguages)[number]

/** Times are UTC milliseconds. */
export type Account = {
  id: string
  /** what they sign in with, in their own spelling; no two differ by case alone */
  login: string
  name: string
  memberships: Membership[]
  /** chosen on a page; absent: what the browser asks for */
  language?: InterfaceLanguage
  /** as in `Operator` */
  skills: Record<string, number>
  languages: string[]
  reach: Reach
  createdAt: number
  disabledAt?: number
  /** a password was set: false until an invitation is taken up */
  hasPassword: boolean
  /** grows by one with each change made by somebody, so that a form shown before it is refused */
  seq: number
}

/** One spelling for all ways to write a login: case and the forms of letters do not count. */
export const foldLogin = (login: string): string => login.normalize('NFKC').trim().toLowerCase()

/** The account as the desk sees it; `tenants` are the companies of this installation. */
export function operatorOf(account: Account, tenants: readonly string[]): Operator {
  const { id, name, skills, languages, reach } = account
  const answers = tenantsFor(account, 'answer calls')
  return {
    id,
    name,
    skills,
    languages,
    reach,
    tenants:
      answers === 'all' ? [...tenants] : answers.filter((tenant) => tenants.includes(tenant)),
  }
}

/** Whether an administrator sees somebody at all: they share a company in which the one
 * administers. */
export function sees(administrator: Account, person: Account): boolean {
  return (
    person.memberships.some(({ tenant }) => can(administrator, 'edit people', tenant)) ||
    can(administrator, 'edit people', everywhere)
  )
}

/**
 * Whether an administrator may change all of somebody: name, login, password, how they are rung.
 * Not when they also
 * work where the administrator has no say, since a new password would open that company too.
 */
export function mayChangeAll(administrator: Account, person: Account): boolean {
  return (
    sees(administrator, person) &&
    person.memberships.every(({ tenant }) => can(administrator, 'edit people', tenant))
  )
}

/** What somebody's memberships become when an administrator wishes `wished`: where they have no say
 * everything stays. */
export function changedMemberships(
  administrator: Account,
  before: readonly Membership[],
  wished: readonly Membership[],
): Membership[] {
  const mine = ({ tenant }: Membership): boolean => can(administrator, 'edit people', tenant)
  return [...before.filter((one) => !mine(one)), ...wished.filter(mine)]
}
