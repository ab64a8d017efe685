// The desks of the flows that stand on our lines.
import { firstText } from '../flow/tree/option.ts'
import type { Runtime } from '../world/runtime.ts'

/** A desk as a flow of a company declares it; `waitAtMost` in ms, absent where the flow says
 * nothing. */
export type DeclaredDesk = {
  tenant: string
  name: string
  label: string
  skills: string[]
  waitAtMost?: number
}

/** Each company's desks, or one company's. */
export function desksOf({ library }: Pick<Runtime, 'library'>, of?: string): DeclaredDesk[] {
  const lines = library.lines().filter(({ tenant }) => of === undefined || tenant === of)
  const declared = lines.flatMap(({ tenant, flow }) =>
    [...(library.current(flow)?.desks.values() ?? [])].map(({ desk }) => ({ tenant, desk })),
  )
  const known = new Map<string, DeclaredDesk>()
  for (const { tenant, desk } of declared) {
    const name = desk.name.value
    known.set(JSON.stringify([tenant, name]), {
      tenant,
      name,
      label: firstText(desk.label) || name,
      skills: (desk.skills?.value ?? []).map(({ value }) => value),
      waitAtMost: desk['wait at most']?.value,
    })
  }
  return [...known.values()]
}
