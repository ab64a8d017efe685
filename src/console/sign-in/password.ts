// Passwords: Argon2id by @node-rs/argon2, which comes built for each platform and works on threads
// of its own, so that calls go on meanwhile.
import { hash, verify } from '@node-rs/argon2'
import { passwordFault, type PasswordFault } from '../../staff/sign-in-rules.ts'

/** As OWASP's Password Storage Cheat Sheet recommends for Argon2id: 19 MiB, two passes, one
 * lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Passwords looked at or waiting for it; more are told to come again, so that a flood costs others
 * nothing. */
const MOST = 40
let busy = 0

/** Too many passwords are being looked at. */
export class Busy extends Error {}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (busy >= MOST) throw new Busy('too many passwords are being looked at')
  busy++
  try {
    return await work()
  } finally {
    busy--
  }
}

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFKC'), COST))

let nobodys: Promise<string> | undefined

/** Takes as long when there is no hash to compare with, so that the time does not tell whether
 * somebody exists. */
export async function isPassword(stored: string | undefined, password: string): Promise<boolean> {
  nobodys ??= hash('nobody has this password', COST)
  const compared = stored ?? (await nobodys)
  const same = await inTurn(() => verify(compared, password.normalize('NFKC')))
  return same && stored !== undefined
}

/** What is wrong with a new password. `login` and `name` are what attackers try first. */
export async function faultOfPassword(
  password: string,
  { login, name }: { login: string; name: string },
): Promise<PasswordFault | undefined> {
  const strength = await strengthOf()
  return passwordFault(password, login, (text) => strength(text, [login, name, 'callflow']))
}

type Strength = (password: string, known: string[]) => number
let loaded: Promise<Strength> | undefined

/** Its list of common passwords is large, so it is loaded when the first password is chosen. */
function strengthOf(): Promise<Strength> {
  return (loaded ??= Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]).then(([{ ZxcvbnFactory }, { dictionary, adjacencyGraphs }]) => {
    const zxcvbn = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs })
    return (password, known) => zxcvbn.check(password, known).score
  }))
}
