// Calls with their turns and hand-offs, versions of flows, work outside, notices and switches.
import { sql, type Compilable, type SchemaModule } from 'kysely'
import type { IdColumn, Migration } from './migration.ts'

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
    .addColumn('call_id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('flow', 'text', (c) => c.notNull())
    .addColumn('version', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('practice', 'integer', (c) => c.notNull())
    .addColumn('caller', 'text', (c) => c.notNull())
    .addColumn('started_at', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('session', 'text', (c) => c.notNull())
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
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('answers', 'integer')
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('inputs', 'text', (c) => c.notNull())
    .addColumn('events', 'text', (c) => c.notNull())
    .addColumn('reply', 'text')
    .addPrimaryKeyConstraint('turns_key', ['call_id', 'seq']),
]

const handoffTables = (schema: SchemaModule): Compilable[] => [
  schema
    .createTable('handoffs')
    .addColumn('id', 'text', (c) => c.primaryKey().notNull())
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('desk', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('person', 'text')
    .addColumn('body', 'text', (c) => c.notNull()),
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
    .addColumn('version', 'text', (c) => c.primaryKey().notNull())
    .addColumn('flow', 'text', (c) => c.notNull())
    .addColumn('sources', 'text', (c) => c.notNull())

const workTables = (schema: SchemaModule, idColumn: IdColumn): Compilable[] => [
  schema
    .createTable('work')
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('key', 'text', (c) => c.notNull())
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('lease_until', 'bigint', (c) => c.notNull())
    .addColumn('result', 'text')
    .addPrimaryKeyConstraint('work_key', ['call_id', 'key']),
  schema
    .createTable('outbox')
    .addColumn('id', idColumn === 'integer' ? 'integer' : sql`bigserial`, (c) =>
      idColumn === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey(),
    )
    .addColumn('key', 'text', (c) => c.notNull().unique())
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('call_id', 'text', (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('due_at', 'bigint')
    .addColumn('reason', 'text')
    .addColumn('notice', 'text', (c) => c.notNull()),
  schema
    .createIndex('outbox_due')
    .on('outbox')
    .column('due_at')
    .where(sql<boolean>`due_at is not null`),
]

const switchTable = (schema: SchemaModule): Compilable =>
  schema
    .createTable('switches')
    .addColumn('tenant', 'text', (c) => c.notNull())
    .addColumn('flow', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('is_on', 'integer', (c) => c.notNull())
    .addColumn('words', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('switches_key', ['flow', 'name'])
