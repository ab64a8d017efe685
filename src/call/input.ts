// What reaches a call from outside: the only things that move it.

import type { CallerKnown } from './caller.ts'
import type { Alternative } from '../understand/hearing.ts'

/** Live facts a flow asks about, by flat name: `switches.storm` → on/off, `desks.sales.free` →
 * count. */
export type Facts = Record<string, string | number | boolean>

/** Somebody who can be rung. `may` be looked up; `to` is a number in E.164, `sip:…` or
 * `client:name`. */
export type Person = { to: string; name?: string }

/** `at` is the time of the input in UTC milliseconds; the engine knows no other clock. */
export type Input = { at: number; facts?: Facts } & (
  | Started
  | { type: 'keys'; keys: string; timedOut?: boolean }
  | { type: 'speech'; alternatives: Alternative[] }
  | { type: 'silence' }
  /** `queue`: operators serve the desk, and the caller waits for one; `callback` false: their
   * number may not be called back */
  | {
      type: 'people'
      desk: string
      people: Person[]
      order: 'in order' | 'together'
      queue?: boolean
      callback?: boolean
    }
  | { type: 'answered'; person?: string }
  /** somebody who was rung refused, and is not rung again for this hand-off */
  | { type: 'declined'; person: string }
  | { type: 'unanswered'; reason?: string }
  /** the operator's leg dropped, or the operator sends the caller to the queue of another desk, by
   * its name in the flow */
  | { type: 'requeued'; desk?: string }
  /** the operator sends the caller to a step of the desk's `back to` */
  | { type: 'sent back'; step: string }
  | {
      type: 'dial ended'
      result: 'completed' | 'busy' | 'no-answer' | 'failed' | 'canceled'
      bridged?: boolean
    }
  | { type: 'recorded'; recording: string; duration: number }
  | { type: 'nothing recorded' }
  /** the conversation with somebody who was rung was recorded; told whenever the recording is
   * ready */
  | { type: 'conversation recorded'; handoff: string; recording: string; duration?: number }
  | { type: 'fetched'; key: string; found: boolean; data?: Record<string, unknown> }
  | { type: 'failed'; key: string; reason: string }
  /** whether a call back may be promised: `number` in E.164. `open` is the call back that this
   * number waits for already */
  | {
      type: 'callback checked'
      key: string
      taken: boolean
      number?: string
      reason?: string
      open?: string
    }
  /** `final`: no recording is waited for any more */
  | { type: 'hung up'; final?: boolean }
  | { type: 'limit'; reason: string }
)

/** The call begins. `line` holds what lines.yaml says about the number that was called. */
export type Started = {
  type: 'started'
  callId: string
  from: string
  to: string
  withheld: boolean
  tags: string[]
  caller?: CallerKnown
  line: {
    name: string
    tenant: string
    values: Record<string, string>
    language?: string
    /** where its callers are at home, by two capital letters */
    country?: string
    emergency?: string
  }
  practice?: boolean
  /** what the call is begun with, as it came: a text for each name */
  given?: Record<string, string>
  /** the line, or its company, is closed: the words by language, and where calls are sent on to */
  closed?: { of: 'line' | 'company'; texts: Record<string, string>; sendTo?: string }
}
