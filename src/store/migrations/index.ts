// The numbered migrations, run on start in order; each is applied once, even by two processes that
// start together.
import type { SchemaModule } from 'kysely'
import { calls } from './01-calls.ts'
import { marks } from './02-marks.ts'
import { messages } from './03-messages.ts'
import { staff } from './04-staff.ts'
import { desk } from './05-desk.ts'
import { search } from './06-search.ts'
import { notices } from './07-notices.ts'
import { meanings } from './08-meanings.ts'
import { outcomes } from './09-outcomes.ts'
import { tasks } from './10-tasks.ts'
import { contents } from './11-contents.ts'
import type { IdColumn, Migration } from './migration.ts'

export const migrations: Migration[] = [
  calls,
  marks,
  messages,
  staff,
  desk,
  search,
  notices,
  meanings,
  outcomes,
  tasks,
  contents,
]

export const listOfDone = 'create table if not exists migrations (number integer primary key)'
export const done = 'select number from migrations'

/** The SQL of the first migration that is missing, followed by the note that it was done; undefined
 * when none is. Throws when the database was brought up to date by a newer program, which may keep
 * there what this one would not see. */
export function nextMissing(
  known: readonly number[],
  schema: SchemaModule,
  idColumn: IdColumn,
): string[] | undefined {
  refuseNewer(known)
  const next = migrations.find(({ number }) => !known.includes(number))
  return next && statementsOf(next, schema, idColumn)
}

/** The SQL of a migration, followed by the note that it was done. */
export const statementsOf = (
  { number, statements }: Migration,
  schema: SchemaModule,
  idColumn: IdColumn,
): string[] => [
  ...statements(schema, idColumn).map((statement) => statement.compile().sql),
  `insert into migrations (number) values (${number})`,
]

function refuseNewer(known: readonly number[]): void {
  const newest = Math.max(0, ...migrations.map(({ number }) => number))
  const newer = known.filter((number) => number > newest)
  if (newer.length > 0)
    throw new Error(
      `the database was brought up to date by a newer callflow (migration ${Math.max(...newer)}; this one knows up to ${newest}): start that version, or restore the database from a copy made before the upgrade`,
    )
}
