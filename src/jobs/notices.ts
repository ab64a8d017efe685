// Notes that notices have come to their end, and reminds of closures that have none.
import { afterChange, closureDetails, switchDetails } from '../notices/change.ts'
import type { Standing } from '../notices/standing.ts'
import { MINUTE } from '../flow/text/duration.ts'
import { entryBy } from '../staff/audit.ts'
import type { Runtime } from '../world/runtime.ts'
import { every } from './every.ts'

type Parts = Pick<Runtime, 'store' | 'now' | 'log'>

/** A notice is off from its end on, whether that was noted or not; here it is written down, once. */
export async function noteEnds({ store, now }: Parts): Promise<void> {
  const at = now()
  const by = 'its end'
  const end = (one: Standing): Standing =>
    afterChange(one, { on: false, texts: one.texts }, { at, by })
  for (const one of await store.endedSwitches(at)) {
    const { tenant, flow, name } = one
    await store.changeSwitch(
      { tenant, flow, name, ...end(one) },
      entryBy(by, {
        at,
        tenant,
        action: 'switched off',
        object: name,
        details: switchDetails(one),
      }),
    )
  }
  for (const one of await store.endedClosures(at)) {
    const { tenant, line, sendTo } = one
    const object = line || tenant
    await store.changeClosure(
      { tenant, line, ...(sendTo !== undefined && { sendTo }), ...end(one) },
      entryBy(by, { at, tenant, action: 'opened again', object, details: closureDetails(one) }),
    )
  }
}

/** Tells the log once a day of each closure without an end. */
export async function remindOfClosures({ store, now, log }: Parts): Promise<void> {
  const at = now()
  for (const { tenant, line, at: since } of await store.forgottenClosures(at))
    if (await store.closureReminded({ tenant, line }, at))
      log.warn(
        { tenant, line: line || 'all', since: since && new Date(since).toISOString() },
        'a line is still closed and has no end: open it again, or give it one',
      )
}

/** Looks every minute until the returned function is called. */
export function keepNotices(runtime: Parts, ms = MINUTE): () => void {
  const work = async (): Promise<void> => {
    await noteEnds(runtime)
    await remindOfClosures(runtime)
  }
  const failure = 'the ends of notices could not be noted'
  return every(ms, { work, failure, atOnce: true }, runtime.log)
}
