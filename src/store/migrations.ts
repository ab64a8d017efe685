// The numbered migrations, run on start in order; each is applied once, even by two processes that start together.
import { sql, type Kysely } from 'kysely'
import type { Schema } from './schema.ts'

type Migration = { number: number; up: (db: Kysely<Schema>, idColumn: 'integer' | 'bigserial') => Promise<void> }

const calls: Migration = {
  number: 1,
  async up(db, idColumn) {
    const { schema } = db
    await schema.createTable('calls')
      .addColumn('call_id', 'text', (c) => c.primaryKey().notNull()).addColumn('tenant', 'text', (c) => c.notNull()).addColumn('flow', 'text', (c) => c.notNull()).addColumn('version', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull()).addColumn('practice', 'integer', (c) => c.notNull()).addColumn('caller', 'text', (c) => c.notNull())
      .addColumn('started_at', 'bigint', (c) => c.notNull()).addColumn('at', 'bigint', (c) => c.notNull()).addColumn('seq', 'integer', (c) => c.notNull()).addColumn('session', 'text', (c) => c.notNull()).execute()
    // narrow, so that a turn costs the same however many calls are stored
    await schema.createIndex('calls_live').on('calls').column('at').where(sql<boolean>`status <> 'ended'`).execute()
    await schema.createIndex('calls_started').on('calls').column('started_at').execute()
    await schema.createTable('turns')
      .addColumn('call_id', 'text', (c) => c.notNull()).addColumn('seq', 'integer', (c) => c.notNull()).addColumn('tenant', 'text', (c) => c.notNull()).addColumn('answers', 'integer').addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('inputs', 'text', (c) => c.notNull()).addColumn('events', 'text', (c) => c.notNull()).addColumn('reply', 'text').addPrimaryKeyConstraint('turns_key', ['call_id', 'seq']).execute()
    await schema.createTable('handoffs')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull()).addColumn('call_id', 'text', (c) => c.notNull()).addColumn('tenant', 'text', (c) => c.notNull()).addColumn('desk', 'text', (c) => c.notNull())
      .addColumn('status', 'text', (c) => c.notNull()).addColumn('person', 'text').addColumn('body', 'text', (c) => c.notNull()).execute()
    await schema.createIndex('handoffs_call').on('handoffs').column('call_id').execute()
    await schema.createIndex('handoffs_live').on('handoffs').column('person').where(sql<boolean>`status = 'talking'`).execute()
    await schema.createTable('versions').addColumn('version', 'text', (c) => c.primaryKey().notNull()).addColumn('flow', 'text', (c) => c.notNull()).addColumn('sources', 'text', (c) => c.notNull()).execute()
    await schema.createTable('work')
      .addColumn('call_id', 'text', (c) => c.notNull()).addColumn('key', 'text', (c) => c.notNull()).addColumn('tenant', 'text', (c) => c.notNull()).addColumn('lease_until', 'bigint', (c) => c.notNull()).addColumn('result', 'text')
      .addPrimaryKeyConstraint('work_key', ['call_id', 'key']).execute()
    await schema.createTable('outbox')
      .addColumn('id', idColumn === 'integer' ? 'integer' : sql`bigserial`, (c) => (idColumn === 'integer' ? c.primaryKey().autoIncrement() : c.primaryKey()))
      .addColumn('key', 'text', (c) => c.notNull().unique()).addColumn('tenant', 'text', (c) => c.notNull()).addColumn('call_id', 'text', (c) => c.notNull()).addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'bigint').addColumn('reason', 'text').addColumn('notice', 'text', (c) => c.notNull()).execute()
    await schema.createIndex('outbox_due').on('outbox').column('due_at').where('due_at', 'is not', null).execute()
    await schema.createTable('switches')
      .addColumn('tenant', 'text', (c) => c.notNull()).addColumn('flow', 'text', (c) => c.notNull()).addColumn('name', 'text', (c) => c.notNull()).addColumn('is_on', 'integer', (c) => c.notNull()).addColumn('words', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('switches_key', ['flow', 'name']).execute()
  },
}

const migrations: Migration[] = [calls]

/** Runs what is missing. `db` holds one connection that nobody else writes through meanwhile. */
export async function migrate(db: Kysely<Schema>, idColumn: 'integer' | 'bigserial'): Promise<void> {
  await sql`create table if not exists migrations (number integer primary key)`.execute(db)
  const { rows } = await sql<{ number: number }>`select number from migrations`.execute(db)
  const done = new Set(rows.map(({ number }) => Number(number)))
  for (const { number, up } of migrations) {
    if (done.has(number)) continue
    await up(db, idColumn)
    await sql`insert into migrations (number) values (${number})`.execute(db)
  }
}
