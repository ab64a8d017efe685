// What a turn asks of the outside before it can go on: quick work at once, slow work in the
// background, with a filler meanwhile.
import { MOST_WORK } from '../flow/defaults.ts'
import { resume } from '../call/engine.ts'
import type { Effect } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import { MINUTE, SECOND } from '../flow/text/duration.ts'
import { inTime } from '../world/in-time.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Answer } from '../world/under-way.ts'
import { commit, type Render, type Taken } from './commit.ts'
import { doEffect } from './effects/index.ts'

/** How long a webhook waits for lookups before the caller hears a filler, and a redirect for their
 * result, ms. */
const PATIENCE = 3 * SECOND
/** How long a lookup may take when no caller waits for it, ms. */
const UNHURRIED = MINUTE
/** Longer than a lookup may take, ms: after that another process does it. */
const LEASE = 25 * SECOND
/** How often the store is asked for a result that another process may bring, ms. */
const POLL = 100

type Request = Effect & { kind: 'request' }

/** Does the work a turn stops at, as long as it is quick, then commits. Commit, then speak. */
export async function settle(
  runtime: Runtime,
  taken: Taken,
  render: Render,
): Promise<Answer | 'stale'> {
  const { inputs, machine } = taken
  let { session, events, understood } = taken.turn
  const deadline = performance.now() + PATIENCE
  for (let work = 0; session.working; work++) {
    if (work >= MOST_WORK)
      throw new Error(
        `call ${session.callId} asked for more than ${MOST_WORK} pieces of work in one turn`,
      )
    const effect = session.working
    const result = doEffect({ runtime, machine, session, asked: taken.asked }, effect)
    const patience = taken.answers === null ? UNHURRIED : deadline - performance.now()
    const quick = effect.kind === 'request' ? await inTime(result, patience) : await result
    if (!quick)
      return leaveWork(
        runtime,
        { ...taken, turn: { session, events, understood } },
        { effect, result },
        render,
      )
    const next = resume(machine, session, quick)
    if (!next)
      throw new Error(
        `the result for "${effect.step}" does not fit where call ${session.callId} stands`,
      )
    inputs.push(quick)
    session = next.session
    events = [...events, ...next.events]
    understood = [...understood, ...next.understood]
  }
  return commit(runtime, { ...taken, turn: { session, events, understood } }, render)
}

type Begun = { effect: Effect; result: Promise<Input> }

/** Slow work goes on in the background; its result is kept for the redirect, which any process may
 * answer. */
async function leaveWork(
  runtime: Runtime,
  taken: Taken,
  { effect: { key }, result }: Begun,
  render: Render,
): Promise<Answer | 'stale'> {
  const { callId } = taken.turn.session
  const work = { key, leaseUntil: runtime.now() + LEASE }
  const answer = await commit(runtime, { ...taken, work }, render)
  if (answer !== 'stale') void keepResult(runtime, callId, key, result)
  return answer
}

async function keepResult(
  runtime: Runtime,
  callId: string,
  key: string,
  result: Promise<Input>,
): Promise<void> {
  try {
    await runtime.store.finishWork(callId, key, await result)
  } catch (error) {
    runtime.log.error({ err: error, callId }, 'the result of slow work could not be kept')
  }
}

/** The result of slow work; undefined when it does not come in time. Work whose process is gone is
 * done again here. */
export async function awaitWork(
  runtime: Runtime,
  { callId, tenant }: Session,
  effect: Request,
): Promise<Input | undefined> {
  const { store, now } = runtime
  const { key } = effect
  const deadline = performance.now() + PATIENCE
  do {
    const work = await store.work(callId, key)
    if (work?.result) return { ...work.result, at: now() }
    const abandoned = !work || work.leaseUntil < now()
    if (abandoned && (await store.takeWork(callId, key, now(), now() + LEASE)))
      void keepResult(runtime, callId, key, runtime.lookup(effect, tenant))
    await new Promise((resolve) => setTimeout(resolve, POLL))
  } while (performance.now() < deadline)
  return undefined
}
