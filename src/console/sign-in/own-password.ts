// One's own password, changed by who knows the present one.
import type { RequestHandler } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { foldLogin } from '../../staff/account.ts'
import { isLocked, lockRule } from '../../staff/sign-in-rules.ts'
import { audit, entryFor } from '../access.ts'
import { formOf } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { hashPassword, isPassword } from './password.ts'
import { faultsOfPassword } from './new-password.ts'
import { minutesLeft } from './sign-in.ts'
import { beginSession } from './staff-session.ts'
import { accountView, type Faults } from './view.ts'
import { signInWords } from './words.ts'

export const changePassword =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const { store, now } = runtime
    const { language } = visitOf(res)
    const account = accountOf(res)
    const words = signInWords[language]
    const form = formOf(req)
    const refuse = (faults: Faults): void =>
      showPage(res, {
        status: 422,
        title: words.accountTitle,
        page: 'account',
        here: '/console/account',
        content: accountView(language, account, { faults }),
      })
    const key = foldLogin(account.login)
    // whoever found an open console must not find the password by trying
    const tries = await store.tried(key, now(), { ...lockRule })
    if (isLocked(tries))
      return refuse({ 'password-present': words.locked(minutesLeft(tries, now())) })
    const present = await store.credentials(key)
    if (!(await isPassword(present?.hash, form.text('password-present')))) {
      await audit(runtime, req, {
        action: 'sign-in failed',
        object: account.id,
        details: { login: account.login, tries: tries.count },
      })
      return refuse({ 'password-present': words.presentWrong })
    }
    await store.forgetTries(key)
    const faults = await faultsOfPassword(form, account, language)
    if (Object.keys(faults).length > 0) return refuse(faults)
    const kept = await store.changeAccount({
      account,
      loginKey: key,
      hash: await hashPassword(form.text('password')),
      audit: [entryFor(runtime, req, { action: 'password changed', object: account.id })],
    })
    if (kept !== 'kept') return problemPage(res, 409)
    await beginSession(runtime, res, account.id)
    res.redirect(303, '/console/account?told=changed')
  }
