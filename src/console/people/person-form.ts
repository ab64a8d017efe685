// What is typed about a person: shown as it was typed, read into an account, each fault beside its
// field.
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Reach } from '../../desk/operator.ts'
import type { Account, InterfaceLanguage } from '../../staff/account.ts'
import { roles, type Membership } from '../../staff/permissions.ts'
import type { Form } from '../../pages/form.ts'
import { faultsOfPerson } from '../sign-in/person-names.ts'
import { peopleWords } from './words.ts'

/** The fields as texts; `roles` are `role@company`. */
export type Typed = {
  name: string
  login: string
  roles: string[]
  skills: { skill: string; level: string }[]
  languages: string
  by: string
  number: string
  sip: string
}

type Field = 'name' | 'login' | 'roles' | 'skills' | 'languages' | 'reach' | 'number' | 'sip'

export type PersonFaults = Partial<Record<Field, string>>

export type Read = Pick<
  Account,
  'name' | 'login' | 'memberships' | 'skills' | 'languages' | 'reach'
>

const mostSkills = 50

export const roleField = ({ role, tenant }: Membership): string => `${role}@${tenant}`

export function typedIn(form: Form): Typed {
  const levels = form.list('level')
  return {
    name: form.text('name'),
    login: form.text('login'),
    roles: form.list('roles'),
    languages: form.text('languages'),
    by: form.text('by'),
    number: form.text('number'),
    sip: form.text('sip'),
    skills: form
      .list('skill')
      .slice(0, mostSkills)
      .map((skill, index) => ({ skill, level: levels[index] ?? '' })),
  }
}

export function typedOf({ name, login, memberships, skills, languages, reach }: Read): Typed {
  return {
    name,
    login,
    roles: memberships.map(roleField),
    languages: languages.join(', '),
    by: reach.by,
    number: reach.by === 'phone' ? reach.to : '',
    sip: reach.by === 'sip' ? reach.to : '',
    skills: Object.entries(skills).map(([skill, level]) => ({ skill, level: String(level) })),
  }
}

/** The companies are those in which a role may be given; others in what was typed are passed over.
 * `practice`: people may be reached in writing. */
export function readPerson(
  typed: Typed,
  {
    language,
    tenants,
    practice,
  }: { language: InterfaceLanguage; tenants: readonly string[]; practice: boolean },
): { read: Read; faults: PersonFaults } {
  const words = peopleWords[language]
  const faults: PersonFaults = faultsOfPerson(typed, language)
  const memberships = tenants.flatMap((tenant) =>
    roles
      .filter((role) => typed.roles.includes(roleField({ role, tenant })))
      .map((role) => ({ role, tenant })),
  )
  const skills = new Map<string, number>()
  for (const { skill, level } of typed.skills) {
    if (skill === '' && level === '') continue
    if (skill === '' || skill.length > 60) faults.skills ??= words.faults.skill
    else if (!/^(?:[1-9]|10)$/.test(level)) faults.skills ??= words.faults.level
    else if (skills.has(skill)) faults.skills ??= words.skillTwice
    else skills.set(skill, Number(level))
  }
  const languages = [
    ...new Set(
      typed.languages
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ]
  if (languages.length > 30 || languages.some((one) => !/^[a-z]{2,3}$/.test(one)))
    faults.languages = words.faults.languages
  const reach = readReach(typed, practice)
  if (reach === 'number' || reach === 'sip' || reach === 'reach')
    faults[reach] = words.faults[reach]
  return {
    faults,
    read: {
      name: typed.name,
      login: typed.login,
      memberships,
      skills: Object.fromEntries(skills),
      languages,
      reach: typeof reach === 'string' ? { by: 'browser' } : reach,
    },
  }
}

function readReach(
  { by, number, sip }: Typed,
  practice: boolean,
): Reach | 'number' | 'sip' | 'reach' {
  if (by === 'browser' || (by === 'text' && practice)) return { by }
  if (by === 'sip')
    return /^sips?:[^\s@<>"';?]{1,100}@[\p{L}\p{N}.:[\]-]{1,150}$/u.test(sip)
      ? { by, to: sip }
      : 'sip'
  if (by !== 'phone') return 'reach'
  const read = parsePhoneNumberFromString(number)
  return read?.isValid() ? { by, to: read.number } : 'number'
}
