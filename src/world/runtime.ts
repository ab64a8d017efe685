// Everything outside the engine, in one struct that is passed by hand, complete when it is made.
import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { Effect, Notice } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Config } from './config.ts'
import type { Desk } from '../desk/desk.ts'
import type { Control } from '../desk/control.ts'
import type { Live } from './live.ts'
import type { Library } from './library.ts'
import type { Metrics } from './metrics.ts'
import type { Breaker } from '../speech/breaker.ts'
import type { Recogniser } from '../speech/recogniser.ts'
import type { Store } from '../store/store.ts'
import type { UnderWay } from './under-way.ts'

export type Runtime = Readonly<{
  config: Config
  log: Logger
  store: Store
  library: Library
  metrics: Metrics
  /** UTC milliseconds */
  now: () => number
  /** Performs a lookup of a company; never rejects: what goes wrong is a `failed` input. */
  lookup: (effect: Effect & { kind: 'request' }, company: string) => Promise<Input>
  /** Sends one notice of a company from the outbox; rejects with the reason when it was not accepted. */
  send: (notice: Notice, company: string) => Promise<void>
  /** Hears what comes over media streams, as long as the breaker is closed; absent without an
   * account for it. */
  recogniser?: Recogniser
  breaker: Breaker
  /** Lets Twilio go on with other TwiML at once; absent without an account. Rejects when Twilio
   * refuses. */
  redirect?: (callId: string, to: { twiml: string } | { url: string }) => Promise<void>
  /** The sound of a recording as audio/wav; absent without an account. Rejects when Twilio does not
   * have it. */
  recordingMedia?: (id: string) => Promise<Readable>
  /** Operators and their queues; `noOperators` where there are none. */
  desk: Desk
  /** What is done with a conversation by telephone; absent without an account. */
  control?: Control
  /** A pass with which an operator's browser is a telephone, good for so long; absent or undefined
   * without the means for it. */
  voice?: (operator: string) => { token: string; seconds: number } | undefined
  underWay: UnderWay
  live: Live
}>
