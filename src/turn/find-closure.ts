// Whether a call that begins finds its line or company closed.
import type { Started } from '../call/input.ts'
import { closureInForce, WHOLE_COMPANY } from '../notices/closure.ts'
import type { Runtime } from '../world/runtime.ts'

/** `number` is that of the line. A call is sent on only to a number that stands in the line's list
 * now. */
export async function findClosure(
  { store, library, log, now }: Runtime,
  { tenant, number }: { tenant: string; number: string },
): Promise<Started['closed']> {
  const closure = closureInForce(await store.closuresFor(tenant, number), now())
  if (!closure) return undefined
  const { line, texts, sendTo } = closure
  const of = line === WHOLE_COMPANY ? 'company' : 'line'
  if (sendTo === undefined) return { of, texts }
  if (library.line(number)?.maySendTo.includes(sendTo)) return { of, texts, sendTo }
  log.error(
    { line: number, tenant },
    'a call to a closed line was not sent on: the number is not in its list any more',
  )
  return { of, texts }
}
