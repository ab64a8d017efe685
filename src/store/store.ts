// What the store keeps and promises: one interface, because SQLite and PostgreSQL both keep it.
import type { Event, Notice } from '../call/event.ts'
import type { Input } from '../call/input.ts'
import type { Message } from '../call/message.ts'
import type { Ending } from '../call/outcome.ts'
import type { Task } from '../call/task.ts'
import type { Handoff, Session } from '../call/session.ts'
import type { Understood } from '../call/understood.ts'
import type { Contact } from '../desk/contact.ts'
import type { CallsStore } from './call-search.ts'
import type { ClosureStore } from './closure-rows.ts'
import type { ContentsStore } from './content-rows.ts'
import type { DeskStore } from './desk-rows.ts'
import type { StaffStore } from './staff-rows.ts'
import type { TasksStore } from './task-rows.ts'
import type { SwitchStore } from './switch-rows.ts'

/** One turn to be made durable: everything in it is committed in one transaction or not at all. */
export type Commit = {
  session: Session
  /** seq the stored session must still have; -1 when the call is new */
  was: number
  /** the caller-leg reply this turn answers (`session.reply` when its webhook arrived); null for
   * inputs that get no reply */
  answers: number | null
  inputs: Input[]
  events: Event[]
  /** what the answers among the inputs came to */
  understood?: Understood[]
  /** the reply body for the caller's leg, kept byte for byte; null when there is none */
  reply: string | null
  handoffs: Handoff[]
  notices: Notice[]
  /** the flow has private values: session and log are stored sealed */
  sealed?: boolean
  /** slow work begun by this turn */
  work?: { key: string; leaseUntil: number }
  /** recorded messages that are to be written down */
  messages?: NewMessage[]
  /** how the call ended: with the turn that ends it, and with a recording that comes later */
  ending?: Ending
  /** the content of the company's folder the call begins with; with its first turn */
  release?: string
  /** what is left to do after this turn; one that is known already stays as it is */
  tasks?: Task[]
  /** contacts that join a desk's queue with this turn; one that is known already stays as it is */
  contacts?: Contact[]
}

/** A recorded message to be written down from `dueAt` on. `language` is the one its recogniser is
 * to expect, `desk` who gets it. */
export type NewMessage = { recording: string; desk?: string; language: string; dueAt: number }

/** A message taken to be written down; `attempts` counts this one, and tells it from a later one of
 * another process. */
export type DueMessage = {
  recording: string
  callId: string
  tenant: string
  language: string
  attempts: number
}

export type LoggedTurn = {
  seq: number
  answers: number | null
  at: number
  inputs: Input[]
  events: Event[]
  understood?: Understood[]
  reply: string | null
}

/** The result of slow work, kept until the redirect collects it; `result` absent while it runs. */
export type Work = { key: string; leaseUntil: number; result?: Input }

export type Outboxed = {
  id: number
  tenant: string
  callId: string
  attempts: number
  notice: Notice
}

export type CallRow = {
  callId: string
  tenant: string
  flow: string
  version: string
  status: Session['status']
  practice: boolean
  from: string
  startedAt: number
  at: number
}

export type UntoldCall = Pick<CallRow, 'callId' | 'startedAt' | 'at'> & { turns: LoggedTurn[] }

/** Without an ending nothing can be known of it any more. */
export type ToldEnding = { callId: string; ending?: Ending }

/** `meant` is the id of the right option or question, the right value, or `nothing`. */
export type Mark = { callId: string; tenant: string; seq: number; meant: string; at: number }

/** A call with what came into it; turns without inputs only when work went on, or when the call was
 * erased. */
export type CallLog = CallRow & {
  erased: boolean
  turns: Pick<LoggedTurn, 'seq' | 'answers' | 'at' | 'inputs' | 'understood'>[]
}

/** Times are UTC milliseconds. Every row carries its tenant. All methods reject with an Error when
 * the database is away. */
