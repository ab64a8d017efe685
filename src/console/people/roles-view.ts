// Which role may do what, as a table for whoever gives roles.
import { actions, ofInstallation, roleMay, roles, type Action } from '../../staff/permissions.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { html, type Html } from '../../pages/html.ts'
import { tableView } from '../../pages/table.ts'
import { shellWords } from '../shell/words.ts'
import { peopleWords } from './words.ts'

export function rolesView(language: PageLanguage): Html {
  const { whatRolesMay, may, installationOnly } = peopleWords[language]
  const names = shellWords[language].roles
  return html`<details class="sheet"><summary>${whatRolesMay}</summary>
    ${tableView({
      title: whatRolesMay,
      heads: [may, ...roles.map((role) => names[role])],
      rows: actions.map((action) => actionRow(action, language)),
    })}
    <p class="hint">${installationOnly}</p>
    </details>`
}

function actionRow(action: Action, language: PageLanguage): Html {
  const words = peopleWords[language]
  const names = shellWords[language].roles
  const star = ofInstallation.has(action) && ' *'
  return html`<tr><th scope="row">${words.actions[action]}${star}</th>${roles.map(
    (role) => html`<td data-label="${names[role]}">${roleMay(role, action) && words.yes}</td>`,
  )}</tr>
    `
}
