// How long sessions and links live, when a login is locked, and what makes a password. All times in
// milliseconds.
import { DAY, HOUR, MINUTE } from '../flow/text/duration.ts'
import { foldLogin } from './account.ts'

/** A session ends when nothing was asked for so long, and in any case after so long. */
export const sessionRule = { idle: 12 * HOUR, longest: 7 * DAY } as const

/** A one-time link is worth nothing after this. The first link also ends when there is an
 * administrator. */
export const linkLife = { first: DAY, password: 7 * DAY } as const

export type LinkPurpose = keyof typeof linkLife

/** After ten wrong passwords in a row a login is locked, known or not, so that a lock does not tell
 * that somebody exists. */
export const lockRule = { tries: 10, length: 15 * MINUTE } as const

/** Tries for a login since the last that was right; over at `until`, which each of the first ten
 * moves on. */
export type Tries = { count: number; until: number }

/** Tries are counted before the password is looked at, so that many at once get no more than
 * ten. */
export const isLocked = ({ count }: Tries): boolean => count > lockRule.tries

export const passwordLength = { least: 12, most: 128 } as const

export type PasswordFault = 'too short' | 'too long' | 'is the login' | 'too common'

/** `guesses`: how strong a password is, from 0 to 4, as zxcvbn tells it; below 3 fewer than 10^8
 * guesses find it. */
export function passwordFault(
  password: string,
  login: string,
  strength: (password: string) => number,
): PasswordFault | undefined {
  const { length } = [...password]
  if (length < passwordLength.least) return 'too short'
  if (length > passwordLength.most) return 'too long'
  if (foldLogin(password) === foldLogin(login)) return 'is the login'
  return strength(password) < 3 ? 'too common' : undefined
}
