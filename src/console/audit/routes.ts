// The audit page: the log in pages, of the companies one may see it for.
import { Router } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import { sees, type InterfaceLanguage } from '../../staff/account.ts'
import type { AuditEntry } from '../../staff/audit.ts'
import { tenantsFor } from '../../staff/permissions.ts'
import { may } from '../access.ts'
import { formatMoment } from '../../pages/time-words.ts'
import { html, type Html } from '../../pages/html.ts'
import { showPage } from '../shell/layout.ts'
import { shellWords } from '../shell/words.ts'
import { accountOf, visitOf } from '../visit.ts'
import { auditWords } from './words.ts'

const PAGE = 50

export function auditRoutes({ store }: Runtime): Router {
  const router = Router()
  router.get('/console/audit', may('see audit'), async (req, res) => {
    const { language } = visitOf(res)
    const account = accountOf(res)
    const tenants = tenantsFor(account, 'see audit')
    const before = beforeOf(req.query.before)
    const entries = await store.auditLog({
      limit: PAGE + 1,
      before,
      ...(tenants !== 'all' && { tenants }),
    })
    const names = new Map(
      (await store.accounts())
        .filter((person) => sees(account, person))
        .map(({ id, name }) => [id, name]),
    )
    const shown = entries.slice(0, PAGE)
    showPage(res, {
      title: auditWords[language].title,
      page: 'audit',
      content: auditView(shown, {
        language,
        names,
        first: before === undefined,
        older: entries.length > PAGE ? shown.at(-1) : undefined,
      }),
    })
  })
  return router
}

function beforeOf(text: unknown): { at: number; id: string } | undefined {
  const [, at, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(typeof text === 'string' ? text : '') ?? []
  return at === undefined || id === undefined ? undefined : { at: Number(at), id }
}

type Shown = {
  language: InterfaceLanguage
  names: ReadonlyMap<string, string>
  first: boolean
  older?: AuditEntry
}

export function auditView(entries: AuditEntry[], { language, names, first, older }: Shown): Html {
  const words = auditWords[language]
  const named = (id: string | undefined): string => (id === undefined ? '' : (names.get(id) ?? id))
  return html`<h1>${words.title}</h1>
<p>${words.about}</p>
<div class="sheet">
${
  entries.length === 0
    ? html`<p class="empty">${words.empty}</p>`
    : html`<table class="folds">
<caption class="unseen">${words.title}</caption>
<thead><tr>${[words.when, words.who, words.what, words.object, words.company, words.from, words.details].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${entries.map(
  ({ at, account, action, object, tenant, ip, details }) => html`<tr>
<td><time datetime="${new Date(at).toISOString()}">${formatMoment(at, language)}</time></td>
<td data-label="${words.who}">${account === undefined ? words.nobody : named(account)}</td>
<td>${words.actions[action] ?? action}</td>
<td data-label="${words.object}">${named(object)}</td>
<td data-label="${words.company}">${tenant ?? shellWords[language].everyCompany}</td>
<td data-label="${words.from}">${ip}</td>
<td>${Object.entries(details).map(([key, value]) => html`<div><small>${key}</small> ${toldOf(value)}</div>`)}</td>
</tr>
`,
)}</tbody>
</table>`
}
</div>
<div class="pager">${!first && html`<a class="button quiet" href="/console/audit">${words.newest}</a>`}${older && html`<a class="button quiet" href="/console/audit?before=${older.at}-${older.id}" rel="next">${words.older}</a>`}</div>`
}

function toldOf(value: unknown): string {
  if (typeof value !== 'object' || value === null)
    return value === null || value === undefined || value === '' ? '–' : String(value)
  const { before, after } = value as { before?: unknown; after?: unknown }
  if ('before' in value || 'after' in value) return `${toldOf(before)} → ${toldOf(after)}`
  if (Array.isArray(value)) return value.length === 0 ? '–' : value.map(toldOf).join(', ')
  return (
    Object.entries(value)
      .map(([key, one]) => `${key} ${toldOf(one)}`)
      .join(', ') || '–'
  )
}
