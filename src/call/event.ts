// What happened in a turn, past tense: the reply, the log and the transcript all come from these.
import type { Rung } from '../flow/machine/leaf-id.ts'
import type { MachineEvent } from '../flow/machine/machine-event.ts'
import type { Gives } from '../flow/tree/lookup-answer.ts'
import type { Speech } from '../say/speech.ts'
import type { Alternative, Value } from '../understand/hearing.ts'
import type { Handoff } from './session.ts'

/** How the next keys and words are listened for. Times in milliseconds; `recogniser` is the
 * language it should expect, absent when it has none. */
export type Listening = {
  mode: 'keys' | 'speech' | 'both' | 'tone'
  recogniser?: string
  /** until the first key or word, between keys, and for the whole answer */
  timers: { first: number; between: number; absolute: number }
  /** most keys that can make an answer; absent when `#` or silence ends it */
  maxKeys?: number
  /** a lone key may be complete here (a menu), so one key is enough to come back */
  finish: '#' | ''
  hints: string[]
  expects: 'choice' | 'digits' | 'words'
  /** false: this prompt is heard to its end */
  interrupt: boolean
  /** keys already pressed for this answer and kept */
  kept: string
  /** tone only: longest recording, and the silence that ends it */
  longest?: number
  silence?: number
}

export type Event =
  | { type: 'said'; step: string; line: number; file: string; speech: Speech[]; interrupt: boolean }
  | {
      type: 'asked'
      step: string
      rung: Rung
      line: number
      file: string
      speech: Speech[]
      listening: Listening
    }
  | {
      type: 'heard'
      step: string
      rung: Rung
      raw: { keys?: string; alternatives?: Alternative[] }
      meaning: string
      /** the id of the option or question */ option?: string
      text?: string
      confidence?: number
      value?: string
      /** the answer to a private question: masked wherever it is shown */ private?: boolean
    }
  | {
      type: 'decided'
      step: string
      rung: Rung
      event: MachineEvent
      grounds: Record<string, unknown>
    }
  | { type: 'filled'; step: string; slot: string; value: Value | null }
  /** null: it could not be read as the flow declares it, so it is not known */
  | { type: 'given'; name: string; value: Value | null }
  | { type: 'entered'; step: string; word: string; file: string; line: number }
  /** `way` as in `kindOf(step).ways`; leaving by a universal is no way */
  | { type: 'left'; step: string; way: string }
  | { type: 'reached goal'; step: string; goal: string }
  | { type: 'sought'; effect: Effect; meanwhile: Speech[] }
  | { type: 'notified'; notice: Notice }
  | {
      type: 'handed off'
      handoff: Handoff
      showNumber: 'line' | 'caller'
      record: boolean
      rings: number
      whisper: Speech[]
      speech: Speech[]
    }
  | {
      type: 'rang'
      desk: string
      handoff: string
      people: string[]
      seconds: number
      attempt: number
      showNumber?: 'line' | 'caller'
      record?: boolean
    }
  | { type: 'connected'; desk: string; handoff: string; person?: string }
  | { type: 'released' | 'gave up'; desk: string; handoff: string }
  /** `again`: after the operator's leg dropped, or to another desk's queue; `speech` then says
   * so */
  | { type: 'queued'; desk: string; handoff: string; again?: boolean; speech: Speech[] }
  /** `option` is the id of one of `while waiting`, or `leave` for the engine's own key */
  | { type: 'left queue'; desk: string; handoff: string; option: string }
  /** `handoff` is the waiting one's id when the caller chose it in the queue, else the card of the
   * step's own. `since`: when a caller who waited had joined the desk's queue. `open`: one that was
   * promised before stands for it */
  | {
      type: 'callback promised'
      step?: string
      desk: string
      handoff: string | Handoff
      number: string
      since?: number
      open?: string
    }
  | { type: 'recorded'; step: string; recording: string; duration: number; for?: string }
  | { type: 'conversation recorded'; handoff: string; recording: string; duration?: number }
  /** before the flow: the closing words, and the number the call is sent on to after them */
  | { type: 'closed'; of: 'line' | 'company'; speech: Speech[]; sendTo?: string }
  | { type: 'ended'; how: 'hang up' | 'hung up' | 'limit' }
  | { type: 'broke'; message: string }

/** Work for the outside: its result comes back as an input with the same `key`, which is also the
 * idempotency key. `timeout` in milliseconds. */
export type Effect =
  | {
      kind: 'request'
      key: string
      step: string
      lookup: string
      params: Record<string, unknown>
      private: string[]
      gives: Gives
      changes: boolean
    }
  | { kind: 'people'; key: string; desk: string; step: string; number?: string; skills: string[] }
  | { kind: 'callback'; key: string; step: string; desk: string; number: string }

/** A message sent after the turn from the outbox; the caller never waits for it. */
export type Notice = {
  key: string
  step: string
  lookup: string
  params: Record<string, unknown>
  private: string[]
}
