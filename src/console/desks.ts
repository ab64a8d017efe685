// The desks of the flows that stand on our lines.
import { deskLabel } from '../flow/tree/label.ts'
import type { Runtime } from '../world/runtime.ts'

/** A desk as a flow of a company declares it; `waitAtMost` in ms, absent where the flow says
 * nothing. */
export type DeclaredDesk = {
  tenant: string
  name: string
  label: string
  labels?: Record<string, string>
  skills: string[]
  waitAtMost?: number
}

type Library = Pick<Runtime, 'library'>

/** Desks as often as flows on our lines declare them. */
const declaredDesks = ({ library }: Library): DeclaredDesk[] =>
  library.lines().flatMap(({ tenant, flow }) =>
    [...(library.current(tenant, flow)?.desks.values() ?? [])].map(({ desk }) => ({
      tenant,
      name: desk.name.value,
      label: deskLabel(desk).label,
      labels: deskLabel(desk).labels,
      skills: (desk.skills?.value ?? []).map(({ value }) => value),
      waitAtMost: desk['wait at most']?.value,
    })),
  )

/** Each company's desks, or one company's, each once. */
export function desksOf(runtime: Library, of?: string): DeclaredDesk[] {
  const desks = declaredDesks(runtime).filter(({ tenant }) => of === undefined || tenant === of)
  return [
    ...new Map(desks.map((desk) => [JSON.stringify([desk.tenant, desk.name]), desk])).values(),
  ]
}

/** All skills that desks ask for, in the order of the alphabet. */
export const skillsOf = (runtime: Library): string[] =>
  [...new Set(declaredDesks(runtime).flatMap(({ skills }) => skills))].sort()
