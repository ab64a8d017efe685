// Signing in and out, one-time links, one's own account.
import { randomBytes } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { foldLogin, interfaceLanguages, type Account } from '../../staff/account.ts'
import { canSomewhere, everywhere } from '../../staff/permissions.ts'
import { isLocked, lockRule, sessionRule, type Tries } from '../../staff/sign-in-rules.ts'
import type { Link } from '../../store/staff-rows.ts'
import { addressOf, anybody, audit, entryFor, hashOf, overHttps, signedInOnly } from '../access.ts'
import { formOf, pathWithin, readForm, type Form } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { pages } from '../shell/pages.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { limitTries } from './try-limit.ts'
import { faultsOfPerson } from './person-names.ts'
import { faultOfPassword, hashPassword, isPassword } from './password.ts'
import { beginSession, endSession } from './staff-session.ts'
import {
  accountView,
  alsoRoles,
  deadLinkView,
  firstView,
  linkView,
  nothingView,
  signInView,
  type Faults,
} from './view.ts'
import { signInWords } from './words.ts'

export function signInRoutes(runtime: Runtime): Router {
  const { store, config, now } = runtime
  const router = Router()
  const limit = limitTries()

  router.get('/console', signedInOnly, (_req, res) => {
    const account = accountOf(res)
    const first = pages.find(({ needs }) => canSomewhere(account, needs))
    if (first) return res.redirect(303, first.path)
    showPage(res, {
      title: signInWords[visitOf(res).language].welcome(account.name),
      page: 'home',
      content: nothingView(visitOf(res).language, account),
    })
  })

  router.get('/console/sign-in', anybody, (req, res) => {
    const { account, language } = visitOf(res)
    const then = pathWithin(typeof req.query.then === 'string' ? req.query.then : '')
    if (account) return res.redirect(303, then)
    showPage(res, {
      title: signInWords[language].title,
      page: 'home',
      content: signInView(language, { then, signedOut: req.query.told === 'signed-out' }),
    })
  })

  router.post('/console/sign-in', anybody, readForm, async (req, res) => {
    const { language } = visitOf(res)
    const words = signInWords[language]
    const form = formOf(req)
    const [login, then] = [form.text('login').slice(0, 100), pathWithin(form.text('then'))]
    const refuse = (status: number, fault: string): void =>
      showPage(res, {
        status,
        title: words.title,
        page: 'home',
        here: '/console/sign-in',
        content: signInView(language, { login, then, fault }),
      })
    const address = addressOf(req)
    if (!(await limit.mayTry(address))) return problemPage(res, 429)
    const key = foldLogin(login)
    const tries = await store.tried(key, now(), { ...lockRule })
    if (isLocked(tries)) return refuse(403, words.locked(minutesLeft(tries, now())))
    const found = await store.credentials(key)
    const right = await isPassword(found?.hash, form.text('password'))
    if (!found || !right || found.account.disabledAt !== undefined) {
      // a login that does not exist may be a password in the wrong field
      const details = { login: found?.account.login ?? null, tries: tries.count }
      await audit(runtime, req, { action: 'sign-in failed', object: found?.account.id, details })
      if (tries.count < lockRule.tries) return refuse(403, words.wrong)
      await audit(runtime, req, { action: 'sign-in locked', object: found?.account.id, details })
      return refuse(403, words.locked(minutesLeft(tries, now())))
    }
    await limit.wasRight(address)
    await store.forgetTries(key)
    await beginSession(runtime, res, found.account.id)
    await audit(runtime, req, { action: 'signed in', account: found.account.id })
    await store.forgetStaff(now(), now() - sessionRule.idle)
    res.redirect(303, then)
  })

  router.post('/console/sign-out', signedInOnly, async (req, res) => {
    await endSession(runtime, req, res)
    // nobody is offered calls that they cannot see
    await runtime.desk.choose(accountOf(res).id, { status: 'offline' })
    await audit(runtime, req, { action: 'signed out' })
    res.redirect(303, '/console/sign-in?told=signed-out')
  })

  router.get('/console/link/:secret', anybody, async (req, res) => {
    const link = await linkOf(runtime, req)
    const { language } = visitOf(res)
    const account = link?.account === undefined ? undefined : await store.account(link.account)
    if (link?.purpose === 'first')
      return showPage(res, {
        title: signInWords[language].firstTitle,
        page: 'home',
        content: firstView(language, req.path, { name: '', login: '', roles: [...alsoRoles] }),
      })
    if (account && account.disabledAt === undefined)
      return showPage(res, {
        title: signInWords[language].linkTitle,
        page: 'home',
        content: linkView(language, req.path, account),
      })
    deadLink(res)
  })

  router.post('/console/link/:secret', anybody, readForm, async (req, res) => {
    const link = await linkOf(runtime, req)
    if (!link) return deadLink(res)
    if (link.purpose === 'first') return makeFirst(runtime, req, res, link)
    const account = link.account === undefined ? undefined : await store.account(link.account)
    if (!account || account.disabledAt !== undefined) return deadLink(res)
    const { language } = visitOf(res)
    const form = formOf(req)
    const faults = await passwordFaults(form, account, res)
    if (Object.keys(faults).length > 0)
      return showPage(res, {
        status: 422,
        title: signInWords[language].linkTitle,
        page: 'home',
        here: req.path,
        content: linkView(language, req.path, account, faults),
      })
    const hash = await hashPassword(form.text('password'))
    const kept = await store.changeAccount({
      account,
      loginKey: foldLogin(account.login),
      hash,
      link,
      audit: [
        entryFor(runtime, req, { action: 'link used', account: account.id, object: account.id }),
      ],
    })
    if (kept !== 'kept')
      return kept === 'stale' && (await linkOf(runtime, req))
        ? problemPage(res, 409)
        : deadLink(res)
    await signInAs(runtime, req, res, account.id)
  })

  router.get('/console/account', signedInOnly, (req, res) => {
    const { language } = visitOf(res)
    showPage(res, {
      title: signInWords[language].accountTitle,
      page: 'account',
      content: accountView(language, accountOf(res), {}, req.query.told === 'changed'),
    })
  })

  router.post('/console/account/password', signedInOnly, readForm, async (req, res) => {
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
        content: accountView(language, account, faults),
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
    const faults = await passwordFaults(form, account, res)
    if (Object.keys(faults).length > 0) return refuse(faults)
    const hash = await hashPassword(form.text('password'))
    const kept = await store.changeAccount({
      account,
      loginKey: key,
      hash,
      audit: [entryFor(runtime, req, { action: 'password changed', object: account.id })],
    })
    if (kept !== 'kept') return problemPage(res, 409)
    await beginSession(runtime, res, account.id)
    res.redirect(303, '/console/account?told=changed')
  })

  router.post('/console/language', anybody, readForm, async (req, res) => {
    const form = formOf(req)
    const language = interfaceLanguages.find((one) => one === form.text('language'))
    if (!language) return problemPage(res, 400)
    const { account } = visitOf(res)
    if (account) await store.setLanguage(account.id, language)
    // also for the sign-in page, which nobody has an account for yet
    res.cookie('callflow-language', language, {
      httpOnly: true,
      secure: overHttps(config),
      sameSite: 'lax',
      path: '/console',
      maxAge: 365 * 86_400_000,
    })
    res.redirect(303, pathWithin(form.text('back')))
  })

  return router
}

