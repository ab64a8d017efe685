// Everything a caller may hear from a flow, each prompt with the place where it stands.
import { memo } from '../../ground/memo.ts'
import { promptOf, type Step } from '../steps/index.ts'
import type { Placeholder, Template } from '../text/expression.ts'
import type { Flow } from '../tree/flow.ts'
import type { Option } from '../tree/option.ts'
import type { Prompt } from '../tree/prompt.ts'
import { faqsOf } from './flow-options.ts'
import { ANYWHERE } from './step-graph.ts'

/** A prompt where it stands. `place` is a step, a desk, ANYWHERE, or empty for what belongs to the
 * whole flow; `part` is the key it stands under. */
export type Spoken = {
  prompt: Prompt
  place: string
  part: string
  step?: Step
  option?: Option
  file?: string
}

/** The prompts of a step in the order in which they are heard. */
export function promptsOf(step: Step): Spoken[] {
  const place = step.name.value
  const parts: [part: string, prompt: Prompt | undefined][] = [
    [step.word, promptOf(step)],
    ['again', step.again],
    ['each', step.each],
    ['confirm', step.confirm?.prompt],
    ...(step.collect?.value ?? []).map(({ ask }): [string, Prompt] => ['ask', ask]),
    ['meanwhile', step.meanwhile],
    ...(step.unclear ?? []).map((prompt): [string, Prompt] => ['unclear', prompt]),
    ...(step.silent ?? []).map((prompt): [string, Prompt] => ['silent', prompt]),
  ]
  return [
    ...parts.flatMap(([part, prompt]) => (prompt ? [{ prompt, place, part, step }] : [])),
    ...labels(step.options?.value ?? [], { place, step }),
  ]
}

const labels = (options: readonly Option[], where: Pick<Spoken, 'place' | 'step'>): Spoken[] =>
  options.flatMap((option) =>
    option.label ? [{ ...where, prompt: option.label, part: 'label', option }] : [],
  )

/** All prompts of a flow, those of its FAQ files among them. */
export const spokenIn = memo((flow: Flow): Spoken[] => [
  ...[...flow.steps.values()].flatMap(promptsOf),
  ...[...flow.desks.values()].flatMap((desk): Spoken[] => {
    const place = desk.name.value
    const { say, options } = desk['while waiting'] ?? {}
    return [
      ...(say ? [{ prompt: say, place, part: 'while waiting' }] : []),
      ...labels(options?.value ?? [], { place }),
    ]
  }),
  ...labels(flow.anywhere, { place: ANYWHERE }),
  ...[...flow.phrases].map(([id, prompt]): Spoken => ({ prompt, place: '', part: id })),
  ...faqsOf(flow).flatMap(({ file, entries }) =>
    entries.map(({ answer }): Spoken => ({ prompt: answer, place: '', part: 'answer', file })),
  ),
])

/** The values that a text puts in. */
export const placeholdersIn = (template: Template): Placeholder[] =>
  template.parts.filter((part) => typeof part !== 'string')
