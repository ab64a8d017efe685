// Which incoming call of the telephone is taken: the one of the contact that this operator
// accepted, in the window that holds the desk.
import type { Told } from '../tell-desk.ts'

export type State = Pick<Told, 'tab' | 'phase' | 'contact'>

/** `wait`: the call may be ahead of the news that it was accepted, which another message brings. */
export function decide(
  contact: string | undefined,
  { tab, phase, contact: mine }: State,
): 'take' | 'wait' | 'refuse' {
  if (tab === 'other' || contact === undefined) return 'refuse'
  if (contact === mine && phase === 'busy') return 'take'
  return contact === mine || phase === 'offered' || phase === 'ready' ? 'wait' : 'refuse'
}

/** A token is fetched anew before it ends, at three quarters of its life. Milliseconds. */
export const renewAfter = (seconds: number): number => Math.max(10, seconds * 0.75) * 1000
