// What the answers of a turn came to, so that a replay need not understand them again.
import type { Migration } from './migration.ts'

export const meanings: Migration = {
  number: 8,
  statements: (schema) => [schema.alterTable('turns').addColumn('understood', 'text')],
}
