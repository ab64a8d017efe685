// What is left to do for a company after calls: messages, calls back, forms and cases.
import { sql } from 'kysely'
import { key, must, type Migration } from './migration.ts'

export const tasks: Migration = {
  number: 10,
  statements: (schema) => [
    schema
      .createTable('tasks')
      .addColumn('id', 'text', key)
      .addColumn('kind', 'text', must)
      .addColumn('tenant', 'text', must)
      .addColumn('desk', 'text')
      .addColumn('state', 'text', must)
      .addColumn('owner', 'text')
      .addColumn('due', 'bigint')
      .addColumn('call_id', 'text', must)
      .addColumn('recording', 'text')
      .addColumn('at', 'bigint', must),
    schema.createIndex('tasks_call').on('tasks').column('call_id'),
    schema
      .createIndex('tasks_open')
      .on('tasks')
      .columns(['tenant', 'at', 'id'])
      .where(sql<boolean>`state <> 'done'`),
  ],
}
