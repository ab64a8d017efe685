// The frame of every page of the console: head, header with the pages one may see, content.
import type { Response } from 'express'
import { interfaceLanguages } from '../../staff/account.ts'
import { canSomewhere, type Membership } from '../../staff/permissions.ts'
import { asset } from '../../pages/assets.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { languageNames } from '../../pages/words.ts'
import { pageHeaders } from '../../pages/own-pages.ts'
import { html, markup, type Content, type Html } from '../../pages/html.ts'
import { visitOf } from '../visit.ts'
import { pages, type PageName } from './pages.ts'
import { shellWords } from './words.ts'

/** `page` is marked as the present one in the header. `scripts` and `styles` are further files of
 * `pages/entries.json` by their built names. `here` is the path the language switch comes back to;
 * `practice`: the page says that nothing is real. */
export type Page = {
  account?: { name: string; memberships: readonly Membership[] }
  title: string
  page: PageName
  nonce: string
  language: PageLanguage
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

export function layout({ scripts = [], styles = [], content, ...page }: Page): Html {
  const { title, nonce, language } = page
  const words = shellWords[language]
  const style = (name: string): Html =>
    html`<link rel="stylesheet" href="${asset(name).path}" nonce="${nonce}">
`
  const script = (name: string): Html =>
    html`<script src="${asset(name).path}" nonce="${nonce}" defer></script>
`
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="htmx-config" content="${htmxConfig}">
<title>${title} – callflow</title>
<link rel="icon" href="data:,">
${['console.css', ...styles].map(style)}${['console.js', ...scripts].map(script)}</head>
<body class="${page.page}-page">
<a class="skip" href="#content">${words.skip}</a>
${header(page)}
<main id="content" tabindex="-1">
${content}
</main>
</body>
</html>
`
}

function header({
  account,
  page,
  language,
  practice,
  here = '/console',
}: Omit<Page, 'content'>): Html {
  const words = shellWords[language]
  const allowed = account ? pages.filter(({ needs }) => canSomewhere(account, needs)) : []
  const link = ({ name, path }: (typeof pages)[number]): Html =>
    html`<li><a href="${path}"${name === page && current}>${words.pages[name]}</a></li>`
  return html`<header>
    <p class="brand"><a href="/console">callflow</a>${
      practice && html` <span class="practice">${words.practice}</span>`
    }</p>
    ${
      allowed.length > 0 &&
      html`<nav aria-label="${words.menu}"><ul>${allowed.map(link)}</ul></nav>`
    }
    <div class="visitor">
    ${languageForm(language, here)}
    ${
      account &&
      html`<a href="/console/account"${page === 'account' && current}
        title="${words.account}">${account.name}</a>
        <form method="post" action="/console/sign-out">
        <button class="quiet">${words.signOut}</button></form>`
    }
    </div>
    </header>`
}

const current = html` aria-current="page"`

function languageForm(language: PageLanguage, here: string): Html {
  const words = shellWords[language]
  const option = (one: PageLanguage): Html =>
    html`<option value="${one}" lang="${one}"${one === language && html` selected`}>${
      languageNames[one]
    }</option>`
  return html`<form method="post" action="/console/language" class="language">
    <input type="hidden" name="back" value="${here}">
    <label class="unseen" for="interface-language">${words.language}</label>
    <select id="interface-language" name="language">${interfaceLanguages.map(option)}</select>
    <button class="quiet">${words.change}</button>
    </form>`
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
