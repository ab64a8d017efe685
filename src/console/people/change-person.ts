// A person is added, changed, disabled and enabled again.
import type { RequestHandler } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import {
  changedMemberships,
  foldLogin,
  mayChangeAll,
  sees,
  type Account,
} from '../../staff/account.ts'
import { newId } from '../../staff/audit.ts'
import { can, everywhere } from '../../staff/permissions.ts'
import { formOf } from '../../pages/form.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf } from '../visit.ts'
import { entriesFor } from './audit-entries.ts'
import { makeLink } from './invitation.ts'
import { readPerson, typedIn, typedOf, type PersonFaults, type Typed } from './person-form.ts'
import { personOf, showPerson, tenantsOfAdministrator } from './person-page.ts'
import { peopleWords } from './words.ts'

export const addPerson =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const { store, now } = runtime
    const { language, practice } = visitOf(res)
    const words = peopleWords[language]
    const by = accountOf(res)
    const typed = typedIn(formOf(req))
    const tenants = tenantsOfAdministrator(runtime, by)
    const { read, faults } = readPerson(typed, { language, tenants, practice })
    // whom they could not see again they would believe lost
    if (read.memberships.length === 0 && !can(by, 'edit people', everywhere))
      faults.roles = words.faults.roles
    if (Object.keys(faults).length > 0) return showPerson(runtime, res, { typed, faults })
    const account: Account = {
      ...read,
      id: newId(),
      createdAt: now(),
      hasPassword: false,
      seq: 1,
    }
    const kept = await store.addAccount({
      account,
      loginKey: foldLogin(account.login),
      audit: entriesFor(runtime, req, 'person added', { after: account }),
    })
    if (kept === 'login taken')
      return showPerson(runtime, res, { typed, faults: { login: words.faults.login } })
    if (kept !== 'kept') return problemPage(res, 409)
    await makeLink(runtime, req, res, account)
    res.redirect(303, `/console/people/${account.id}`)
  }

export const changePerson =
  (runtime: Runtime): RequestHandler =>
  async (req, res) => {
    const person = await personOf(runtime, res)
    if (!person) return
    const { language, practice } = visitOf(res)
    const words = peopleWords[language]
    const by = accountOf(res)
    const form = formOf(req)
    const whole = mayChangeAll(by, person)
    const typed: Typed = whole ? typedIn(form) : { ...typedOf(person), roles: form.list('roles') }
    const refuse = (faults: PersonFaults): void =>
      showPerson(runtime, res, { person, typed, faults })
    const { read, faults } = readPerson(typed, {
      language,
      tenants: tenantsOfAdministrator(runtime, by),
      // a practice installation that went live keeps who was reached in writing until they are
      // changed
      practice: practice || !whole,
    })
    const changed: Account = {
      ...person,
      ...(whole && read),
      seq: form.count('seq'),
      memberships: changedMemberships(by, person.memberships, read.memberships),
    }
    if (!sees(by, changed)) faults.roles = words.faults.roles
    if (Object.keys(faults).length > 0) return refuse(faults)
    const kept = await runtime.store.changeAccount({
      account: changed,
      loginKey: foldLogin(changed.login),
      audit: entriesFor(runtime, req, 'person changed', { before: person, after: changed }),
    })
    if (kept === 'login taken') return refuse({ login: words.faults.login })
    if (kept === 'last administrator') return refuse({ roles: words.last })
    if (kept !== 'kept') return problemPage(res, 409)
    res.redirect(303, `/console/people/${person.id}?told=saved`)
  }

export const switchPerson =
  (runtime: Runtime, change: 'disable' | 'enable'): RequestHandler =>
  async (req, res) => {
    const person = await personOf(runtime, res)
    if (!person) return
    if (!mayChangeAll(accountOf(res), person)) return problemPage(res, 403)
    const changed: Account = {
      ...person,
      seq: formOf(req).count('seq'),
      disabledAt: change === 'disable' ? runtime.now() : undefined,
    }
    const kept = await runtime.store.changeAccount({
      account: changed,
      loginKey: foldLogin(person.login),
      audit: entriesFor(runtime, req, `person ${change}d`, { before: person, after: changed }),
    })
    if (kept === 'last administrator') {
      const faults = { roles: peopleWords[visitOf(res).language].last }
      return showPerson(runtime, res, { person, typed: typedOf(person), faults })
    }
    if (kept !== 'kept') return problemPage(res, 409)
    res.redirect(303, `/console/people/${person.id}?told=${change}d`)
  }
