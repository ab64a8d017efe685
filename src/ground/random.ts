// Chance from a seed: the same seed draws the same lots on every machine.

/** Numbers from 0 to below 1. Mulberry32 (T. Ettinger's, public domain): 32 bits of state, which is
 * plenty for lots, and none for secrets. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), 1 | state)
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32
  }
}
