// What one operator's desk shows now: their state, their contact with its card, and where it can
// go; read for one operator at a time.
import { isOver, type Contact, type Note } from '../../desk/contact.ts'
import { offline, type Operator, type Presence } from '../../desk/operator.ts'
import { canServe } from '../../desk/assign.ts'
import { firstText } from '../../flow/tree/option.ts'
import type { Runtime } from '../../world/runtime.ts'
import type { Line } from '../../store/desk-rows.ts'
import { cardOf, type Card } from './read-card.ts'
import type { Figures, Today } from './today.ts'

/** Who or what a contact can be passed on to. */
export type Ways = {
  desks: { name: string; label: string }[]
  colleagues: { id: string; name: string; free: boolean }[]
  /** somebody can be asked first, by telephone */ consult: boolean
}

/** `tab`: this window holds the desk, another does, or nobody; what a window sees that has not
 * reported yet is `free`. */
export type Shown = {
  now: number
  tab: 'mine' | 'other' | 'free'
  presence: Presence
  operator: Operator
  today: Today
  work?: {
    contact: Contact
    card: Card
    note: Note | undefined
    lines: Line[]
    ways: Ways | undefined
    outcomes: string[]
    controls: Controls
  }
}

/** What the other side of a conversation lets an operator do; what is false is not shown. */
export type Controls = { voice: boolean; hold: boolean; text: boolean }

/** Outcomes, when the company has no list of its own. */
const usualOutcomes = ['solved', 'to follow up', 'not solved']
const MOST_LINES = 200

/** `known` is the card of the contact seen last: what came before the operator does not change
 * while they have it. */
export async function shownTo(
  runtime: Runtime,
  figures: Figures,
  operator: Operator,
  tab: string,
  known?: { contact: string; card: Card },
): Promise<Shown> {
  const { store, now } = runtime
  const presence = (await store.presence(operator.id)) ?? offline(operator.id, now())
  const [contact, today] = await Promise.all([
    presence.contact === undefined ? undefined : store.contact(presence.contact),
    figures(presence, operator.tenants),
  ])
  const shown = { now: now(), tab: tabOf(presence, tab, now()), presence, operator, today }
  // a company they no longer answer for shows nothing, even in the middle of a contact
  if (
    !contact ||
    !operator.tenants.includes(contact.tenant) ||
    (isOver(contact) && presence.status !== 'wrapping')
  )
    return shown
  const talking = contact.status === 'talking' && presence.status === 'busy'
  const [card, notes, lines, ways] = await Promise.all([
    known?.contact === contact.id ? known.card : cardOf(runtime, contact, operator.id),
    store.notes(contact.id),
    contact.practice ? store.lines(contact.id) : [],
    talking ? waysOf(runtime, contact, operator.id) : undefined,
  ])
  return {
    ...shown,
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

export const tabOf = ({ tab, leaseUntil }: Presence, mine: string, at: number): Shown['tab'] =>
  tab === undefined || (tab !== mine && leaseUntil <= at) ? 'free' : tab === mine ? 'mine' : 'other'

export function outcomesOf({ library }: Runtime, { desk }: Contact): string[] {
  const own = library.desk(desk)?.outcomes ?? []
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
    desks: desksOf(runtime, contact.tenant).map(({ name, label }) => ({ name, label })),
    colleagues: colleagues.map(({ operator: { id, name }, presence }) => ({
      id,
      name,
      free: presence.status === 'ready',
    })),
    consult: !contact.practice && runtime.control !== undefined,
  }
}

/** `waitAtMost` in ms. */
export function desksOf(
  { library }: Runtime,
  tenant: string,
): { name: string; label: string; skills: string[]; waitAtMost: number }[] {
  const flows = [
    ...new Set(
      library
        .lines()
        .filter((line) => line.tenant === tenant)
        .map(({ flow }) => flow),
    ),
  ]
  const desks = flows.flatMap((flow) =>
    [...(library.current(flow)?.desks.values() ?? [])].map(({ desk }) => desk),
  )
  const known = new Map(
    desks.map((desk) => [
      desk.name.value,
      {
        name: desk.name.value,
        label: firstText(desk.label) || desk.name.value,
        skills: (desk.skills?.value ?? []).map(({ value }) => value),
        waitAtMost: desk['wait at most']?.value ?? 300_000,
      },
    ]),
  )
  return [...known.values()]
}
