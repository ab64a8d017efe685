// Rules about ways: every step is reached, every option leads somewhere, and what runs after the
// call is silent.
import type { Located } from '../text/located.ts'
import { allOptions } from './flow-options.ts'
import { listens } from '../steps/index.ts'
import { describeWay, HANG_UP, waysFrom } from './step-graph.ts'
import type { Rule } from './rule.ts'

const silentWords = ['set', 'decide', 'notify', 'sms', 'callback', 'case']

export const wayRules: Rule[] = [
  {
    code: 'wrong-start',
    severity: 'error',
    about: 'A call begins with something that is no step, or "main" is no menu or question.',
    check({ flow }, find) {
      const { start, main } = flow
      const elsewhere = [HANG_UP, ...flow.desks.keys(), ...flow.ends.map(({ value }) => value)]
      const notStep = (name: string) => !flow.steps.has(name) && elsewhere.includes(name)
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
        hint: desk && `help: ${desk}`,
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
      const kept = new Set([flow.help?.value, ...after, ...flow.gives.map(({ value }) => value)])
      const findLost = ({ value, range }: Located<string>, what: string) => {
        const hint = 'lead to it with "then", or remove it'
        if (!reached.has(value))
          find({ range, message: `no way leads to the ${what} "${value}"`, hint })
      }
      for (const { name } of flow.steps.values()) if (!kept.has(name.value)) findLost(name, 'step')
      for (const { name } of flow.desks.values()) if (!kept.has(name.value)) findLost(name, 'desk')
      for (const end of flow.ends) findLost(end, 'end')
    },
  },
  {
    code: 'option-without-way',
    severity: 'error',
    about: 'An option does not say where it leads.',
    check({ flow }, find) {
      for (const { then, range } of allOptions(flow))
        if (!then) find({ range, message: 'an option needs "then": where it leads' })
    },
  },
  {
    code: 'option-without-label',
    severity: 'error',
    about: 'An option has no label and is not hidden, so callers cannot hear of it.',
    check({ flow }, find) {
      for (const { label, hidden, key, phrases, range } of allOptions(flow)) {
        if (label) continue
        if (!hidden?.value)
          find({
            range,
            message: 'an option needs "label": what the caller hears',
            hint: 'write "hidden: yes" if it is not to be read out',
          })
        else if (!key && !phrases?.length)
          find({
            range,
            message: 'this option cannot be chosen: it has neither key nor phrases nor label',
          })
      }
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
        const by = ways(name) ?? []
        const range = by.at(-1)?.range ?? flow.afterCall.range
        const on = by.length > 1 ? ` on the way ${describeWay(by)}` : ''
        const possible = silentWords.slice(0, 3).join(', ')
        if (!step && flow.desks.has(name))
          find({ range, message: `after the call there is nobody to put through to "${name}"` })
        if (step && !silentWords.includes(step.word))
          find({
            range,
            message: `"${step.word}" cannot be done after the call; expected only ${possible}${on}`,
          })
      }
    },
  },
]
