// A role with the company it holds in, as a tag.
import { everywhere, type Membership } from '../../staff/permissions.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { html, type Html } from '../../pages/html.ts'
import { shellWords } from './words.ts'

export function membershipTag({ tenant, role }: Membership, language: PageLanguage): Html {
  const words = shellWords[language]
  const where = tenant === everywhere ? words.everyCompany : tenant
  return html`<span class="tag">${words.roles[role]} · ${where}</span>`
}
