// What the notices page shows of a company: its lines and whether they are closed, its switches,
// and who did what.
import type { Runtime } from '../../world/runtime.ts'
import { switchPlaces } from '../../world/switch-places.ts'
import { WHOLE_COMPANY, type Closure } from '../../notices/closure.ts'
import { noticeActions } from '../../notices/change.ts'
import type { Standing } from '../../notices/standing.ts'
import { languagesOf, type SwitchPlace } from '../../notices/switch.ts'
import { can, type Membership } from '../../staff/permissions.ts'
import type { AuditEntry } from '../../staff/audit.ts'

/** What can be closed: a line, or the whole company, whose `number` is empty. `languages` are those
 * its callers may hear, `sendable` the numbers calls may be sent on to. */
export type Closable = {
  number: string
  name: string
  languages: string[]
  sendable: string[]
  closure: Closure
}

export type ShownSwitch = SwitchPlace & { standing: Standing }

export type CompanyNotices = {
  id: string
  names: Record<string, string>
  zone: string
  whole: Closable
  lines: Closable[]
  switches: ShownSwitch[]
  history: AuditEntry[]
  /** whoever looks may close lines here */
  mayClose: boolean
}

const MOST_ENTRIES = 20

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

export const zoneOfCompany = ({ library }: Pick<Runtime, 'library'>, id: string): string =>
  library.company(id)?.zone ?? ownZone()

export async function loadNotices(
  runtime: Runtime,
  id: string,
  account: { memberships: readonly Membership[] },
): Promise<CompanyNotices> {
  const { store, library } = runtime
  const { whole, lines } = await closablesOf(runtime, id)
  const places = switchPlaces(library).filter(({ tenant }) => tenant === id)
  return {
    id,
    names: library.company(id)?.names ?? {},
    zone: zoneOfCompany(runtime, id),
    whole,
    lines,
    switches: await Promise.all(
      places.map(async (place) => ({ ...place, standing: await store.switchOf(place) })),
    ),
    history: await store.auditLog({ tenants: [id], actions: noticeActions, limit: MOST_ENTRIES }),
    mayClose: can(account, 'close', id),
  }
}

/** The lines of a company and the company itself, as they stand. Calls to a closed company go only
 * where each of its lines may send them. */
export async function closablesOf(
  { store, library }: Runtime,
  id: string,
): Promise<{ whole: Closable; lines: Closable[] }> {
  const lines = await Promise.all(
    library
      .lines()
      .filter(({ tenant }) => tenant === id)
      .map(async ({ number, name, flow, maySendTo }): Promise<Closable> => {
        const root = library.current(id, flow)?.root
        const languages = root ? languagesOf(root) : []
        const closure = await store.closureOf({ tenant: id, line: number })
        return { number, name, languages, sendable: maySendTo, closure }
      }),
  )
  const whole: Closable = {
    number: WHOLE_COMPANY,
    name: '',
    languages: [...new Set(lines.flatMap(({ languages }) => languages))],
    sendable: (lines[0]?.sendable ?? []).filter((one) =>
      lines.every(({ sendable }) => sendable.includes(one)),
    ),
    closure: await store.closureOf({ tenant: id, line: WHOLE_COMPANY }),
  }
  return { whole, lines }
}
