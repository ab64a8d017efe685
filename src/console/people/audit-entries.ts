// What the audit log keeps of a change of a person.
import type { Request } from 'express'
import type { Runtime } from '../../world/runtime.ts'
import type { Account } from '../../staff/account.ts'
import type { AuditAction, AuditEntry } from '../../staff/audit.ts'
import { everywhere, type Membership } from '../../staff/permissions.ts'
import { entryFor } from '../access.ts'

/** `before` is absent for somebody new. */
type Change = { before?: Account; after: Account }

/** One entry for each company concerned, so that its administrators find it; of somebody who works
 * in several, theirs tells the roles there, and one for the whole installation the rest. */
export function entriesFor(
  runtime: Runtime,
  req: Request,
  action: AuditAction,
  { before, after }: Change,
): AuditEntry[] {
  const memberships = [...(before?.memberships ?? []), ...after.memberships]
  const concerned = [...new Set(memberships.map(({ tenant }) => tenant))].sort()
  const tenants = concerned.length === 1 ? concerned : [...new Set([everywhere, ...concerned])]
  const own = fieldsOf({ before, after })
  return tenants.map((tenant) => {
    const roles = {
      before: rolesIn(before?.memberships, tenant),
      after: rolesIn(after.memberships, tenant),
    }
    const tellsOwn = tenants.length === 1 || tenant === everywhere
    return entryFor(runtime, req, {
      action,
      object: after.id,
      tenant: tenant === everywhere ? undefined : tenant,
      details: {
        name: after.name,
        ...(tellsOwn && own),
        ...(roles.before !== roles.after && { roles: before ? roles : roles.after }),
      },
    })
  })
}

const rolesIn = (memberships: readonly Membership[] = [], tenant: string): string =>
  memberships
    .filter((one) => one.tenant === tenant)
    .map(({ role }) => role)
    .sort()
    .join(', ')

/** The fields that changed. */
function fieldsOf({ before, after }: Change): Record<string, unknown> {
  const names = (['name', 'login', 'skills', 'languages', 'reach'] as const).filter(
    (key) => JSON.stringify(before?.[key]) !== JSON.stringify(after[key]),
  )
  return Object.fromEntries(
    names.map((key) => [key, before ? { before: before[key], after: after[key] } : after[key]]),
  )
}
