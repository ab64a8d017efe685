// The session of somebody who signed in: a new one each time, a random text in the cookie, its hash
// in the store.
import type { Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { sessionRule } from '../../staff/sign-in-rules.ts'
import { cookieName, hashOf, newSecret, overHttps } from '../access.ts'
import { visitOf } from '../visit.ts'

/** Ends the session the browser had, if any, and begins another. */
export async function beginSession(
  { config, store, now }: Runtime,
  res: Response,
  account: string,
): Promise<void> {
  const { session } = visitOf(res)
  if (session !== undefined) await store.endSession(session)
  const secret = newSecret()
  const at = now()
  await store.startSession({
    id: hashOf(secret),
    account,
    createdAt: at,
    seenAt: at,
    expiresAt: at + sessionRule.longest,
  })
  res.cookie(cookieName(config), secret, {
    httpOnly: true,
    secure: overHttps(config),
    sameSite: 'lax',
    path: '/',
    maxAge: sessionRule.longest,
  })
}

export async function endSession({ config, store }: Runtime, res: Response): Promise<void> {
  const { session } = visitOf(res)
  if (session !== undefined) await store.endSession(session)
  res.clearCookie(cookieName(config), {
    httpOnly: true,
    secure: overHttps(config),
    sameSite: 'lax',
    path: '/',
  })
}
