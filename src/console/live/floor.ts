// What happens at the desks now: loaded once for all who watch, at most once a second, when
// something has changed.
import type { Contact } from '../../desk/contact.ts'
import { isOver } from '../../desk/contact.ts'
import { offline, type Operator, type Presence } from '../../desk/operator.ts'
import type { Runtime } from '../../world/runtime.ts'
import { operatorOf } from '../../staff/account.ts'
import { startOfDay } from '../../pages/time-words.ts'
import { tenantsOf } from '../access.ts'
import { desksOf, type DeclaredDesk } from '../desks.ts'

/**
 * All companies' floors as they were at `at`; whoever shows it leaves out what is not for the
 * visitor. `contacts` are those that are open
 * and those of the day that began at `dayStart`, by id. `reasons` are the hand-offs' of contacts
 * that wait.
 */
export type Floor = {
  at: number
  dayStart: number
  contacts: ReadonlyMap<string, Contact>
  staff: { operator: Operator; presence: Presence }[]
  reasons: ReadonlyMap<string, string>
  desks: DeclaredDesk[]
}

export type Watching = {
  floor(): Promise<Floor>
  watch(changed: (floor: Floor) => void): () => void
}

/** At most one load in so many ms. */
const PACE = 1000
const PAGE = 1000
/** Contacts that joined so long before the last load are looked at again: clocks of several
 * processes differ. */
const OVERLAP = 60_000
const PEOPLE = 15_000

export function watchFloor(runtime: Runtime): Watching {
  const { store, live, log, now } = runtime
  const watchers = new Set<(floor: Floor) => void>()
  let loaded: Floor | undefined
  let people: { operators: Operator[]; until: number } = { operators: [], until: 0 }
  let changed = true
  let loading: Promise<Floor> | undefined
  let timer: NodeJS.Timeout | undefined

  async function operators(): Promise<Operator[]> {
    if (people.until <= now()) {
      const tenants = tenantsOf(runtime)
      people = {
        until: now() + PEOPLE,
        operators: (await store.accounts())
          .filter(({ disabledAt }) => disabledAt === undefined)
          .map((account) => operatorOf(account, tenants))
          .filter((one) => one.tenants.length > 0),
      }
    }
    return people.operators
  }

  async function load(): Promise<Floor> {
    changed = false
    const at = now()
    const dayStart = startOfDay(at)
    const before = loaded?.dayStart === dayStart ? loaded : undefined
    const [open, presences, staff] = await Promise.all([
      store.openContacts(),
      store.presences(),
      operators(),
    ])
    const contacts = new Map(before?.contacts)
    for (const one of await joinedSince(before ? before.at - OVERLAP : dayStart))
      contacts.set(one.id, one)
    const isOpen = new Set(open.map(({ id }) => id))
    // what was open and is not any more has come to its end
    for (const one of contacts.values())
      if (!isOver(one) && !isOpen.has(one.id))
        contacts.set(one.id, (await store.contact(one.id)) ?? one)
    for (const one of open) contacts.set(one.id, one)
    const reasons = new Map<string, string>()
    for (const { id, status } of open)
      if (status === 'queued' || status === 'offered')
        reasons.set(id, before?.reasons.get(id) ?? (await store.handoff(id))?.reason ?? '')
    const known = new Map(presences.map((one) => [one.operator, one]))
    loaded = {
      at,
      dayStart,
      contacts,
      reasons,
      desks: desksOf(runtime),
      staff: staff.map((operator) => ({
        operator,
        presence: known.get(operator.id) ?? offline(operator.id, 0),
      })),
    }
    return loaded
  }

  async function joinedSince(since: number): Promise<Contact[]> {
    const found = new Map<string, Contact>()
    for (let limit = PAGE; ; limit *= 4) {
      for (const one of await store.contacts({ since, limit })) found.set(one.id, one)
      if (found.size < limit) return [...found.values()]
    }
  }

  const fresh = (): Promise<Floor> => {
    loading ??= load()
      .catch((error: unknown) => {
        changed = true
        throw error
      })
      .finally(() => {
        loading = undefined
      })
    return loading
  }

  /** Runs as long as somebody watches. */
  async function look(): Promise<void> {
    const midnight = loaded !== undefined && loaded.dayStart !== startOfDay(now())
    if (!changed && !midnight && people.until > now()) return
    const floor = await fresh()
    for (const tell of watchers) tell(floor)
  }

  live.on('desk', () => {
    changed = true
  })
  return {
    async floor() {
      // a load that is under way may not show the last change, nor who was added just now
      await loading?.catch(() => undefined)
      if (!loading) people.until = 0
      return fresh()
    },
    watch(tell) {
      watchers.add(tell)
      timer ??= setInterval(() => {
        look().catch((error: unknown) =>
          log.error({ err: error }, 'the live page could not look at the desks; it looks again'),
        )
      }, PACE).unref()
      return () => {
        watchers.delete(tell)
        if (watchers.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
