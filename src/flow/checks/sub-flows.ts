// Rules about flows within flows.
import { stepsWith } from '../steps/index.ts'
import { oneOf } from '../text/diagnostic.ts'
import type { Flow, Slot } from '../tree/flow.ts'
import { sameName } from './known-value.ts'
import type { Rule } from './rule.ts'
import { reachable } from './step-graph.ts'

/** The flows that lead back to a flow, by their names, the flow itself first and last. */
function circle(flow: Flow): string[] | undefined {
  const cameBy = new Map<Flow, Flow | undefined>([[flow, undefined]])
  for (const [here] of cameBy) {
    if ([...here.subflows.values()].includes(flow)) {
      const names = [flow.name.value]
      for (let back: Flow | undefined = here; back; back = cameBy.get(back))
        names.unshift(back.name.value)
      return names
    }
    for (const inner of here.subflows.values()) if (!cameBy.has(inner)) cameBy.set(inner, here)
  }
  return undefined
}

const toldAs = ({ type, private: hidden }: Slot): string => (hidden ? `private ${type}` : type)

const writtenAs = ({ type, private: hidden }: Slot): string =>
  hidden ? `{ type: ${type}, private: yes }` : type

export const subflowRules: Rule[] = [
  {
    code: 'subflow-recursion',
    severity: 'error',
    about: 'A flow goes through itself, directly or by way of another flow.',
    check({ flow }, find) {
      const names = circle(flow)
      if (!names) return
      const steps = stepsWith(flow, 'do')
      const step = steps.find((one) => one.do?.value === names[1]) ?? steps[0]
      find({
        range: (step?.do ?? flow.name).range,
        message: `a flow cannot go through itself: ${names.join(' → ')}`,
      })
    },
  },
  {
    code: 'subflow-languages',
    severity: 'error',
    about: 'A sub-flow lacks a language of the flow that goes through it.',
    check(view, find) {
      for (const step of stepsWith(view.flow, 'do')) {
        const inner = view.subflows.get(step.do?.value ?? '')?.flow
        if (!inner || inner.languages.length === 0) continue
        const spoken = inner.languages.map(({ tag }) => tag)
        const missing = view.languages.map(({ tag }) => tag).filter((tag) => !spoken.includes(tag))
        if (missing.length > 0)
          find({
            range: (step.do ?? step.name).range,
            message: `flow "${inner.name.value}" does not speak ${oneOf(missing)}, which this flow does`,
            hint: `in ${inner.file}: add it under "languages"`,
          })
      }
    },
  },
  {
    code: 'subflow-given',
    severity: 'error',
    about:
      'A sub-flow declares a value that the flow which goes through it is not given, or given otherwise.',
    check(view, find) {
      for (const { view: outer } of view.callers)
        for (const slot of view.flow.given.values()) {
          const there = sameName(outer.flow.given, slot.name)?.[1]
          if (there && there.type === slot.type && !there.private === !slot.private) continue
          find({
            range: slot.located.range,
            message: there
              ? `flow "${outer.flow.name.value}" is given "${slot.name}" as ${toldAs(there)}, not as ${toldAs(slot)}`
              : `flow "${outer.flow.name.value}" goes through this one, but is not given "${slot.name}"`,
            hint: `in ${there ? view.flow.file : outer.flow.file}: given: { ${slot.name}: ${writtenAs(there ?? slot)} }`,
          })
        }
    },
  },
  {
    code: 'no-ends',
    severity: 'error',
    about: 'A "do" step goes through a flow that has no ends, so it could never come back.',
    check({ flow }, find) {
      for (const step of stepsWith(flow, 'do')) {
        const inner = flow.subflows.get(step.do?.value ?? '')
        if (inner && inner.ends.length === 0)
          find({
            range: (step.do ?? step.name).range,
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
      const { range, operator } = view.flow.keys
      if (!range || operator !== undefined) return
      if (!view.inner)
        find({
          range,
          message: 'callers must always be able to ask for a person: "operator" cannot be off',
          hint: 'operator: 0',
        })
      for (const { view: outer, step } of view.callers) {
        const { graph, roots, flow } = outer
        const before = reachable(graph, roots, ({ way }) => way !== 'after the operator')
        if (before.has(step.name.value))
          find({
            range,
            message: `"operator" can be off only after a conversation with an operator, but ${flow.file} comes here before one`,
            hint: `lead to "${step.name.value}" only from the "then" of a desk, or write operator: 0`,
          })
      }
    },
  },
]
