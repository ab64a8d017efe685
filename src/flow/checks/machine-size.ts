// The rule that a flow with all its sub-flows is not more than a machine can hold.
import { compile } from '../machine/compile.ts'
import { MOST_LEAVES, TooLarge } from '../machine/scope-states.ts'
import { stepsWith } from '../steps/index.ts'
import type { Flow } from '../tree/flow.ts'
import { hasPlanned } from './not-built.ts'
import type { Rule } from './rule.ts'

/** How many steps a flow has with all it goes through, each as often as it is gone through;
 * infinite when it goes through itself. */
function stepCounts(): (flow: Flow) => number {
  const counts = new Map<Flow, number>()
  return function count(flow): number {
    const known = counts.get(flow)
    if (known !== undefined) return known
    counts.set(flow, Infinity)
    const inner = stepsWith(flow, 'do').flatMap(
      (step) => flow.subflows.get(step.do?.value ?? '') ?? [],
    )
    const total = inner.reduce((sum, one) => sum + count(one), flow.steps.size)
    counts.set(flow, total)
    return total
  }
}

/** No step of the language makes more leaves than this: five tries with a read-back each, and its
 * beginning. */
const MOST_LEAVES_OF_STEP = 14

/** The part of the message that names the step which brings the most with it, and its place. */
function heaviestIn(flow: Flow, count: (flow: Flow) => number) {
  const steps = stepsWith(flow, 'do')
  const sizes = steps.map((step) => count(flow.subflows.get(step.do?.value ?? '') ?? flow))
  const size = Math.max(...sizes)
  const step = steps[sizes.indexOf(size)]
  if (!step) return { range: flow.name.range, most: '' }
  const name = step.do?.value
  const times = steps.filter((other) => other.do?.value === name).length
  return {
    range: (step.do ?? step.name).range,
    most: `; "${name}" alone brings ${size} steps with it, and is gone through ${times} times here`,
  }
}

/** Nothing is missing that compiling needs. */
const isWhole = (flow: Flow): boolean =>
  !hasPlanned(flow) &&
  flow.start !== undefined &&
  [...flow.subflows.values()].every(({ start }) => start)

function isTooLarge(flow: Flow, sources: Record<string, string>): boolean {
  try {
    compile(flow, sources)
    return false
  } catch (error) {
    if (error instanceof TooLarge) return true
    throw error
  }
}

export const machineSizeRule: Rule = {
  code: 'too-large',
  severity: 'error',
  about: `The compiled machine would have more than ${MOST_LEAVES} states, mostly because one sub-flow is gone through very often.`,
  check({ flow, project, inner }, find) {
    const count = stepCounts()
    const total = count(flow)
    if (inner || total === Infinity || total * MOST_LEAVES_OF_STEP <= MOST_LEAVES) return
    const report = (size: string) => {
      const { range, most } = heaviestIn(flow, count)
      find({
        range,
        message: `the flow is too large: ${size}${most}`,
        hint: 'go through it from fewer places, or split the flow',
      })
    }
    if (total > MOST_LEAVES)
      report(`${total} steps with all its sub-flows, where ${MOST_LEAVES} states are the most`)
    else if (isWhole(flow) && isTooLarge(flow, project.sources))
      report(`more than ${MOST_LEAVES} states`)
  },
}
