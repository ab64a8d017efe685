// THE MAIN PATH: one input from outside becomes one committed turn and one reply.
import type { Event } from './call/event.ts'
import type { Input, Started } from './call/input.ts'
import type { Session } from './call/session.ts'
import type { Runtime } from './runtime.ts'

/** Turns the events of a turn into the reply of an edge (TwiML, or JSON for the practice phone). Pure. */
export type Render = (turn: { session: Session; events: Event[] }) => string

/** `repeated`: this reply was given before and is given again, byte for byte. */
export type Answer = { reply: string; outcome: 'taken' | 'repeated' } | { outcome: 'unknown call' | 'noted' }

/** A call begins, or its first webhook is repeated. */
export declare function startCall(runtime: Runtime, started: Omit<Started, 'type' | 'line'> , flow: { version: string; line: Started['line'] }, render: Render): Promise<Answer>

/** An input of the caller's leg that answers reply number `answers`; gets a reply. Slow work gives a reply whose last event is `sought`. */
export declare function takeTurn(runtime: Runtime, callId: string, answers: number, input: Input, render: Render): Promise<Answer>

/** The redirect after a filler: waits up to 3 s for the result of slow work, then goes on or speaks another filler. */
export declare function collectWork(runtime: Runtime, callId: string, answers: number, render: Render): Promise<Answer>

/** An input that gets no reply on the caller's leg: hang-up, a late recording, the operator's acceptance. */
export declare function noteInput(runtime: Runtime, callId: string, input: Input): Promise<Answer>
