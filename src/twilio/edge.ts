// What every handler of the telephone edge works with, and the webhooks of the caller's leg it is
// given.
import type { Runtime } from '../world/runtime.ts'
import type { Render } from '../turn/turn.ts'
import type { Form } from './form-input.ts'
import type { Context } from './speak.ts'

export type Edge = { runtime: Runtime; context: Context; render: Render }

/** One request for TwiML: the call and the reply it answers stand in its address. `seq` is absent
 * when the address has none. */
export type Hook = { form: Form; query: Record<string, unknown>; call?: string; seq?: number }
export type Reply = (hook: Hook) => Promise<string>

/** A webhook that answers a reply of ours. */
export type TurnHook = Hook & { call: string; seq: number }

export const answersReply = (hook: Hook): hook is TurnHook =>
  Boolean(hook.call) && hook.seq !== undefined
