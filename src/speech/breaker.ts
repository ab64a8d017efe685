// A breaker: after several failures in a row the recogniser is left alone for a while, and callers
// are heard another way.

/** `ms` of pause after `most` failures in a row; then one turn may try again. */
export type Breaker = { closed(): boolean; worked(): void; failed(): void }

export function makeBreaker(
  now: () => number,
  { most = 3, pause = 30_000 }: { most?: number; pause?: number } = {},
): Breaker {
  let failures = 0
  let openUntil = -Infinity
  return {
    closed: () => now() >= openUntil,
    worked() {
      failures = 0
      openUntil = -Infinity
    },
    failed() {
      failures++
      if (failures >= most) openUntil = now() + pause
    },
  }
}
