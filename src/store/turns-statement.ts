// The one PostgreSQL statement that writes a batch of turns: whole and durable when it returns, or
// not at all.
import { contactRow } from './desk-rows.ts'
import { callRow, handoffRow, messageRow, noticeRow, turnRow, type NewCall } from './rows.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'
import type { Commit } from './store.ts'

/** A turn as rows, sealed where it must be. */
export type Writable = {
  was: number
  call: NewCall
  turn: Schema['turns']
  handoffs: Schema['handoffs'][]
  notices: ReturnType<typeof noticeRow>[]
  work: WorkRow[]
  messages: MessageRow[]
  contacts: Schema['contacts'][]
}

type WorkRow = Omit<Schema['work'], 'result'>
type MessageRow = ReturnType<typeof messageRow>
type Types<Row> = { [Column in keyof Row]: 'text' | 'int' | 'bigint' }

const callTypes: Types<NewCall> = {
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
}
const logTypes: Types<Pick<Schema['turns'], 'answers' | 'inputs' | 'events' | 'reply'>> = {
  answers: 'int',
  inputs: 'text',
  events: 'text',
  reply: 'text',
}
const givenTypes = { ...callTypes, was: 'int', ...logTypes } as const
const handoffTypes: Types<Schema['handoffs']> = {
  id: 'text',
  call_id: 'text',
  tenant: 'text',
  desk: 'text',
  status: 'text',
  person: 'text',
  body: 'text',
}
const noticeTypes: Types<ReturnType<typeof noticeRow>> = {
  key: 'text',
  tenant: 'text',
  call_id: 'text',
  due_at: 'bigint',
  notice: 'text',
}
const workTypes: Types<WorkRow> = {
  call_id: 'text',
  key: 'text',
  tenant: 'text',
  lease_until: 'bigint',
}
const messageTypes: Types<MessageRow> = {
  recording: 'text',
  call_id: 'text',
  tenant: 'text',
  desk: 'text',
  language: 'text',
  sealed: 'int',
  at: 'bigint',
  due_at: 'bigint',
}

const contactTypes: Types<Schema['contacts']> = {
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

const names = (types: object) => Object.keys(types).join(', ')

/** The rows as a table `as`: an array for each column, numbered from the parameter `first`. */
const table = (types: object, first: number, as: string) =>
  `unnest(${Object.values(types)
    .map((type, index) => `$${first + index}::${type}[]`)
    .join(', ')}) as ${as} (${names(types)})`
const arrays = <Row extends object>(types: Types<Row>, rows: Row[]) =>
  (Object.keys(types) as (keyof Row)[]).map((column) => rows.map((row) => row[column]))
const size = (types: object) => Object.keys(types).length

// rows are locked in the order of their ids, so that two nodes never wait for each other in a ring
const turnsOnly = `with given as (select * from ${table(givenTypes, 1, 'g')}),
locked as (select c.call_id from calls c join given g on g.call_id = c.call_id where g.was >= 0 and c.seq = g.was order by c.call_id for update of c),
updated as (update calls c set status = g.status, at = g.at, seq = g.seq, session = g.session, erased = 0 from given g, locked l where l.call_id = c.call_id and g.call_id = c.call_id and c.seq = g.was returning c.call_id),
inserted as (insert into calls (${names(callTypes)}) select ${names(callTypes)} from given where was < 0 order by call_id on conflict (call_id) do nothing returning call_id),
kept as (select call_id from updated union all select call_id from inserted),
logged as (insert into turns (call_id, seq, tenant, at, ${names(logTypes)}) select call_id, seq, tenant, at, ${names(logTypes)} from given join kept using (call_id))`

const firstHandoff = 1 + size(givenTypes)
const firstNotice = firstHandoff + size(handoffTypes)
const firstWork = firstNotice + size(noticeTypes)
const firstMessage = firstWork + size(workTypes)
const firstContact = firstMessage + size(messageTypes)
const andTheRest = `,
handed as (insert into handoffs (${names(handoffTypes)}) select h.* from ${table(handoffTypes, firstHandoff, 'h')} where call_id in (select call_id from kept) on conflict (id) do update set status = excluded.status, person = excluded.person, body = excluded.body),
noted as (insert into outbox (${names(noticeTypes)}, attempts) select n.*, 0 from ${table(noticeTypes, firstNotice, 'n')} where call_id in (select call_id from kept) on conflict (key) do nothing),
begun as (insert into work (${names(workTypes)}) select w.* from ${table(workTypes, firstWork, 'w')} where call_id in (select call_id from kept) on conflict (call_id, key) do nothing),
recorded as (insert into messages (${names(messageTypes)}) select m.* from ${table(messageTypes, firstMessage, 'm')} where call_id in (select call_id from kept) on conflict (recording) do nothing),
queued as (insert into contacts (${names(contactTypes)}) select q.* from ${table(contactTypes, firstContact, 'q')} where call_id in (select call_id from kept) on conflict (id) do nothing)`

const end = '\nselect call_id from kept'

/** What the turn cannot be written for comes back as an Error, so that it concerns this turn
 * only. */
export function writable(commit: Commit, seals: Sealing): Writable | Error {
  try {
    const { session, handoffs, notices, work, messages = [], contacts = [], was } = commit
    // the last of two states of one hand-off counts: a statement may touch a row once
    const latest = new Map(handoffs.map((handoff) => [handoff.id, handoff]))
    return {
      was,
      call: callRow(commit, seals),
      turn: turnRow(commit, seals),
      handoffs: [...latest.values()].map((handoff) => handoffRow(handoff, commit, seals)),
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
    }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Gives the ids of the calls whose turns were kept; each call at most once in a batch. */
export function turnsStatement(batch: Writable[]): {
  name: string
  text: string
  values: unknown[]
} {
  const given = arrays(
    givenTypes,
    batch.map(({ call, was, turn }) => ({
      ...call,
      was,
      answers: turn.answers,
      inputs: turn.inputs,
      events: turn.events,
      reply: turn.reply,
    })),
  )
  const [handoffs, notices, work, messages, contacts] = [
    batch.flatMap((one) => one.handoffs),
    batch.flatMap((one) => one.notices),
    batch.flatMap((one) => one.work),
    batch.flatMap((one) => one.messages),
    batch.flatMap((one) => one.contacts),
  ]
  if (handoffs.length + notices.length + work.length + messages.length + contacts.length === 0)
    return { name: 'turns', text: turnsOnly + end, values: given }
  return {
    name: 'turns and the rest',
    text: turnsOnly + andTheRest + end,
    values: [
      ...given,
      ...arrays(handoffTypes, handoffs),
      ...arrays(noticeTypes, notices),
      ...arrays(workTypes, work),
      ...arrays(messageTypes, messages),
      ...arrays(contactTypes, contacts),
    ],
  }
}
