// The people as a list.
import { mayChangeAll, type Account } from '../../staff/account.ts'
import { can } from '../../staff/permissions.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { tableView } from '../../pages/table.ts'
import { membershipTag } from '../shell/membership-tag.ts'
import { shellWords } from '../shell/words.ts'
import { rolesView } from './roles-view.ts'
import { peopleWords } from './words.ts'

/** `by` is the administrator who looks. */
export type Seen = { language: PageLanguage; by: Account }

export function peopleView(people: Account[], seen: Seen): Html {
  const words = peopleWords[seen.language]
  const { title, name, login, roles, skills, languages, reach, state } = words
  const table = tableView({
    title,
    heads: [name, login, roles, skills, languages, reach, state],
    rows: people.map((person) => personRow(person, seen)),
    empty: html`<p class="empty">${words.nobody}</p>`,
  })
  return html`<div class="head"><h1>${title}</h1>
    <a class="button" href="/console/people/new">${words.add}</a></div>
    <div class="sheet">
    ${table}
    </div>
    ${rolesView(seen.language)}`
}

function personRow(person: Account, { language, by }: Seen): Html {
  const words = peopleWords[language]
  const { id, name, login, memberships, skills, languages, reach } = person
  // of somebody's roles those in the administrator's own companies
  const roles = memberships.filter(({ tenant }) => can(by, 'edit people', tenant))
  return html`<tr>
    <th scope="row"><a href="/console/people/${id}">${name}</a></th>
    <td data-label="${words.login}">${mayChangeAll(by, person) && login}</td>
    <td>${roles.map((one) => membershipTag(one, language))}${
      memberships.length === 0 && html`<span class="empty">${shellWords[language].mayNot}</span>`
    }</td>
    <td>${skillTags(skills)}</td>
    <td data-label="${words.languages}">${languages.join(', ')}</td>
    <td data-label="${words.reach}">${words.ways[reach.by]}</td>
    <td data-label="${words.state}">${stateOf(person, language)}</td>
    </tr>
    `
}

const skillTags = (skills: Account['skills']): Content =>
  Object.entries(skills).map(
    ([skill, level]) => html`<span class="tag plain">${skill} ${level}</span>`,
  )

function stateOf({ disabledAt, hasPassword }: Account, language: PageLanguage): string {
  const words = peopleWords[language]
  if (disabledAt !== undefined) return words.disabled
  return hasPassword ? words.active : words.invited
}
