// Chance from a seed: the same seed plays the same calls on every machine.
import { randomFrom } from '../ground/random.ts'

export type Chance = {
  /** a whole number from 0 to below `count` */
  below(count: number): number
  /** true about `share` of the times, 0..1 */
  often(share: number): boolean
  /** throws on an empty list */
  oneOf<T>(list: readonly T[]): T
}

export function chanceFrom(seed: number): Chance {
  const next = randomFrom(mixSeed(seed))
  const below = (count: number): number => Math.floor(next() * count)
  return {
    below,
    often: (share) => next() < share,
    oneOf(list) {
      if (list.length === 0) throw new Error('chance cannot take one of nothing')
      return list[below(list.length)] as (typeof list)[number]
    },
  }
}

/** Seeds that follow each other begin far apart. */
function mixSeed(seed: number): number {
  const bits = Math.imul((seed ^ (seed >>> 16)) + 0x9e3779b9, 0x85ebca6b)
  return Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35) ^ (bits >>> 16)
}
