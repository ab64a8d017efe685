// How late frames are, counted in whole milliseconds: a note costs nothing, and the share of the
// late ones is exact.

/** In ms; `over` are those later than the 40 that are allowed. */
export type Lateness = { frames: number; over: number; median: number; p99: number; latest: number }

const MOST = 40
const LONGEST = 2000

/** `take` gives what was noted since the last time. */
export function makeLateness(): { note(ms: number): void; take(): Lateness } {
  const counts = new Uint32Array(LONGEST + 1)
  let latest = 0
  return {
    note(ms) {
      const whole = Math.min(LONGEST, Math.max(0, Math.floor(ms)))
      counts[whole] = (counts[whole] ?? 0) + 1
      if (ms > latest) latest = ms
    },
    take() {
      const frames = counts.reduce((sum, count) => sum + count, 0)
      const below = (share: number): number => {
        let sum = 0
        return counts.findIndex((count) => (sum += count) >= frames * share)
      }
      const taken = {
        frames,
        over: counts.subarray(MOST).reduce((sum, count) => sum + count, 0),
        median: below(0.5),
        p99: below(0.99),
        latest,
      }
      counts.fill(0)
      latest = 0
      return taken
    },
  }
}
