// Between what the engine knows and what the tables hold.
import type { Notice } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Ending } from '../call/outcome.ts'
import type { Handoff, Session } from '../call/session.ts'
import type { Understood } from '../call/understood.ts'
import type { Commit, LoggedTurn, NewMessage } from './store.ts'
import type { Schema } from './schema.ts'
import type { Sealing } from './sealing.ts'

export type NewCall = Omit<Schema['calls'], 'erased'>

export function callRow(
  { session, sealed, ending, release }: Commit,
  { mustSeal }: Sealing,
): NewCall {
  const text = JSON.stringify(session)
  return {
    ...endOf(ending),
    call_id: session.callId,
    tenant: session.tenant,
    flow: session.flow,
    version: session.version,
    status: session.status,
    practice: session.practice ? 1 : 0,
    caller: session.caller.withheld ? '' : session.caller.number,
    started_at: session.startedAt,
    at: session.at,
    seq: session.seq,
    session: sealed ? mustSeal(text) : text,
    release: release ?? null,
  }
}

/** The columns that the end of a call fills. */
export const endColumns = [
  'outcome',
  'step',
  'goal',
  'seconds',
  'misses',
  'reason',
  'asked',
] as const satisfies (keyof NewCall)[]

/** Empty until the turn that ends the call. */
const notEnded = {
  outcome: null,
  step: null,
  goal: null,
  seconds: null,
  misses: null,
  reason: null,
  asked: null,
}

/** The columns of a call's end. */
export const endOf = (ending: Ending | undefined): Pick<NewCall, (typeof endColumns)[number]> =>
  ending
    ? {
        outcome: ending.outcome,
        step: ending.step ?? null,
        goal: ending.goal ?? null,
        seconds: ending.seconds,
        misses: ending.misses,
        reason: ending.reason,
        asked: Number(ending.asked),
      }
    : notEnded

export function turnRow(
  { session, answers, inputs, events, understood, reply, sealed }: Commit,
  { mustSeal }: Sealing,
): Schema['turns'] {
  const sealIfAsked = (text: string) => (sealed ? mustSeal(text) : text)
  return {
    call_id: session.callId,
    seq: session.seq,
    tenant: session.tenant,
    answers,
    at: session.at,
    inputs: sealIfAsked(JSON.stringify(inputs)),
    events: sealIfAsked(JSON.stringify(events)),
    reply: reply === null ? null : sealIfAsked(reply),
    understood: understood?.length ? sealIfAsked(JSON.stringify(understood)) : null,
  }
}

export function handoffRow(
  handoff: Handoff,
  { session, sealed }: Commit,
  { mustSeal }: Sealing,
): Schema['handoffs'] {
  const body = JSON.stringify(handoff)
  return {
    id: handoff.id,
    call_id: session.callId,
    tenant: session.tenant,
    desk: handoff.desk,
    status: handoff.status,
    person: handoff.operatorId ?? null,
    body: sealed ? mustSeal(body) : body,
  }
}

export const sessionOf = (text: string, seals: Sealing): Session => openStored(text, seals)

export const handoffOf = (text: string, seals: Sealing): Handoff => openStored(text, seals)

export const inputOf = (text: string, seals: Sealing): Input => openStored(text, seals)

export const inputsOf = (text: string, seals: Sealing): Input[] => openStored(text, seals)

export const understoodOf = (text: string, seals: Sealing): Understood[] => openStored(text, seals)

export const noticeOf = (text: string, seals: Sealing): Notice => openStored(text, seals)

export function loggedTurn(
  row: Omit<Schema['turns'], 'call_id' | 'tenant'>,
  seals: Sealing,
): LoggedTurn {
  const turn: LoggedTurn = {
    seq: row.seq,
    answers: row.answers,
    at: row.at,
    inputs: inputsOf(row.inputs, seals),
    events: openStored(row.events, seals),
    reply: row.reply === null ? null : seals.open(row.reply),
  }
  if (row.understood !== null) turn.understood = understoodOf(row.understood, seals)
  return turn
}

/** What a column of JSON holds: we wrote it ourselves, so it has the type it was written with. */
export const parseStored = <T>(text: string): T => JSON.parse(text)

/** The parser's own message would quote what callers said. */
function openStored<T>(text: string, { open }: Sealing): T {
  const opened = open(text)
  try {
    return parseStored<T>(opened)
  } catch {
    throw new Error('what is stored of a call is damaged and cannot be read')
  }
}

export function noticeRow(
  notice: Notice,
  { session, sealed }: Commit,
  { mustSeal }: Sealing,
): Omit<Schema['outbox'], 'id' | 'attempts' | 'reason'> {
  const body = JSON.stringify(notice)
  return {
    key: notice.key,
    tenant: session.tenant,
    call_id: session.callId,
    due_at: session.at,
    notice: sealed ? mustSeal(body) : body,
  }
}

export function messageRow(
  { recording, desk, language, dueAt }: NewMessage,
  { session, sealed }: Commit,
): Omit<Schema['messages'], 'attempts' | 'reason' | 'said'> {
  return {
    recording,
    call_id: session.callId,
    tenant: session.tenant,
    desk: desk ?? null,
    language,
    sealed: sealed ? 1 : 0,
    at: session.at,
    due_at: dueAt,
  }
}

/** What remains of a stored session: where and how the call went, not what was said; nothing when
 * it cannot be opened any more, so that a lost key does not keep the rest. */
export function erasedSession(text: string, seals: Sealing): string {
  let session: Session
  try {
    session = sessionOf(text, seals)
  } catch {
    return ''
  }
  const remains: Session = {
    ...session,
    slots: {},
    saved: {},
    caller: { number: '', withheld: true, tags: [] },
    pending: undefined,
    keys: { kept: '', ahead: '' },
    working: undefined,
    ringing: undefined,
    recordings: [],
    reason: '',
  }
  return JSON.stringify(remains)
}
