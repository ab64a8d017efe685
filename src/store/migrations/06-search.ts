// What staff look for in the list of calls.
import { plain, type Migration } from './migration.ts'

/** What staff look for in the list of calls; nothing in it is changed by a turn. */
export const search: Migration = {
  number: 6,
  statements: (schema) => [
    schema.createIndex('calls_tenant').on('calls').columns(['tenant', 'started_at', 'call_id']),
    schema.createIndex('calls_caller').on('calls').columns(['caller', 'started_at']),
    plain('create index calls_digits on calls (substr(caller, length(caller) - 3), started_at)'),
  ],
}