export type Store = CallsStore &
  ContentsStore &
  TasksStore &
  ClosureStore &
  DeskStore &
  StaffStore &
  SwitchStore & {
    /** Runs the numbered migrations that are missing. */
    migrate(): Promise<void>
    loadCall(callId: string): Promise<Session | undefined>
    /** The reply of the turn that answered `answers`, byte for byte. */
    replyTo(callId: string, answers: number): Promise<string | undefined>
    /** `stale`: another turn was committed first and nothing of this one was kept. Turns of
     * different calls may share a transaction. */
    commit(turn: Commit): Promise<'committed' | 'stale'>
    turns(callId: string): Promise<LoggedTurn[]>
    calls(filter: {
      tenant?: string
      since?: number
      live?: boolean
      limit: number
    }): Promise<CallRow[]>
    /** A page of calls of a flow of a company, else of all companies, with their logs, the oldest first;
     * `after` is the last call of the
     * page before. `since` is when they began. */
    callLogs(filter: {
      tenant?: string
      flow: string
      since: number
      after?: Pick<CallRow, 'callId' | 'startedAt'>
      limit: number
    }): Promise<CallLog[]>
    /** A page of calls not ended whose last turn is older than `before`, the longest silent first;
     * `after` is the last call of the page before. For the sweep. */
    silentSince(
      before: number,
      limit: number,
      after?: Pick<CallRow, 'callId' | 'at'>,
    ): Promise<CallRow[]>
    /** People (by `to`) who are in a call of ours now. */
    busyPeople(): Promise<Set<string>>
    handoff(id: string): Promise<Handoff | undefined>
    handoffs(callId: string): Promise<Handoff[]>
    /** Sources of a flow version by file name; saved once, before the first call that uses it is
     * committed. */
    saveVersion(version: string, flow: string, sources: Record<string, string>): Promise<void>
    loadVersion(
      version: string,
    ): Promise<{ flow: string; sources: Record<string, string> } | undefined>
    work(callId: string, key: string): Promise<Work | undefined>
    /** True when this process took the lease over because it had run out. */
    takeWork(callId: string, key: string, now: number, leaseUntil: number): Promise<boolean>
    finishWork(callId: string, key: string, result: Input): Promise<void>
    /** Notices due now, leased until `leaseUntil` so that no other process sends them too. */
    takeNotices(now: number, leaseUntil: number, limit: number): Promise<Outboxed[]>
    noticeSent(id: number): Promise<void>
    noticeFailed(id: number, retryAt: number | null, reason: string): Promise<void>
    /** Messages due to be written down, leased until `leaseUntil` so that no other process writes
     * them too. */
    takeMessages(now: number, leaseUntil: number, limit: number): Promise<DueMessage[]>
    /** Keeps the words of a message; false when another attempt took it over meanwhile, or when the
     * call was erased. */
    messageWritten(message: DueMessage, text: string): Promise<boolean>
    /** Due again at `retryAt`, or never again. False as above. */
    messageFailed(message: DueMessage, retryAt: number | null, reason: string): Promise<boolean>
    /** The messages of a call that were to be written down, in their order. */
    messages(callId: string): Promise<Message[]>
    /** What the caller meant at a turn, told by somebody who listened; a second mark takes the
     * place of the first. */
    mark(mark: Mark): Promise<void>
    /** Marks of calls that began at or after `since`, by call and turn. */
    marks(since: number, limit: number): Promise<Mark[]>
    /** Calls that are over and whose end is not told yet, since an earlier program ended them, the
     * newest first; without turns where those are gone, or cannot be opened any more. */
    untold(limit: number): Promise<UntoldCall[]>
    /** Tells how such calls ended; one that a turn has told meanwhile stays as it is. */
    tellEndings(told: ToldEnding[]): Promise<void>
    /** Removes what callers said from calls that ended before `before`; such a call can be read but
     * not replayed. An open task holds nothing as long as nobody can close one. Returns how
     * many. */
    erase(tenant: string, before: number): Promise<number>
    /** Throws when the database cannot be written. */
    ping(): Promise<void>
    close(): Promise<void>
  }
