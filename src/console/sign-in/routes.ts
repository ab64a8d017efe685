// Signing in and out, one-time links, one's own account.
import { Router, type RequestHandler } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { DAY } from '../../flow/text/duration.ts'
import { interfaceLanguages } from '../../staff/account.ts'
import { canSomewhere } from '../../staff/permissions.ts'
import { anybody, audit, overHttps, signedInOnly } from '../access.ts'
import { formOf, pathWithin, readForm, textIn } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { pages } from '../shell/pages.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { showLink, useLink } from './one-time-link.ts'
import { changePassword } from './own-password.ts'
import { signIn } from './sign-in.ts'
import { endSession } from './staff-session.ts'
import { accountView, nothingView, signInView } from './view.ts'
import { signInWords } from './words.ts'

/** A browser keeps the language of the pages so long. */
const LANGUAGE_KEPT = 365 * DAY

export function signInRoutes(runtime: Runtime): Router {
  const router = Router()
  router.get('/console', signedInOnly, showFirstPage)
  router.get('/console/sign-in', anybody, showSignIn)
  router.post('/console/sign-in', anybody, readForm, signIn(runtime))
  router.post('/console/sign-out', signedInOnly, async (req, res) => {
    await endSession(runtime, res)
    // nobody is offered calls that they cannot see
    await runtime.desk.choose(accountOf(res).id, { status: 'offline' })
    await audit(runtime, req, { action: 'signed out' })
    res.redirect(303, '/console/sign-in?told=signed-out')
  })
  router.get('/console/link/:secret', anybody, showLink(runtime))
  router.post('/console/link/:secret', anybody, readForm, useLink(runtime))
  router.get('/console/account', signedInOnly, (req, res) => {
    const { language } = visitOf(res)
    const changed = req.query.told === 'changed'
    showPage(res, {
      title: signInWords[language].accountTitle,
      page: 'account',
      content: accountView(language, accountOf(res), { changed }),
    })
  })
  router.post('/console/account/password', signedInOnly, readForm, changePassword(runtime))
  router.post('/console/language', anybody, readForm, chooseLanguage(runtime))
  return router
}

const showFirstPage: RequestHandler = (_req, res) => {
  const account = accountOf(res)
  const { language } = visitOf(res)
  const first = pages.find(({ needs }) => canSomewhere(account, needs))
  if (first) return res.redirect(303, first.path)
  showPage(res, {
    title: signInWords[language].welcome(account.name),
    page: 'home',
    content: nothingView(language, account),
  })
}

const showSignIn: RequestHandler = (req, res) => {
  const { account, language } = visitOf(res)
  const then = pathWithin(textIn(req.query.then))
  if (account) return res.redirect(303, then)
  showPage(res, {
    title: signInWords[language].title,
    page: 'home',
    content: signInView(language, { then, signedOut: req.query.told === 'signed-out' }),
  })
}

const chooseLanguage =
  ({ store, config }: Runtime): RequestHandler =>
  async (req, res) => {
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
      maxAge: LANGUAGE_KEPT,
    })
    res.redirect(303, pathWithin(form.text('back')))
  }
