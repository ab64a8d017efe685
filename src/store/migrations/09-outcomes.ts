// How calls ended, as columns, and the content of the company's folder they began with.
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const outcomes: Migration = {
  number: 9,
  statements: (schema) => [
    schema.alterTable('calls').addColumn('release', 'text'),
    schema.alterTable('calls').addColumn('outcome', 'text'),
    schema.alterTable('calls').addColumn('step', 'text'),
    schema.alterTable('calls').addColumn('goal', 'text'),
    schema.alterTable('calls').addColumn('seconds', 'integer'),
    schema.alterTable('calls').addColumn('misses', 'integer'),
    schema.alterTable('calls').addColumn('reason', 'text'),
    schema.alterTable('calls').addColumn('asked', 'integer'),
    // a call has its outcome from the turn that ends it, so this holds those of before alone, and
    // is empty once they are filled
    schema
      .createIndex('calls_unfilled')
      .on('calls')
      .column('started_at')
      .where(sql<boolean>`status = 'ended' and outcome is null`),
    schema
      .createIndex('calls_outcome')
      .on('calls')
      .columns(['outcome', 'tenant', 'started_at'])
      .where(sql<boolean>`outcome is not null`),
  ],
}
