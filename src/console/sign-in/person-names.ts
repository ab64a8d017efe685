// How a person's name and login may be written.
import type { InterfaceLanguage } from '../../staff/account.ts'
import { signInWords } from './words.ts'

const LONGEST_NAME = 100
const login = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._@-]{0,62}[\p{L}\p{M}\p{N}])$/u

/** What is wrong with them, by field. */
export function faultsOfPerson(
  typed: { name: string; login: string },
  language: InterfaceLanguage,
): { name?: string; login?: string } {
  const words = signInWords[language]
  return {
    ...(typed.name === '' && { name: words.nameMissing }),
    ...(typed.name.length > LONGEST_NAME && { name: words.nameLong }),
    ...(!login.test(typed.login) && { login: words.loginFault }),
  }
}
