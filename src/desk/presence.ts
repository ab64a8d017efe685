// An operator's own state: signing on and off, breaks, the lease of a console tab. Pure.
import { SECOND } from '../flow/text/duration.ts'
import { changePresence } from './change.ts'
import type { Presence } from './operator.ts'

/** How long a console may be out of touch, ms; it reports every few seconds. */
export const LEASE = 30 * SECOND

/** What an operator, or a supervisor for them, may choose. */
export type Choice = { status: 'ready' | 'away' | 'offline'; reason?: string }

/** At once when they are free; in a conversation or its wrap-up, what comes after. An offer that
 * rings is to be taken or declined first. */
export function chooseStatus(
  presence: Presence,
  { status, reason }: Choice,
  at: number,
): Presence | { refused: 'offered' } {
  if (presence.status === 'offered') return { refused: 'offered' }
  if (presence.status === 'busy' || presence.status === 'wrapping')
    return { ...presence, next: { status, reason }, seq: presence.seq + 1 }
  const wasFree = presence.status === 'ready'
  return changePresence(
    presence,
    {
      status,
      reason,
      next: undefined,
      idleSince: status === 'ready' && !wasFree ? at : presence.idleSince,
      ...(status === 'offline' && { tab: undefined, leaseUntil: 0 }),
    },
    at,
  )
}

/** The console reports: the tab that holds the desk keeps it. `taken`: another tab has it, which
 * may be taken over. */
export function reportTab(
  presence: Presence,
  tab: string,
  at: number,
  takeOver = false,
): Presence | 'taken' {
  if (presence.tab !== undefined && presence.tab !== tab && presence.leaseUntil > at && !takeOver)
    return 'taken'
  return { ...presence, tab, leaseUntil: at + LEASE }
}

/** The console has been out of touch for too long: nobody is offered calls that they cannot see.
 * Undefined: nothing changes. */
export function lapse(presence: Presence, at: number): Presence | undefined {
  const { status, next, leaseUntil } = presence
  const lost = { status: 'offline', reason: 'connection lost' } as const
  if (leaseUntil > at) return undefined
  switch (status) {
    case 'busy':
    case 'wrapping':
      if (next?.status === 'offline') return undefined
      return { ...presence, next: lost, seq: presence.seq + 1 }
    case 'ready':
    case 'away':
    case 'missed':
      return changePresence(presence, { ...lost, next: undefined, tab: undefined }, at)
    case 'offline':
    case 'offered':
      return undefined
  }
}

/** Signed in, whatever they do at the moment: a caller may wait for them. */
export const isStaffed = ({ status }: Presence): boolean => status !== 'offline'
