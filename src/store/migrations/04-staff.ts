// Accounts, what they may do, their sessions, and the audit log.
import { key, must, plain, type Migration } from './migration.ts'

export const staff: Migration = {
  number: 4,
  statements: (schema, idColumn) => [
    schema
      .createTable('accounts')
      .addColumn('id', 'text', key)
      .addColumn('login', 'text', must)
      .addColumn('login_key', 'text', (c) => c.notNull().unique())
      .addColumn('name', 'text', must)
      .addColumn('hash', 'text')
      .addColumn('reach', 'text', must)
      .addColumn('skills', 'text', must)
      .addColumn('languages', 'text', must)
      .addColumn('language', 'text')
      .addColumn('created_at', 'bigint', must)
      .addColumn('disabled_at', 'bigint')
      .addColumn('seq', 'integer', must)
      .addColumn('changed_by', 'text', must),
    schema
      .createTable('memberships')
      .addColumn('account', 'text', must)
      .addColumn('tenant', 'text', must)
      .addColumn('role', 'text', must)
      .addPrimaryKeyConstraint('memberships_key', ['account', 'tenant', 'role']),
    schema
      .createTable('sessions')
      .addColumn('id', 'text', key)
      .addColumn('account', 'text', must)
      .addColumn('created_at', 'bigint', must)
      .addColumn('seen_at', 'bigint', must)
      .addColumn('expires_at', 'bigint', must),
    schema.createIndex('sessions_account').on('sessions').column('account'),
    schema
      .createTable('links')
      .addColumn('hash', 'text', key)
      .addColumn('purpose', 'text', must)
      .addColumn('account', 'text')
      .addColumn('expires_at', 'bigint', must)
      .addColumn('used_by', 'text'),
    schema.createIndex('links_account').on('links').column('account'),
    schema
      .createTable('tries')
      .addColumn('login', 'text', key)
      .addColumn('count', 'integer', must)
      .addColumn('until', 'bigint', must),
    schema
      .createTable('audit')
      .addColumn('id', 'text', key)
      .addColumn('at', 'bigint', must)
      .addColumn('account', 'text')
      .addColumn('ip', 'text', must)
      .addColumn('tenant', 'text')
      .addColumn('action', 'text', must)
      .addColumn('object', 'text')
      .addColumn('details', 'text', must),
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
