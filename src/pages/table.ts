// Lists as tables that fold on small screens, and the way from one page of a list to the next.
import { textIn } from './form.ts'
import { html, type Content, type Html } from './html.ts'

/** `look`: further classes of it; `empty` stands in its place when it has no rows. */
type Table = {
  title: string
  heads: readonly string[]
  rows: readonly Content[]
  look?: string
  empty?: Html
}

export function tableView({ title, heads, rows, look, empty }: Table): Html {
  if (rows.length === 0 && empty) return empty
  return html`<table class="folds${look !== undefined && ` ${look}`}">
    <caption class="unseen">${title}</caption>
    <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
    <tbody>
    ${rows}</tbody>
    </table>`
}

/** A figure that may not be there. */
export const orDash = <T>(value: T | null | undefined, show: (value: T) => string): string =>
  value === null || value === undefined ? '–' : show(value)

type Link = { path: string; text: string }

/** To the newest page of a list and to the next older one, as far as there are others. */
export const pagerView = (newest: Link | false, older: Link | false): Html =>
  html`<div class="pager">${
    newest && html`<a class="button quiet" href="${newest.path}">${newest.text}</a>`
  }${
    older && html`<a class="button quiet" href="${older.path}" rel="next">${older.text}</a>`
  }</div>`

/** A page out of what was found, which is looked for with one more than `size`; `older` is its last
 * entry when there are more. */
export function pageOf<T>(found: readonly T[], size: number): { page: T[]; older?: T } {
  const page = found.slice(0, size)
  return { page, ...(found.length > size && { older: page.at(-1) }) }
}

/** Where a page of a list goes on: the moment and id of the last entry before it, as in the
 * address. */
export function cursorIn(text: unknown): { at: number; id: string } | undefined {
  const [, at, id] = /^(\d{1,15})-([\w-]{1,64})$/.exec(textIn(text)) ?? []
  return at === undefined || id === undefined ? undefined : { at: Number(at), id }
}
