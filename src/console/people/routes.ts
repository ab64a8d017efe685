// The people's page: who works here, what they may do where, how they are rung. Each change is in
// the audit log.
import { randomBytes } from 'node:crypto'
import { Router, type Request, type Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import {
  changedMemberships,
  foldLogin,
  mayChangeAll,
  sees,
  type Account,
} from '../../staff/account.ts'
import type { AuditAction, AuditEntry } from '../../staff/audit.ts'
import { can, everywhere, type Membership } from '../../staff/permissions.ts'
import { linkLife } from '../../staff/sign-in-rules.ts'
import { entryFor, hashOf, may, newSecret, overHttps, tenantsOf, cookie } from '../access.ts'
import { formOf, readForm } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf, type Signed } from '../visit.ts'
import { readPerson, typedIn, typedOf, type PersonFaults, type Typed } from './person-form.ts'
import { peopleView, personView } from './view.ts'
import { peopleWords } from './words.ts'

/** Holds a link that was made until the next page shows it; nobody but the administrator's browser
 * has it. */
const madeLink = 'callflow-made-link'

export function peopleRoutes(runtime: Runtime): Router {
  const { store, config, now, library } = runtime
  const router = Router()
  const guard = may('edit people')

  /** The companies in which an administrator gives roles. */
  const tenantsOfAdministrator = (by: Signed): string[] =>
    [everywhere, ...tenantsOf(runtime)].filter((tenant) => can(by, 'edit people', tenant))

  const knownSkills = (): string[] =>
    [
      ...new Set(
        library
          .lines()
          .flatMap(({ flow }) =>
            [...(library.current(flow)?.desks.values() ?? [])].flatMap(({ desk }) =>
              (desk.skills?.value ?? []).map(({ value }) => value),
            ),
          ),
      ),
    ].sort()

  const show = (
    res: Response,
    person: Account | undefined,
    typed: Typed,
    more: { faults?: PersonFaults; told?: string; link?: string; status?: number } = {},
  ): void => {
    const { language, practice } = visitOf(res)
    const by = accountOf(res)
    const words = peopleWords[language]
    showPage(res, {
      status: more.status,
      title: person ? words.changeTitle(person.name) : words.newTitle,
      page: 'people',
      here: `/console/people/${person?.id ?? 'new'}`,
      content: personView(person, {
        ...more,
        typed,
        language,
        by,
        practice,
        tenants: tenantsOfAdministrator(by),
        knownSkills: knownSkills(),
      }),
    })
  }

  /** The person of the address, if there is one whom the administrator may see, else 404. */
  const personOf = async (req: Request, res: Response): Promise<Account | undefined> => {
    const person = await store.account(String(req.params.id))
    if (person && sees(accountOf(res), person)) return person
    problemPage(res, 404)
    return undefined
  }

  router.get('/console/people', guard, async (_req, res) => {
    const { language } = visitOf(res)
    const by = accountOf(res)
    const people = (await store.accounts()).filter((person) => sees(by, person))
    showPage(res, {
      title: peopleWords[language].title,
      page: 'people',
      content: peopleView(people, { language, by }),
    })
  })

  router.get('/console/people/new', guard, (_req, res) => {
    const mine = tenantsOfAdministrator(accountOf(res))
    const only = mine.length === 1 && mine[0] !== undefined ? mine : []
    show(
      res,
      undefined,
      typedOf({
        name: '',
        login: '',
        memberships: only.map((tenant) => ({ tenant, role: 'operator' })),
        skills: {},
        languages: [],
        reach: { by: config.practice ? 'text' : 'browser' },
      }),
    )
  })

  router.post('/console/people', guard, readForm, async (req, res) => {
    const { language, practice } = visitOf(res)
    const by = accountOf(res)
    const typed = typedIn(formOf(req))
    const { read, faults } = readPerson(typed, {
      language,
      tenants: tenantsOfAdministrator(by),
      practice,
    })
    // whom they could not see again they would believe lost
    if (read.memberships.length === 0 && !can(by, 'edit people', everywhere))
      faults.roles = peopleWords[language].faults.roles
    if (Object.keys(faults).length > 0) return show(res, undefined, typed, { faults, status: 422 })
    const account: Account = {
      ...read,
      id: randomBytes(16).toString('hex'),
      createdAt: now(),
      hasPassword: false,
      seq: 1,
    }
    const kept = await store.addAccount({
      account,
      loginKey: foldLogin(account.login),
      audit: entriesFor(runtime, req, 'person added', undefined, account),
    })
    if (kept === 'login taken')
      return show(res, undefined, typed, {
        faults: { login: peopleWords[language].faults.login },
        status: 422,
      })
    if (kept !== 'kept') return problemPage(res, 409)
    await makeLink(runtime, req, res, account)
    res.redirect(303, `/console/people/${account.id}`)
  })

  router.get('/console/people/:id', guard, async (req, res) => {
    const person = await personOf(req, res)
    if (!person) return
    const { language } = visitOf(res)
    const told = Object.entries(peopleWords[language].told).find(
      ([name]) => name === req.query.told,
    )?.[1]
    const [id, secret] = (cookie(req.headers, madeLink) ?? '').split('.')
    const made = id === person.id && secret !== undefined && /^[\w-]{43}$/.test(secret)
    if (made) res.clearCookie(madeLink, linkCookie(runtime))
    show(res, person, typedOf(person), {
      told,
      link: made ? `${addressFor(runtime, req)}/console/link/${secret}` : undefined,
    })
  })

  router.post('/console/people/:id', guard, readForm, async (req, res) => {
    const person = await personOf(req, res)
    if (!person) return
    const { language, practice } = visitOf(res)
    const words = peopleWords[language]
    const by = accountOf(res)
    const form = formOf(req)
    const whole = mayChangeAll(by, person)
    const typed: Typed = whole ? typedIn(form) : { ...typedOf(person), roles: form.list('roles') }
    // a practice installation that went live keeps who was reached in writing until they are
    // changed
    const { read, faults } = readPerson(typed, {
      language,
      tenants: tenantsOfAdministrator(by),
      practice: practice || !whole,
    })
    const changed: Account = {
      ...person,
      ...(whole ? read : {}),
      seq: form.count('seq'),
      memberships: changedMemberships(by, person.memberships, read.memberships),
    }
    if (!sees(by, changed)) faults.roles = words.faults.roles
    if (Object.keys(faults).length > 0) return show(res, person, typed, { faults, status: 422 })
    const kept = await store.changeAccount({
      account: changed,
      loginKey: foldLogin(changed.login),
      audit: entriesFor(runtime, req, 'person changed', person, changed),
    })
    if (kept === 'login taken')
      return show(res, person, typed, { faults: { login: words.faults.login }, status: 422 })
    if (kept === 'last administrator')
      return show(res, person, typed, { faults: { roles: words.last }, status: 422 })
    if (kept !== 'kept') return problemPage(res, 409)
    res.redirect(303, `/console/people/${person.id}?told=saved`)
  })

  for (const change of ['disable', 'enable'] as const)
    router.post(`/console/people/:id/${change}`, guard, readForm, async (req, res) => {
      const person = await personOf(req, res)
      if (!person) return
      if (!mayChangeAll(accountOf(res), person)) return problemPage(res, 403)
      const changed: Account = {
        ...person,
        seq: formOf(req).count('seq'),
        disabledAt: change === 'disable' ? now() : undefined,
      }
      const kept = await store.changeAccount({
        account: changed,
        loginKey: foldLogin(person.login),
        audit: entriesFor(runtime, req, `person ${change}d`, person, changed),
      })
      if (kept === 'last administrator')
        return show(res, person, typedOf(person), {
          faults: { roles: peopleWords[visitOf(res).language].last },
          status: 422,
        })
      if (kept !== 'kept') return problemPage(res, 409)
      res.redirect(303, `/console/people/${person.id}?told=${change}d`)
    })

  router.post('/console/people/:id/link', guard, readForm, async (req, res) => {
    const person = await personOf(req, res)
    if (!person) return
    if (!mayChangeAll(accountOf(res), person) || person.disabledAt !== undefined)
      return problemPage(res, 403)
    await makeLink(runtime, req, res, person)
    res.redirect(303, `/console/people/${person.id}`)
  })

  return router
}

