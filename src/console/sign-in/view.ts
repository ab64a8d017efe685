// The pages of signing in: the form, a one-time link taken up, one's own account.
import type { Account, InterfaceLanguage } from '../../staff/account.ts'
import { everywhere } from '../../staff/permissions.ts'
import { field, notice } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { shellWords } from '../shell/words.ts'
import { signInWords } from './words.ts'

/** What is wrong, by the name of the field. */
export type Faults = Record<string, string>

export function signInView(
  language: InterfaceLanguage,
  {
    login = '',
    then,
    fault,
    signedOut = false,
  }: { login?: string; then: string; fault?: string; signedOut?: boolean },
): Html {
  const words = signInWords[language]
  return html`<div class="sheet narrow">
<h1>${words.title}</h1>
${notice(signedOut && fault === undefined ? words.signedOut : undefined)}
${fault !== undefined && html`<p class="fault faults" role="alert">${fault}</p>`}
<form method="post" action="/console/sign-in" class="stack">
<input type="hidden" name="then" value="${then}">
${field({ name: 'login', label: words.login, value: login, autocomplete: 'username', required: true, maxlength: 100, autofocus: login === '' })}
${field({ name: 'password', label: words.password, type: 'password', autocomplete: 'current-password', required: true, maxlength: 200, autofocus: login !== '' })}
<button>${words.signIn}</button>
</form>
<p class="hint">${words.forgotten}</p>
</div>`
}

const newPassword = (language: InterfaceLanguage, faults: Faults): Content => {
  const words = signInWords[language]
  return [
    field({
      name: 'password',
      label: words.newPassword,
      type: 'password',
      autocomplete: 'new-password',
      required: true,
      hint: words.passwordHint,
      fault: faults.password,
    }),
    field({
      name: 'password-again',
      label: words.again,
      type: 'password',
      autocomplete: 'new-password',
      required: true,
      fault: faults['password-again'],
    }),
  ]
}

export const alsoRoles = ['operator', 'supervisor', 'editor'] as const

export function firstView(
  language: InterfaceLanguage,
  path: string,
  typed: { name: string; login: string; roles: string[] },
  faults: Faults = {},
): Html {
  const words = signInWords[language]
  return html`<div class="sheet narrow">
<h1>${words.firstTitle}</h1>
<p>${words.firstAbout}</p>
<form method="post" action="${path}" class="stack">
${field({ name: 'name', label: words.name, value: typed.name, autocomplete: 'name', required: true, maxlength: 100, fault: faults.name })}
${field({ name: 'login', label: words.login, value: typed.login, autocomplete: 'username', required: true, maxlength: 64, hint: words.loginHint, fault: faults.login })}
${newPassword(language, faults)}
<fieldset><legend>${words.alsoRoles}</legend>
${alsoRoles.map((role) => html`<label class="tick"><input type="checkbox" name="roles" value="${role}"${typed.roles.includes(role) && html` checked`}> <span>${words.roleAbout[role]}</span></label>`)}
<p class="hint">${words.alsoHint}</p>
</fieldset>
<button>${words.make}</button>
</form>
</div>`
}

export function linkView(
  language: InterfaceLanguage,
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

export function deadLinkView(language: InterfaceLanguage): Html {
  const words = signInWords[language]
  return html`<div class="sheet narrow">
<h1>${words.deadTitle}</h1>
<p>${words.dead}</p>
<p>${words.deadFirst}</p>
<p><a href="/console">${words.signIn}</a></p>
</div>`
}

export function accountView(
  language: InterfaceLanguage,
  { name, login, memberships }: Account,
  faults: Faults = {},
  changed = false,
): Html {
  const words = signInWords[language]
  const shell = shellWords[language]
  return html`<h1>${words.accountTitle}</h1>
${notice(changed ? words.changed : undefined)}
<div class="sheet wide">
<dl class="facts">
<dt>${words.name}</dt><dd>${name}</dd>
<dt>${words.login}</dt><dd>${login}</dd>
<dt>${words.roles}</dt><dd>${memberships.length === 0 ? shell.mayNot : memberships.map(({ tenant, role }) => html`<span class="tag">${shell.roles[role]} · ${tenant === everywhere ? shell.everyCompany : tenant}</span>`)}</dd>
</dl>
</div>
<div class="sheet wide">
<h2>${words.changePassword}</h2>
<form method="post" action="/console/account/password" class="stack">
<input type="hidden" name="login" value="${login}" autocomplete="username">
${field({ name: 'password-present', label: words.present, type: 'password', autocomplete: 'current-password', required: true, fault: faults['password-present'] })}
${newPassword(language, faults)}
<div class="buttons"><button>${words.change}</button></div>
</form>
</div>`
}

export function nothingView(language: InterfaceLanguage, { name }: Account): Html {
  const words = signInWords[language]
  return html`<h1>${words.welcome(name)}</h1>
<p>${words.nothing}</p>`
}
