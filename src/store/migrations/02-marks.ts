// What a caller meant at a turn, told by somebody who listened.
import type { Migration } from './migration.ts'

export const marks: Migration = {
  number: 2,
  statements: (schema) => [
    schema
      .createTable('marks')
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('meant', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('marks_key', ['call_id', 'seq']),
  ],
}
