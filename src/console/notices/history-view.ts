// Who did what to the notices of a company, the newest first.
import type { AuditEntry } from '../../staff/audit.ts'
import { fieldsOf, textIn } from '../../pages/form.ts'
import { wordFor } from '../../pages/dictionary.ts'
import { html, type Html } from '../../pages/html.ts'
import { tableView } from '../../pages/table.ts'
import { formatMoment } from '../../pages/time-words.ts'
import { whoIs, type Seen } from './who-is.ts'
import { noticesWords } from './words.ts'

type History = Seen & { zone: string; title: string }

export function historyView(entries: AuditEntry[], history: History): Html {
  const words = noticesWords[history.language]
  return tableView({
    title: history.title,
    heads: [words.when, words.who, words.what, words.said],
    rows: entries.map((entry) => entryRow(entry, history)),
    empty: html`<p class="empty">${words.noHistory}</p>`,
  })
}

function entryRow(
  { at, account, ip, action, object, details }: AuditEntry,
  history: History,
): Html {
  const { language, zone } = history
  const words = noticesWords[language]
  const said = Object.entries(fieldsOf(details.words))
  return html`<tr>
    <td><time datetime="${new Date(at).toISOString()}">${formatMoment(at, language, zone)}</time></td>
    <td data-label="${words.who}">${whoIs(account ?? ip, history)}</td>
    <td>${wordFor(words.did, action) ?? action} ${object}</td>
    <td>${said.map(
      ([tag, text]) => html`<div><small>${tag}</small> ${textIn(text)}</div>`,
    )}</td></tr>
    `
}
