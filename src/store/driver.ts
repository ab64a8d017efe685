// What differs between the databases.
import type { CompiledQuery, Kysely, RawBuilder } from 'kysely'
import type { Schema } from './schema.ts'
import type { Store } from './store.ts'

/** Migrations under a lock, the hot path, closing, transactions and errors. */
export type Driver = Pick<Store, 'migrate' | 'loadCall' | 'replyTo' | 'commit' | 'close'> & {
  /** runs all of them in one transaction */
  together(statements: CompiledQuery[]): Promise<void>
  /** the same, but undoes them all when one of them changes no row */
  allOrNothing(statements: CompiledQuery[]): Promise<boolean>
  /** rows that another process is taking can be passed over */
  skipsLocked: boolean
  /** the JSON of column `body` without one of its keys */
  without(key: string): RawBuilder<string>
  /** the same error as a sentence, without what callers said */
  explain(error: unknown): unknown
}

/** Runs statements that Kysely has no words for in one transaction. */
export const runTogether = (
  db: Kysely<Schema>,
  together: Driver['together'],
  statements: RawBuilder<unknown>[],
): Promise<void> => together(statements.map((statement) => statement.compile(db)))
