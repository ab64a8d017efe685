// Sends what `notify` left in the outbox: after the turn, again and again, never twice at the same
// time.
import { MINUTE, SECOND } from '../flow/text/duration.ts'
import type { Outboxed } from '../store/store.ts'
import type { Runtime } from '../world/runtime.ts'
import { every, nextTry, type Retries } from './every.ts'

/** Longer than a lookup may take, ms. */
const LEASE = 30 * SECOND
const AT_ONCE = 20
/** About an hour and a half in all. */
const RETRIES: Retries = { first: 2 * SECOND, longest: 10 * MINUTE, most: 12 }

/** Sends what is due now; gives the number taken from the outbox. */
export async function sendDue(runtime: Runtime): Promise<number> {
  const { store, now } = runtime
  const due = await store.takeNotices(now(), now() + LEASE, AT_ONCE)
  await Promise.all(due.map((one) => sendOne(runtime, one)))
  return due.length
}

async function sendOne(
  { store, log, metrics, now, send }: Runtime,
  { id, tenant, callId, attempts: before, notice }: Outboxed,
): Promise<void> {
  try {
    await send(notice, tenant)
    await store.noticeSent(id)
    metrics.notices.inc({ outcome: 'sent' })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const attempts = before + 1
    const again = nextTry(attempts, RETRIES, now())
    await store.noticeFailed(id, again, reason)
    metrics.notices.inc({ outcome: again === null ? 'given up' : 'failed' })
    log.warn(
      { callId, lookup: notice.lookup, reason, attempts },
      again === null ? 'notice given up' : 'notice not taken, will be sent again',
    )
  }
}

/** Keeps sending until the returned function is called. */
export const keepSending = (runtime: Runtime, ms = SECOND): (() => void) =>
  every(ms, { work: () => sendDue(runtime), failure: 'the outbox could not be read' }, runtime.log)
