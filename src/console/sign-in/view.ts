// The pages of signing in: the form, a one-time link taken up, one's own account.
import type { Account } from '../../staff/account.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { field, notice, tick } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { membershipTag } from '../shell/membership-tag.ts'
import { shellWords } from '../shell/words.ts'
import { signInWords } from './words.ts'

/** What is wrong, by the name of the field. */
export type Faults = Record<string, string>

type Tried = { login?: string; then: string; fault?: string; signedOut?: boolean }

export function signInView(
  language: PageLanguage,
  { login = '', then, fault, signedOut = false }: Tried,
): Html {
  const words = signInWords[language]
  const loginField = field({
    name: 'login',
    label: words.login,
    value: login,
    autocomplete: 'username',
    required: true,
    maxlength: 100,
    autofocus: login === '',
  })
  const password = field({
    ...passwordField('password', words.password, 'current-password'),
    maxlength: 200,
    autofocus: login !== '',
  })
  return html`<div class="sheet narrow">
    <h1>${words.title}</h1>
    ${notice(signedOut && fault === undefined && words.signedOut)}
    ${fault !== undefined && html`<p class="fault faults" role="alert">${fault}</p>`}
    <form method="post" action="/console/sign-in" class="stack">
    <input type="hidden" name="then" value="${then}">
    ${loginField}
    ${password}
    <button>${words.signIn}</button>
    </form>
    <p class="hint">${words.forgotten}</p>
    </div>`
}

const passwordField = (name: string, label: string, autocomplete: string) =>
  ({ name, label, type: 'password', autocomplete, required: true }) as const

function newPassword(language: PageLanguage, faults: Faults): Content {
  const words = signInWords[language]
  return [
    field({
      ...passwordField('password', words.newPassword, 'new-password'),
      hint: words.passwordHint,
      fault: faults.password,
    }),
    field({
      ...passwordField('password-again', words.again, 'new-password'),
      fault: faults['password-again'],
    }),
  ]
}

/** What the first administrator may do besides. */
export const alsoRoles = ['operator', 'supervisor', 'editor'] as const

/** The first administrator, as typed. */
export type First = { name: string; login: string; roles: string[] }

export function firstView(
  language: PageLanguage,
  path: string,
  typed: First,
  faults: Faults = {},
): Html {
  const words = signInWords[language]
  const name = field({
    name: 'name',
    label: words.name,
    value: typed.name,
    autocomplete: 'name',
    required: true,
    maxlength: 100,
    fault: faults.name,
  })
  const login = field({
    name: 'login',
    label: words.login,
    value: typed.login,
    autocomplete: 'username',
    required: true,
    maxlength: 64,
    hint: words.loginHint,
    fault: faults.login,
  })
  const roles = alsoRoles.map((role) =>
    tick('roles', role, words.roleAbout[role], typed.roles.includes(role)),
  )
  return html`<div class="sheet narrow">
    <h1>${words.firstTitle}</h1>
    <p>${words.firstAbout}</p>
    <form method="post" action="${path}" class="stack">
    ${name}
    ${login}
    ${newPassword(language, faults)}
    <fieldset><legend>${words.alsoRoles}</legend>
    ${roles}
    <p class="hint">${words.alsoHint}</p>
    </fieldset>
    <button>${words.make}</button>
    </form>
    </div>`
}

export function linkView(
  language: PageLanguage,
  path: string,
  { name, login }: Account,
  faults: Faults = {},
): Html {
  const words = signInWords[language]
  return html`<div class="sheet narrow">
    <h1>${words.linkTitle}</h1>
    <p>${words.linkAbout(name, login)}</p>
    <form method="post" action="${path}" class="stack">
    <input type="hidden" name="login" value="${login}" autocomplete="username">
    ${newPassword(language, faults)}
    <button>${words.setPassword}</button>
    </form>
    </div>`
}

export function deadLinkView(language: PageLanguage): Html {
  const words = signInWords[language]
  return html`<div class="sheet narrow">
    <h1>${words.deadTitle}</h1>
    <p>${words.dead}</p>
    <p>${words.deadFirst}</p>
    <p><a href="/console">${words.signIn}</a></p>
    </div>`
}

/** `changed`: the password was. */
export function accountView(
  language: PageLanguage,
  { name, login, memberships }: Account,
  { faults = {}, changed = false }: { faults?: Faults; changed?: boolean },
): Html {
  const words = signInWords[language]
  const roles = memberships.map((one) => membershipTag(one, language))
  const present = field({
    ...passwordField('password-present', words.present, 'current-password'),
    fault: faults['password-present'],
  })
  return html`<h1>${words.accountTitle}</h1>
    ${notice(changed && words.changed)}
    <div class="sheet wide">
    <dl class="facts">
    <dt>${words.name}</dt><dd>${name}</dd>
    <dt>${words.login}</dt><dd>${login}</dd>
    <dt>${words.roles}</dt><dd>${roles.length > 0 ? roles : shellWords[language].mayNot}</dd>
    </dl>
    </div>
    <div class="sheet wide">
    <h2>${words.changePassword}</h2>
    <form method="post" action="/console/account/password" class="stack">
    <input type="hidden" name="login" value="${login}" autocomplete="username">
    ${present}
    ${newPassword(language, faults)}
    <div class="buttons"><button>${words.change}</button></div>
    </form>
    </div>`
}

export function nothingView(language: PageLanguage, { name }: Account): Html {
  const words = signInWords[language]
  return html`<h1>${words.welcome(name)}</h1>
    <p>${words.nothing}</p>`
}
