// One-time links: with one a password is chosen, with another the first administrator is made.
import type { Request, RequestHandler, Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { foldLogin, type Account } from '../../staff/account.ts'
import { newId } from '../../staff/audit.ts'
import { everywhere, type Role } from '../../staff/permissions.ts'
import type { Link } from '../../store/staff-rows.ts'
import { audit, entryFor, hashOf } from '../access.ts'
import { formOf } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { visitOf } from '../visit.ts'
import { hashPassword } from './password.ts'
import { faultsOfPassword } from './new-password.ts'
import { faultsOfPerson } from './person-names.ts'
import { beginSession } from './staff-session.ts'
import { alsoRoles, deadLinkView, firstView, linkView, type Faults, type First } from './view.ts'
import { signInWords } from './words.ts'

/** The link of a request that can still be used; the first one only as long as nobody
 * administers. */
async function linkOf({ store, now }: Runtime, req: Request): Promise<Link | undefined> {
  const link = await store.link(hashOf(String(req.params.secret)), now())
  return link?.purpose === 'first' && (await store.hasAdministrator()) ? undefined : link
}

/** Whose password is chosen with a link. */
async function accountOfLink(
  { store }: Runtime,
  link: Link | undefined,
): Promise<Account | undefined> {
  const account = link?.account === undefined ? undefined : await store.account(link.account)
  return account?.disabledAt === undefined ? account : undefined
}

export const showLink =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const link = await linkOf(runtime, req)
    if (link?.purpose === 'first')
      return showFirst(res, { name: '', login: '', roles: [...alsoRoles] })
    const account = await accountOfLink(runtime, link)
    if (account) showChoice(res, account)
    else showDead(res)
  }

export const useLink =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const link = await linkOf(runtime, req)
    if (link?.purpose === 'first') return makeFirst(runtime, req, res, link)
    const account = await accountOfLink(runtime, link)
    if (!link || !account) return showDead(res)
    const form = formOf(req)
    const faults = await faultsOfPassword(form, account, visitOf(res).language)
    if (Object.keys(faults).length > 0) return showChoice(res, account, faults)
    const { id, login } = account
    const kept = await runtime.store.changeAccount({
      account,
      loginKey: foldLogin(login),
      hash: await hashPassword(form.text('password')),
      link,
      audit: [entryFor(runtime, req, { action: 'link used', account: id, object: id })],
    })
    if (kept === 'kept') return signInAs(runtime, req, res, id)
    if (kept === 'stale' && (await linkOf(runtime, req))) problemPage(res, 409)
    else showDead(res)
  }

async function makeFirst(runtime: Runtime, req: Request, res: Response, link: Link): Promise<void> {
  const { language } = visitOf(res)
  const form = formOf(req)
  const typed = { name: form.text('name'), login: form.text('login'), roles: form.list('roles') }
  const faults = {
    ...faultsOfPerson(typed, language),
    ...(await faultsOfPassword(form, typed, language)),
  }
  if (Object.keys(faults).length > 0) return showFirst(res, typed, faults)
  const account = firstAccount(runtime, typed)
  const { id, login, name } = account
  const made = { account: id, object: id, details: { login, name } }
  const kept = await runtime.store.addAccount({
    account: { ...account, language },
    loginKey: foldLogin(login),
    hash: await hashPassword(form.text('password')),
    link,
    audit: [entryFor(runtime, req, { action: 'first administrator made', ...made })],
  })
  if (kept === 'login taken')
    return showFirst(res, typed, { login: signInWords[language].loginTaken })
  if (kept !== 'kept') return showDead(res)
  await signInAs(runtime, req, res, id)
}

function firstAccount({ config, now }: Runtime, { name, login, roles }: First): Account {
  const chosen: Role[] = ['administrator', ...alsoRoles.filter((role) => roles.includes(role))]
  return {
    id: newId(),
    name,
    login,
    memberships: chosen.map((role) => ({ tenant: everywhere, role })),
    skills: {},
    languages: [],
    reach: { by: config.practice ? 'text' : 'browser' },
    createdAt: now(),
    hasPassword: true,
    seq: 1,
  }
}

async function signInAs(runtime: Runtime, req: Request, res: Response, id: string): Promise<void> {
  await beginSession(runtime, res, id)
  await audit(runtime, req, { action: 'signed in', account: id })
  res.redirect(303, '/console')
}

/** The form of the first administrator; with `faults`, of what was typed. */
function showFirst(res: Response, typed: First, faults?: Faults): void {
  const { language } = visitOf(res)
  const { path } = res.req
  showPage(res, {
    ...(faults && { status: 422, here: path }),
    title: signInWords[language].firstTitle,
    page: 'home',
    content: firstView(language, path, typed, faults),
  })
}

function showChoice(res: Response, account: Account, faults?: Faults): void {
  const { language } = visitOf(res)
  const { path } = res.req
  showPage(res, {
    ...(faults && { status: 422, here: path }),
    title: signInWords[language].linkTitle,
    page: 'home',
    content: linkView(language, path, account, faults),
  })
}

function showDead(res: Response): void {
  const { language } = visitOf(res)
  showPage(res, {
    status: 410,
    title: signInWords[language].deadTitle,
    page: 'home',
    here: '/console',
    content: deadLinkView(language),
  })
}
