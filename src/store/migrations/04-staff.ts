// Accounts, what they may do, their sessions, and the audit log.
import { plain, type Migration } from './migration.ts'

export const staff: Migration = {
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
