// A new password, typed twice.
import type { Form } from '../../pages/form.ts'
import type { PageLanguage } from '../../pages/dictionary.ts'
import { faultOfPassword } from './password.ts'
import type { Faults } from './view.ts'
import { signInWords } from './words.ts'

/** What is wrong with it, by field. */
export async function faultsOfPassword(
  form: Form,
  who: { login: string; name: string },
  language: PageLanguage,
): Promise<Faults> {
  const words = signInWords[language]
  const password = form.text('password')
  const fault = await faultOfPassword(password, who)
  if (fault !== undefined) return { password: words.faults[fault] }
  return password === form.text('password-again') ? {} : { 'password-again': words.notSame }
}
