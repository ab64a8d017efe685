// Ends calls whose end never reached us, so that `after call` always runs, and lets those go on
// that a desk is done with.
import { RECORDING_AWAITED } from '../flow/defaults.ts'
import { endingOf } from '../call/outcome.ts'
import type { Session } from '../call/session.ts'
import { isBridged } from '../flow/machine/leaf-id.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../flow/text/duration.ts'
import { noteInput } from '../turn/turn.ts'
import type { Runtime } from '../world/runtime.ts'
import { every } from './every.ts'

/** The longest timers of a call, ms; it is over after those and two minutes more. */
const LONGEST_CONVERSATION = 4 * HOUR
const LONGEST_TIMER = 12 * MINUTE
const GRACE = 2 * MINUTE
/** Calls read at once. */
const PAGE = 200

/** Asks the telephone whether a call is over. */
type Ended = (callId: string) => Promise<boolean>

/** Without an account at Twilio there is nobody to ask whether a call `ended`. Who waits or talks is
 * brought together with the desk again. Gives how many calls it ended. */
export async function sweep(runtime: Runtime, ended?: Ended): Promise<number> {
  const { store, now } = runtime
  const before = now() - RECORDING_AWAITED
  let count = 0
  // all of them, as long conversations must not hide what is lost behind them
  for (
    let page = await store.silentSince(before, PAGE);
    page.length > 0;
    page = await store.silentSince(before, PAGE, page.at(-1))
  )
    for (const { callId } of page) {
      const session = await store.loadCall(callId)
      if (session && (await endOrCompare(runtime, session, ended))) count++
    }
  return count
}

/** True when it ended the call. */
async function endOrCompare(runtime: Runtime, session: Session, ended?: Ended): Promise<boolean> {
  const { now, log, desk } = runtime
  const { callId, handoff, leaving } = session
  const silent = now() - session.at
  // who waits for an operator or talks with one takes no turn for long
  const sentOn = session.closed !== undefined
  const talking = session.queued !== undefined || isBridged(session) || sentOn
  const longest = (talking ? LONGEST_CONVERSATION : LONGEST_TIMER) + GRACE
  const over =
    silent >= (leaving ? RECORDING_AWAITED : longest) ||
    (silent >= GRACE && ended !== undefined && (await ended(callId)))
  if (over) {
    await noteInput(runtime, callId, { type: 'hung up', at: now(), final: true })
    log.info({ callId }, 'call ended by the sweep')
  } else if (talking && handoff !== undefined) await desk.compare(handoff)
  return over
}

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

/** Calls whose end is told at once; between such slices calls are answered. */
const FILLED_AT_ONCE = 20
/** Between two slices, ms. */
const BREATH = 5

/** Gives how many; 0 says that none is left. */
export async function fillSlice(store: Runtime['store'], limit: number): Promise<number> {
  const calls = await store.untold(limit)
  const told = calls.map(({ callId, turns, ...call }) => ({
    callId,
    ending: turns.some(({ events }) => events.length > 0) ? endingOf(call, turns) : undefined,
  }))
  if (told.length > 0) await store.tellEndings(told)
  return told.length
}

/** Tells how calls ended that an earlier program has ended, until none is left or it is stopped.
 * What was told stays told when it is killed. Gives how many. */
export async function fillOutcomes(
  { store, log }: Pick<Runtime, 'store' | 'log'>,
  stopped?: AbortSignal,
): Promise<number> {
  let count = 0
  while (!stopped?.aborted) {
    const filled = await fillSlice(store, FILLED_AT_ONCE)
    count += filled
    if (filled < FILLED_AT_ONCE) break
    await new Promise((resolve) => setTimeout(resolve, BREATH))
  }
  if (count > 0) log.info({ count }, 'told how calls of an earlier version ended')
  return count
}

/** Sweeps every half minute and erases once an hour until the returned function is called. */
export function keepSweeping(runtime: Runtime, ended?: Ended, ms = 30 * SECOND): () => void {
  const { log } = runtime
  const stops = [
    every(
      MINUTE,
      {
        work: (stopped) => fillOutcomes(runtime, stopped),
        failure: 'the ends of calls of an earlier version could not be told',
        atOnce: true,
      },
      log,
    ),
    every(ms, { work: () => sweep(runtime, ended), failure: 'the sweep failed' }, log),
    every(HOUR, { work: () => eraseOld(runtime), failure: 'old calls could not be erased' }, log),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}
