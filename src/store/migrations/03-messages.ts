// Recorded messages that are written down.
import { sql } from 'kysely'
import { key, must, type Migration } from './migration.ts'

export const messages: Migration = {
  number: 3,
  statements: (schema) => [
    schema
      .createTable('messages')
      .addColumn('recording', 'text', key)
      .addColumn('call_id', 'text', must)
      .addColumn('tenant', 'text', must)
      .addColumn('desk', 'text')
      .addColumn('language', 'text', must)
      .addColumn('sealed', 'integer', must)
      .addColumn('at', 'bigint', must)
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
