// do: goes through another flow file and comes back by one of its ends.
import { must, may, name, table, target, template } from '../tree/shape.ts'
import { setting, type StepKind, type StepOf } from '../tree/step.ts'

const fields = {
  do: must(name('a flow'), 'The other flow, by the name after its `flow:`.'),
  with: may(table(template, 'values'), 'Values for its `takes`.'),
  save: may(
    table(name('a slot of the sub-flow'), 'names'),
    'Slots that get its `gives`: slot here, slot there.',
  ),
  ends: must(table(target, 'ends'), 'Where each of its ends leads.'),
}

export type DoStep = StepOf<'do', typeof fields>

export const doStep: StepKind<DoStep> = {
  word: 'do',
  place: 'silent',
  about:
    'Goes through another flow and comes back by one of its ends. It sees only what `with` gives it, and gives back only its `gives`.',
  example: `survey:
  do: survey
  with: { topic: "{{ topic }}" }
  ends: { done: bye }`,
  fields,
  ways: (step) =>
    [...(step.ends?.values() ?? [])].map(({ name, value }) => ({
      name: `end ${name.value}`,
      to: value,
      deliberate: true,
    })),
  check(step, flow, report) {
    if (step.goal)
      report({
        code: 'goal-on-do',
        severity: 'warning',
        message: 'a goal belongs to a step of the sub-flow, where it is reached',
        range: step.goal.range,
      })
    const inner = flow.subflows.get(step.do?.value ?? '')
    if (!inner) return
    for (const end of inner.ends)
      if (step.ends && !step.ends.has(end.value))
        report({
          code: 'missing-end',
          severity: 'error',
          message: `flow "${inner.name.value}" ends in "${end.value}" too; "ends" must say where that leads`,
          range: step.do.range,
          hint: `ends: { ${inner.ends.map(({ value }) => `${value}: …`).join(', ')} }`,
        })
    for (const { name: end } of step.ends?.values() ?? [])
      if (!inner.ends.some(({ value }) => value === end.value))
        report({
          code: 'unknown-end',
          severity: 'error',
          message: `flow "${inner.name.value}" has no end "${end.value}"`,
          range: end.range,
        })
    for (const { name: taken } of step.with?.values() ?? [])
      if (!inner.takes.has(taken.value))
        report({
          code: 'unknown-name',
          severity: 'error',
          message: `flow "${inner.name.value}" does not take "${taken.value}"`,
          range: taken.range,
        })
  },
  /** By the state of the end itself, which is followed at once. */
  wayOf: (_step, _event, { id, step }) =>
    id.startsWith(`${step}>end `) ? id.slice(step.length + 1) : undefined,
  compared: { settings: { do: setting('sub-flow used', 'nothing') } },
  called: (name, step) => (step ? `'${name}' (the flow "${step.do?.value ?? ''}")` : `'${name}'`),
  compile(step, build) {
    const inner = build.flow.subflows.get(step.do.value)
    if (!inner)
      throw new Error(`flow "${step.do.value}" is not known; check the flow before it is compiled`)
    return build.inline(step, inner)
  },
}