const linkCookie = ({ config }: Runtime) => ({
  httpOnly: true,
  secure: overHttps(config),
  sameSite: 'strict' as const,
  path: '/console/people',
})

async function makeLink(
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
    entriesFor(runtime, req, 'link made', person, person),
  )
  res.cookie(madeLink, `${person.id}.${secret}`, { ...linkCookie(runtime), maxAge: 60_000 })
}

/** Where the visitor sees this server. The Host header is one of ours: the frame of the console
 * refuses others. */
const addressFor = ({ config }: Runtime, req: Request): string =>
  config.publicUrl ?? `http://${req.get('host') ?? 'localhost'}`

/** One entry for each company concerned, so that its administrators find it; of somebody who works
 * in several, theirs tells the roles there, and one for the whole installation the rest. */
function entriesFor(
  runtime: Runtime,
  req: Request,
  action: AuditAction,
  before: Account | undefined,
  after: Account,
): AuditEntry[] {
  const rolesIn = (memberships: readonly Membership[] = [], tenant: string): string =>
    memberships
      .filter((one) => one.tenant === tenant)
      .map(({ role }) => role)
      .sort()
      .join(', ')
  const concerned = [
    ...new Set([...(before?.memberships ?? []), ...after.memberships].map(({ tenant }) => tenant)),
  ].sort()
  const tenants = concerned.length === 1 ? concerned : [...new Set([everywhere, ...concerned])]
  const fields = (['name', 'login', 'skills', 'languages', 'reach'] as const).filter(
    (key) => JSON.stringify(before?.[key]) !== JSON.stringify(after[key]),
  )
  const own = Object.fromEntries(
    fields.map((key) => [key, before ? { before: before[key], after: after[key] } : after[key]]),
  )
  return tenants.map((tenant) => {
    const [was, is] = [rolesIn(before?.memberships, tenant), rolesIn(after.memberships, tenant)]
    const told = tenants.length === 1 || tenant === everywhere ? own : {}
    return entryFor(runtime, req, {
      action,
      object: after.id,
      tenant: tenant === everywhere ? undefined : tenant,
      details: {
        name: after.name,
        ...told,
        ...(was !== is && { roles: before ? { before: was, after: is } : is }),
      },
    })
  })
}
