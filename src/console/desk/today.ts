// An operator's own figures of today: plural from the contacts of their companies, which are read
// once for all operators.
import { DateTime } from 'luxon'
import { zoneOf } from '../../call/scope-names.ts'
import type { Contact } from '../../desk/contact.ts'
import type { Presence } from '../../desk/operator.ts'
import { DAY, MINUTE } from '../../flow/text/duration.ts'
import type { Runtime } from '../../world/runtime.ts'

/** `talks` are conversations that ended today, those that were passed on or dropped among them;
 * `handling` is their mean with the wrap-up, `talking` all of them without it, in ms. `passed` are
 * contacts they missed or declined and that nobody dropped since. `all` is false when a company had
 * more contacts than are read. */
export type Today = {
  talks: number
  handling: number | undefined
  talking: number
  passed: number
  all: boolean
}

/** A figure may be so old, ms: nobody steers by it to the second. */
const FRESH = MINUTE
const MOST = 2000

/** Midnight before `at` in the zone of the company, else in that of its first flow with opening
 * hours. */
export function dayStart(
  { library }: Pick<Runtime, 'library'>,
  tenant: string,
  at: number,
): number {
  const zones = library
    .lines()
    .filter((line) => line.tenant === tenant)
    .flatMap(({ flow }) => {
      const scope = library.current(tenant, flow)?.scopes.get('')
      return scope ? [zoneOf(scope)] : []
    })
  const own = library.company(tenant)?.zone ?? zones.find((zone) => zone !== 'UTC')
  return DateTime.fromMillis(at, { zone: own ?? 'UTC' })
    .startOf('day')
    .toMillis()
}

export type Figures = (presence: Presence, tenants: readonly string[]) => Promise<Today>

/** Whoever is offered or in a call sees the figures from before it, since nothing of theirs has
 * ended; so an offer is not kept waiting. Their own contacts are read after each change of their
 * state, those that went on to others now and then for all operators together. */
export function makeFigures(runtime: Pick<Runtime, 'store' | 'library' | 'now'>): Figures {
  const { store, now } = runtime
  const readCompany = keepReads<{ at: number }>()
  const readOperator = keepReads<{ at: number; seq: number }>()
  const since = (tenant: string): number => dayStart(runtime, tenant, now())

  const ofCompany = (tenant: string): Promise<Contact[]> =>
    readCompany(
      tenant,
      { at: now() },
      ({ at }) => now() - at < FRESH,
      () => store.contacts({ tenants: [tenant], since: since(tenant), limit: MOST }),
    )
  const ofOperator = (presence: Presence, tenants: readonly string[]): Promise<Contact[]> => {
    const { operator, seq, status } = presence
    const isBusy = status === 'offered' || status === 'busy'
    return readOperator(
      operator,
      { at: now(), seq },
      (known) => (known.seq === seq || isBusy) && now() - known.at < DAY,
      () => {
        const earliest = Math.min(...tenants.map(since), now())
        return store.contacts({ tenants: [...tenants], operator, since: earliest, limit: MOST })
      },
    )
  }
  return async (presence, tenants) => {
    const [mine, ...companies] = await Promise.all([
      ofOperator(presence, tenants),
      ...tenants.map(ofCompany),
    ])
    const newest = new Map([...companies.flat(), ...mine].map((contact) => [contact.id, contact]))
    const isAll = companies.every(({ length }) => length < MOST)
    return todayOf([...newest.values()], presence.operator, isAll)
  }
}

/** Contacts that were read are kept by their key as long as they are fresh, failures not at all. */
function keepReads<About>() {
  const reads = new Map<string, { about: About; contacts: Promise<Contact[]> }>()
  return (
    key: string,
    about: About,
    isFresh: (about: About) => boolean,
    read: () => Promise<Contact[]>,
  ): Promise<Contact[]> => {
    const known = reads.get(key)
    if (known && isFresh(known.about)) return known.contacts
    const contacts = read()
    reads.set(key, { about, contacts })
    contacts.catch(() => reads.delete(key))
    return contacts
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
