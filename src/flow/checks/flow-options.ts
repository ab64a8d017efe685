// The options of a flow, and its FAQ files, wherever they stand.
import { waitingOptions } from '../machine/desk-states.ts'
import type { FaqFile } from '../tree/faq.ts'
import type { Flow } from '../tree/flow.ts'
import type { Option } from '../tree/option.ts'

/** Options that can be chosen at one place: of a step, of who waits at a desk, or `anywhere`, whose
 * place has no name. */
export type Choosing = {
  options: readonly Option[]
  place: string
  of: 'step' | 'desk' | 'anywhere'
}

/** All places of a flow with options. */
export function optionLists(flow: Flow): Choosing[] {
  return [
    ...[...flow.steps.values()].map(({ options, name }): Choosing => ({
      options: options?.value ?? [],
      place: name.value,
      of: 'step',
    })),
    ...[...flow.desks.values()].map((desk): Choosing => ({
      options: waitingOptions(desk),
      place: desk.name.value,
      of: 'desk',
    })),
    { options: flow.anywhere, place: '', of: 'anywhere' as const },
  ].filter(({ options }) => options.length > 0)
}

export const allOptions = (flow: Flow): Option[] =>
  optionLists(flow).flatMap(({ options }) => options)

/** Options of steps and those that work anywhere. */
export const optionsOfTalk = (flow: Flow): Option[] =>
  optionLists(flow).flatMap(({ options, of }) => (of === 'desk' ? [] : options))

/** Two options that may be there at the same time: neither depends on a condition, or both on the
 * same one. */
export const together = (a: Option, b: Option): boolean =>
  !a.if || !b.if || a.if.source === b.if.source

/** The FAQ files that a flow may answer from, each once. */
export const faqsOf = ({ questions, faqs }: Flow): FaqFile[] => [
  ...new Set([...(questions ? [questions] : []), ...faqs.values()]),
]
