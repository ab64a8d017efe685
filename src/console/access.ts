// Who is at the console, and what they may open: the session behind a request, and the one guard of
// all pages.
import { createHash, randomBytes } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import ipaddr from 'ipaddr.js'
import type { Config } from '../world/config.ts'
import type { Runtime } from '../world/runtime.ts'
import { MINUTE } from '../flow/text/duration.ts'
import { interfaceLanguages, operatorOf } from '../staff/account.ts'
import { newId, type AuditAction, type AuditEntry } from '../staff/audit.ts'
import { can, canSomewhere, everywhere, type Action } from '../staff/permissions.ts'
import { sessionRule } from '../staff/sign-in-rules.ts'
import { problemPage } from './shell/problem.ts'
import { visitOf, type Signed, type Visit } from './visit.ts'

/** A handler that says who gets past it; each route of the console has one. */
export type Guard = RequestHandler & { needs: Action | 'nothing' | 'to be signed in' }

/** A visit is noted so often, ms. */
const TOUCH = MINUTE

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** 256 random bits, as text that goes into cookies and addresses. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

const isSecret = (text: string): boolean => /^[\w-]{43}$/.test(text)

/** On https the browser sends the cookie to this host alone, and nobody else can set it. */
export const cookieName = (config: Config): string =>
  overHttps(config) ? '__Host-callflow' : 'callflow'

export const overHttps = ({ publicUrl }: Config): boolean =>
  publicUrl?.startsWith('https:') ?? false

export function cookie(
  { cookie: header = '' }: { cookie?: string },
  name: string,
): string | undefined {
  return header
    .split(/;\s*/)
    .find((one) => one.startsWith(`${name}=`))
    ?.slice(name.length + 1)
}

/** The companies of this installation. */
export function tenantsOf({ library }: Pick<Runtime, 'library'>): string[] {
  return [...new Set(library.lines().map(({ tenant }) => tenant))]
    .filter((tenant) => tenant !== everywhere)
    .sort()
}

/** Whoever the headers of a request, or of the upgrade of one, belong to. Times out sessions, but
 * does not count as activity. */
export async function whoIs(
  runtime: Pick<Runtime, 'config' | 'store' | 'library' | 'now'>,
  headers: { cookie?: string },
): Promise<{ account: Signed; session: string; seenAt: number } | undefined> {
  const secret = cookie(headers, cookieName(runtime.config))
  if (secret === undefined || !isSecret(secret)) return undefined
  const now = runtime.now()
  const found = await runtime.store.session(hashOf(secret), now, now - sessionRule.idle)
  return (
    found && {
      account: { ...found.account, operator: operatorOf(found.account, tenantsOf(runtime)) },
      session: found.session.id,
      seenAt: found.session.seenAt,
    }
  )
}

/** Notes who is there, before all routes of the console. A stream that a page keeps open is not
 * activity. */
export function signedIn(runtime: Runtime): RequestHandler {
  return async (req, res, next) => {
    const found = await whoIs(runtime, req.headers)
    const now = runtime.now()
    if (found && now - found.seenAt > TOUCH && !byItself(req))
      await runtime.store.sessionSeen(found.session, now)
    const chosen =
      found?.account.language ??
      interfaceLanguages.find((one) => one === cookie(req.headers, 'callflow-language'))
    const asked = req.acceptsLanguages([...interfaceLanguages])
    const language = chosen ?? interfaceLanguages.find((one) => one === asked) ?? 'en'
    res.locals.visit = {
      account: found?.account,
      session: found?.session,
      language,
      nonce: randomBytes(16).toString('base64'),
      practice: runtime.config.practice,
    } satisfies Visit
    next()
  }
}

/** What an open page asks for again and again while nobody may be there. */
const byItself = (req: Request): boolean =>
  req.get('accept') === 'text/event-stream' || req.originalUrl === '/console/desk/report'

/** For pages before the sign-in. */
export const anybody: Guard = Object.assign<RequestHandler, { needs: 'nothing' }>(
  (_req, _res, next) => next(),
  { needs: 'nothing' },
)

/** For what everybody may do for themselves. */
export const signedInOnly: Guard = Object.assign<RequestHandler, { needs: 'to be signed in' }>(
  (req, res, next) => {
    if (visitOf(res).account) next()
    else askToSignIn(req, res)
  },
  { needs: 'to be signed in' },
)

/** Lets pass who may do this: in the company that `tenantOf` finds for the request, or without it in
 * any company at all. What belongs to a company in which they may not do it looks like what does not
 * exist: `tenantOf` gives undefined for that. */
export function may(
  action: Action,
  tenantOf?: (req: Request) => string | undefined | Promise<string | undefined>,
): Guard {
  return Object.assign<RequestHandler, { needs: Action }>(
    async (req, res, next) => {
      const { account } = visitOf(res)
      if (!account) return askToSignIn(req, res)
      if (!canSomewhere(account, action)) return problemPage(res, 403)
      if (!tenantOf) return next()
      const tenant = await tenantOf(req)
      if (tenant === undefined || !can(account, action, tenant)) return problemPage(res, 404)
      next()
    },
    { needs: action },
  )
}

function askToSignIn(req: Request, res: Response): void {
  const page = `/console/sign-in?then=${encodeURIComponent(req.originalUrl)}`
  // a part of a page cannot show the sign-in, so the whole page goes there
  if (req.get('hx-request'))
    return void res.status(401).set('HX-Redirect', '/console/sign-in').end()
  if (req.method === 'GET' && req.get('accept') !== 'text/event-stream')
    return res.redirect(303, page)
  problemPage(res, 401)
}

/** The visitor's address, as far as proxies are trusted. */
export function addressOf(req: Request): string {
  const { ip = '' } = req
  return ipaddr.isValid(ip) ? ipaddr.process(ip).toString() : ip
}

type Audited = {
  action: AuditAction
  tenant?: string
  object?: string
  details?: Record<string, unknown>
  account?: string
}

/** An entry of the audit log for what this request does; who is signed in did it, unless another is
 * named. */
export function entryFor(
  { now }: Pick<Runtime, 'now'>,
  req: Request,
  { action, tenant, object, details = {}, account }: Audited,
): AuditEntry {
  const by = account ?? (req.res && visitOf(req.res).account?.id)
  return {
    id: newId(),
    at: now(),
    ip: addressOf(req),
    action,
    details,
    ...(by !== undefined && { account: by }),
    ...(tenant !== undefined && { tenant }),
    ...(object !== undefined && { object }),
  }
}

/** Writes into the audit log what this request does. */
export async function audit(runtime: Runtime, req: Request, audited: Audited): Promise<void> {
  await runtime.store.addAudit([entryFor(runtime, req, audited)])
}
