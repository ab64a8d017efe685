// Recorded messages that are written down.
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

export const messages: Migration = {
  number: 3,
  statements: (schema) => [
    schema
      .createTable('messages')
      .addColumn('recording', 'text', (c) => c.primaryKey().notNull())
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('desk', 'text')
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('sealed', 'integer', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
      .addColumn('due_at', 'bigint')
      .addColumn('reason', 'text')
      .addColumn('said', 'text'),
    schema.createIndex('messages_call').on('messages').column('call_id'),
    schema
      .createIndex('messages_due')
      .on('messages')
      .column('due_at')
      .where(sql<boolean>`due_at is not null`),
  ],
}
