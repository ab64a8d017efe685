// The numbered migrations, run on start in order; each is applied once, even by two processes that
// start together.
import {
  CompiledQuery,
  sql,
  type Compilable,
  type CreateTableBuilder,
  type SchemaModule,
} from 'kysely'

/** How a database counts. */
type IdColumn = 'integer' | 'bigserial'

/** Its statements in order. */
type Migration = {
  number: number
  statements: (schema: SchemaModule, idColumn: IdColumn) => Compilable[]
}

const calls: Migration = {
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

const marks: Migration = {
  number: 2,
  statements: (schema) => [
    schema
      .createTable('marks')
      .addColumn('call_id', 'text', (c) => c.notNull())
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('meant', 'text', (c) => c.notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addPrimaryKeyConstraint('marks_key', ['call_id', 'seq']),
  ],
}

const messages: Migration = {
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

/** What Kysely has no words for. */
const plain = (text: string): Compilable => ({ compile: () => CompiledQuery.raw(text) })

const staff: Migration = {
  number: 4,
  statements: (schema, idColumn) => [
    schema
      .createTable('accounts')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('login', 'text', (c) => c.notNull())
      .addColumn('login_key', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', (c) => c.notNull())
      .addColumn('hash', 'text')
      .addColumn('reach', 'text', (c) => c.notNull())
      .addColumn('skills', 'text', (c) => c.notNull())
      .addColumn('languages', 'text', (c) => c.notNull())
      .addColumn('language', 'text')
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('disabled_at', 'bigint')
      .addColumn('seq', 'integer', (c) => c.notNull())
      .addColumn('changed_by', 'text', (c) => c.notNull()),
    schema
      .createTable('memberships')
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('role', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('memberships_key', ['account', 'tenant', 'role']),
    schema
      .createTable('sessions')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('account', 'text', (c) => c.notNull())
      .addColumn('created_at', 'bigint', (c) => c.notNull())
      .addColumn('seen_at', 'bigint', (c) => c.notNull())
      .addColumn('expires_at', 'bigint', (c) => c.notNull()),
    schema.createIndex('sessions_account').on('sessions').column('account'),
    schema
      .createTable('links')
      .addColumn('hash', 'text', (c) => c.primaryKey().notNull())
      .addColumn('purpose', 'text', (c) => c.notNull())
      .addColumn('account', 'text')
      .addColumn('expires_at', 'bigint', (c) => c.notNull())
      .addColumn('used_by', 'text'),
    schema.createIndex('links_account').on('links').column('account'),
    schema
      .createTable('tries')
      .addColumn('login', 'text', (c) => c.primaryKey().notNull())
      .addColumn('count', 'integer', (c) => c.notNull())
      .addColumn('until', 'bigint', (c) => c.notNull()),
    schema
      .createTable('audit')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('at', 'bigint', (c) => c.notNull())
      .addColumn('account', 'text')
      .addColumn('ip', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text')
      .addColumn('action', 'text', (c) => c.notNull())
      .addColumn('object', 'text')
      .addColumn('details', 'text', (c) => c.notNull()),
    schema.createIndex('audit_at').on('audit').columns(['at', 'id']),
    schema.createIndex('audit_tenant').on('audit').columns(['tenant', 'at', 'id']),
    ...appendOnly(idColumn === 'integer').map(plain),
  ],
}

/** The database itself refuses to change the audit log. */
function appendOnly(sqlite: boolean): string[] {
  const reason = 'the audit log can only be added to'
  if (sqlite)
    return ['update', 'delete'].map(
      (change) =>
        `create trigger audit_no_${change} before ${change} on audit begin select raise(abort, '${reason}'); end`,
    )
  return [
    `create function audit_refuses() returns trigger language plpgsql as $$ begin raise exception '${reason}'; end $$`,
    'create trigger audit_append_only before update or delete or truncate on audit for each statement execute function audit_refuses()',
  ]
}

const desk: Migration = {
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

/** What staff look for in the list of calls; nothing in it is changed by a turn. */
const search: Migration = {
  number: 6,
  statements: (schema) => [
    schema.createIndex('calls_tenant').on('calls').columns(['tenant', 'started_at', 'call_id']),
    schema.createIndex('calls_caller').on('calls').columns(['caller', 'started_at']),
    plain('create index calls_digits on calls (substr(caller, length(caller) - 3), started_at)'),
  ],
}

/** The columns of a notice. */
const withStanding = (table: CreateTableBuilder<string>): CreateTableBuilder<string> =>
  table
    .addColumn('is_on', 'integer', (c) => c.notNull())
    .addColumn('texts', 'text', (c) => c.notNull())
    .addColumn('until', 'bigint')
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('changed_at', 'bigint')
    .addColumn('changed_by', 'text')

/** Switches by company, flow and name, with words by language and an end; what was set stays as it
 * was. A primary key cannot be changed on SQLite, so the rows move. */
const notices: Migration = {
  number: 7,
  statements: (schema, idColumn) => [
    plain('alter table switches rename to switches_by_flow'),
    withStanding(
      schema
        .createTable('switches')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('flow', 'text', (c) => c.notNull())
        .addColumn('name', 'text', (c) => c.notNull())
        .addColumn('words', 'text', (c) => c.notNull())
        .addPrimaryKeyConstraint('switches_of_company', ['tenant', 'flow', 'name']),
    ),
    plain(
      `insert into switches (tenant, flow, name, words, is_on, texts, seq) select tenant, flow, name, words, is_on, case when words = '' then '{}' else ${wordsByLanguage(idColumn)} end, 1 from switches_by_flow`,
    ),
    schema.dropTable('switches_by_flow'),
    withStanding(
      schema
        .createTable('closures')
        .addColumn('tenant', 'text', (c) => c.notNull())
        .addColumn('line', 'text', (c) => c.notNull())
        .addColumn('send_to', 'text')
        .addColumn('reminded_at', 'bigint', (c) => c.notNull())
        .addPrimaryKeyConstraint('closures_key', ['tenant', 'line']),
    ),
  ],
}

/** Words from before are good for every language. */
const wordsByLanguage = (idColumn: IdColumn): string =>
  idColumn === 'integer' ? "json_object('', words)" : "json_build_object('', words)::text"

const migrations: Migration[] = [calls, marks, messages, staff, desk, search, notices]

export const listOfDone = 'create table if not exists migrations (number integer primary key)'
export const done = 'select number from migrations'

/** The SQL of what is missing, in order, each followed by the note that it was done. */
export function missing(known: number[], schema: SchemaModule, idColumn: IdColumn): string[] {
  return migrations
    .filter(({ number }) => !known.includes(number))
    .flatMap(({ number, statements }) => [
      ...statements(schema, idColumn).map((statement) => statement.compile().sql),
      `insert into migrations (number) values (${number})`,
    ])
}
