// When an answer by keypad is complete, and what becomes of keys pressed too early. Pure.
import type { Next } from '../page-reply.ts'

export type Keying = Pick<Next & { is: 'listening' }, 'mode' | 'maxKeys' | 'finish' | 'kept'>

/** `keys` are those of this answer, without what the engine has kept. */
export function complete(keys: string, { maxKeys, finish, kept }: Keying): boolean {
  if (finish !== '' && keys.endsWith(finish)) return true
  return maxKeys !== undefined && kept.length + keys.length >= maxKeys
}

/** Keys pressed ahead, laid into a question: as many as complete it, the others wait for the
 * next. */
export function layAhead(ahead: string, keying: Keying): { keys: string; rest: string } {
  if (keying.mode === 'speech') return { keys: '', rest: '' }
  for (let length = 1; length <= ahead.length; length++) {
    const keys = ahead.slice(0, length)
    if (complete(keys, keying)) return { keys, rest: ahead.slice(length) }
  }
  return { keys: ahead, rest: '' }
}
