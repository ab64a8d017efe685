// The desk: contacts, presences, notes, and the lines of practice conversations.
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const desk: Migration = {
  number: 5,
  statements: (schema, idColumn) => [
    schema
      .createTable('contacts')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('desk', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('caller', 'text', (c) => c.notNull())
      .addColumn('operator', 'text')
      .addColumn('enqueued_at', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull()),
    schema
      .createIndex('contacts_open')
      .on('contacts')
      .column('enqueued_at')
      .where(
        sql<boolean>`status in ('queued', 'offered', 'accepted', 'briefed', 'talking', 'wrapping')`,
      ),
    schema.createIndex('contacts_tenant').on('contacts').columns(['tenant', 'enqueued_at']),
    schema.createIndex('contacts_caller').on('contacts').columns(['caller', 'enqueued_at']),
    schema.createIndex('contacts_call').on('contacts').column('call_id'),
    schema.createIndex('contacts_operator').on('contacts').columns(['operator', 'enqueued_at']),
    schema
      .createTable('presences')
      .addColumn('operator', 'text', (c) => c.primaryKey().notNull())
      .addColumn('status', 'text', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('tab', 'text')
      .addColumn('lease_until', 'bigint', (c) => c.notNull())
      .addColumn('body', 'text', (c) => c.notNull()),
    schema
      .createTable('notes')
      .addColumn('contact', 'text', (c) => c.notNull())
      .addColumn('operator', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('outcome', 'text')
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('notes_key', ['contact', 'operator']),
    schema
      .createTable('practice_lines')
      .addColumn('id', idColumn === 'integer' ? 'integer' : sql`bigserial`, (c) =>
        idColumn === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey(),
      )
      .addColumn('contact', 'text', (c) => c.notNull())
      .addColumn('who', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull()),
    schema.createIndex('practice_lines_contact').on('practice_lines').column('contact'),
  ],
}
