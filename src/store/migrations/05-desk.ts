// The desk: contacts, presences, notes, and the lines of practice conversations.
import { sql } from 'kysely'
import { key, must, type Migration } from './migration.ts'

export const desk: Migration = {
  number: 5,
  statements: (schema, idColumn) => [
    schema
      .createTable('contacts')
      .addColumn('id', 'text', key)
      .addColumn('call_id', 'text', must)
      .addColumn('tenant', 'text', must)
      .addColumn('desk', 'text', must)
      .addColumn('status', 'text', must)
      .addColumn('seq', 'integer', must)
      .addColumn('caller', 'text', must)
      .addColumn('operator', 'text')
      .addColumn('enqueued_at', 'bigint', must)
      .addColumn('body', 'text', must),
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
      .addColumn('operator', 'text', key)
      .addColumn('status', 'text', must)
      .addColumn('seq', 'integer', must)
      .addColumn('tab', 'text')
      .addColumn('lease_until', 'bigint', must)
      .addColumn('body', 'text', must),
    schema
      .createTable('notes')
      .addColumn('contact', 'text', must)
      .addColumn('operator', 'text', must)
      .addColumn('tenant', 'text', must)
      .addColumn('text', 'text', must)
      .addColumn('outcome', 'text')
      .addColumn('at', 'bigint', must)
      .addPrimaryKeyConstraint('notes_key', ['contact', 'operator']),
    schema
      .createTable('practice_lines')
      .addColumn('id', idColumn === 'integer' ? 'integer' : sql`bigserial`, (c) =>
        idColumn === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey(),
      )
      .addColumn('contact', 'text', must)
      .addColumn('who', 'text', must)
      .addColumn('text', 'text', must)
      .addColumn('at', 'bigint', must),
    schema.createIndex('practice_lines_contact').on('practice_lines').column('contact'),
  ],
}
