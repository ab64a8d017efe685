// Rules about flows within flows, and about what a machine can hold.
import { compile, MOST_LEAVES, TooLarge } from '../machine/compile.ts'
import type { Flow } from '../tree/flow.ts'
import type { Range } from '../text/located.ts'
import { oneOf } from '../text/diagnostic.ts'
import { kindOf, type Step, stepsWith } from '../steps/index.ts'
import { reachable } from './step-graph.ts'
import type { Rule } from './rule.ts'
import type { DoStep } from '../steps/do.ts'

const doSteps = (flow: Flow): DoStep[] => stepsWith(flow, 'do')

/** The flows that lead back to a flow, by their names, the flow itself first and last. */
function circle(flow: Flow): string[] | undefined {
  const cameBy = new Map<Flow, Flow | undefined>([[flow, undefined]])
  for (const [here] of cameBy) {
    for (const inner of here.subflows.values()) {
      if (inner === flow) {
        const names = [flow.name.value]
        for (let back: Flow | undefined = here; back && back !== flow; back = cameBy.get(back))
          names.unshift(back.name.value)
        return [flow.name.value, ...names]
      }
      if (!cameBy.has(inner)) cameBy.set(inner, here)
    }
  }
  return undefined
}

/** How many steps a flow has with all it goes through, each as often as it is gone through;
 * infinite when it goes through itself. */
function stepCounts(): (flow: Flow) => number {
  const counts = new Map<Flow, number>()
  const count = (flow: Flow): number => {
    const known = counts.get(flow)
    if (known !== undefined) return known
    counts.set(flow, Infinity)
    const total = [...flow.steps.values()].reduce(
      (sum, step) => sum + 1 + innerCount(flow, step),
      0,
    )
    counts.set(flow, total)
    return total
  }
  const innerCount = (flow: Flow, step: Step): number => {
    const inner = flow.subflows.get(step.do?.value ?? '')
    return inner ? count(inner) : 0
  }
  return count
}

/** No step of the language makes more leaves than this: five tries with a read-back each, and its
 * beginning. */
const MOST_LEAVES_OF_STEP = 14

export const subflowRules: Rule[] = [
  {
    code: 'subflow-recursion',
    severity: 'error',
    about: 'A flow goes through itself, directly or by way of another flow.',
    check({ flow }, find) {
      const names = circle(flow)
      if (!names) return
      const step = doSteps(flow).find((one) => one.do?.value === names[1]) ?? doSteps(flow)[0]
      find({
        range: step?.do?.range ?? flow.name.range,
        message: `a flow cannot go through itself: ${names.join(' → ')}`,
      })
    },
  },
  {
    code: 'subflow-languages',
    severity: 'error',
    about: 'A sub-flow lacks a language of the flow that goes through it.',
    check(view, find) {
      for (const step of doSteps(view.flow)) {
        const inner = view.subflows.get(step.do?.value ?? '')
        const missing = view.languages.filter(
          ({ tag }) =>
            inner &&
            inner.flow.languages.length > 0 &&
            !inner.flow.languages.some((language) => language.tag === tag),
        )
        if (inner && missing.length > 0)
          find({
            range: step.do?.range ?? step.name.range,
            message: `flow "${inner.flow.name.value}" does not speak ${oneOf(missing.map(({ tag }) => tag))}, which this flow does`,
            hint: `in ${inner.flow.file}: add it under "languages"`,
          })
      }
    },
  },
  {
    code: 'no-ends',
    severity: 'error',
    about: 'A "do" step goes through a flow that has no ends, so it could never come back.',
    check({ flow }, find) {
      for (const step of doSteps(flow)) {
        const inner = flow.subflows.get(step.do?.value ?? '')
        if (inner && inner.ends.length === 0)
          find({
            range: step.do?.range ?? step.name.range,
            message: `flow "${inner.name.value}" has no "ends", so this call would never come back from it`,
            hint: `in ${inner.file}: ends: [done], and "then: done" where it is done`,
          })
      }
    },
  },
  {
    code: 'universals',
    severity: 'error',
    about:
      'A flow turns off the way to a person; only a sub-flow that follows a conversation with an operator may.',
    check(view, find) {
      if (!view.flow.keys.range || view.flow.keys.operator !== undefined) return
      const range = view.flow.keys.range
      if (!view.inner) {
        find({
          range,
          message: 'callers must always be able to ask for a person: "operator" cannot be off',
          hint: 'operator: 0',
        })
        return
      }
      for (const { view: outer, step } of view.callers) {
        const before = reachable(
          outer.graph,
          outer.roots,
          (edge) => edge.way !== 'after the operator',
        )
        if (before.has(step.name.value))
          find({
            range,
            message: `"operator" can be off only after a conversation with an operator, but ${outer.flow.file} comes here before one`,
            hint: `lead to "${step.name.value}" only from the "then" of a desk, or write operator: 0`,
          })
      }
    },
  },
  {
    code: 'too-large',
    severity: 'error',
    about: `The compiled machine would have more than ${MOST_LEAVES} states, mostly because one sub-flow is gone through very often.`,
    check(view, find) {
      const { flow, project, inner } = view
      const count = stepCounts()
      const total = count(flow)
      if (inner || total === Infinity || total * MOST_LEAVES_OF_STEP <= MOST_LEAVES) return
      const heaviest = doSteps(flow)
        .map((step) => ({ step, size: count(flow.subflows.get(step.do?.value ?? '') ?? flow) }))
        .sort((a, b) => b.size - a.size)[0]
      const told = (size: string) =>
        find({
          range: heaviest ? (heaviest.step.do?.range ?? heaviest.step.name.range) : flow.name.range,
          message: `the flow is too large: ${size}${heaviest ? `; "${heaviest.step.do?.value}" alone brings ${heaviest.size} steps with it, and is gone through ${doSteps(flow).filter((step) => step.do?.value === heaviest.step.do?.value).length} times here` : ''}`,
          hint: 'go through it from fewer places, or split the flow',
        })
      if (total > MOST_LEAVES) {
        told(`${total} steps with all its sub-flows, where ${MOST_LEAVES} states are the most`)
        return
      }
      if (laterIn(flow) || ![...flow.subflows.values()].every((one) => one.start) || !flow.start)
        return
      try {
        compile(flow, project.sources)
      } catch (error) {
        if (!(error instanceof TooLarge)) throw error
        told(`more than ${MOST_LEAVES} states`)
      }
    },
  },
  {
    code: 'not-available-yet',
    severity: 'error',
    about: 'The flow uses a word that is planned but not built yet.',
    check({ flow }, find) {
      for (const step of flow.steps.values())
        for (const { what, range } of laterParts(step))
          find({ range, message: `"${what}" is not available yet` })
      if (flow.outgoing)
        find({ range: flow.outgoing.range, message: '"outgoing" is not available yet' })
    },
  },
]

const laterIn = (flow: Flow, seen = new Set<Flow>()): boolean => {
  if (seen.has(flow)) return false
  seen.add(flow)
  return (
    [...flow.steps.values()].some((step) => laterParts(step).length > 0) ||
    [...flow.subflows.values()].some((inner) => laterIn(inner, seen))
  )
}

/** What of a step is planned but not built. */
function laterParts(step: Step): { what: string; range: Range }[] {
  if (kindOf(step).later) return [{ what: step.word, range: step.name.range }]
  return kindOf(step).unbuilt?.(step) ?? []
}
