// Chance from a seed: the same seed plays the same calls on every machine.

export type Chance = {
  /** a whole number from 0 to below `count` */
  below(count: number): number
  /** true about `share` of the times, 0..1 */
  often(share: number): boolean
  /** throws on an empty list */
  oneOf<T>(list: readonly T[]): T
}

/** Mulberry32 (T. Ettinger's, public domain): 32 bits of state, which is plenty for calls. */
export function chanceFrom(seed: number): Chance {
  let state = mixed(seed)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296
  }
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
function mixed(seed: number): number {
  const bits = Math.imul((seed ^ (seed >>> 16)) + 0x9e3779b9, 0x85ebca6b)
  return Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35) ^ (bits >>> 16)
}
