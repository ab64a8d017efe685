// Both sides of a contact in practice mode: the caller's is the practice phone, the operator's the
// desk's page; they write to each other.
import type { Legs } from '../desk/control.ts'
import type { Runtime } from '../world/runtime.ts'
import { takeTurn } from '../turn/turn.ts'
import { phoneRender } from './page-reply.ts'

/** Nothing is rung: an operator sees the offer on the page, and a customer who is called back on
 * the phone's. */
export function practiceLegs(runtime: Runtime): Legs {
  const render = phoneRender(runtime.library.audioPath)
  return {
    async tell({ callId, reply }, input) {
      await takeTurn(runtime, callId, reply, input, render)
    },
    ring: () => Promise.reject(new Error('in practice mode operators are not rung')),
    callCustomer: ({ id }) => Promise.resolve(`practice phone of ${id}`),
    hangUp: () => Promise.resolve(),
  }
}
