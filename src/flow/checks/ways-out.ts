// Rules about ways: every step is reached, every option leads somewhere, and what runs after the
// call is silent.
import type { Option } from '../tree/option.ts'
import { type Step, listens } from '../steps/index.ts'
import { HANG_UP, waysFrom, written } from './step-graph.ts'
import type { Rule } from './rule.ts'
import { type View } from './flow-view.ts'

const optionsOf = (view: View): { option: Option; step?: Step }[] => [
  ...[...view.flow.steps.values()].flatMap((step) =>
    (step.options?.value ?? []).map((option) => ({ option, step })),
  ),
  ...[...view.flow.desks.values()].flatMap((desk) =>
    (desk['while waiting']?.options?.value ?? []).map((option) => ({ option })),
  ),
  ...view.flow.anywhere.map((option) => ({ option })),
]

const silentWords = ['set', 'decide', 'notify', 'sms', 'callback', 'ticket']

export const wayRules: Rule[] = [
  {
    code: 'wrong-start',
    severity: 'error',
    about: 'A call begins with something that is no step, or "main" is no menu or question.',
    check({ flow }, find) {
      const { start, main } = flow
      const notStep = (name: string) =>
        !flow.steps.has(name) &&
        (flow.desks.has(name) || name === HANG_UP || flow.ends.some(({ value }) => value === name))
      if (start && notStep(start.value))
        find({
          range: start.range,
          message: `a call begins with a step, but "${start.value}" is none`,
        })
      const step = main && flow.steps.get(main.value)
      if (main && (step ? !listens(step) : notStep(main.value)))
        find({
          range: main.range,
          message: `"start over" leads to a menu or question, but "${main.value}" is none`,
        })
    },
  },
  {
    code: 'missing-help',
    severity: 'warning',
    waivable: true,
    about:
      'A flow asks questions but has no "help", so a caller who wants a person can only leave a message.',
    check({ flow, inner }, find) {
      if (flow.help || inner || ![...flow.steps.values()].some(listens)) return
      const desk = [...flow.desks.keys()][0]
      find({
        range: flow.name.range,
        message: 'the flow needs "help": where "operator", 0 and worn-out questions lead',
        hint: desk === undefined ? undefined : `help: ${desk}`,
      })
    },
  },
  {
    code: 'unreachable-step',
    severity: 'warning',
    waivable: true,
    about: 'No way leads to a step or desk.',
    whole: true,
    check(view, find) {
      const { flow, reached, after } = view
      // a desk may be there for a sub-flow that has none of its own
      const kept = new Set([
        flow.help?.value ?? '',
        ...after,
        ...flow.gives.map(({ value }) => value),
      ])
      for (const { name } of flow.steps.values())
        if (!reached.has(name.value) && !kept.has(name.value))
          find({
            range: name.range,
            message: `no way leads to the step "${name.value}"`,
            hint: 'lead to it with "then", or remove it',
          })
      for (const { name } of flow.desks.values())
        if (!reached.has(name.value) && !kept.has(name.value))
          find({
            range: name.range,
            message: `no way leads to the desk "${name.value}"`,
            hint: 'lead to it with "then", or remove it',
          })
      for (const end of flow.ends)
        if (!reached.has(end.value))
          find({
            range: end.range,
            message: `no way leads to the end "${end.value}"`,
            hint: 'lead to it with "then", or remove it',
          })
    },
  },
  {
    code: 'option-without-way',
    severity: 'error',
    about: 'An option does not say where it leads.',
    check(view, find) {
      for (const { option } of optionsOf(view))
        if (!option.then)
          find({ range: option.range, message: 'an option needs "then": where it leads' })
    },
  },
  {
    code: 'option-without-label',
    severity: 'error',
    about: 'An option has no label and is not hidden, so callers cannot hear of it.',
    check(view, find) {
      for (const { option } of optionsOf(view)) {
        if (option.label || option.hidden?.value) continue
        find({
          range: option.range,
          message: 'an option needs "label": what the caller hears',
          hint: 'write "hidden: yes" if it is not to be read out',
        })
      }
      for (const { option } of optionsOf(view))
        if (option.hidden?.value && !option.label && !option.key && !option.phrases?.length)
          find({
            range: option.range,
            message: 'this option cannot be chosen: it has neither key nor phrases nor label',
          })
    },
  },
  {
    code: 'after-call-step',
    severity: 'error',
    about: 'What runs after the call may only be silent: set, decide, notify.',
    check(view, find) {
      const { flow, graph, after } = view
      if (!flow.afterCall) return
      const ways = waysFrom(graph, [flow.afterCall.value])
      for (const name of after) {
        if (name === HANG_UP || name.startsWith('\u0000')) continue
        const step = flow.steps.get(name)
        const by = ways(name)
        const range = by?.at(-1)?.range ?? flow.afterCall.range
        if (!step && flow.desks.has(name))
          find({ range, message: `after the call there is nobody to put through to "${name}"` })
        else if (step && !silentWords.includes(step.word))
          find({
            range,
            message: `"${step.word}" cannot be done after the call; expected only ${silentWords.slice(0, 3).join(', ')}${by && by.length > 1 ? ` on the way ${written(by)}` : ''}`,
          })
      }
    },
  },
]
