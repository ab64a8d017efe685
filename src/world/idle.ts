// The parts of a Runtime in which nothing goes on yet: no operators, no call under way, nobody who
// listens.
import { noOperators } from '../desk/desk.ts'
import { makeBreaker } from '../speech/breaker.ts'
import { makeLive } from './live.ts'
import type { Runtime } from './runtime.ts'
import { nothingUnderWay } from './under-way.ts'

/** `now` in UTC milliseconds. */
export const idleParts = (
  now: () => number,
): Pick<Runtime, 'desk' | 'breaker' | 'underWay' | 'live'> => ({
  desk: noOperators,
  breaker: makeBreaker(now),
  underWay: nothingUnderWay(),
  live: makeLive(),
})
