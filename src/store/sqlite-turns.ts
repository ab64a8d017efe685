// Turns written to SQLite: a batch in one transaction, where one that cannot be written is undone
// alone.
import type { Outcome, Written } from './group-commit.ts'
import { endColumns } from './rows.ts'
import type { Sealing } from './sealing.ts'
import { faultOf, type SqliteFile } from './sqlite-file.ts'
import type { Commit } from './store.ts'
import {
  callTypes,
  columnsOf,
  contactTypes,
  handoffTypes,
  messageTypes,
  noticeTypes,
  rowsOf,
  taskTypes,
  turnTypes,
  workTypes,
  type Types,
} from './turn-rows.ts'

const updateCall =
  'update calls set status = ?, at = ?, seq = ?, session = ?, erased = 0 where call_id = ? and seq = ?'
const endCall = `update calls set ${endColumns.map((column) => `${column} = ?`).join(', ')} where call_id = ?`
const insertCall = insertion('calls', callTypes, 'on conflict (call_id) do nothing')
const insertTurn = insertion('turns', turnTypes)
const upsertHandoff = insertion(
  'handoffs',
  handoffTypes,
  'on conflict (id) do update set status = excluded.status, person = excluded.person, body = excluded.body',
)
const insertNotice = insertion(
  'outbox',
  { ...noticeTypes, attempts: 'int' },
  'on conflict (key) do nothing',
)
const insertWork = insertion('work', workTypes, 'on conflict (call_id, key) do nothing')
const insertMessage = insertion('messages', messageTypes, 'on conflict (recording) do nothing')
const insertContact = insertion('contacts', contactTypes, 'on conflict (id) do nothing')

const insertTask = insertion('tasks', taskTypes, 'on conflict (id) do nothing')

/** Inserts a row; gives how many were. */
type Insertion<Row> = ({ run }: SqliteFile, row: Row) => number

function insertion<Row extends object>(
  table: string,
  types: Types<Row>,
  rest = '',
): Insertion<Row> {
  const columns = columnsOf(types)
  const text = `insert into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')}) ${rest}`
  return ({ run }, row) =>
    run(
      text,
      columns.map((column) => row[column]),
    )
}

/** Writes a batch: savepoints, so that a turn is undone alone, only once one of them has failed. */
export function writeTurns(file: SqliteFile, batch: Commit[], seals: Sealing): Written {
  try {
    return file.atomically(() => batch.map((turn) => write(file, turn, seals)))
  } catch (error) {
    if (batch.length === 1 || faultOf(error)) throw error
    return file.atomically(() => batch.map((turn) => writeAlone(file, turn, seals)))
  }
}

function write(file: SqliteFile, commit: Commit, seals: Sealing): Outcome {
  const { was, call, turn, ...more } = rowsOf(commit, seals)
  const kept =
    was < 0
      ? insertCall(file, call)
      : file.run(updateCall, [call.status, call.at, call.seq, call.session, call.call_id, was])
  if (kept === 0) return 'stale'
  if (call.outcome !== null)
    file.run(endCall, [...endColumns.map((column) => call[column]), call.call_id])
  insertTurn(file, turn)
  for (const row of more.handoffs) upsertHandoff(file, row)
  for (const row of more.notices) insertNotice(file, { ...row, attempts: 0 })
  for (const row of more.work) insertWork(file, row)
  for (const row of more.messages) insertMessage(file, row)
  for (const row of more.contacts) insertContact(file, row)
  for (const row of more.tasks) insertTask(file, row)
  return 'committed'
}

function writeAlone(file: SqliteFile, turn: Commit, seals: Sealing): Outcome | Error {
  file.run('savepoint one')
  try {
    const outcome = write(file, turn, seals)
    file.run('release one')
    return outcome
  } catch (error) {
    file.run('rollback to one')
    file.run('release one')
    return error instanceof Error ? error : new Error(String(error))
  }
}
