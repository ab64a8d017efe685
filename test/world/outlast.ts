// Time that passes at once for those who wait, while sockets and stores go on as they are.
import { setImmediate } from 'node:timers/promises'
import { vi } from 'vitest'

/** How long a turn waits for a lookup before the caller hears a filler, ms. */
export const FILLER = 3000

/** To be awaited in work that somebody waits for: whoever begins to wait for it now has waited `ms`
 * in vain. */
export async function outlast(ms: number): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    await setImmediate()
    await vi.advanceTimersByTimeAsync(ms)
  } finally {
    vi.useRealTimers()
  }
}
