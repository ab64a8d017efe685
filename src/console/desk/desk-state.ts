// What one operator's desk shows now: their state, their contact with its card, and where it can
// go; read for one operator at a time.
import { isOver, type Contact, type Note } from '../../desk/contact.ts'
import { offline, type Operator, type Presence } from '../../desk/operator.ts'
import { canServe } from '../../desk/assign.ts'
import type { Labelled } from '../../flow/tree/label.ts'
import type { Runtime } from '../../world/runtime.ts'
import type { Line } from '../../store/desk-rows.ts'
import { desksOf } from '../desks.ts'
import { readCard, type Card } from './read-card.ts'
import type { Figures, Today } from './today.ts'

/** Who or what a contact can be passed on to. */
export type Ways = {
  desks: ({ name: string } & Labelled)[]
  colleagues: { id: string; name: string; free: boolean }[]
  /** somebody can be asked first, by telephone */
  consult: boolean
}

/** What the other side of a conversation lets an operator do; what is false is not shown. */
type Controls = { voice: boolean; hold: boolean; text: boolean }

/** A contact an operator has or is offered. */
export type Work = {
  contact: Contact
  card: Card
  note: Note | undefined
  lines: Line[]
  ways: Ways | undefined
  outcomes: string[]
  controls: Controls
}

/** `tab`: this window holds the desk, another does, or nobody; what a window sees that has not
 * reported yet is `free`. */
export type DeskState = {
  now: number
  tab: 'mine' | 'other' | 'free'
  presence: Presence
  operator: Operator
  today: Today
  work?: Work
}

/** Outcomes, when the company has no list of its own. */
const usualOutcomes = ['solved', 'to follow up', 'not solved']
const MOST_LINES = 200

/** `known` is the card of the contact seen last: what came before the operator does not change
 * while they have it. */
type Window = { operator: Operator; tab: string; known?: { contact: string; card: Card } }

export async function readDesk(
  runtime: Runtime,
  figures: Figures,
  { operator, tab, known }: Window,
): Promise<DeskState> {
  const { store, now } = runtime
  const presence = (await store.presence(operator.id)) ?? offline(operator.id, now())
  const [contact, today] = await Promise.all([
    presence.contact === undefined ? undefined : store.contact(presence.contact),
    figures(presence, operator.tenants),
  ])
  const state = { now: now(), tab: tabOf(presence, tab, now()), presence, operator, today }
  // a company they no longer answer for shows nothing, even in the middle of a contact
  const isTheirs = contact !== undefined && operator.tenants.includes(contact.tenant)
  if (!isTheirs || (isOver(contact) && presence.status !== 'wrapping')) return state
  const talking = contact.status === 'talking' && presence.status === 'busy'
  const [card, notes, lines, ways] = await Promise.all([
    known?.contact === contact.id ? known.card : readCard(runtime, contact, operator.id),
    store.notes(contact.id),
    contact.practice ? store.lines(contact.id) : [],
    talking ? waysOf(runtime, contact, operator.id) : undefined,
  ])
  return {
    ...state,
    work: {
      contact,
      card,
      note: notes.find((one) => one.operator === operator.id),
      lines: lines.slice(-MOST_LINES),
      ways,
      outcomes: outcomesOf(runtime, contact),
      controls: controlsOf(runtime, contact, operator),
    },
  }
}

export function tabOf({ tab, leaseUntil }: Presence, mine: string, at: number): DeskState['tab'] {
  if (tab === undefined) return 'free'
  if (tab === mine) return 'mine'
  return leaseUntil <= at ? 'free' : 'other'
}

export function outcomesOf({ library }: Runtime, { tenant, desk, line }: Contact): string[] {
  const own = library.desk(tenant, desk, line)?.outcomes ?? []
  return own.length > 0 ? own : usualOutcomes
}

function controlsOf(runtime: Runtime, { practice }: Contact, { reach }: Operator): Controls {
  const telephone = !practice && reach.by !== 'text'
  return {
    voice: telephone && reach.by === 'browser' && runtime.voice !== undefined,
    hold: telephone && runtime.control !== undefined,
    text: practice,
  }
}

/** Desks of the company's flows, and colleagues who are signed in for it. */
async function waysOf(runtime: Runtime, contact: Contact, me: string): Promise<Ways> {
  const staff = await runtime.desk.staff()
  const colleagues = staff.filter(
    ({ operator, presence }) =>
      operator.id !== me &&
      presence.status !== 'offline' &&
      canServe(operator, { tenant: contact.tenant, skills: [], language: '' }),
  )
  return {
    desks: desksOf(runtime, contact.tenant).map(({ name, label, labels }) => ({
      name,
      label,
      labels,
    })),
    colleagues: colleagues.map(({ operator: { id, name }, presence }) => ({
      id,
      name,
      free: presence.status === 'ready',
    })),
    consult: !contact.practice && runtime.control !== undefined,
  }
}
