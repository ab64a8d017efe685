// Sessions and turns for tests of the store.
import type { Notice } from '../../src/call/event.ts'
import type { CallOutcome, Ending } from '../../src/call/outcome.ts'
import type { Session } from '../../src/call/session.ts'
import type { Commit } from '../../src/store/store.ts'

export const sessionOf = (callId: string, seq: number, more: Partial<Session> = {}): Session => ({
  callId,
  tenant: 'acme',
  flow: 'reception',
  version: 'v1',
  practice: false,
  state: { leaf: 'menu/try1', context: { goal: 0, handoffs: 0 } },
  slots: {},
  saved: {},
  language: 'en-GB',
  caller: { number: '+12025550143', withheld: false, tags: [] },
  line: { number: '+15005550006', name: 'Front', values: {} },
  counters: { turns: seq, misses: 0, repeats: 0, webhooks: 0, visits: {} },
  trail: {},
  keys: { kept: '', ahead: '' },
  recordings: [],
  reason: 'called',
  startedAt: 1000,
  at: 1000 + seq,
  seq,
  reply: seq,
  status: 'waiting',
  ...more,
})

/** The turn that makes a call's seq `seq`. */
export const commitOf = (
  callId: string,
  seq: number,
  more: Partial<Commit> = {},
  session: Partial<Session> = {},
): Commit => ({
  session: sessionOf(callId, seq, session),
  was: seq === 1 ? -1 : seq - 1,
  answers: seq - 1,
  inputs: [{ type: 'keys', keys: String(seq), at: 1000 + seq }],
  events: [],
  reply: `<Response>${callId} ${seq} Ў</Response>`,
  handoffs: [],
  notices: [],
  ...more,
})

export const noticeOf = (key: string): Notice => ({
  key,
  step: 'tell',
  lookup: 'crm',
  params: { number: '1' },
  private: [],
})

export const endedAs = (outcome: CallOutcome, more: Partial<Ending> = {}): Ending => ({
  outcome,
  seconds: 12,
  misses: 0,
  reason: 'called',
  asked: false,
  ...more,
})
