// What a request to the console carries from its first step on.
import type { Response } from 'express'
import type { Operator } from '../desk/operator.ts'
import type { Account, InterfaceLanguage } from '../staff/account.ts'

/** Whoever is signed in, with how the desk sees them. */
export type Signed = Account & { operator: Operator }

/** `session` is the id under which the store keeps it; `nonce` marks this page's scripts and styles
 * as ours. */
export type Visit = {
  account?: Signed
  session?: string
  language: InterfaceLanguage
  nonce: string
  practice: boolean
}

export const visitOf = (res: Response): Visit => res.locals.visit as Visit

/** Whoever is signed in; only behind `may` and `signedInOnly`, which let nobody else pass. */
export function accountOf(res: Response): Signed {
  const { account } = visitOf(res)
  if (!account) throw new Error('a page asked who is signed in without a guard before it')
  return account
}
