// Between what the engine knows and what the tables hold.
import type { Notice } from '../call/event.ts'
import type { Handoff, Session } from '../call/session.ts'
import type { Commit, LoggedTurn } from './store.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'

export type NewCall = Omit<Schema['calls'], 'erased'>

export function callRow({ session, sealed }: Commit, { mustSeal }: Sealing): NewCall {
  const text = JSON.stringify(session)
  return { call_id: session.callId, tenant: session.tenant, flow: session.flow, version: session.version, status: session.status, practice: session.practice ? 1 : 0, caller: session.caller.withheld ? '' : session.caller.number, started_at: session.startedAt, at: session.at, seq: session.seq, session: sealed ? mustSeal(text) : text }
}

export function turnRow({ session, answers, inputs, events, reply, sealed }: Commit, { mustSeal }: Sealing): Schema['turns'] {
  const kept = (text: string) => (sealed ? mustSeal(text) : text)
  return { call_id: session.callId, seq: session.seq, tenant: session.tenant, answers, at: session.at, inputs: kept(JSON.stringify(inputs)), events: kept(JSON.stringify(events)), reply: reply === null ? null : kept(reply) }
}

export function handoffRow(handoff: Handoff, { session, sealed }: Commit, { mustSeal }: Sealing): Schema['handoffs'] {
  const body = JSON.stringify(handoff)
  return { id: handoff.id, call_id: session.callId, tenant: session.tenant, desk: handoff.desk, status: handoff.status, person: handoff.operatorId ?? null, body: sealed ? mustSeal(body) : body }
}

export const sessionOf = (text: string, { open }: Sealing): Session => JSON.parse(open(text)) as Session

export const handoffOf = (text: string, { open }: Sealing): Handoff => JSON.parse(open(text)) as Handoff

export function loggedTurn(row: Pick<Schema['turns'], 'seq' | 'answers' | 'at' | 'inputs' | 'events' | 'reply'>, { open }: Sealing): LoggedTurn {
  return { seq: row.seq, answers: row.answers, at: row.at, inputs: JSON.parse(open(row.inputs)) as LoggedTurn['inputs'], events: JSON.parse(open(row.events)) as LoggedTurn['events'], reply: row.reply === null ? null : open(row.reply) }
}

export function noticeRow(notice: Notice, { session, sealed }: Commit, { mustSeal }: Sealing): Omit<Schema['outbox'], 'id' | 'attempts' | 'reason'> {
  const body = JSON.stringify(notice)
  return { key: notice.key, tenant: session.tenant, call_id: session.callId, due_at: session.at, notice: sealed ? mustSeal(body) : body }
}

/** What remains of a session: where and how the call went, not what was said. */
export function erased(session: Session): Session {
  return { ...session, slots: {}, saved: {}, caller: { number: '', withheld: true, tags: [] }, pending: undefined, keys: { kept: '', ahead: '' }, working: undefined, ringing: undefined, recordings: [], reason: '' }
}
