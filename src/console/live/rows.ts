// What one supervisor sees of the floor: only their companies, in numbers and states, without a
// word of any language. Pure.
import type { Labelled } from '../../flow/tree/label.ts'
import { canServe, sortQueue } from '../../desk/assign.ts'
import type { Contact } from '../../desk/contact.ts'
import type { Operator, Presence, PresenceStatus } from '../../desk/operator.ts'
import { tally, USUAL_TARGET, type Tally } from '../../desk/service-level.ts'
import type { Allowed } from '../../store/call-search.ts'
import { MINUTE } from '../../flow/text/duration.ts'
import type { Floor } from './load-floor.ts'

/** `soon` is a warning, `over` is past what callers bear. */
export type Lateness = 'fine' | 'soon' | 'over'

/** Waits, ms: past T of the service level, and past two minutes. */
export const WAITS = { soon: USUAL_TARGET.within, over: 2 * MINUTE } as const
/** Conversations, ms: the field's usual marks for long handling. */
export const TALKS = { soon: 3 * MINUTE, over: 5 * MINUTE } as const

export function lateness(ms: number, { soon, over }: { soon: number; over: number }): Lateness {
  if (ms > over) return 'over'
  return ms > soon ? 'soon' : 'fine'
}

export type DeskRow = {
  tenant: string
  name: string
  label: string
  labels?: Labelled['labels']
  waiting: number
  /** when who waits longest joined */
  longestSince?: number
  offered: number
  talking: number
  operators: Record<'ready' | 'talking' | 'away' | 'wrapping' | 'offline', number>
  today: Tally
}

export type WaitingRow = { contact: Contact; reason: string; offeredTo?: string }

/** `contact` is what they are offered, talk with or wrap up; `elsewhere` when it belongs to a
 * company the visitor does not see. */
export type OperatorRow = {
  operator: Operator
  presence: Presence
  contact?: Contact
  /** since when they ask a supervisor for help */
  help?: number
  elsewhere: boolean
  /** conversations today, in the visitor's companies, and their length in ms without holding */
  today: {
    talks: number
    length: number
  }
}

export type Seen = {
  at: number
  dayStart: number
  tenants: string[]
  desks: DeskRow[]
  waiting: WaitingRow[]
  operators: OperatorRow[]
}

/** Of each state the group it counts to; operators are shown in this order. */
const groups: Record<PresenceStatus, keyof DeskRow['operators']> = {
  missed: 'away',
  busy: 'talking',
  offered: 'talking',
  wrapping: 'wrapping',
  ready: 'ready',
  away: 'away',
  offline: 'offline',
}
const order = Object.keys(groups)

/** The companies' waiting calls, oldest and most urgent first; operators who ask for help first,
 * then who missed an offer. */
export function seenBy(floor: Floor, allowed: Allowed): Seen {
  const mine = (tenant: string): boolean => allowed === 'all' || allowed.includes(tenant)
  const { at, dayStart } = floor
  const contacts = [...floor.contacts.values()].filter(({ tenant }) => mine(tenant))
  const staff = floor.staff.filter(({ operator }) => operator.tenants.some(mine))
  const today = todayBy(contacts, dayStart)
  const toRow = ({ operator, presence }: Floor['staff'][number]): OperatorRow => {
    const contact = floor.contacts.get(presence.contact ?? '')
    const seen = contact && mine(contact.tenant) ? contact : undefined
    return {
      operator,
      presence,
      contact: seen,
      help: contact?.help,
      elsewhere: presence.contact !== undefined && !seen,
      today: today.get(operator.id) ?? { talks: 0, length: 0 },
    }
  }
  return {
    at,
    dayStart,
    tenants: [...new Set(floor.desks.map(({ tenant }) => tenant).filter(mine))].sort(),
    desks: desksSeen(floor, contacts)
      .filter(({ tenant }) => mine(tenant))
      .map((desk) => deskRow(desk, contacts, staff, floor)),
    waiting: waitingRows(contacts, floor),
    operators: staff.map(toRow).sort(byUrgency),
  }
}

