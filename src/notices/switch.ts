// The switches of a flow: which there are, and what they need before they may be on.
import { expressionsIn } from '../flow/tree/expressions.ts'
import type { Flow } from '../flow/tree/flow.ts'
import { withIncluded } from '../flow/tree/project.ts'
import type { Standing } from './standing.ts'

export type SwitchKey = { tenant: string; flow: string; name: string }

export type Switch = SwitchKey & Standing

/** `spoken`: the flow says the words of the switch, so it needs some in each of its languages. */
export type FlowSwitch = { name: string; spoken: boolean }

const sameName = (one: string, other: string): boolean =>
  one.replaceAll('_', ' ') === other.replaceAll('_', ' ')

/** Switches of a flow and of the sub-flows it does, each once. */
export function switchesIn(flow: Flow): FlowSwitch[] {
  const all = withIncluded(flow)
  const names = new Set(all.flatMap((one) => one.switches.map(({ value }) => value)))
  const spoken = all
    .flatMap(expressionsIn)
    .flatMap(({ names: [kind, name = '', what] }) =>
      kind === 'switches' && what === 'text' ? [name] : [],
    )
  return [...names].map((name) => ({ name, spoken: spoken.some((one) => sameName(one, name)) }))
}

export const languagesOf = ({ languages }: Flow): string[] => languages.map(({ tag }) => tag)

/** A switch of a company. `languages` are those in which the words of a `spoken` one must stand
 * before it may be on. */
export type SwitchPlace = SwitchKey & { spoken: boolean; languages: string[] }

/** By company and flow, in the order of the lines; a flow of several lines of one company once. */
export function switchPlacesOf(
  lines: readonly { tenant: string; flow: string }[],
  flowOf: (tenant: string, flow: string) => Flow | undefined,
): SwitchPlace[] {
  const flows = new Map(lines.map(({ tenant, flow }) => [`${tenant} ${flow}`, { tenant, flow }]))
  return [...flows.values()].flatMap(({ tenant, flow }) => {
    const root = flowOf(tenant, flow)
    if (!root) return []
    const languages = languagesOf(root)
    return switchesIn(root).map((one) => ({ tenant, flow, ...one, languages }))
  })
}

/** The languages that need words before the switch may be on. */
export const languagesSpoken = ({ spoken, languages }: SwitchPlace): string[] =>
  spoken ? languages : []
