// Switches by company, with words by language and an end, and closures.
import type { CreateTableBuilder } from 'kysely'
import { must, plain, type IdColumn, type Migration } from './migration.ts'

/** The columns of a notice. */
const withStanding = (table: CreateTableBuilder<string>): CreateTableBuilder<string> =>
  table
    .addColumn('is_on', 'integer', must)
    .addColumn('texts', 'text', must)
    .addColumn('until', 'bigint')
    .addColumn('seq', 'integer', must)
    .addColumn('changed_at', 'bigint')
    .addColumn('changed_by', 'text')

/** Switches by company, flow and name, with words by language and an end; what was set stays as it
 * was. A primary key cannot be changed on SQLite, so the rows move. */
export const notices: Migration = {
  number: 7,
  statements: (schema, idColumn) => [
    plain('alter table switches rename to switches_by_flow'),
    withStanding(
      schema
        .createTable('switches')
        .addColumn('tenant', 'text', must)
        .addColumn('flow', 'text', must)
        .addColumn('name', 'text', must)
        .addColumn('words', 'text', must)
        .addPrimaryKeyConstraint('switches_of_company', ['tenant', 'flow', 'name']),
    ),
    plain(
      `insert into switches (tenant, flow, name, words, is_on, texts, seq) select tenant, flow, name, words, is_on, case when words = '' then '{}' else ${wordsByLanguage(idColumn)} end, 1 from switches_by_flow`,
    ),
    schema.dropTable('switches_by_flow'),
    withStanding(
      schema
        .createTable('closures')
        .addColumn('tenant', 'text', must)
        .addColumn('line', 'text', must)
        .addColumn('send_to', 'text')
        .addColumn('reminded_at', 'bigint', must)
        .addPrimaryKeyConstraint('closures_key', ['tenant', 'line']),
    ),
  ],
}

/** Words from before are good for every language. */
const wordsByLanguage = (idColumn: IdColumn): string =>
  idColumn === 'integer' ? "json_object('', words)" : "json_build_object('', words)::text"
