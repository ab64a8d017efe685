// Who gets which contact: a pure function of the queue, the operators and the clock.
import type { Contact, Priority } from './contact.ts'
import type { Operator, Presence } from './operator.ts'

/** An operator with their state now. */
export type Staff = { operator: Operator; presence: Presence }

export type Offer = { contact: Contact; operator: Operator }

/** Each this many ms of waiting a contact counts as one priority higher, so that nobody starves
 * behind more urgent ones. */
export const AGES = 180_000
/** After so long, ms, somebody who does not speak the caller's language beats nobody. */
export const ANY_LANGUAGE = 60_000
/** An operator who spoke with the caller last and is just writing up is waited for this long, ms (a
 * usual first routing target). */
export const PREFERRED = 15_000

const ranks: Record<Priority, number> = { high: 2, normal: 1, low: 0 }

/** The queue in the order in which it is served: who lost their operator first, then by priority
 * with age, then by when they joined. */
export function inOrder(contacts: Contact[], now: number): Contact[] {
  const ranked = contacts.map((contact) => ({
    contact,
    rank: contact.front
      ? Infinity
      : ranks[contact.priority] + Math.floor(Math.max(0, now - contact.enqueuedAt) / AGES),
  }))
  return ranked
    .sort((a, b) =>
      a.rank === b.rank
        ? a.contact.enqueuedAt - b.contact.enqueuedAt || compare(a.contact.id, b.contact.id)
        : b.rank - a.rank,
    )
    .map(({ contact }) => contact)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

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
    (tenants.includes(contact.tenant) || tenants.includes('*')) &&
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
 * operators who can serve it: the one who spoke
 * with this caller last, else the highest level, else the longest idle. Who has passed on it is
 * asked again only when nobody else who is
 * signed in could serve it. Each operator gets one offer at the most.
 */
export function assign(contacts: Contact[], staff: Staff[], now: number): Offer[] {
  const waiting = inOrder(
    contacts.filter(({ status, notBefore = 0 }) => status === 'queued' && notBefore <= now),
    now,
  )
  const byId = new Map(staff.map((one) => [one.operator.id, one]))
  const taken = new Set<string>()
  const pools = new Map<string, Staff[]>()
  const offers: Offer[] = []
  let free = staff.filter(({ presence }) => presence.status === 'ready').length

  const poolFor = (contact: Contact): Staff[] => {
    const language = now - contact.enqueuedAt >= ANY_LANGUAGE ? '' : baseOf(contact.language)
    const kind = kindOf(contact, language)
    const pool =
      pools.get(kind) ??
      staff
        .filter(
          ({ operator, presence }) =>
            presence.status !== 'offline' &&
            canServe(operator, { tenant: contact.tenant, skills: contact.skills, language }),
        )
        .sort(
          (a, b) =>
            levelOf(b.operator, contact.skills) - levelOf(a.operator, contact.skills) ||
            a.presence.idleSince - b.presence.idleSince ||
            compare(a.operator.id, b.operator.id),
        )
    pools.set(kind, pool)
    return pool
  }

  for (const contact of waiting) {
    if (free === 0) break
    const operator = chosen(contact, poolFor(contact), taken, byId, now)
    if (!operator) continue
    taken.add(operator.id)
    free--
    offers.push({ contact, operator })
  }
  return offers
}

function chosen(
  contact: Contact,
  pool: Staff[],
  taken: ReadonlySet<string>,
  byId: ReadonlyMap<string, Staff>,
  now: number,
): Operator | undefined {
  const { passed, preferred } = contact
  const isFree = ({ operator, presence }: Staff): boolean =>
    presence.status === 'ready' && !taken.has(operator.id)
  const last =
    preferred === undefined || passed.includes(preferred) ? undefined : byId.get(preferred)
  if (last && pool.includes(last)) {
    if (isFree(last)) return last.operator
    if (last.presence.status === 'wrapping' && now - contact.enqueuedAt < PREFERRED)
      return undefined
  }
  if (passed.length === 0) return pool.find(isFree)?.operator
  const others = pool.filter(({ operator }) => !passed.includes(operator.id))
  return (others.length > 0 ? others : pool).find(isFree)?.operator
}

/** A contact's number in its desk's queue, from 1; offered ones still count, because they may come
 * back. Undefined when it does not wait. */
export function placeOf(contact: Contact, contacts: Contact[], now: number): number | undefined {
  const place = inOrder(
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
