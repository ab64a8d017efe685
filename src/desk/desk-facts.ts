// What the outside tells a call about a desk: whether operators serve it now, and how its queue
// stands.

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
  openCallback?(tenant: string, number: string): Promise<string | undefined>
}
