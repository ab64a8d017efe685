// do: goes through another flow file and comes back by one of its ends.
import { must, may, name, table, target, template } from '../tree/shape.ts'
import { endAt } from '../machine/leaf-id.ts'
import { setting, type StepKind, type StepOf } from '../tree/step.ts'
import { error, type Report } from '../text/diagnostic.ts'
import type { Flow } from '../tree/flow.ts'

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
    if (inner) checkInner(step, inner, report)
  },
  /** By the state of the end itself, which is followed at once. */
  wayOf(_step, _event, { id, step }) {
    const end = endAt(step, id)
    return end === undefined ? undefined : `end ${end}`
  },
  compared: { settings: { do: setting('sub-flow used', 'nothing') } },
  called: (name, step) => (step ? `'${name}' (the flow "${step.do?.value ?? ''}")` : `'${name}'`),
  compile(step, build) {
    const inner = build.flow.subflows.get(step.do.value)
    if (!inner)
      throw new Error(`flow "${step.do.value}" is not known; check the flow before it is compiled`)
    return build.inline(step, inner)
  },
}

/** What goes into the other flow, and each of its ends, must be there. */
function checkInner(step: DoStep, inner: Flow, report: Report): void {
  const { name, takes } = inner
  const ends = inner.ends.map(({ value }) => value)
  for (const end of ends)
    if (step.ends && !step.ends.has(end))
      report(
        error(
          'missing-end',
          `flow "${name.value}" ends in "${end}" too; "ends" must say where that leads`,
          step.do.range,
          `ends: { ${ends.map((one) => `${one}: …`).join(', ')} }`,
        ),
      )
  for (const { name: end } of step.ends?.values() ?? [])
    if (!ends.includes(end.value))
      report(error('unknown-end', `flow "${name.value}" has no end "${end.value}"`, end.range))
  for (const { name: taken } of step.with?.values() ?? [])
    if (!takes.has(taken.value))
      report(
        error('unknown-name', `flow "${name.value}" does not take "${taken.value}"`, taken.range),
      )
}
