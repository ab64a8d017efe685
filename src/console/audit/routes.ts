// The audit page: the log in pages, of the companies one may see it for.
import { Router } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { sees } from '../../staff/account.ts'
import { tenantsFor } from '../../staff/permissions.ts'
import { cursorIn, pageOf } from '../../pages/table.ts'
import { may } from '../access.ts'
import { showPage } from '../shell/layout.ts'
import { accountOf, visitOf } from '../visit.ts'
import { auditView } from './view.ts'
import { auditWords } from './words.ts'

const PAGE = 50

export function auditRoutes({ store }: Runtime): Router {
  const router = Router()
  router.get('/console/audit', may('see audit'), async (req, res) => {
    const { language } = visitOf(res)
    const account = accountOf(res)
    const tenants = tenantsFor(account, 'see audit')
    const before = cursorIn(req.query.before)
    const entries = await store.auditLog({
      limit: PAGE + 1,
      before,
      ...(tenants !== 'all' && { tenants }),
    })
    const people = (await store.accounts()).filter((person) => sees(account, person))
    const { page, older } = pageOf(entries, PAGE)
    showPage(res, {
      title: auditWords[language].title,
      page: 'audit',
      content: auditView(page, {
        language,
        names: new Map(people.map(({ id, name }) => [id, name])),
        first: before === undefined,
        older,
      }),
    })
  })
  return router
}
