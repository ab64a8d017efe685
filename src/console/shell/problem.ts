// What stands in the place of a page that cannot be shown.
import type { Response } from 'express'
import { html } from '../../pages/html.ts'
import { visitOf } from '../visit.ts'
import { showPage } from './layout.ts'
import { shellWords } from './words.ts'

type Problem = keyof (typeof shellWords)['en']['problems']

/** Says in the visitor's language what is wrong; `text` in the place of the usual words. */
export function problemPage(res: Response, status: Problem, text?: string): void {
  const { language, account } = visitOf(res)
  const words = shellWords[language]
  const { title, text: usual } = words.problems[status]
  showPage(res, {
    status,
    title,
    page: 'home',
    here: '/console',
    content: html`<div class="sheet narrow">
<h1>${title}</h1>
<p>${text ?? usual}</p>
<p><a href="/console">${account ? words.back : words.signIn}</a></p>
</div>`,
  })
}
