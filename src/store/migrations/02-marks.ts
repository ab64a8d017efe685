// What a caller meant at a turn, told by somebody who listened.
import { must, type Migration } from './migration.ts'

export const marks: Migration = {
  number: 2,
  statements: (schema) => [
    schema
      .createTable('marks')
      .addColumn('call_id', 'text', must)
      .addColumn('seq', 'integer', must)
      .addColumn('tenant', 'text', must)
      .addColumn('meant', 'text', must)
      .addColumn('at', 'bigint', must)
      .addPrimaryKeyConstraint('marks_key', ['call_id', 'seq']),
  ],
}
