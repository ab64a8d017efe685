// Inputs of one call one after the other, and each webhook answered once.
import { SECOND } from '../flow/text/duration.ts'
import type { Input } from '../call/input.ts'
import { inTime } from '../world/in-time.ts'
import type { Runtime } from '../world/runtime.ts'
import type { Answer } from '../world/under-way.ts'

/** How long a duplicate waits for the reply of the first, ms. */
const DUPLICATE_WAITS = 4 * SECOND
/** How often an input is taken anew when other processes are first each time. */
const MOST_RACES = 8

/** What was asked of the outside for an input, by step and question: an input that is taken anew
 * does not ask again. */
export type Asked = Map<string, Promise<Input>>

/** Takes an input; `stale` when another process went on with the call meanwhile. */
type Take = (asked: Asked) => Promise<Answer | 'stale'>

/** A duplicate that comes while the first is at work waits for that reply. */
export async function once(
  runtime: Runtime,
  { callId, answers }: { callId: string; answers: number },
  take: Take,
): Promise<Answer> {
  const key = `${callId} ${answers}`
  const { replies } = runtime.underWay
  const first = replies.get(key)
  if (first) {
    const answer = (await inTime(first, DUPLICATE_WAITS)) ?? { outcome: 'noted' }
    return 'reply' in answer ? { ...answer, outcome: 'repeated' } : answer
  }
  const mine = untilCommitted(runtime, callId, take).finally(() => replies.delete(key))
  replies.set(key, mine)
  return mine
}

/** Takes an input, and takes it anew from where the call then stands as long as another process is
 * first. */
export function untilCommitted(runtime: Runtime, callId: string, take: Take): Promise<Answer> {
  return inTurn(runtime, callId, async () => {
    const asked: Asked = new Map()
    for (let race = 0; race < MOST_RACES; race++) {
      const answer = await take(asked)
      if (answer !== 'stale') return answer
    }
    throw new Error(
      `other processes went on with call ${callId} ${MOST_RACES} times before an input could be taken`,
    )
  })
}

/** Inputs of one call are taken one after the other. */
function inTurn<T>(
  { underWay: { last } }: Runtime,
  callId: string,
  work: () => Promise<T>,
): Promise<T> {
  const before = last.get(callId)
  const mine = before ? before.then(work, work) : work()
  const tail = mine
    .then(
      () => undefined,
      () => undefined,
    )
    .finally(() => {
      if (last.get(callId) === tail) last.delete(callId)
    })
  last.set(callId, tail)
  return mine
}
