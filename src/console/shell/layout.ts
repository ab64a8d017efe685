// The frame of every page of the console: head, header with the pages one may see, content.
import type { Response } from 'express'
import { interfaceLanguages, type InterfaceLanguage } from '../../staff/account.ts'
import { canSomewhere, type Membership } from '../../staff/permissions.ts'
import { asset } from '../../pages/assets.ts'
import { languageNames } from '../../pages/words.ts'
import { pageHeaders } from '../../pages/own-pages.ts'
import { html, markup, type Content, type Html } from '../../pages/html.ts'
import { visitOf } from '../visit.ts'
import { pages, type PageName } from './pages.ts'
import { shellWords } from './words.ts'

/**
 * `page` is marked as the present one in the header. `scripts` and `styles` are further files of
 * `page/entries.json` by their built names.
 * `here` is the path the language switch comes back to; `practice`: the page says that nothing is
 * real.
 */
export type Page = {
  account?: { name: string; memberships: readonly Membership[] }
  title: string
  page: PageName
  nonce: string
  language: InterfaceLanguage
  practice: boolean
  here?: string
  scripts?: string[]
  styles?: string[]
  content: Content
}

/** No evaluation, no styles of its own, no copies of pages in the browser's storage. */
const htmxConfig = JSON.stringify({
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  selfRequestsOnly: true,
  refreshOnHistoryMiss: true,
})

export function layout({
  account,
  title,
  page,
  nonce,
  language,
  practice,
  here = '/console',
  scripts = [],
  styles = [],
  content,
}: Page): Html {
  const words = shellWords[language]
  const shown = account ? pages.filter(({ needs }) => canSomewhere(account, needs)) : []
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${htmxConfig}">
<title>${title} – callflow</title>
<link rel="icon" href="data:,">
${['console.css', ...styles].map(
  (name) => html`<link rel="stylesheet" href="${asset(name).path}" nonce="${nonce}">
`,
)}${['console.js', ...scripts].map(
    (name) => html`<script src="${asset(name).path}" nonce="${nonce}" defer></script>
`,
  )}</head>
<body class="${page}-page">
<a class="skip" href="#content">${words.skip}</a>
<header>
  <p class="brand"><a href="/console">callflow</a>${practice && html` <span class="practice">${words.practice}</span>`}</p>
  ${shown.length > 0 && html`<nav aria-label="${words.menu}"><ul>${shown.map(({ name, path }) => html`<li><a href="${path}"${name === page && html` aria-current="page"`}>${words.pages[name]}</a></li>`)}</ul></nav>`}
  <div class="visitor">
    <form method="post" action="/console/language" class="language">
      <input type="hidden" name="back" value="${here}">
      <label class="unseen" for="interface-language">${words.language}</label>
      <select id="interface-language" name="language">${interfaceLanguages.map((one) => html`<option value="${one}" lang="${one}"${one === language && html` selected`}>${languageNames[one]}</option>`)}</select>
      <button class="quiet">${words.change}</button>
    </form>
    ${
      account &&
      html`<a href="/console/account"${page === 'account' && html` aria-current="page"`} title="${words.account}">${account.name}</a>
    <form method="post" action="/console/sign-out"><button class="quiet">${words.signOut}</button></form>`
    }
  </div>
</header>
<main id="content" tabindex="-1">
${content}
</main>
</body>
</html>
`
}

/** `telephone`: the page talks with Twilio, which carries its calls. */
type Shown = Pick<Page, 'title' | 'page' | 'scripts' | 'styles' | 'content'> & {
  status?: number
  here?: string
  telephone?: boolean
}

/** Sends a page to whoever asked for it, with its headers. */
export function showPage(res: Response, { status = 200, telephone = false, ...page }: Shown): void {
  const { account, language, nonce, practice } = visitOf(res)
  const here = page.here ?? (res.req.method === 'GET' ? res.req.originalUrl : '/console')
  res
    .status(status)
    .set(pageHeaders(nonce, { forms: true, telephone }))
    .type('html')
    .send(markup(layout({ ...page, here, account, language, nonce, practice })))
}
