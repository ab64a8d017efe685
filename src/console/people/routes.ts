// The people's page: who works here, what they may do where, how they are rung. Each change is in
// the audit log.
import { Router, type RequestHandler } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { mayChangeAll, sees } from '../../staff/account.ts'
import { cookie, may } from '../access.ts'
import { readForm } from '../../pages/form.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { addPerson, changePerson, switchPerson } from './change-person.ts'
import { forgetLink, MADE_LINK, linkAddress, makeLink } from './invitation.ts'
import { typedOf } from './person-form.ts'
import { personOf, showPerson, tenantsOfAdministrator } from './person-page.ts'
import { peopleView } from './view.ts'
import { peopleWords } from './words.ts'

export function peopleRoutes(runtime: Runtime): Router {
  const { store } = runtime
  const router = Router()
  const guard = may('edit people')

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
    const [first, ...others] = tenantsOfAdministrator(runtime, accountOf(res))
    const only = first !== undefined && others.length === 0 ? [first] : []
    const typed = typedOf({
      name: '',
      login: '',
      memberships: only.map((tenant) => ({ tenant, role: 'operator' })),
      skills: {},
      languages: [],
      reach: { by: runtime.config.practice ? 'text' : 'browser' },
    })
    showPerson(runtime, res, { typed })
  })
  router.post('/console/people', guard, readForm, addPerson(runtime))
  router.get('/console/people/:id', guard, showOne(runtime))
  router.post('/console/people/:id', guard, readForm, changePerson(runtime))
  router.post('/console/people/:id/disable', guard, readForm, switchPerson(runtime, 'disable'))
  router.post('/console/people/:id/enable', guard, readForm, switchPerson(runtime, 'enable'))
  router.post('/console/people/:id/link', guard, readForm, async (req, res) => {
    const person = await personOf(runtime, res)
    if (!person) return
    if (!mayChangeAll(accountOf(res), person) || person.disabledAt !== undefined)
      return problemPage(res, 403)
    await makeLink(runtime, req, res, person)
    res.redirect(303, `/console/people/${person.id}`)
  })
  return router
}

const showOne =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const person = await personOf(runtime, res)
    if (!person) return
    const { told } = peopleWords[visitOf(res).language]
    const done = Object.entries(told).find(([name]) => name === req.query.told)
    const [id, secret = ''] = (cookie(req.headers, MADE_LINK) ?? '').split('.')
    const isMade = id === person.id && /^[\w-]{43}$/.test(secret)
    if (isMade) forgetLink(runtime, res)
    showPerson(runtime, res, {
      person,
      typed: typedOf(person),
      told: done?.[1],
      ...(isMade && { link: linkAddress(runtime, req, secret) }),
    })
  }
