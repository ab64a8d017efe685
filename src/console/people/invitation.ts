// The one-time link with which somebody sets a password: made for them, and shown once.
import type { Request, Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { MINUTE } from '../../flow/text/duration.ts'
import type { Account } from '../../staff/account.ts'
import { linkLife } from '../../staff/sign-in-rules.ts'
import { hashOf, newSecret, overHttps } from '../access.ts'
import { entriesFor } from './audit-entries.ts'

/** Holds a link that was made until the next page shows it; nobody but the administrator's browser
 * has it. */
export const MADE_LINK = 'callflow-made-link'

const settings = ({ config }: Runtime) => ({
  httpOnly: true,
  secure: overHttps(config),
  sameSite: 'strict' as const,
  path: '/console/people',
})

export async function makeLink(
  runtime: Runtime,
  req: Request,
  res: Response,
  person: Account,
): Promise<void> {
  const { store, now } = runtime
  const secret = newSecret()
  await store.addLink(
    {
      hash: hashOf(secret),
      purpose: 'password',
      account: person.id,
      expiresAt: now() + linkLife.password,
    },
    entriesFor(runtime, req, 'link made', { before: person, after: person }),
  )
  res.cookie(MADE_LINK, `${person.id}.${secret}`, { ...settings(runtime), maxAge: MINUTE })
}

export const forgetLink = (runtime: Runtime, res: Response): void =>
  void res.clearCookie(MADE_LINK, settings(runtime))

/** Where the visitor sees this server. The Host header is one of ours: the frame of the console
 * refuses others. */
export const linkAddress = ({ config }: Runtime, req: Request, secret: string): string =>
  `${config.publicUrl ?? `http://${req.get('host') ?? 'localhost'}`}/console/link/${secret}`
