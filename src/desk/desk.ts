// The desk as calls, pages and the telephone see it: what is asked of it, and what it is told.
import type { Staff } from './assign.ts'
import type { Contact } from './contact.ts'
import { TOO_LATE, type Happening, type Refusal } from './happening.ts'
import { offline, type Operator, type Presence } from './operator.ts'
import type { Choice } from './presence.ts'

/** A desk by its name in the flow, with the skills an operator needs there. */
export type DeskAsked = { name: string; skills: string[] }

/** Asked while a call's turn is at work, so each answers soon. Rejects when the store is away; the
 * call then goes on as if nobody were signed in. */
export type DeskView = {
  /** true: somebody who may serve the desk is signed in, and its queue is not full */
  staffed(tenant: string, desk: DeskAsked): Promise<boolean>
  /** operators free now, callers waiting, and the estimated wait of one who comes now, in
   * milliseconds, absent when it cannot be told */
  facts(tenant: string, desk: DeskAsked): Promise<{ free: number; waiting: number; wait?: number }>
  /** the contact of a call back that this number (E.164) waits for already */
  openCallback(tenant: string, number: string): Promise<string | undefined>
}

export type Desk = DeskView & {
  /** false where there are no operators: then a desk's people are rung */
  isOpen: boolean
  /** Tells what happened to a contact; gives why nothing changed when it does not fit any more. */
  happened(contact: string, happening: Happening): Promise<Contact | Refusal>
  /** The operator takes the offer in the console. Who writes (practice mode) talks at once; others
   * when their leg has joined. */
  accept(contact: string, operator: string): Promise<Contact | Refusal>
  /** An operator chooses a status, or a supervisor does for them. */
  choose(operator: string, choice: Choice): Promise<Presence | { refused: 'offered' }>
  /** A console tab reports; `taken` when another holds the desk. */
  report(operator: string, tab: string, takeOver?: boolean): Promise<Presence | 'taken'>
  operator(id: string): Promise<Operator | undefined>
  /** Everybody, with their state now. */
  staff(): Promise<Staff[]>
  /** A waiting contact's number in the queue, from 1, and the wait to be expected, ms. */
  place(contact: string): Promise<{ place?: number; wait?: number }>
  /** Brings a contact and its call together, whatever of the two went on; for a call that has been
   * silent for long. */
  compare(contact: string): Promise<void>
  /** Looks at everything now, and waits until that is done. */
  settle(): Promise<void>
  close(): Promise<void>
}

/** The desk of an installation without operators. */
export const noOperators: Desk = {
  isOpen: false,
  staffed: () => Promise.resolve(false),
  facts: () => Promise.resolve({ free: 0, waiting: 0 }),
  openCallback: () => Promise.resolve(undefined),
  happened: () => Promise.resolve(TOO_LATE),
  accept: () => Promise.resolve(TOO_LATE),
  choose: (operator) => Promise.resolve(offline(operator, 0)),
  report: (operator) => Promise.resolve(offline(operator, 0)),
  operator: () => Promise.resolve(undefined),
  staff: () => Promise.resolve([]),
  place: () => Promise.resolve({}),
  compare: () => Promise.resolve(),
  settle: () => Promise.resolve(),
  close: () => Promise.resolve(),
}
