// The tables as Kysely sees them: JSON and sealed values as text, times in UTC milliseconds, yes
// and no as 1 and 0.
import type { Generated } from 'kysely'
import type { CallOutcome } from '../call/outcome.ts'
import type { Handoff, Session } from '../call/session.ts'
import type { TaskKind, TaskState } from '../call/task.ts'
import type { ContactStatus } from '../desk/contact.ts'
import type { PresenceStatus } from '../desk/operator.ts'
import type { InterfaceLanguage } from '../staff/account.ts'
import type { AuditAction } from '../staff/audit.ts'
import type { Role } from '../staff/permissions.ts'
import type { LinkPurpose } from '../staff/sign-in-rules.ts'

/** Of a notice: `texts` by language; `changed_by` is an account's id, or what did it by itself. */
type StandingColumns = {
  is_on: number
  texts: string
  until: number | null
  seq: number
  changed_at: number | null
  changed_by: string | null
}

export type Schema = {
  calls: {
    call_id: string
    tenant: string
    flow: string
    version: string
    status: Session['status']
    practice: number
    caller: string
    started_at: number
    at: number
    seq: number
    session: string
    erased: Generated<number>
    /** of the company's folder the call began with */
    release: string | null
    /** how it ended; null while it lasts, and in calls of before that are not filled yet */
    outcome: CallOutcome | null
    step: string | null
    goal: string | null
    seconds: number | null
    misses: number | null
    reason: string | null
    asked: number | null
  }
  turns: {
    call_id: string
    seq: number
    tenant: string
    answers: number | null
    at: number
    inputs: string
    events: string
    reply: string | null
    understood: string | null
  }
  handoffs: {
    id: string
    call_id: string
    tenant: string
    desk: string
    status: Handoff['status']
    person: string | null
    body: string
  }
  versions: { version: string; flow: string; sources: string }
  work: { call_id: string; key: string; tenant: string; lease_until: number; result: string | null }
  outbox: {
    id: Generated<number>
    key: string
    tenant: string
    call_id: string
    attempts: number
    due_at: number | null
    reason: string | null
    notice: string
  }
  /** recorded messages to be written down: `due_at` is null when that is over, `said` when it came
   * to nothing */
  messages: {
    recording: string
    call_id: string
    tenant: string
    desk: string | null
    language: string
    sealed: number
    at: number
    attempts: number
    due_at: number | null
    reason: string | null
    said: string | null
  }
  /** `desk` is null where it is the company's supervisors' */
  tasks: {
    id: string
    kind: TaskKind
    tenant: string
    desk: string | null
    state: TaskState
    owner: string | null
    due: number | null
    call_id: string
    recording: string | null
    at: number
  }
  /** contents a company's folder has had: `files` are JSON, the hash of each by its path */
  contents: { tenant: string; release: string; files: string; first_seen: number }
  texts: { hash: string; text: string }
  /** what a caller meant at a turn, told by somebody who listened */
  marks: { call_id: string; seq: number; tenant: string; meant: string; at: number }
  /** `seq` guards each change; what is not looked for is in the body */
  contacts: {
    id: string
    call_id: string
    tenant: string
    desk: string
    status: ContactStatus
    seq: number
    caller: string
    operator: string | null
    enqueued_at: number
    body: string
  }
  presences: {
    operator: string
    status: PresenceStatus
    seq: number
    tab: string | null
    lease_until: number
    body: string
  }
  notes: {
    contact: string
    operator: string
    tenant: string
    text: string
    outcome: string | null
    at: number
  }
  practice_lines: {
    id: Generated<number>
    contact: string
    who: 'caller' | 'operator'
    text: string
    at: number
  }
  /** `words` are the first of `texts`, for programs that know no others */
  switches: { tenant: string; flow: string; name: string; words: string } & StandingColumns
  /** `line` is empty for a whole company */
  closures: {
    tenant: string
    line: string
    send_to: string | null
    reminded_at: number
  } & StandingColumns
  /** `login_key` is the login folded; `hash` is null until a password is set; `changed_by` is the
   * audit entry of the last change */
  accounts: {
    id: string
    login: string
    login_key: string
    name: string
    hash: string | null
    reach: string
    skills: string
    languages: string
    language: InterfaceLanguage | null
    created_at: number
    disabled_at: number | null
    seq: number
    changed_by: string
  }
  memberships: { account: string; tenant: string; role: Role }
  /** `id` is the SHA-256 of what the cookie holds */
  sessions: { id: string; account: string; created_at: number; seen_at: number; expires_at: number }
  /** `hash` is the SHA-256 of what the link holds; `used_by` the audit entry of its use */
  links: {
    hash: string
    purpose: LinkPurpose
    account: string | null
    expires_at: number
    used_by: string | null
  }
  /** sign-ins tried in a row, by the SHA-256 of the folded login, which may be a password typed
   * into the wrong field */
  tries: { login: string; count: number; until: number }
  audit: {
    id: string
    at: number
    account: string | null
    ip: string
    tenant: string | null
    action: AuditAction
    object: string | null
    details: string
  }
}
