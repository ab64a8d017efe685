// An operator's own figures of today: counted from the contacts of their companies, which are read
// once for all operators.
import { DateTime } from 'luxon'
import { zoneOf } from '../../call/scope-names.ts'
import type { Contact } from '../../desk/contact.ts'
import type { Presence } from '../../desk/operator.ts'
import type { Runtime } from '../../world/runtime.ts'

/**
 * `talks` are conversations that ended today, those that were passed on or dropped among them;
 * `handling` is their mean with the wrap-up, `talking` all
 * of them without it, in ms. `passed` are contacts they missed or declined and that nobody dropped
 * since. `all` is false when a company had more contacts than are read.
 */
export type Today = {
  talks: number
  handling: number | undefined
  talking: number
  passed: number
  all: boolean
}

/** A figure may be so old, ms: nobody steers by it to the second. */
const FRESH = 60_000
const MOST = 2000
const DAY = 86_400_000

/** Midnight before `at` in the zone of the company's first flow with opening hours. */
export function dayStart(
  { library }: Pick<Runtime, 'library'>,
  tenant: string,
  at: number,
): number {
  const zones = library
    .lines()
    .filter((line) => line.tenant === tenant)
    .flatMap(({ flow }) => {
      const scope = library.current(flow)?.scopes.get('')
      return scope ? [zoneOf(scope)] : []
    })
  return DateTime.fromMillis(at, { zone: zones.find((zone) => zone !== 'UTC') ?? 'UTC' })
    .startOf('day')
    .toMillis()
}

export type Figures = (presence: Presence, tenants: readonly string[]) => Promise<Today>

/**
 * Whoever is offered or in a call sees the figures from before it, since nothing of theirs has
 * ended; so an offer is not kept waiting. Their own
 * contacts are read after each change of their state, those that went on to others now and then for
 * all operators together.
 */
export function figures(runtime: Pick<Runtime, 'store' | 'library' | 'now'>): Figures {
  const { store, now } = runtime
  const companies = new Map<string, { at: number; contacts: Promise<Contact[]> }>()
  const own = new Map<string, { seq: number; at: number; contacts: Promise<Contact[]> }>()
  const ofToday = (tenant: string): Promise<Contact[]> => {
    const known = companies.get(tenant)
    if (known && now() - known.at < FRESH) return known.contacts
    const contacts = store.contacts({
      tenants: [tenant],
      since: dayStart(runtime, tenant, now()),
      limit: MOST,
    })
    companies.set(tenant, { at: now(), contacts })
    contacts.catch(() => companies.delete(tenant))
    return contacts
  }
  const ofOperator = (
    { operator, seq, status }: Presence,
    tenants: readonly string[],
  ): Promise<Contact[]> => {
    const known = own.get(operator)
    if (
      known &&
      (known.seq === seq || status === 'offered' || status === 'busy') &&
      now() - known.at < DAY
    )
      return known.contacts
    const since = Math.min(...tenants.map((tenant) => dayStart(runtime, tenant, now())), now())
    const contacts = store.contacts({ tenants: [...tenants], operator, since, limit: MOST })
    own.set(operator, { seq, at: now(), contacts })
    contacts.catch(() => own.delete(operator))
    return contacts
  }
  return async (presence, tenants) => {
    const [mine, ...all] = await Promise.all([
      ofOperator(presence, tenants),
      ...tenants.map(ofToday),
    ])
    const newest = new Map([...all.flat(), ...mine].map((contact) => [contact.id, contact]))
    return todayOf(
      [...newest.values()],
      presence.operator,
      all.every(({ length }) => length < MOST),
    )
  }
}

export function todayOf(
  contacts: readonly Pick<Contact, 'talks' | 'passed'>[],
  operator: string,
  all = true,
): Today {
  const talks = contacts
    .flatMap((contact) => contact.talks)
    .filter((talk) => talk.operator === operator && talk.to !== undefined)
  const handled = talks.reduce(
    (sum, { from, to = from, wrapped }) => sum + (wrapped ?? to) - from,
    0,
  )
  return {
    talks: talks.length,
    handling: talks.length > 0 ? Math.round(handled / talks.length) : undefined,
    talking: talks.reduce((sum, { from, to = from }) => sum + to - from, 0),
    passed: contacts.filter(({ passed }) => passed.includes(operator)).length,
    all,
  }
}
