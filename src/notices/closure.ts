// A line or a whole company closed at once: new calls hear its words, then it sends them on or ends
// them.
import { DAY } from '../flow/text/duration.ts'
import { isOn, type Standing } from './standing.ts'

/** `line` is a number, or empty for all lines of the company. */
export type ClosureKey = { tenant: string; line: string }

/** `sendTo`: a number of the line's list that calls are sent on to after the words. */
export type Closure = ClosureKey & Standing & { sendTo?: string }

export const WHOLE_COMPANY = ''

/** Which of the closures holds for a call now: that of its line before that of the company. */
export function closureInForce(closures: readonly Closure[], now: number): Closure | undefined {
  const inForce = closures.filter((one) => isOn(one, now))
  return inForce.find(({ line }) => line !== WHOLE_COMPANY) ?? inForce[0]
}

/** A closure without an end is told of so often, ms. */
export const REMINDED_EVERY = DAY
