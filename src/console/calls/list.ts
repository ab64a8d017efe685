// The list of calls: what was asked for is looked for, a page at a time.
import type { Request, Response } from 'express'
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Runtime } from '../../world/runtime.ts'
import { DAY } from '../../flow/text/duration.ts'
import { operatorOf } from '../../staff/account.ts'
import { tenantsFor } from '../../staff/permissions.ts'
import type { Allowed, CallSearch } from '../../store/call-search.ts'
import { cursorIn, pageOf } from '../../pages/table.ts'
import { startOfDay } from '../../pages/time-words.ts'
import { tenantsOf } from '../access.ts'
import { desksOf } from '../desks.ts'
import { showPage } from '../shell/layout.ts'
import { accountOf, visitOf } from '../visit.ts'
import { askedOf, searchOf } from './read-search.ts'
import { callsView, type Choices } from './view.ts'
import { callsWords } from './words.ts'

const PAGE = 50
/** What is shown when no time is named: today and the days before. */
const DAYS = 7

export async function showCalls(runtime: Runtime, req: Request, res: Response): Promise<void> {
  const { store, now } = runtime
  const { language } = visitOf(res)
  const allowed = tenantsFor(accountOf(res), 'see calls')
  const asked = askedOf(req.query)
  const after = cursorIn(req.query.after)
  const { search, faults } = searchOf(asked, countriesOf(runtime))
  const isReadable = Object.keys(faults).length === 0
  const found = isReadable
    ? await store.findCalls(companiesIn(asked.company, allowed), {
        ...search,
        since: sinceOf(search, now()),
        ...(after && { after: { startedAt: after.at, callId: after.id } }),
        limit: PAGE + 1,
      })
    : []
  const { page, older } = pageOf(found, PAGE)
  showPage(res, {
    title: callsWords[language].title,
    page: 'calls',
    content: callsView(page, {
      language,
      asked,
      faults,
      choices: await choicesFor(runtime, allowed),
      first: after === undefined,
      older,
      now: now(),
      zones: (company) => runtime.library.company(company)?.zone,
    }),
  })
}

/** Whose number is looked for is looked for in all times. */
function sinceOf({ since, until, number, ends }: CallSearch, now: number): number | undefined {
  if (since !== undefined || number !== undefined || ends !== undefined) return since
  return startOfDay((until ?? now) - (DAYS - 1) * DAY)
}

function companiesIn(company: string, allowed: Allowed): Allowed {
  if (company === '') return allowed
  return allowed === 'all' || allowed.includes(company) ? [company] : []
}

async function choicesFor(runtime: Runtime, allowed: Allowed): Promise<Choices> {
  const { store, library } = runtime
  const isMine = ({ tenant }: { tenant: string }): boolean =>
    allowed === 'all' || allowed.includes(tenant)
  const companies = tenantsOf(runtime).filter((tenant) => isMine({ tenant }))
  const people = (await store.accounts())
    .map((account) => operatorOf(account, companies))
    .filter(({ tenants }) => tenants.length > 0)
  const flows = library
    .lines()
    .filter(isMine)
    .map(({ flow }) => flow)
  const desks = new Map(
    desksOf(runtime)
      .filter(isMine)
      .map((desk) => [desk.name, desk]),
  )
  return {
    companies,
    flows: [...new Set(flows)].sort(),
    desks: [...desks.values()].sort((a, b) => a.label.localeCompare(b.label)),
    operators: people.map(({ id, name }) => ({ id, name })),
  }
}

/** Where our own lines are: numbers are typed as people there write them. */
const countriesOf = ({ library }: Runtime) => [
  ...new Set(
    library.lines().flatMap(({ number }) => parsePhoneNumberFromString(number)?.country ?? []),
  ),
]
