// What one supervisor sees of the floor: only their companies, in numbers and states, without a
// word of any language. Pure.
import { canServe, sortQueue } from '../../desk/assign.ts'
import type { Contact } from '../../desk/contact.ts'
import type { Operator, Presence, PresenceStatus } from '../../desk/operator.ts'
import { tally, USUAL_TARGET, type Tally } from '../../desk/service-level.ts'
import type { Allowed } from '../../store/call-search.ts'
import type { Floor } from './floor.ts'

/** `soon` is a warning, `over` is past what callers bear. */
export type Lateness = 'fine' | 'soon' | 'over'

/** Waits, ms: past T of the service level, and past two minutes. */
export const waits = { soon: USUAL_TARGET.within, over: 120_000 } as const
/** Conversations, ms: the field's usual marks for long handling. */
export const talks = { soon: 180_000, over: 300_000 } as const

export const lateness = (ms: number, { soon, over }: { soon: number; over: number }): Lateness =>
  ms > over ? 'over' : ms > soon ? 'soon' : 'fine'

export type DeskRow = {
  tenant: string
  name: string
  label: string
  waiting: number
  /** when who waits longest joined */ longestSince?: number
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
  /** since when they ask a supervisor for help */ help?: number
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

const order: PresenceStatus[] = [
  'missed',
  'busy',
  'offered',
  'wrapping',
  'ready',
  'away',
  'offline',
]

export const groupOf = (status: PresenceStatus): keyof DeskRow['operators'] =>
  (
    ({
      ready: 'ready',
      offered: 'talking',
      busy: 'talking',
      wrapping: 'wrapping',
      away: 'away',
      missed: 'away',
      offline: 'offline',
    }) as const
  )[status]

/** The companies' waiting calls, oldest and most urgent first; operators who ask for help first,
 * then who missed an offer. */
export function seenBy(floor: Floor, allowed: Allowed): Seen {
  const mine = (tenant: string): boolean => allowed === 'all' || allowed.includes(tenant)
  const { at, dayStart, reasons } = floor
  const contacts = [...floor.contacts.values()].filter(({ tenant }) => mine(tenant))
  const staff = floor.staff.filter(({ operator }) => operator.tenants.some(mine))
  const names = new Map(floor.staff.map(({ operator }) => [operator.id, operator.name]))
  const waiting = sortQueue(
    contacts.filter((one) => isWaiting(one, at)),
    at,
  )
  const today = todayBy(contacts, dayStart)
  return {
    at,
    dayStart,
    tenants: [...new Set(floor.desks.map(({ tenant }) => tenant).filter(mine))].sort(),
    desks: desksSeen(floor, contacts)
      .filter(({ tenant }) => mine(tenant))
      .map(({ skills, ...desk }) =>
        deskRow(
          desk,
          contacts.filter(({ tenant, desk: name }) => tenant === desk.tenant && name === desk.name),
          staff.filter(({ operator }) =>
            canServe(operator, { tenant: desk.tenant, skills, language: '' }),
          ),
          floor,
        ),
      ),
    waiting: waiting.map((contact) => ({
      contact,
      reason: reasons.get(contact.id) ?? '',
      offeredTo: contact.offer && (names.get(contact.offer.operator) ?? contact.offer.operator),
    })),
    operators: staff
      .map(({ operator, presence }): OperatorRow => {
        const contact =
          presence.contact === undefined ? undefined : floor.contacts.get(presence.contact)
        const seen = contact && mine(contact.tenant) ? contact : undefined
        return {
          operator,
          presence,
          contact: seen,
          help: contact?.help,
          elsewhere: presence.contact !== undefined && !seen,
          today: today.get(operator.id) ?? { talks: 0, length: 0 },
        }
      })
      .sort(
        (a, b) =>
          Number(b.help !== undefined) - Number(a.help !== undefined) ||
          order.indexOf(a.presence.status) - order.indexOf(b.presence.status) ||
          a.operator.name.localeCompare(b.operator.name),
      ),
  }
}

export const isWaiting = ({ status, kind, notBefore = 0 }: Contact, at: number): boolean =>
  (status === 'queued' || status === 'offered') && (kind === 'call' || notBefore <= at)

/** Desks of the flows in force, and those of earlier ones that had contacts today. */
function desksSeen({ desks }: Floor, contacts: Contact[]): Floor['desks'] {
  const known = new Set(desks.map(({ tenant, name }) => JSON.stringify([tenant, name])))
  const more = new Map(
    contacts
      .filter(({ tenant, desk }) => !known.has(JSON.stringify([tenant, desk])))
      .map(({ tenant, desk, label, skills }) => [
        JSON.stringify([tenant, desk]),
        { tenant, name: desk, label, skills },
      ]),
  )
  return [...desks, ...more.values()].sort(
    (a, b) => a.tenant.localeCompare(b.tenant) || a.label.localeCompare(b.label),
  )
}

function deskRow(
  desk: Pick<DeskRow, 'tenant' | 'name' | 'label'>,
  contacts: Contact[],
  staff: Floor['staff'],
  { at, dayStart }: Floor,
): DeskRow {
  const operators = { ready: 0, talking: 0, away: 0, wrapping: 0, offline: 0 }
  for (const { presence } of staff) operators[groupOf(presence.status)]++
  const waiting = contacts.filter((one) => isWaiting(one, at))
  const count = (...statuses: Contact['status'][]): number =>
    contacts.filter(({ status }) => statuses.includes(status)).length
  return {
    ...desk,
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
  const moments = [
    ...waiting.flatMap(({ contact }) =>
      Object.values(waits).map((after) => contact.enqueuedAt + after),
    ),
    ...operators.flatMap(({ contact }) =>
      contact?.status === 'talking'
        ? Object.values(talks).map((after) => talkingSince(contact) + after)
        : [],
    ),
  ].filter((one) => one >= at)
  return moments.length === 0 ? undefined : Math.min(...moments)
}

export const talkingSince = ({ talks: all, since }: Contact): number => all.at(-1)?.from ?? since
