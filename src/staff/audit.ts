// The audit log: who did what to what, from where. It is only ever added to.
import { randomBytes } from 'node:crypto'
import { noticeActions } from '../notices/change.ts'
import type { Hand } from '../notices/standing.ts'

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
  ...noticeActions,
] as const

export type AuditAction = (typeof auditActions)[number]

/**
 * `id` is random. `account` did it (absent: nobody was signed in), `object` is what it was done to,
 * by its id. `tenant` is the company
 * it concerns; absent, it concerns the whole installation. `ip` is the address they did it from, or
 * the name of what did it when nobody was at a page. `details` never hold passwords, links or
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

/** Of accounts and entries of the audit log. */
export const newId = (): string => randomBytes(16).toString('hex')

/** An entry for what nobody at a page did: `by` names what did it. */
export const entryBy = (
  by: Hand,
  entry: Pick<AuditEntry, 'at' | 'tenant' | 'action' | 'object' | 'details'>,
): AuditEntry => ({ id: newId(), ip: by, ...entry })
