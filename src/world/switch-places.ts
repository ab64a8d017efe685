// The switches of this installation: which companies have which, as the flows in force say.
import { languagesOf, switchesIn, type SwitchKey } from '../notices/switch.ts'
import type { Library } from './library.ts'

/** `languages` are those in which the words of a `spoken` switch must stand before it may be on. */
export type SwitchPlace = SwitchKey & { spoken: boolean; languages: string[] }

/** By company and flow, in the order of the lines; a flow of several lines of one company once. */
export function switchPlaces({
  lines,
  current,
}: Pick<Library, 'lines' | 'current'>): SwitchPlace[] {
  const flows = new Map(lines().map(({ tenant, flow }) => [`${tenant} ${flow}`, { tenant, flow }]))
  return [...flows.values()].flatMap(({ tenant, flow }) => {
    const root = current(tenant, flow)?.root
    if (!root) return []
    const languages = languagesOf(root)
    return switchesIn(root).map((one) => ({ tenant, flow, ...one, languages }))
  })
}

/** The languages that need words before the switch may be on. */
export const languagesSpoken = ({ spoken, languages }: SwitchPlace): string[] =>
  spoken ? languages : []
