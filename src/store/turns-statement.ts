// The one PostgreSQL statement that writes a batch of turns: whole and durable when it returns, or
// not at all.
import { endColumns } from './rows.ts'
import type { Sealing } from './sealing.ts'
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
  type TurnRows,
  type Types,
} from './turn-rows.ts'

const { answers, inputs, events, reply, understood } = turnTypes
const logTypes = { answers, inputs, events, reply, understood }
const givenTypes = { ...callTypes, was: 'int' as const, ...logTypes }

const names = (types: object) => Object.keys(types).join(', ')

/** The rows as a table `as`: an array for each column, numbered from the parameter `first`. */
const table = (types: object, first: number, as: string) =>
  `unnest(${Object.values(types)
    .map((type, index) => `$${first + index}::${type}[]`)
    .join(', ')}) as ${as} (${names(types)})`
const arrays = <Row extends object>(types: Types<Row>, rows: Row[]) =>
  columnsOf(types).map((column) => rows.map((row) => row[column]))
const size = (types: object) => Object.keys(types).length

// rows are locked in the order of their ids, so that two nodes never wait for each other in a ring
const turnsOnly = `with given as (select * from ${table(givenTypes, 1, 'g')}),
locked as (select c.call_id from calls c join given g on g.call_id = c.call_id where g.was >= 0 and c.seq = g.was order by c.call_id for update of c),
updated as (update calls c set status = g.status, at = g.at, seq = g.seq, session = g.session, erased = 0, ${endColumns.map((column) => `${column} = coalesce(g.${column}, c.${column})`).join(', ')} from given g, locked l where l.call_id = c.call_id and g.call_id = c.call_id and c.seq = g.was returning c.call_id),
inserted as (insert into calls (${names(callTypes)}) select ${names(callTypes)} from given where was < 0 order by call_id on conflict (call_id) do nothing returning call_id),
kept as (select call_id from updated union all select call_id from inserted),
logged as (insert into turns (call_id, seq, tenant, at, ${names(logTypes)}) select call_id, seq, tenant, at, ${names(logTypes)} from given join kept using (call_id))`

const firstHandoff = 1 + size(givenTypes)
const firstNotice = firstHandoff + size(handoffTypes)
const firstWork = firstNotice + size(noticeTypes)
const firstMessage = firstWork + size(workTypes)
const firstContact = firstMessage + size(messageTypes)
const firstTask = firstContact + size(contactTypes)
const andTheRest = `,
handed as (insert into handoffs (${names(handoffTypes)}) select h.* from ${table(handoffTypes, firstHandoff, 'h')} where call_id in (select call_id from kept) on conflict (id) do update set status = excluded.status, person = excluded.person, body = excluded.body),
noted as (insert into outbox (${names(noticeTypes)}, attempts) select n.*, 0 from ${table(noticeTypes, firstNotice, 'n')} where call_id in (select call_id from kept) on conflict (key) do nothing),
begun as (insert into work (${names(workTypes)}) select w.* from ${table(workTypes, firstWork, 'w')} where call_id in (select call_id from kept) on conflict (call_id, key) do nothing),
recorded as (insert into messages (${names(messageTypes)}) select m.* from ${table(messageTypes, firstMessage, 'm')} where call_id in (select call_id from kept) on conflict (recording) do nothing),
queued as (insert into contacts (${names(contactTypes)}) select q.* from ${table(contactTypes, firstContact, 'q')} where call_id in (select call_id from kept) on conflict (id) do nothing),
left_to_do as (insert into tasks (${names(taskTypes)}) select t.* from ${table(taskTypes, firstTask, 't')} where call_id in (select call_id from kept) on conflict (id) do nothing)`

const end = '\nselect call_id from kept'

/** What the turn cannot be written for comes back as an Error, so that it concerns this turn
 * only. */
export function writable(commit: Commit, seals: Sealing): TurnRows | Error {
  try {
    const rows = rowsOf(commit, seals)
    // the last of two states of one hand-off counts: a statement may touch a row once
    const latest = new Map(rows.handoffs.map((row) => [row.id, row]))
    return { ...rows, handoffs: [...latest.values()] }
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Gives the ids of the calls whose turns were kept; each call at most once in a batch. */
export function turnsStatement(batch: TurnRows[]): {
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
      understood: turn.understood,
    })),
  )
  const [handoffs, notices, work, messages, contacts, tasks] = [
    batch.flatMap((one) => one.handoffs),
    batch.flatMap((one) => one.notices),
    batch.flatMap((one) => one.work),
    batch.flatMap((one) => one.messages),
    batch.flatMap((one) => one.contacts),
    batch.flatMap((one) => one.tasks),
  ]
  const rest = [handoffs, notices, work, messages, contacts, tasks]
  if (rest.every(({ length }) => length === 0))
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
      ...arrays(taskTypes, tasks),
    ],
  }
}
