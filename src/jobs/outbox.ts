// Sends what `notify` left in the outbox: after the turn, again and again, never twice at the same
// time.
import type { Runtime } from '../world/runtime.ts'

const LEASE = 30_000
const AT_ONCE = 20
const FIRST_RETRY = 2000
const LONGEST_RETRY = 600_000
const MOST_ATTEMPTS = 12

/** Sends what is due now; gives the number taken from the outbox. */
export async function sendDue(runtime: Runtime): Promise<number> {
  const { store, log, metrics, now } = runtime
  const due = await store.takeNotices(now(), now() + LEASE, AT_ONCE)
  await Promise.all(
    due.map(async ({ id, callId, attempts, notice }) => {
      try {
        await runtime.send(notice)
        await store.noticeSent(id)
        metrics.notices.inc({ outcome: 'sent' })
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        const again =
          attempts + 1 < MOST_ATTEMPTS
            ? now() + Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** attempts)
            : null
        await store.noticeFailed(id, again, reason)
        metrics.notices.inc({ outcome: again === null ? 'given up' : 'failed' })
        log.warn(
          { callId, lookup: notice.lookup, reason, attempts: attempts + 1 },
          again === null ? 'notice given up' : 'notice not taken, will be sent again',
        )
      }
    }),
  )
  return due.length
}

/** Keeps sending every second until the returned function is called. */
export function keepSending(runtime: Runtime, every = 1000): () => void {
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    sendDue(runtime)
      .catch((error: unknown) => runtime.log.error({ err: error }, 'the outbox could not be read'))
      .finally(() => {
        busy = false
      })
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}
