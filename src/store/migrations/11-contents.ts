// The contents a company's folder has had, and the texts of their files.
import { key, must, type Migration } from './migration.ts'

export const contents: Migration = {
  number: 11,
  statements: (schema) => [
    schema
      .createTable('contents')
      .addColumn('tenant', 'text', must)
      .addColumn('release', 'text', must)
      .addColumn('files', 'text', must)
      .addColumn('first_seen', 'bigint', must)
      .addPrimaryKeyConstraint('contents_key', ['tenant', 'release']),
    schema.createTable('texts').addColumn('hash', 'text', key).addColumn('text', 'text', must),
  ],
}
