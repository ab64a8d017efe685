// Both sides of a contact in practice mode: the caller's is the practice phone, the operator's the
// desk's page; they write to each other.
import type { Legs } from '../desk/control.ts'
import type { Runtime } from '../world/runtime.ts'
import { takeTurn } from '../turn/turn.ts'
import { phoneRender } from './page-reply.ts'

/** Nothing is rung: an operator sees the offer on the page, and a customer who is called back on
 * the phone's. `runtime` is asked for when a call goes on, since the desk is a part of it. */
export function practiceLegs(runtime: () => Runtime): Legs {
  return {
    async tell({ callId, reply }, input) {
      const { library } = runtime()
      await takeTurn(runtime(), { callId, answers: reply }, input, phoneRender(library.audioPath))
    },
    ring: () => Promise.reject(new Error('in practice mode operators are not rung')),
    callCustomer: ({ id }) => Promise.resolve(`practice phone of ${id}`),
    hangUp: () => Promise.resolve(),
  }
}
