// The page of one person, or of somebody new, as an administrator may see it.
import type { Response } from 'express'
import { sees, type Account } from '../../staff/account.ts'
import { can, everywhere } from '../../staff/permissions.ts'
import type { Runtime } from '../../world/runtime.ts'
import { tenantsOf } from '../access.ts'
import { skillsOf } from '../desks.ts'
import { showPage } from '../shell/layout.ts'
import { problemPage } from '../shell/problem.ts'
import { accountOf, visitOf, type Signed } from '../visit.ts'
import type { PersonFaults, Typed } from './person-form.ts'
import { personView, titleOf } from './person-view.ts'

/** The companies in which an administrator gives roles. */
export const tenantsOfAdministrator = (runtime: Runtime, by: Signed): string[] =>
  [everywhere, ...tenantsOf(runtime)].filter((tenant) => can(by, 'edit people', tenant))

/** `person` is absent for somebody new; `told`: what was done; `link` was made just now. */
type Shown = {
  person?: Account
  typed: Typed
  faults?: PersonFaults
  told?: string
  link?: string
}

/** What was typed and has faults is shown again with 422. */
export function showPerson(runtime: Runtime, res: Response, shown: Shown): void {
  const { language, practice } = visitOf(res)
  const by = accountOf(res)
  const { person, faults } = shown
  showPage(res, {
    ...(faults && { status: 422 }),
    title: titleOf(person, language),
    page: 'people',
    here: `/console/people/${person?.id ?? 'new'}`,
    content: personView({
      ...shown,
      language,
      by,
      practice,
      tenants: tenantsOfAdministrator(runtime, by),
      knownSkills: skillsOf(runtime),
    }),
  })
}

/** The person of the address, if there is one whom the administrator may see, else 404. */
export async function personOf({ store }: Runtime, res: Response): Promise<Account | undefined> {
  const person = await store.account(String(res.req.params.id))
  if (person && sees(accountOf(res), person)) return person
  problemPage(res, 404)
  return undefined
}
