// The audit log as a table, the newest first.
import type { AuditEntry } from '../../staff/audit.ts'
import { wordFor, type PageLanguage } from '../../pages/dictionary.ts'
import { html, type Html } from '../../pages/html.ts'
import { pagerView, tableView } from '../../pages/table.ts'
import { formatMoment } from '../../pages/time-words.ts'
import { shellWords } from '../shell/words.ts'
import { auditWords } from './words.ts'

/** `names` are of people, by id; `first`: the page begins with the newest entry; `older`: there are
 * more after this one. */
type Log = {
  language: PageLanguage
  names: ReadonlyMap<string, string>
  first: boolean
  older?: AuditEntry
}

export function auditView(entries: AuditEntry[], log: Log): Html {
  const { language, first, older } = log
  const words = auditWords[language]
  const { title, when, who, what, object, company, from, details } = words
  const table = tableView({
    title,
    heads: [when, who, what, object, company, from, details],
    rows: entries.map((entry) => entryRow(entry, log)),
    empty: html`<p class="empty">${words.empty}</p>`,
  })
  const next = older && `/console/audit?before=${older.at}-${older.id}`
  return html`<h1>${title}</h1>
    <p>${words.about}</p>
    <div class="sheet">
    ${table}
    </div>
    ${pagerView(
      !first && { path: '/console/audit', text: words.newest },
      next !== undefined && { path: next, text: words.older },
    )}`
}

function entryRow(entry: AuditEntry, { language, names }: Log): Html {
  const { at, account, action, object, tenant, ip, details } = entry
  const words = auditWords[language]
  const nameOf = (id: string): string => names.get(id) ?? id
  return html`<tr>
    <td><time datetime="${new Date(at).toISOString()}">${formatMoment(at, language)}</time></td>
    <td data-label="${words.who}">${account === undefined ? (wordFor(words.hands, ip) ?? words.nobody) : nameOf(account)}</td>
    <td>${wordFor(words.actions, action) ?? action}</td>
    <td data-label="${words.object}">${object !== undefined && nameOf(object)}</td>
    <td data-label="${words.company}">${tenant ?? shellWords[language].everyCompany}</td>
    <td data-label="${words.from}">${wordFor(words.hands, ip) === undefined && ip}</td>
    <td>${Object.entries(details).map(
      ([key, value]) => html`<div><small>${key}</small> ${describe(value)}</div>`,
    )}</td>
    </tr>
    `
}

/** A detail in one line: what was before and after, lists and records with commas. */
function describe(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–'
  if (typeof value !== 'object') return String(value)
  if ('before' in value || 'after' in value) {
    const { before, after }: { before?: unknown; after?: unknown } = value
    return `${describe(before)} → ${describe(after)}`
  }
  const parts = Array.isArray(value)
    ? value.map(describe)
    : Object.entries(value).map(([key, one]) => `${key} ${describe(one)}`)
  return parts.join(', ') || '–'
}
