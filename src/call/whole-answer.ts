// Whether words are a whole answer to what was asked, so that nobody need wait for more.
import type { Machine } from '../flow/machine/machine.ts'
import type { Alternative } from '../understand/hearing.ts'
import { resume } from './engine.ts'
import type { Event } from './event.ts'
import type { Session } from './session.ts'

/** An option, a yes or no, or as many digits as are asked for: then more words would only be waited
 * for in vain. */
export function isWholeAnswer(
  machine: Machine,
  session: Session,
  { listening: { expects, maxKeys } }: Event & { type: 'asked' },
  alternatives: Alternative[],
): boolean {
  if (expects === 'words' || (expects === 'digits' && maxKeys === undefined)) return false
  const heard = resume(machine, session, {
    type: 'speech',
    at: session.at,
    alternatives,
  })?.events.find((event) => event.type === 'heard')
  if (expects === 'choice')
    return heard !== undefined && !/^(no match|invalid|unsure)/.test(heard.meaning)
  return (heard?.value?.replace(/\D/g, '').length ?? 0) === maxKeys
}
