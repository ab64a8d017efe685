// What the desk asks of the telephone, or of the practice pages: both sides of a contact reached,
// and conversations steered.
import type { Input } from '../call/input.ts'
import type { Session } from '../call/session.ts'
import type { Contact } from './contact.ts'
import type { Refusal } from './happening.ts'
import type { Operator } from './operator.ts'

/** How the desk reaches both sides of a contact: the telephone, or the practice pages. All of it
 * rejects when it could not be done. */
export type Legs = {
  /** Lets the caller's side go on: the input is taken, and its reply is heard. May come back before
   * that has happened. */
  tell(session: Session, input: Input): Promise<void>
  /** Rings an operator; gives the leg's id. */
  ring(contact: Contact, operator: Operator): Promise<string>
  /** Calls the customer of a callback, whose operator waits; gives the leg's id. */
  callCustomer(contact: Contact): Promise<string>
  /** `kindly`: the customer of this callback is told first that they are called again */
  hangUp(leg: string, kindly?: Contact): Promise<void>
}

/** `listen`: heard by nobody; `whisper`: by the operator only; `barge`: by both. */
export type Supervision = 'listen' | 'whisper' | 'barge'

/** Why nothing was done, in the console's words. `busy`: somebody is consulted already, or that
 * colleague is in a call or not there; `cannot be called`: a number that may not be dialled, or who
 * has no telephone; `nobody there`: who was consulted has not answered, or has left. */
export type ControlRefusal = {
  refused: Refusal['refused'] | 'busy' | 'cannot be called' | 'nobody there'
}

/** What is done with a conversation while it goes on. `by` is the operator who has it. Each rejects
 * when the line could not be told; nothing is changed then. */
export type Control = {
  hold(contact: string, by: string, on: boolean): Promise<Contact | ControlRefusal>
  /** the operator is not heard; kept by the line, not by us */
  mute(contact: string, by: string, on: boolean): Promise<Contact | ControlRefusal>
  /** Holds the caller and calls a colleague, or a number outside that the desk may dial: `guest` of
   * the legs. */
  consult(
    contact: string,
    by: string,
    to: { operator: string } | { number: string },
  ): Promise<Contact | ControlRefusal>
  /** Leaves the caller with whom was consulted, and writes up. */
  passOn(contact: string, by: string): Promise<Contact | ControlRefusal>
  /** Back to the caller without whom was consulted. */
  cancelConsult(contact: string, by: string): Promise<Contact | ControlRefusal>
  /** A supervisor comes in, or changes how they are there. Whether they may is checked by who
   * asks. */
  supervise(
    contact: string,
    supervisor: Operator,
    mode: Supervision,
  ): Promise<Contact | ControlRefusal>
  stopSupervising(contact: string): Promise<Contact | ControlRefusal>
}
