// Who gets which contact: a pure function of the queue, the operators and the clock.
import { MINUTE, SECOND } from '../flow/text/duration.ts'
import type { Contact, Priority } from './contact.ts'
import type { Operator, Presence } from './operator.ts'

/** An operator with their state now. */
export type Staff = { operator: Operator; presence: Presence }

export type Offer = { contact: Contact; operator: Operator }

/** Each this many ms of waiting a contact counts as one priority higher, so that nobody starves
 * behind more urgent ones. */
export const PRIORITY_STEP = 3 * MINUTE
/** After so long, ms, somebody who does not speak the caller's language beats nobody. */
export const ANY_LANGUAGE_AFTER = MINUTE
/** An operator who spoke with the caller last and is just writing up is waited for this long, ms (a
 * usual first routing target). */
export const PREFERRED_FOR = 15 * SECOND

const ranks: Record<Priority, number> = { high: 2, normal: 1, low: 0 }

/** The queue in the order in which it is served: who lost their operator first, then by priority
 * with age, then by when they joined. */
export function sortQueue(contacts: Contact[], now: number): Contact[] {
  const ranks = new Map(contacts.map((contact) => [contact, rankOf(contact, now)]))
  const rank = (contact: Contact): number => ranks.get(contact) ?? 0
  return [...contacts].sort(
    (a, b) =>
      descending(rank(a), rank(b)) || a.enqueuedAt - b.enqueuedAt || compareText(a.id, b.id),
  )
}

function rankOf({ front, priority, enqueuedAt }: Contact, now: number): number {
  if (front) return Infinity
  return ranks[priority] + Math.floor(Math.max(0, now - enqueuedAt) / PRIORITY_STEP)
}
/** Also of infinite numbers, which have no difference. */
const descending = (a: number, b: number): number => Number(a < b) - Number(a > b)

const compareText = (a: string, b: string): number => Number(a > b) - Number(a < b)

/** What decides who can serve a contact: those with the same kind share their operators. */
const kindOf = ({ tenant, skills }: Contact, language: string): string =>
  [tenant, language, ...skills].join('\0')

const baseOf = (language: string): string => language.split('-')[0]?.toLowerCase() ?? ''

/** Whether an operator answers for the company and has the skills and the language; an empty
 * language is anybody's. */
export function canServe(
  { tenants, skills, languages }: Operator,
  contact: Pick<Contact, 'tenant' | 'skills' | 'language'>,
): boolean {
  return (
    tenants.includes(contact.tenant) &&
    contact.skills.every((skill) => (skills[skill] ?? 0) > 0) &&
    (languages.length === 0 ||
      contact.language === '' ||
      languages.includes(baseOf(contact.language)))
  )
}

/** The lowest of the levels asked for: a chain is as strong as its weakest link. 0 where no skill
 * is asked for. */
const levelOf = ({ skills }: Operator, wanted: string[]): number =>
  wanted.length === 0 ? 0 : Math.min(...wanted.map((skill) => skills[skill] ?? 0))

/**
 * Who is to be offered what now. In the order of the queue, each contact gets, of the ready
 * operators who can serve it: the one who spoke with this caller last, else the highest level, else
 * the longest idle. Who has passed on it is asked again only when nobody else who is signed in could
 * serve it. Each operator gets one offer at the most.
 */
export function assign(contacts: Contact[], staff: Staff[], now: number): Offer[] {
  const waiting = sortQueue(
    contacts.filter(({ status, notBefore = 0 }) => status === 'queued' && notBefore <= now),
    now,
  )
  const poolFor = makePools(staff, now)
  const taken = new Set<string>()
  const isFree = ({ operator, presence }: Staff): boolean =>
    presence.status === 'ready' && !taken.has(operator.id)
  const offers: Offer[] = []
  let free = staff.filter(isFree).length
  for (const contact of waiting) {
    if (free === 0) break
    const operator = chooseOperator(contact, poolFor(contact), isFree, now)
    if (!operator) continue
    taken.add(operator.id)
    free--
    offers.push({ contact, operator })
  }
  return offers
}

/** Who is signed in and can serve a contact, best first; worked out once for all of a kind. */
function makePools(staff: Staff[], now: number): (contact: Contact) => Staff[] {
  const pools = new Map<string, Staff[]>()
  return (contact) => {
    const { tenant, skills } = contact
    const anyLanguage = now - contact.enqueuedAt >= ANY_LANGUAGE_AFTER
    const language = anyLanguage ? '' : baseOf(contact.language)
    const kind = kindOf(contact, language)
    const pool =
      pools.get(kind) ??
      staff
        .filter(
          ({ operator, presence }) =>
            presence.status !== 'offline' && canServe(operator, { tenant, skills, language }),
        )
        .sort(
          (a, b) =>
            levelOf(b.operator, skills) - levelOf(a.operator, skills) ||
            a.presence.idleSince - b.presence.idleSince ||
            compareText(a.operator.id, b.operator.id),
        )
    pools.set(kind, pool)
    return pool
  }
}

function chooseOperator(
  { passed, preferred, enqueuedAt }: Contact,
  pool: Staff[],
  isFree: (one: Staff) => boolean,
  now: number,
): Operator | undefined {
  const last =
    preferred !== undefined && !passed.includes(preferred)
      ? pool.find(({ operator }) => operator.id === preferred)
      : undefined
  if (last && isFree(last)) return last.operator
  if (last?.presence.status === 'wrapping' && now - enqueuedAt < PREFERRED_FOR) return undefined
  const others = pool.filter(({ operator }) => !passed.includes(operator.id))
  return (others.length > 0 ? others : pool).find(isFree)?.operator
}

/** A contact's number in its desk's queue, from 1; offered ones still count, because they may come
 * back. Undefined when it does not wait. */
export function placeOf(contact: Contact, contacts: Contact[], now: number): number | undefined {
  const place = sortQueue(
    contacts.filter(
      ({ tenant, desk, status }) =>
        tenant === contact.tenant &&
        desk === contact.desk &&
        (status === 'queued' || status === 'offered'),
    ),
    now,
  ).findIndex(({ id }) => id === contact.id)
  return place < 0 ? undefined : place + 1
}

/** How long a caller at `place` will wait, ms: each operator who is signed in ends a conversation
 * once in the mean `handling` time. Undefined with no operator. */
export function estimatedWait(
  place: number,
  operators: number,
  handling: number,
): number | undefined {
  return operators > 0 ? Math.round((place * handling) / operators) : undefined
}
