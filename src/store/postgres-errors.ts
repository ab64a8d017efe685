// PostgreSQL's errors: whom they concern, and what they say without what callers said.
import pg from 'pg'

export const asError = (error: unknown): Error =>
  error instanceof Error ? error : new Error(String(error))

/** Errors in data, in what a row must keep, in its size, and deadlocks: they leave the server fit
 * for the other turns. */
export function concernsOneTurn(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(22|23|54|40)/.test(error.code ?? '')
}

/** pg's errors carry whole rows in `detail`; only the message and the code go on. */
export function explain(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) {
    const away = /^(08|28|3D|53|57)/.test(error.code ?? '')
    return new Error(
      `PostgreSQL ${away ? 'is not available' : 'refused a statement'}: ${error.message} (${error.code ?? 'no code'})`,
    )
  }
  const reason = reasonOf(error)
  const lost =
    error instanceof Error &&
    ('syscall' in error ||
      error instanceof AggregateError ||
      /^(Connection terminated|timeout exceeded|Query read timeout|Client)/i.test(reason))
  return lost ? new Error(`PostgreSQL cannot be reached: ${reason}`, { cause: error }) : error
}

/** To an address with several hosts, Node reports each attempt and leaves the message empty. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError)
    return error.errors
      .map((one: unknown) => (one instanceof Error ? one.message : String(one)))
      .join(', ')
  return error instanceof Error ? error.message : ''
}
