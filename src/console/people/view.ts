// The people as a list, and one person as a form.
import { mayChangeAll, type Account, type InterfaceLanguage } from '../../staff/account.ts'
import { can, everywhere, roles, type Membership } from '../../staff/permissions.ts'
import { linkLife } from '../../staff/sign-in-rules.ts'
import { faultOf, field, notice } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { shellWords } from '../shell/words.ts'
import { roleField, type PersonFaults, type Typed } from './person-form.ts'
import { peopleWords } from './words.ts'

const EMPTY_ROWS = 3

type Seen = { language: InterfaceLanguage; by: Account }

/** What the administrator may see of somebody's roles: those in their own companies. */
const seenRoles = ({ memberships }: Account, by: Account): Membership[] =>
  memberships.filter(({ tenant }) => can(by, 'edit people', tenant))

export function peopleView(people: Account[], { language, by }: Seen): Html {
  const words = peopleWords[language]
  const shell = shellWords[language]
  const skillsOf = ({ skills }: Account): Content =>
    Object.entries(skills).map(
      ([skill, level]) => html`<span class="tag plain">${skill} ${level}</span>`,
    )
  return html`<div class="head"><h1>${words.title}</h1><a class="button" href="/console/people/new">${words.add}</a></div>
<div class="sheet">
${
  people.length === 0
    ? html`<p class="empty">${words.nobody}</p>`
    : html`<table class="folds">
<caption class="unseen">${words.title}</caption>
<thead><tr>${[words.name, words.login, words.roles, words.skills, words.languages, words.reach, words.state].map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${people.map(
  (person) => html`<tr>
<th scope="row"><a href="/console/people/${person.id}">${person.name}</a></th>
<td data-label="${words.login}">${mayChangeAll(by, person) && person.login}</td>
<td>${seenRoles(person, by).map(({ tenant, role }) => html`<span class="tag">${shell.roles[role]} · ${tenant === everywhere ? shell.everyCompany : tenant}</span>`)}${person.memberships.length === 0 && html`<span class="empty">${shell.mayNot}</span>`}</td>
<td>${skillsOf(person)}</td>
<td data-label="${words.languages}">${person.languages.join(', ')}</td>
<td data-label="${words.reach}">${words.ways[person.reach.by]}</td>
<td data-label="${words.state}">${person.disabledAt !== undefined ? words.disabled : person.hasPassword ? words.active : words.invited}</td>
</tr>
`,
)}</tbody>
</table>`
}
</div>`
}

type FormShown = Seen & {
  typed: Typed
  faults?: PersonFaults
  tenants: readonly string[]
  knownSkills: string[]
  practice: boolean
}

/** `person` is absent for somebody new; `link` was made just now. */
export function personView(
  person: Account | undefined,
  { told, link, ...shown }: FormShown & { told?: string; link?: string },
): Html {
  const { language, by } = shown
  const words = peopleWords[language]
  const whole = person === undefined || mayChangeAll(by, person)
  return html`<h1>${person ? words.changeTitle(person.name) : words.newTitle}</h1>
${notice(told)}
${
  link !== undefined &&
  html`<div class="sheet wide" role="status">
<p>${words.linkMade(linkLife.password / 86_400_000)} ${words.linkOnce}</p>
<code class="secret">${link}</code>
</div>`
}
${!whole && html`<p class="warning wide">${words.elsewhere}</p>`}
${personForm(person, whole, shown)}
${
  person &&
  whole &&
  html`<div class="sheet wide">
<form method="post" action="/console/people/${person.id}/link" class="stack"><p class="hint" id="link-hint">${words.newLinkHint}</p><div class="buttons"><button class="quiet" aria-describedby="link-hint">${words.newLink}</button></div></form>
<form method="post" action="/console/people/${person.id}/${person.disabledAt === undefined ? 'disable' : 'enable'}" class="stack rule">
<input type="hidden" name="seq" value="${person.seq}">
${person.disabledAt === undefined ? html`<p class="hint" id="disable-hint">${words.disableHint}</p><div class="buttons"><button class="stop" aria-describedby="disable-hint">${words.disable}</button></div>` : html`<div class="buttons"><button>${words.enable}</button></div>`}
</form>
</div>`
}`
}

function personForm(
  person: Account | undefined,
  whole: boolean,
  { language, typed, faults = {}, tenants, knownSkills, practice }: FormShown,
): Html {
  const words = peopleWords[language]
  return html`<form method="post" action="/console/people${person && `/${person.id}`}" class="sheet wide stack">
${Object.keys(faults).length > 0 && html`<p class="fault faults" role="alert">${words.faultsAbove}</p>`}
${person && html`<input type="hidden" name="seq" value="${person.seq}">`}
${
  whole && [
    field({
      name: 'name',
      label: words.name,
      value: typed.name,
      hint: words.nameHint,
      required: true,
      maxlength: 100,
      fault: faults.name,
    }),
    field({
      name: 'login',
      label: words.login,
      value: typed.login,
      hint: words.loginHint,
      required: true,
      maxlength: 64,
      fault: faults.login,
    }),
  ]
}
${rolesFields(language, typed, tenants, faults)}
${
  whole && [
    skillsFields(language, typed, knownSkills, faults),
    field({
      name: 'languages',
      label: words.languages,
      value: typed.languages,
      hint: words.languagesHint,
      fault: faults.languages,
    }),
    reachFields(language, typed, practice, faults),
  ]
}
<div class="buttons"><button>${person ? words.save : words.make}</button><a class="button quiet" href="/console/people">${words.cancel}</a></div>
</form>`
}

function rolesFields(
  language: InterfaceLanguage,
  typed: Typed,
  tenants: readonly string[],
  faults: PersonFaults,
): Html {
  const words = peopleWords[language]
  const shell = shellWords[language]
  return html`<fieldset aria-describedby="roles-hint${faults.roles !== undefined && ' roles-fault'}"><legend>${words.roles}</legend>
<p class="hint" id="roles-hint">${words.rolesHint}</p>
${tenants.map(
  (
    tenant,
  ) => html`<div role="group" aria-label="${tenant === everywhere ? words.everyCompany : tenant}"><strong>${tenant === everywhere ? words.everyCompany : tenant}</strong>
<div class="ticks">${roles.map((role) => html`<label class="tick"><input type="checkbox" name="roles" value="${roleField({ role, tenant })}"${typed.roles.includes(roleField({ role, tenant })) && html` checked`}> <span>${shell.roles[role]}</span></label>`)}</div></div>`,
)}
${faultOf('roles', faults.roles)}
</fieldset>`
}

function skillsFields(
  language: InterfaceLanguage,
  { skills }: Typed,
  known: string[],
  faults: PersonFaults,
): Html {
  const words = peopleWords[language]
  const filled = skills.filter(({ skill, level }) => skill !== '' || level !== '')
  const rows = [...filled, ...Array.from({ length: EMPTY_ROWS }, () => ({ skill: '', level: '' }))]
  return html`<fieldset aria-describedby="skills-hint${faults.skills !== undefined && ' skills-fault'}"><legend>${words.skills}</legend>
<p class="hint" id="skills-hint">${words.skillsHint}</p>
<datalist id="known-skills">${known.map((skill) => html`<option value="${skill}"></option>`)}</datalist>
<div class="pairs"><span class="title" aria-hidden="true">${words.skill}</span><span class="title" aria-hidden="true">${words.level}</span>
${rows.map(({ skill, level }, index) => html`<input name="skill" value="${skill}" maxlength="60" list="known-skills" autocomplete="off" aria-label="${words.skill} ${index + 1}"><input name="level" value="${level}" maxlength="2" inputmode="numeric" autocomplete="off" aria-label="${words.level} ${index + 1}">`)}</div>
${faultOf('skills', faults.skills)}
</fieldset>`
}

function reachFields(
  language: InterfaceLanguage,
  typed: Typed,
  practice: boolean,
  faults: PersonFaults,
): Html {
  const words = peopleWords[language]
  const ways = (['browser', 'phone', 'sip', 'text'] as const).filter(
    (by) => by !== 'text' || practice || typed.by === 'text',
  )
  return html`<fieldset><legend>${words.reachTitle}</legend>
<div class="ticks">${ways.map((by) => html`<label class="tick"><input type="radio" name="by" value="${by}"${typed.by === by && html` checked`}> <span>${words.ways[by]}</span></label>`)}</div>
${faultOf('reach', faults.reach)}
${field({ name: 'number', label: words.number, type: 'tel', value: typed.number, hint: words.numberHint, fault: faults.number, maxlength: 40 })}
${field({ name: 'sip', label: words.sip, value: typed.sip, hint: words.sipHint, fault: faults.sip })}
</fieldset>`
}
