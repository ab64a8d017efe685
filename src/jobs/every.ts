// Work on a timer, and when what failed is tried again.
import type { Runtime } from '../world/runtime.ts'

type Job = {
  /** rejects with what is worth a line in the log; `stopped` is aborted when the job is */
  work: (stopped: AbortSignal) => Promise<unknown>
  /** what is logged when it fails; it comes again */
  failure: string
  /** begins now, not only when the time has passed once */
  atOnce?: boolean
}

/** Does the work each `ms` until the returned function is called. It never overlaps itself: a time
 * that comes while it is at work is left out. Once stopped, a failure is nobody's. */
export function every(ms: number, { work, failure, atOnce }: Job, log: Runtime['log']): () => void {
  const stop = new AbortController()
  let busy = false
  const run = async (): Promise<void> => {
    if (busy) return
    busy = true
    try {
      await work(stop.signal)
    } catch (error) {
      if (!stop.signal.aborted) log.error({ err: error }, failure)
    } finally {
      busy = false
    }
  }
  if (atOnce) void run()
  const timer = setInterval(() => void run(), ms)
  timer.unref()
  return () => {
    clearInterval(timer)
    stop.abort()
  }
}

/** The pauses between attempts double from the `first` to the `longest`, ms. */
export type Retries = { first: number; longest: number; most: number }

/** When what failed `attempts` times is tried again, as a time like `now`; null: never. */
export const nextTry = (
  attempts: number,
  { first, longest, most }: Retries,
  now: number,
): number | null => (attempts < most ? now + Math.min(longest, first * 2 ** (attempts - 1)) : null)