const minutesLeft = ({ until }: Tries, now: number): number =>
  Math.max(1, Math.ceil((until - now) / 60_000))

function deadLink(res: Response): void {
  const { language } = visitOf(res)
  showPage(res, {
    status: 410,
    title: signInWords[language].deadTitle,
    page: 'home',
    here: '/console',
    content: deadLinkView(language),
  })
}

/** The link of a request that can still be used; the first one only as long as nobody
 * administers. */
async function linkOf({ store, now }: Runtime, req: Request): Promise<Link | undefined> {
  const link = await store.link(hashOf(String(req.params.secret)), now())
  return link?.purpose === 'first' && (await store.hasAdministrator()) ? undefined : link
}

async function passwordFaults(
  form: Form,
  who: { login: string; name: string },
  res: Response,
): Promise<Faults> {
  const words = signInWords[visitOf(res).language]
  const fault = await faultOfPassword(form.text('password'), who)
  if (fault !== undefined) return { password: words.faults[fault] }
  return form.text('password') === form.text('password-again')
    ? {}
    : { 'password-again': words.notSame }
}

async function makeFirst(runtime: Runtime, req: Request, res: Response, link: Link): Promise<void> {
  const { store, now } = runtime
  const { language } = visitOf(res)
  const words = signInWords[language]
  const form = formOf(req)
  const typed = { name: form.text('name'), login: form.text('login'), roles: form.list('roles') }
  const show = (faults: Faults): void =>
    showPage(res, {
      status: 422,
      title: words.firstTitle,
      page: 'home',
      here: req.path,
      content: firstView(language, req.path, typed, faults),
    })
  const faults = { ...faultsOfPerson(typed, language), ...(await passwordFaults(form, typed, res)) }
  if (Object.keys(faults).length > 0) return show(faults)
  const id = randomBytes(16).toString('hex')
  const roles = [
    'administrator' as const,
    ...alsoRoles.filter((role) => typed.roles.includes(role)),
  ]
  const account: Account = {
    id,
    name: typed.name,
    login: typed.login,
    memberships: roles.map((role) => ({ tenant: everywhere, role })),
    language,
    skills: {},
    languages: [],
    reach: { by: runtime.config.practice ? 'text' : 'browser' },
    createdAt: now(),
    hasPassword: true,
    seq: 1,
  }
  const hash = await hashPassword(form.text('password'))
  const kept = await store.addAccount({
    account,
    loginKey: foldLogin(account.login),
    hash,
    link,
    audit: [
      entryFor(runtime, req, {
        action: 'first administrator made',
        account: id,
        object: id,
        details: { login: account.login, name: account.name },
      }),
    ],
  })
  if (kept === 'login taken') return show({ login: words.loginTaken })
  if (kept !== 'kept') return deadLink(res)
  await signInAs(runtime, req, res, id)
}

async function signInAs(runtime: Runtime, req: Request, res: Response, id: string): Promise<void> {
  await beginSession(runtime, res, id)
  await audit(runtime, req, { action: 'signed in', account: id })
  res.redirect(303, '/console')
}
