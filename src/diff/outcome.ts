// Where a way leads in the end: through what is only said or set to the first question, desk,
// recorder or end, in words.
import type { Flow } from '../flow/tree/flow.ts'
import type { Located } from '../flow/text/located.ts'
import { kindOf, type Step, promptOf, isPassing } from '../flow/steps/index.ts'

/** What a way without a target means: the engine leads to `help`, or ends the call. */
export type Without = 'help' | 'end'

/** The name a way leads to; undefined: the last resort. */
export function targetOf(
  flow: Flow,
  to: Located<string> | undefined,
  without: Without = 'help',
): string | undefined {
  return to?.value ?? (without === 'end' ? 'hang up' : flow.help?.value)
}

/** `'closed now', then voicemail ('take a message')`. */
export function outcome(flow: Flow, to: string | undefined): string {
  const passed: Step[] = []
  let name = to
  for (;;) {
    const step = name === undefined ? undefined : flow.steps.get(name)
    if (!step || !isPassing(step) || passed.includes(step)) break
    passed.push(step)
    name = step.then?.value
  }
  const heard = passed.filter((step) => promptOf(step)).map((step) => `'${step.name.value}'`)
  const last = restOf(flow, name)
  if (last === undefined)
    return heard.length > 0
      ? `${heard.join(', then ')}, where the call ends`
      : 'the end of the call'
  return [...heard, last].join(', then ')
}

/** Undefined: the call ends. */
function restOf(flow: Flow, name: string | undefined): string | undefined {
  if (name === undefined) return 'the last resort (name and number after a tone)'
  const step = flow.steps.get(name)
  if (flow.desks.has(name)) return `the desk '${name}'`
  if (!step)
    return name === 'hang up' || !flow.ends.some(({ value }) => value === name)
      ? undefined
      : `the end '${name}'`
  return kindOf(step).called?.(name, step) ?? `'${name}'`
}

/** A step's ways that are written at it, apart from its options. */
export const plainWays = (step: Step) =>
  [
    ...kindOf(step).ways(step),
    ...(step['at most'] ? [{ name: 'too many', to: step['too many'], deliberate: false }] : []),
  ].filter(({ option }) => !option)
