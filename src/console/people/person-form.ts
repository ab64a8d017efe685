// What is typed about a person: shown as it was typed, read into an account, each fault beside its
// field.
import { parsePhoneNumberFromString } from 'libphonenumber-js'
import type { Reach } from '../../desk/operator.ts'
import type { Account } from '../../staff/account.ts'
import { roles, type Membership } from '../../staff/permissions.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
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

const MOST_SKILLS = 50
const MOST_LANGUAGES = 30
/** Characters of a skill. */
const LONGEST_SKILL = 60

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
      .slice(0, MOST_SKILLS)
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
type Reading = { language: PageLanguage; tenants: readonly string[]; practice: boolean }

export function readPerson(
  typed: Typed,
  { language, tenants, practice }: Reading,
): { read: Read; faults: PersonFaults } {
  const words = peopleWords[language]
  const { name, login } = typed
  const skills = readSkills(typed)
  const languages = readLanguages(typed)
  const reach = readReach(typed, practice)
  return {
    faults: {
      ...faultsOfPerson(typed, language),
      ...(skills.fault && { skills: skillFault(skills.fault, language) }),
      ...(!languages && { languages: words.faults.languages }),
      ...(typeof reach === 'string' && { [reach]: words.faults[reach] }),
    },
    read: {
      name,
      login,
      memberships: tenants.flatMap((tenant) =>
        roles
          .map((role) => ({ role, tenant }))
          .filter((one) => typed.roles.includes(roleField(one))),
      ),
      skills: Object.fromEntries(skills.read),
      languages: languages ?? [],
      reach: typeof reach === 'string' ? { by: 'browser' } : reach,
    },
  }
}

type SkillFault = 'skill' | 'level' | 'twice'

const skillFault = (fault: SkillFault, language: PageLanguage): string => {
  const words = peopleWords[language]
  return fault === 'twice' ? words.skillTwice : words.faults[fault]
}

/** The first fault is told; rows that are empty are passed over. */
function readSkills({ skills }: Typed): { read: Map<string, number>; fault?: SkillFault } {
  const read = new Map<string, number>()
  let fault: SkillFault | undefined
  for (const { skill, level } of skills) {
    if (skill === '' && level === '') continue
    if (skill === '' || skill.length > LONGEST_SKILL) fault ??= 'skill'
    else if (!/^(?:[1-9]|10)$/.test(level)) fault ??= 'level'
    else if (read.has(skill)) fault ??= 'twice'
    else read.set(skill, Number(level))
  }
  return { read, fault }
}

/** By their codes; undefined when one is none, or there are too many. */
function readLanguages({ languages }: Typed): string[] | undefined {
  const codes = new Set(
    languages
      .toLowerCase()
      .split(/[\s,;]+/)
      .filter(Boolean),
  )
  const isReadable = [...codes].every((one) => /^[a-z]{2,3}$/.test(one))
  return isReadable && codes.size <= MOST_LANGUAGES ? [...codes] : undefined
}

/** How somebody is rung, or the field that is wrong. */
function readReach(
  { by, number, sip }: Typed,
  practice: boolean,
): Reach | 'number' | 'sip' | 'reach' {
  switch (by) {
    case 'browser':
      return { by }
    case 'text':
      return practice ? { by } : 'reach'
    case 'phone': {
      const read = parsePhoneNumberFromString(number)
      return read?.isValid() ? { by, to: read.number } : 'number'
    }
    case 'sip': {
      const isAddress = /^sips?:[^\s@<>"';?]{1,100}@[\p{L}\p{N}.:[\]-]{1,150}$/u.test(sip)
      return isAddress ? { by, to: sip } : 'sip'
    }
    default:
      return 'reach'
  }
}
