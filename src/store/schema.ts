// The tables as Kysely sees them: JSON and sealed values as text, times in UTC milliseconds, yes and no as 1 and 0.
import type { Generated } from 'kysely'

export type Schema = {
  calls: { call_id: string; tenant: string; flow: string; version: string; status: string; practice: number; caller: string; started_at: number; at: number; seq: number; session: string; erased: Generated<number> }
  turns: { call_id: string; seq: number; tenant: string; answers: number | null; at: number; inputs: string; events: string; reply: string | null }
  handoffs: { id: string; call_id: string; tenant: string; desk: string; status: string; person: string | null; body: string }
  versions: { version: string; flow: string; sources: string }
  work: { call_id: string; key: string; tenant: string; lease_until: number; result: string | null }
  outbox: { id: Generated<number>; key: string; tenant: string; call_id: string; attempts: number; due_at: number | null; reason: string | null; notice: string }
  /** recorded messages to be written down: `due_at` is null when that is over, `said` when it came to nothing */
  messages: { recording: string; call_id: string; tenant: string; desk: string | null; language: string; sealed: number; at: number; attempts: number; due_at: number | null; reason: string | null; said: string | null }
  /** what a caller meant at a turn, told by somebody who listened */
  marks: { call_id: string; seq: number; tenant: string; meant: string; at: number }
  /** `seq` guards each change; what is not looked for is in the body */
  contacts: { id: string; call_id: string; tenant: string; desk: string; status: string; seq: number; caller: string; operator: string | null; enqueued_at: number; body: string }
  presences: { operator: string; status: string; seq: number; tab: string | null; lease_until: number; body: string }
  notes: { contact: string; operator: string; tenant: string; text: string; outcome: string | null; at: number }
  practice_lines: { id: Generated<number>; contact: string; who: string; text: string; at: number }
  switches: { tenant: string; flow: string; name: string; is_on: number; words: string }
}
