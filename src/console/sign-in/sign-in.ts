// Who signs in with login and password; what is tried in vain is plural, by address and by login.
import type { Request, RequestHandler } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { MINUTE } from '../../flow/text/duration.ts'
import { foldLogin, type Account } from '../../staff/account.ts'
import { isLocked, lockRule, sessionRule, type Tries } from '../../staff/sign-in-rules.ts'
import { addressOf, audit } from '../access.ts'
import { formOf, pathWithin } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { visitOf } from '../visit.ts'
import { isPassword } from './password.ts'
import { beginSession } from './staff-session.ts'
import { limitTries } from './try-limit.ts'
import { signInView } from './view.ts'
import { signInWords } from './words.ts'

/** Characters of a login that are looked at. */
const LONGEST_LOGIN = 100

export function signIn(runtime: Runtime): RequestHandler {
  const { store, now } = runtime
  const limit = limitTries()
  return async (req, res) => {
    const { language } = visitOf(res)
    const words = signInWords[language]
    const form = formOf(req)
    const login = form.text('login').slice(0, LONGEST_LOGIN)
    const then = pathWithin(form.text('then'))
    const refuse = (fault: string): void =>
      showPage(res, {
        status: 403,
        title: words.title,
        page: 'home',
        here: '/console/sign-in',
        content: signInView(language, { login, then, fault }),
      })
    const address = addressOf(req)
    if (!(await limit.mayTry(address))) return problemPage(res, 429)
    const key = foldLogin(login)
    const tries = await store.tried(key, now(), { ...lockRule })
    if (isLocked(tries)) return refuse(words.locked(minutesLeft(tries, now())))
    const found = await store.credentials(key)
    const isRight = await isPassword(found?.hash, form.text('password'))
    if (!found || !isRight || found.account.disabledAt !== undefined) {
      await auditFailure(runtime, req, found?.account, tries)
      const isLast = tries.count >= lockRule.tries
      return refuse(isLast ? words.locked(minutesLeft(tries, now())) : words.wrong)
    }
    await limit.wasRight(address)
    await store.forgetTries(key)
    await beginSession(runtime, res, found.account.id)
    await audit(runtime, req, { action: 'signed in', account: found.account.id })
    await store.forgetStaff(now(), now() - sessionRule.idle)
    res.redirect(303, then)
  }
}

/** A login that does not exist may be a password in the wrong field, so it is not written down. */
async function auditFailure(
  runtime: Runtime,
  req: Request,
  account: Account | undefined,
  { count }: Tries,
): Promise<void> {
  const about = { object: account?.id, details: { login: account?.login ?? null, tries: count } }
  await audit(runtime, req, { action: 'sign-in failed', ...about })
  if (count >= lockRule.tries) await audit(runtime, req, { action: 'sign-in locked', ...about })
}

/** How long a login stays locked, in minutes begun. */
export const minutesLeft = ({ until }: Tries, now: number): number =>
  Math.max(1, Math.ceil((until - now) / MINUTE))
