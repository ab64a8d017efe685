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
