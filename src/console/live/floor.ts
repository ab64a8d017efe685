// What happens at the desks now: loaded once for all who watch, at most once a second, when
// something has changed.
import type { Operator } from '../../desk/operator.ts'
import { SECOND } from '../../flow/text/duration.ts'
import { startOfDay } from '../../pages/time-words.ts'
import { operatorOf } from '../../staff/account.ts'
import type { Runtime } from '../../world/runtime.ts'
import { tenantsOf } from '../access.ts'
import { loadFloor, type Floor } from './load-floor.ts'

export type Watching = {
  floor(): Promise<Floor>
  /** gives what ends it */
  watch(changed: (floor: Floor) => void): () => void
}

/** At most one load in so many ms. */
const PACE = SECOND
/** Who works here is read anew after so many ms. */
const PEOPLE = 15 * SECOND

export function watchFloor(runtime: Runtime): Watching {
  const { live, log, now } = runtime
  const watchers = new Set<(floor: Floor) => void>()
  const people = keepOperators(runtime)
  let loaded: Floor | undefined
  let changed = true
  let loading: Promise<Floor> | undefined
  let timer: NodeJS.Timeout | undefined

  async function load(): Promise<Floor> {
    changed = false
    try {
      loaded = await loadFloor(runtime, loaded, people.read)
      return loaded
    } catch (error) {
      changed = true
      throw error
    } finally {
      loading = undefined
    }
  }
  const loadOnce = (): Promise<Floor> => (loading ??= load())

  /** Runs as long as somebody watches. */
  async function look(): Promise<void> {
    const isNewDay = loaded !== undefined && loaded.dayStart !== startOfDay(now())
    if (!changed && !isNewDay && people.areFresh()) return
    const floor = await loadOnce()
    for (const tell of watchers) tell(floor)
  }

  live.on('desk', () => {
    changed = true
  })
  return {
    async floor() {
      // a load that is under way may not show the last change, nor who was added just now
      await loading?.catch(() => undefined)
      if (!loading) people.forget()
      return loadOnce()
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

/** Who answers calls for any company, read now and then. */
function keepOperators(runtime: Runtime) {
  const { store, now } = runtime
  let operators: Operator[] = []
  let until = 0
  return {
    areFresh: (): boolean => until > now(),
    forget(): void {
      until = 0
    },
    async read(): Promise<Operator[]> {
      if (until > now()) return operators
      const tenants = tenantsOf(runtime)
      const next = now() + PEOPLE
      operators = (await store.accounts())
        .filter(({ disabledAt }) => disabledAt === undefined)
        .map((account) => operatorOf(account, tenants))
        .filter((one) => one.tenants.length > 0)
      until = next
      return operators
    },
  }
}
