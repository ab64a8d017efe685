// Ends calls whose end never reached us, so that `after call` always runs, and lets those go on
// that a desk is done with.
import { isBridged } from '../flow/machine/leaf-id.ts'
import type { Runtime } from '../world/runtime.ts'
import { noteInput } from '../turn/turn.ts'

const RECORDING_AWAITED = 60_000
/** the longest timer of a call (a conversation of four hours) and two minutes more */
const LONGEST_CONVERSATION = 4 * 3_600_000
const LONGEST_TIMER = 12 * 60_000
const GRACE = 120_000
const PAGE = 200

/** `ended` asks the telephone whether a call is over; without an account there is nobody to ask.
 * Who waits or talks is brought together with the desk again. Gives how many calls it ended. */
export async function sweep(
  runtime: Runtime,
  ended?: (callId: string) => Promise<boolean>,
): Promise<number> {
  const { store, now, log, desk } = runtime
  const before = now() - RECORDING_AWAITED
  let count = 0
  // all of them, as long conversations must not hide what is lost behind them
  for (
    let page = await store.silentSince(before, PAGE);
    page.length > 0;
    page = await store.silentSince(before, PAGE, page.at(-1))
  ) {
    for (const { callId } of page) {
      const session = await store.loadCall(callId)
      if (!session) continue
      const silent = now() - session.at
      // who waits for an operator or talks with one takes no turn for long
      const talking = session.queued !== undefined || isBridged(session)
      const due = session.leaving
        ? RECORDING_AWAITED
        : (talking ? LONGEST_CONVERSATION : LONGEST_TIMER) + GRACE
      const over =
        silent >= due || (silent >= GRACE && ended !== undefined && (await ended(callId)))
      if (over) {
        await noteInput(runtime, callId, { type: 'hung up', at: now(), final: true })
        log.info({ callId }, 'call ended by the sweep')
        count++
      } else if (talking && session.handoff !== undefined) await desk?.compare(session.handoff)
    }
  }
  return count
}

const DAY = 86_400_000

/** Erases what callers said in calls older than the retention; such a call can be read, but not
 * replayed. */
export async function eraseOld({ store, library, config, now, log }: Runtime): Promise<number> {
  const tenants = new Set(library.lines().map(({ tenant }) => tenant))
  let count = 0
  for (const tenant of tenants)
    count += await store.erase(tenant, now() - config.retentionDays * DAY)
  if (count > 0) log.info({ count }, 'old calls erased')
  return count
}

/** Sweeps every half minute and erases once an hour until the returned function is called. */
export function keepSweeping(
  runtime: Runtime,
  ended?: (callId: string) => Promise<boolean>,
  every = 30_000,
): () => void {
  const timer = setInterval(() => {
    sweep(runtime, ended).catch((error: unknown) =>
      runtime.log.error({ err: error }, 'the sweep failed'),
    )
  }, every)
  const hourly = setInterval(() => {
    eraseOld(runtime).catch((error: unknown) =>
      runtime.log.error({ err: error }, 'old calls could not be erased'),
    )
  }, 3_600_000)
  timer.unref()
  hourly.unref()
  return () => {
    clearInterval(timer)
    clearInterval(hourly)
  }
}
