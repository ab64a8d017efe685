// The notices page, of all companies somebody may switch in, and again with what is wrong in a form.
import type { Response } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { can } from '../../staff/permissions.ts'
import { tenantsOf } from '../access.ts'
import { showPage } from '../shell/layout.ts'
import { accountOf, visitOf } from '../visit.ts'
import { loadNotices } from './load-notices.ts'
import type { TypedNotice } from './read-notice.ts'
import { noticesView } from './view.ts'
import { noticesWords } from './words.ts'

/** A form that was not taken: which, with what was typed and why. */
export type Refused = { form: string; typed: TypedNotice; fault: string }

export async function showNotices(
  runtime: Runtime,
  res: Response,
  refused?: Refused,
  told?: string,
): Promise<void> {
  const { language } = visitOf(res)
  const account = accountOf(res)
  const mine = tenantsOf(runtime).filter((tenant) => can(account, 'switch', tenant))
  const companies = await Promise.all(mine.map((id) => loadNotices(runtime, id, account)))
  const people = await runtime.store.accounts()
  showPage(res, {
    ...(refused && { status: 422 }),
    title: noticesWords[language].title,
    page: 'notices',
    here: '/console/notices',
    content: noticesView(companies, {
      language,
      now: runtime.now(),
      names: new Map(people.map(({ id, name }) => [id, name])),
      refused,
      told,
    }),
  })
}
