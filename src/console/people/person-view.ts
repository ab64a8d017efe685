// One person as a form.
import { mayChangeAll, type Account } from '../../staff/account.ts'
import { everywhere, roles } from '../../staff/permissions.ts'
import { linkLife } from '../../staff/sign-in-rules.ts'
import { DAY } from '../../flow/text/duration.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { faultOf, field, notice, tick } from '../../pages/form.ts'
import { html, type Content, type Html } from '../../pages/html.ts'
import { shellWords } from '../shell/words.ts'
import { roleField, type PersonFaults, type Typed } from './person-form.ts'
import type { Seen } from './view.ts'
import { peopleWords } from './words.ts'

/** Rows for further skills. */
const EMPTY_ROWS = 3

/** `person` is absent for somebody new; `tenants` are those in which roles can be given. */
type PersonForm = Seen & {
  person?: Account
  typed: Typed
  faults?: PersonFaults
  tenants: readonly string[]
  knownSkills: string[]
  practice: boolean
}

/** `link` was made just now. */
export function personView(form: PersonForm & { told?: string; link?: string }): Html {
  const { person, language, by, told, link } = form
  const words = peopleWords[language]
  const whole = person === undefined || mayChangeAll(by, person)
  return html`<h1>${titleOf(person, language)}</h1>
    ${notice(told)}
    ${
      link !== undefined &&
      html`<div class="sheet wide" role="status">
        <p>${words.linkMade(linkLife.password / DAY)} ${words.linkOnce}</p>
        <code class="secret">${link}</code>
        </div>`
    }
    ${!whole && html`<p class="warning wide">${words.elsewhere}</p>`}
    ${personForm(form, whole)}
    ${
      person &&
      whole &&
      html`<div class="sheet wide">
        ${linkForm(person, language)}
        ${switchForm(person, language)}
        </div>`
    }`
}

export function titleOf(person: Account | undefined, language: PageLanguage): string {
  const words = peopleWords[language]
  return person ? words.changeTitle(person.name) : words.newTitle
}

function linkForm({ id }: Account, language: PageLanguage): Html {
  const words = peopleWords[language]
  return html`<form method="post" action="/console/people/${id}/link" class="stack">
    <p class="hint" id="link-hint">${words.newLinkHint}</p>
    <div class="buttons"><button class="quiet"
      aria-describedby="link-hint">${words.newLink}</button></div></form>`
}

function switchForm({ id, seq, disabledAt }: Account, language: PageLanguage): Html {
  const words = peopleWords[language]
  const isActive = disabledAt === undefined
  const disable = html`<p class="hint" id="disable-hint">${words.disableHint}</p>
    <div class="buttons"><button class="stop"
      aria-describedby="disable-hint">${words.disable}</button></div>`
  const enable = html`<div class="buttons"><button>${words.enable}</button></div>`
  return html`<form method="post" class="stack rule"
    action="/console/people/${id}/${isActive ? 'disable' : 'enable'}">
    <input type="hidden" name="seq" value="${seq}">
    ${isActive ? disable : enable}
    </form>`
}

function personForm(form: PersonForm, whole: boolean): Html {
  const { person, language, faults = {} } = form
  const words = peopleWords[language]
  return html`<form method="post" action="/console/people${person && `/${person.id}`}"
    class="sheet wide stack">
    ${
      Object.keys(faults).length > 0 &&
      html`<p class="fault faults" role="alert">${words.faultsAbove}</p>`
    }
    ${person && html`<input type="hidden" name="seq" value="${person.seq}">`}
    ${whole && nameFields(form)}
    ${rolesFields(form)}
    ${whole && [skillsFields(form), languagesField(form), reachFields(form)]}
    <div class="buttons"><button>${person ? words.save : words.make}</button>
      <a class="button quiet" href="/console/people">${words.cancel}</a></div>
    </form>`
}

function nameFields({ language, typed, faults = {} }: PersonForm): Content {
  const words = peopleWords[language]
  return [
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

function languagesField({ language, typed, faults = {} }: PersonForm): Html {
  const words = peopleWords[language]
  return field({
    name: 'languages',
    label: words.languages,
    value: typed.languages,
    hint: words.languagesHint,
    fault: faults.languages,
  })
}

function rolesFields({ language, typed, tenants, faults = {} }: PersonForm): Html {
  const words = peopleWords[language]
  const group = (tenant: string): Html => {
    const label = tenant === everywhere ? words.everyCompany : tenant
    const ticks = roles.map((role) => {
      const value = roleField({ role, tenant })
      return tick('roles', value, shellWords[language].roles[role], typed.roles.includes(value))
    })
    return html`<div role="group" aria-label="${label}"><strong>${label}</strong>
      <div class="ticks">${ticks}</div></div>`
  }
  return html`<fieldset aria-describedby="roles-hint${
    faults.roles !== undefined && ' roles-fault'
  }"><legend>${words.roles}</legend>
    <p class="hint" id="roles-hint">${words.rolesHint}</p>
    ${tenants.map(group)}
    ${faultOf('roles', faults.roles)}
    </fieldset>`
}

function skillsFields({ language, typed, knownSkills, faults = {} }: PersonForm): Html {
  const words = peopleWords[language]
  const filled = typed.skills.filter(({ skill, level }) => skill !== '' || level !== '')
  const rows = [...filled, ...Array.from({ length: EMPTY_ROWS }, () => ({ skill: '', level: '' }))]
  const title = (text: string): Html => html`<span class="title" aria-hidden="true">${text}</span>`
  const pair = ({ skill, level }: (typeof rows)[number], index: number): Html =>
    html`<input name="skill" value="${skill}" maxlength="60" list="known-skills" autocomplete="off"
      aria-label="${words.skill} ${index + 1}"><input name="level" value="${level}" maxlength="2"
      inputmode="numeric" autocomplete="off" aria-label="${words.level} ${index + 1}">`
  return html`<fieldset aria-describedby="skills-hint${
    faults.skills !== undefined && ' skills-fault'
  }"><legend>${words.skills}</legend>
    <p class="hint" id="skills-hint">${words.skillsHint}</p>
    <datalist id="known-skills">${knownSkills.map(
      (skill) => html`<option value="${skill}"></option>`,
    )}</datalist>
    <div class="pairs">${title(words.skill)}${title(words.level)}
    ${rows.map(pair)}</div>
    ${faultOf('skills', faults.skills)}
    </fieldset>`
}

function reachFields({ language, typed, practice, faults = {} }: PersonForm): Html {
  const words = peopleWords[language]
  const ways = (['browser', 'phone', 'sip', 'text'] as const).filter(
    (by) => by !== 'text' || practice || typed.by === 'text',
  )
  const way = (by: (typeof ways)[number]): Html =>
    html`<label class="tick"><input type="radio" name="by" value="${by}"${
      typed.by === by && html` checked`
    }> <span>${words.ways[by]}</span></label>`
  const number = field({
    name: 'number',
    label: words.number,
    type: 'tel',
    value: typed.number,
    hint: words.numberHint,
    fault: faults.number,
    maxlength: 40,
  })
  const { sip, sipHint: hint } = words
  return html`<fieldset><legend>${words.reachTitle}</legend>
    <div class="ticks">${ways.map(way)}</div>
    ${faultOf('reach', faults.reach)}
    ${number}
    ${field({ name: 'sip', label: sip, value: typed.sip, hint, fault: faults.sip })}
    </fieldset>`
}
