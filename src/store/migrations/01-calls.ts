// Calls with their turns and hand-offs, versions of flows, work outside, notices and switches.
import { sql, type Compilable, type SchemaModule } from 'kysely'
import { key, must, type IdColumn, type Migration } from './migration.ts'

export const calls: Migration = {
  number: 1,
  statements: (schema, idColumn) => [
    ...callTables(schema),
    ...handoffTables(schema),
    versionTable(schema),
    ...workTables(schema, idColumn),
    switchTable(schema),
  ],
}

const callTables = (schema: SchemaModule): Compilable[] => [
  schema
    .createTable('calls')
    .addColumn('call_id', 'text', key)
    .addColumn('tenant', 'text', must)
    .addColumn('flow', 'text', must)
    .addColumn('version', 'text', must)
    .addColumn('status', 'text', must)
    .addColumn('practice', 'integer', must)
    .addColumn('caller', 'text', must)
    .addColumn('started_at', 'bigint', must)
    .addColumn('at', 'bigint', must)
    .addColumn('seq', 'integer', must)
    .addColumn('session', 'text', must)
    .addColumn('erased', 'integer', (c) => c.notNull().defaultTo(0)),
  // no index holds what a turn changes, so that a turn costs the same however many calls are
  // stored
  schema
    .createIndex('calls_live')
    .on('calls')
    .column('started_at')
    .where(sql<boolean>`status <> 'ended'`),
  schema.createIndex('calls_started').on('calls').column('started_at'),
  schema
    .createIndex('calls_to_erase')
    .on('calls')
    .columns(['tenant', 'started_at'])
    .where(sql<boolean>`status = 'ended' and erased = 0`),
  schema
    .createTable('turns')
    .addColumn('call_id', 'text', must)
    .addColumn('seq', 'integer', must)
    .addColumn('tenant', 'text', must)
    .addColumn('answers', 'integer')
    .addColumn('at', 'bigint', must)
    .addColumn('inputs', 'text', must)
    .addColumn('events', 'text', must)
    .addColumn('reply', 'text')
    .addPrimaryKeyConstraint('turns_key', ['call_id', 'seq']),
]

const handoffTables = (schema: SchemaModule): Compilable[] => [
  schema
    .createTable('handoffs')
    .addColumn('id', 'text', key)
    .addColumn('call_id', 'text', must)
    .addColumn('tenant', 'text', must)
    .addColumn('desk', 'text', must)
    .addColumn('status', 'text', must)
    .addColumn('person', 'text')
    .addColumn('body', 'text', must),
  schema.createIndex('handoffs_call').on('handoffs').column('call_id'),
  schema
    .createIndex('handoffs_live')
    .on('handoffs')
    .column('person')
    .where(sql<boolean>`status in ('ringing', 'talking')`),
]

const versionTable = (schema: SchemaModule): Compilable =>
  schema
    .createTable('versions')
    .addColumn('version', 'text', key)
    .addColumn('flow', 'text', must)
    .addColumn('sources', 'text', must)

const workTables = (schema: SchemaModule, idColumn: IdColumn): Compilable[] => [
  schema
    .createTable('work')
    .addColumn('call_id', 'text', must)
    .addColumn('key', 'text', must)
    .addColumn('tenant', 'text', must)
    .addColumn('lease_until', 'bigint', must)
    .addColumn('result', 'text')
    .addPrimaryKeyConstraint('work_key', ['call_id', 'key']),
  schema
    .createTable('outbox')
    .addColumn('id', idColumn === 'integer' ? 'integer' : sql`bigserial`, (c) =>
      idColumn === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey(),
    )
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('tenant', 'text', must)
    .addColumn('call_id', 'text', must)
    .addColumn('attempts', 'integer', must)
    .addColumn('due_at', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('notice', 'text', must),
  schema
    .createIndex('outbox_due')
    .on('outbox')
    .column('due_at')
    .where(sql<boolean>`due_at is not null`),
]

const switchTable = (schema: SchemaModule): Compilable =>
  schema
    .createTable('switches')
    .addColumn('tenant', 'text', must)
    .addColumn('flow', 'text', must)
    .addColumn('name', 'text', must)
    .addColumn('is_on', 'integer', must)
    .addColumn('words', 'text', must)
    .addPrimaryKeyConstraint('switches_key', ['flow', 'name'])