function waitingRows(contacts: Contact[], { at, reasons, staff }: Floor): WaitingRow[] {
  const names = new Map(staff.map(({ operator }) => [operator.id, operator.name]))
  const waiting = contacts.filter((one) => isWaiting(one, at))
  return sortQueue(waiting, at).map((contact) => ({
    contact,
    reason: reasons.get(contact.id) ?? '',
    offeredTo: contact.offer && (names.get(contact.offer.operator) ?? contact.offer.operator),
  }))
}

const byUrgency = (a: OperatorRow, b: OperatorRow): number =>
  Number(b.help !== undefined) - Number(a.help !== undefined) ||
  order.indexOf(a.presence.status) - order.indexOf(b.presence.status) ||
  a.operator.name.localeCompare(b.operator.name)

/** Offered to an operator, or waiting for one. */
export const isInQueue = (status: Contact['status']): boolean =>
  status === 'queued' || status === 'offered'

const isWaiting = ({ status, kind, notBefore = 0 }: Contact, at: number): boolean =>
  isInQueue(status) && (kind === 'call' || notBefore <= at)

/** Desks of the flows in force, and those of earlier ones that had contacts today. */
function desksSeen({ desks }: Floor, contacts: Contact[]): Floor['desks'] {
  const known = new Set(desks.map(({ tenant, name }) => JSON.stringify([tenant, name])))
  const more = new Map(
    contacts
      .filter(({ tenant, desk }) => !known.has(JSON.stringify([tenant, desk])))
      .map(({ tenant, desk, label, labels, skills }) => [
        JSON.stringify([tenant, desk]),
        { tenant, name: desk, label, labels, skills },
      ]),
  )
  return [...desks, ...more.values()].sort(
    (a, b) => a.tenant.localeCompare(b.tenant) || a.label.localeCompare(b.label),
  )
}

function deskRow(
  { tenant, name, label, labels, skills }: Floor['desks'][number],
  all: Contact[],
  staff: Floor['staff'],
  { at, dayStart }: Floor,
): DeskRow {
  const contacts = all.filter((one) => one.tenant === tenant && one.desk === name)
  const operators = { ready: 0, talking: 0, away: 0, wrapping: 0, offline: 0 }
  for (const { operator, presence } of staff)
    if (canServe(operator, { tenant, skills, language: '' })) operators[groups[presence.status]]++
  const waiting = contacts.filter((one) => isWaiting(one, at))
  const count = (...statuses: Contact['status'][]): number =>
    contacts.filter(({ status }) => statuses.includes(status)).length
  return {
    tenant,
    name,
    label,
    labels,
    operators,
    waiting: waiting.length,
    offered: count('offered'),
    talking: count('accepted', 'briefed', 'talking'),
    ...(waiting.length > 0 && {
      longestSince: Math.min(...waiting.map(({ enqueuedAt }) => enqueuedAt)),
    }),
    today: tally(contacts, USUAL_TARGET, { from: dayStart }),
  }
}

function todayBy(contacts: Contact[], dayStart: number): Map<string, OperatorRow['today']> {
  const by = new Map<string, OperatorRow['today']>()
  for (const { operator, from, to, held } of contacts.flatMap((contact) => contact.talks)) {
    if (from < dayStart) continue
    const { talks: count, length } = by.get(operator) ?? { talks: 0, length: 0 }
    by.set(operator, {
      talks: count + 1,
      length: length + (to === undefined ? 0 : to - from - held),
    })
  }
  return by
}

/** The next moment at which something on the page becomes late by itself; undefined when nothing
 * will. */
export function nextLate({ at, waiting, operators }: Seen): number | undefined {
  const talking = operators.flatMap(({ contact }) =>
    contact?.status === 'talking' ? [talkingSince(contact)] : [],
  )
  const moments = [
    ...waiting.flatMap(({ contact: { enqueuedAt } }) => after(enqueuedAt, WAITS)),
    ...talking.flatMap((since) => after(since, TALKS)),
  ].filter((one) => one >= at)
  return moments.length === 0 ? undefined : Math.min(...moments)
}

const after = (from: number, marks: Record<string, number>): number[] =>
  Object.values(marks).map((length) => from + length)

export const talkingSince = ({ talks, since }: Contact): number => talks.at(-1)?.from ?? since
