// The audit log: who did what to what, from where. It is only ever added to.

/** Each has its words in each language on the audit page; who brings an action that must be
 * answered for adds it here. */
export const auditActions = [
  'signed in',
  'sign-in failed',
  'sign-in locked',
  'signed out',
  'password changed',
  'first administrator made',
  'person added',
  'person changed',
  'person disabled',
  'person enabled',
  'link made',
  'link used',
  'status changed',
  'wrap-up ended',
  'listening started',
  'listening stopped',
  'private values seen',
  'recording heard',
] as const

export type AuditAction = (typeof auditActions)[number]

/**
 * `id` is random. `account` did it (absent: nobody was signed in), `object` is what it was done to,
 * by its id. `tenant` is the company
 * it concerns; absent, it concerns the whole installation. `details` never hold passwords, links or
 * callers' words.
 */
export type AuditEntry = {
  id: string
  at: number
  account?: string
  ip: string
  tenant?: string
  action: AuditAction
  object?: string
  details: Record<string, unknown>
}
