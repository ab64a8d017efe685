// What each role may do, as one table; a role holds in one company, or in all of this installation.

export const roles = ['operator', 'supervisor', 'editor', 'administrator'] as const

export type Role = (typeof roles)[number]

/** `tenant` is a company of lines.yaml, or `everywhere`. */
export type Membership = { tenant: string; role: Role }

/** The tenant of a membership that holds in every company of this installation, those to come among
 * them. */
export const everywhere = '*'

/** The membership of who administers the whole installation. */
export const installationAdministrator = {
  tenant: everywhere,
  role: 'administrator',
} as const satisfies Membership

export const isInstallationAdministrator = ({ memberships }: Holder): boolean =>
  memberships.some(
    ({ tenant, role }) =>
      tenant === installationAdministrator.tenant && role === installationAdministrator.role,
  )

/** Roles add up: somebody may hold several. An administrator runs the house and hears nothing in
 * it, unless they are given another role too. docs/permissions.md shows this table. */
export const permissions = {
  'answer calls': ['operator', 'supervisor'],
  'see live': ['supervisor', 'administrator'],
  'listen in': ['supervisor'],
  'change status of others': ['supervisor'],
  'see calls': ['supervisor', 'editor', 'administrator'],
  'read what callers said': ['supervisor', 'editor', 'administrator'],
  'see private values': ['operator', 'supervisor'],
  'hear recordings': ['supervisor'],
  switch: ['supervisor', 'editor', 'administrator'],
  close: ['supervisor', 'administrator'],
  'edit words': ['supervisor', 'editor'],
  'edit flows': ['editor'],
  publish: ['editor'],
  'edit addresses': ['administrator'],
  'assign numbers': ['administrator'],
  'edit people': ['administrator'],
  'see audit': ['administrator'],
} as const satisfies Record<string, readonly Role[]>

export type Action = keyof typeof permissions

/** In the order of the table. */
export const actions = Object.keys(permissions) as Action[]

/** What is the installation's to do: a role in one company does not give it. */
export const ofInstallation: ReadonlySet<Action> = new Set<Action>(['assign numbers'])

type Holder = { memberships: readonly Membership[] }

/** Whether a role gives this, wherever it holds. */
export function roleMay(role: Role, action: Action): boolean {
  const allowed: readonly Role[] = permissions[action]
  return allowed.includes(role)
}

const gives = ({ tenant, role }: Membership, action: Action): boolean =>
  roleMay(role, action) && (tenant === everywhere || !ofInstallation.has(action))

/** Whether somebody may do this in a company. With `everywhere` as the company: in all of them. */
export function can({ memberships }: Holder, action: Action, tenant: string): boolean {
  return memberships.some(
    (one) => (one.tenant === everywhere || one.tenant === tenant) && gives(one, action),
  )
}

/** The companies in which somebody may do this, in the order of the alphabet. */
export function tenantsFor({ memberships }: Holder, action: Action): string[] | 'all' {
  const tenants = new Set(
    memberships.filter((one) => gives(one, action)).map(({ tenant }) => tenant),
  )
  return tenants.has(everywhere) ? 'all' : [...tenants].sort()
}

/** Whether there is a company in which somebody may do this. */
export function canSomewhere(holder: Holder, action: Action): boolean {
  return tenantsFor(holder, action).length > 0
}
