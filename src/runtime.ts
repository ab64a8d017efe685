// Everything outside the engine, in one struct that is passed by hand.
import type { EventEmitter } from 'node:events'
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Effect, Notice } from './call/event.ts'
import type { Input } from './call/input.ts'
import type { Config } from './config.ts'
import type { Desk, Supervise } from './dispatch.ts'
import type { Library } from './library.ts'
import type { Metrics } from './metrics.ts'
import type { Breaker } from './speech/breaker.ts'
import type { Recogniser } from './speech/recogniser.ts'
import type { Store } from './store/store.ts'

export type Runtime = {
  config: Config
  log: Logger
  store: Store
  library: Library
  metrics: Metrics
  /** UTC milliseconds */
  now: () => number
  /** Performs a lookup; never rejects: what goes wrong is a `failed` input. */
  lookup: (effect: Effect & { kind: 'request' }, lineName: string) => Promise<Input>
  /** Sends one notice from the outbox; rejects with the reason when it was not accepted. */
  send: (notice: Notice) => Promise<void>
  /** Hears what comes over media streams, as long as the breaker is closed; absent without an account for it. */
  recogniser?: Recogniser
  breaker?: Breaker
  /** Lets Twilio go on with other TwiML at once; absent without an account. Rejects when Twilio refuses. */
  redirect?: (callId: string, to: { twiml: string } | { url: string }) => Promise<void>
  /** The sound of a recording as audio/wav; absent without an account. Rejects when Twilio does not have it. */
  recordingMedia?: (id: string) => Promise<Readable>
  /** Joins supervisors to conversations; absent where nobody talks by telephone. */
  supervise?: Supervise
  /** The desk, where operators are served by it; absent in commands that only read. */
  desk?: Desk
  /** Emits `turn` with the callId after each commit, `desk` (`DeskChanged`) after each change of a contact or operator, and `transcribed` with it when a message of the call was written down here, and `closing` when open streams are to end. */
  live: EventEmitter
}
