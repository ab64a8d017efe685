// Lists as tables that fold on small screens, and the way from one page of a list to the next.
import { html, type Content, type Html } from './html.ts'

/** `look`: further classes of it. */
type Table = { title: string; heads: readonly string[]; rows: Content; look?: string }

export const tableView = ({ title, heads, rows, look }: Table): Html =>
  html`<table class="folds${look !== undefined && ` ${look}`}">
    <caption class="unseen">${title}</caption>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>
    ${rows}</tbody>
    </table>`

type Link = { path: string; text: string }

/** To the newest page of a list and to the next older one, as far as there are others. */
export const pagerView = (newest: Link | false, older: Link | false): Html =>
  html`<div class="pager">${
    newest && html`<a class="button quiet" href="${newest.path}">${newest.text}</a>`
  }${
    older && html`<a class="button quiet" href="${older.path}" rel="next">${older.text}</a>`
  }</div>`

/** Where a page of a list goes on: the moment and id of the last entry before it, as in the
 * address. */
export function cursorIn(text: unknown): { at: number; id: string } | undefined {
  const [, at, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(typeof text === 'string' ? text : '') ?? []
  return at === undefined || id === undefined ? undefined : { at: Number(at), id }
}
