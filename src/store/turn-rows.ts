// A turn as rows of the tables, and the columns of those that it writes.
import { contactRow } from './contact-rows.ts'
import { callRow, handoffRow, messageRow, noticeRow, turnRow, type NewCall } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { Commit } from './store.ts'
import { taskRow } from './task-rows.ts'

/** A turn as rows, sealed where it must be. */
export type TurnRows = {
  was: number
  call: NewCall
  turn: Schema['turns']
  handoffs: Schema['handoffs'][]
  notices: ReturnType<typeof noticeRow>[]
  work: WorkRow[]
  messages: MessageRow[]
  contacts: Schema['contacts'][]
  tasks: Schema['tasks'][]
}

type WorkRow = Omit<Schema['work'], 'result'>
type MessageRow = ReturnType<typeof messageRow>
export type Types<Row> = { [Column in keyof Row]: 'text' | 'int' | 'bigint' }

export const callTypes: Types<NewCall> = {
  call_id: 'text',
  tenant: 'text',
  flow: 'text',
  version: 'text',
  status: 'text',
  practice: 'int',
  caller: 'text',
  started_at: 'bigint',
  at: 'bigint',
  seq: 'int',
  session: 'text',
  release: 'text',
  outcome: 'text',
  step: 'text',
  goal: 'text',
  seconds: 'int',
  misses: 'int',
  reason: 'text',
  asked: 'int',
}

export const turnTypes: Types<Schema['turns']> = {
  call_id: 'text',
  seq: 'int',
  tenant: 'text',
  answers: 'int',
  at: 'bigint',
  inputs: 'text',
  events: 'text',
  reply: 'text',
  understood: 'text',
}
export const handoffTypes: Types<Schema['handoffs']> = {
  id: 'text',
  call_id: 'text',
  tenant: 'text',
  desk: 'text',
  status: 'text',
  person: 'text',
  body: 'text',
}
export const noticeTypes: Types<ReturnType<typeof noticeRow>> = {
  key: 'text',
  tenant: 'text',
  call_id: 'text',
  due_at: 'bigint',
  notice: 'text',
}
export const workTypes: Types<WorkRow> = {
  call_id: 'text',
  key: 'text',
  tenant: 'text',
  lease_until: 'bigint',
}
export const messageTypes: Types<MessageRow> = {
  recording: 'text',
  call_id: 'text',
  tenant: 'text',
  desk: 'text',
  language: 'text',
  sealed: 'int',
  at: 'bigint',
  due_at: 'bigint',
}

export const contactTypes: Types<Schema['contacts']> = {
  id: 'text',
  call_id: 'text',
  tenant: 'text',
  desk: 'text',
  status: 'text',
  seq: 'int',
  caller: 'text',
  operator: 'text',
  enqueued_at: 'bigint',
  body: 'text',
}

export const taskTypes: Types<Schema['tasks']> = {
  id: 'text',
  kind: 'text',
  tenant: 'text',
  desk: 'text',
  state: 'text',
  owner: 'text',
  due: 'bigint',
  call_id: 'text',
  recording: 'text',
  at: 'bigint',
}

/** The columns of a row, in their order. */
export const columnsOf = <Row extends object>(types: Types<Row>) =>
  Object.keys(types) as (keyof Row & string)[]

/** Throws where the turn must be sealed and cannot be. */
export function rowsOf(commit: Commit, seals: Sealing): TurnRows {
  const { session, handoffs, notices, work, messages = [], contacts = [], tasks = [], was } = commit
  return {
    was,
    call: callRow(commit, seals),
    turn: turnRow(commit, seals),
    handoffs: handoffs.map((handoff) => handoffRow(handoff, commit, seals)),
    notices: notices.map((notice) => noticeRow(notice, commit, seals)),
    work: work
      ? [
          {
            call_id: session.callId,
            key: work.key,
            tenant: session.tenant,
            lease_until: work.leaseUntil,
          },
        ]
      : [],
    messages: messages.map((message) => messageRow(message, commit)),
    contacts: contacts.map(contactRow),
    tasks: tasks.map(taskRow),
  }
}
