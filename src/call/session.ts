// One call's state, plain JSON: what the store keeps and every turn starts from.
import type { CallerKnown } from './caller.ts'
import type { MachineEvent } from '../flow/machine/machine-event.ts'
import type { Effect } from './event.ts'
import type { Value } from '../understand/hearing.ts'

export type Session = {
  callId: string
  tenant: string
  flow: string
  version: string
  practice: boolean
  /** the machine's leaf and its bounded counters */
  state: { leaf: string; context: Record<string, number> }
  /** by scope and name: `topic`, `survey>score` */
  slots: Record<string, Value>
  /** results of lookups by scope and `save` name */
  saved: Record<string, Record<string, unknown>>
  /** what the call was begun with, as far as it could be read; by name */
  given?: Record<string, Value>
  language: string
  caller: { number: string; withheld: boolean; tags: string[] } & CallerKnown
  line: {
    number: string
    name: string
    values: Record<string, string>
    country?: string
    emergency?: string
  }
  counters: {
    turns: number
    misses: number
    repeats: number
    webhooks: number
    visits: Record<string, number>
  }
  /** the listening step before the current one, where `back` leads */
  trail: { current?: string; before?: string }
  /** what the caller said and is asked to confirm */
  pending?: {
    option?: MachineEvent
    /** the other of two options that are close */
    rival?: MachineEvent
    value?: Value
    row?: number
    question?: string
    why?: string
  }
  /** keys pressed for an answer that is not complete yet, and keys typed ahead */
  keys: { kept: string; ahead: string; since?: number }
  /** the list being chosen from, and the row read out last */
  rows?: { step: string; at: number; count: number }
  /** the id of the hand-off under way */
  handoff?: string
  /** who is being rung for it, in which round */
  ringing?: {
    desk: string
    handoff: string
    people: { to: string; refused?: boolean }[]
    order: 'in order' | 'together'
    next: number
    round: number
    since: number
    accepted?: string
  }
  /** the queue the caller waits in; `desk` is scoped, `since` when they joined it, `again`: they
   * were talking already. `callback` false: their number may not be called back */
  queued?: { desk: string; handoff: string; since: number; again?: boolean; callback?: boolean }
  /** when the caller who talks with a person joined the queue for it: kept for a return to it */
  enqueuedAt?: number
  /** the queue a caller left by an option, and since when they had waited in it: a call back
   * promised then keeps that place */
  left?: { desk: string; since: number }
  /** work asked of the outside and not yet answered */
  working?: Effect
  /** the key of work that is asked for again after an upgrade, so that it has no effect twice */
  redo?: string
  /** the caller hung up at a tone; the recording is still waited for */
  leaving?: boolean
  /** recordings already taken, by id */
  recordings: string[]
  /** why the caller is where they are, in one line: the hand-off's reason */
  reason: string
  /** spoken with a person already */
  talked?: boolean
  /** the call found its line or company closed and never reached its flow; `answered`: somebody took
   * it where it was sent on to */
  closed?: { of: 'line' | 'company'; sendTo?: string; answered?: boolean }
  startedAt: number
  at: number
  /** grows by one with each turn committed */
  seq: number
  /** seq of the turn whose reply the caller's leg holds now */
  reply: number
  status: 'waiting' | 'working' | 'ended'
}

/** What an operator is handed. `reason` is one line; `values` are the desk's needs and shows with
 * labels. */
export type Handoff = {
  id: string
  callId: string
  tenant: string
  desk: string
  label: string
  /** by language, where the desk is called otherwise in each */
  labels?: Record<string, string>
  /** why the caller is where they are, in one line: the hand-off's reason */
  reason: string
  /** spoken with a person already */
  talked?: boolean
  values: HandoffValue[]
  transcript: { who: 'caller' | 'system'; text: string }[]
  /** `queued` waits for an operator, `ringing` for one of the people who are rung; `left` chose
   * another way, `callback` will be called back */
  status: 'ringing' | 'queued' | 'talking' | 'done' | 'nobody' | 'left' | 'callback'
  operatorId?: string
}

/** `text` is absent for what was never asked. */
export type HandoffValue = {
  slot: string
  label: string
  /** by language, as the desk's */
  labels?: Record<string, string>
  text?: string
  from?: Value['from']
  confidence?: number
  confirmed?: boolean
  private?: boolean
}
