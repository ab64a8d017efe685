// Rules about ways: every step is reached, nothing goes round without waiting, and nobody is hung up on in silence.
import { kindOf } from '../steps.ts'
import type { Located } from '../located.ts'
import type { Option } from '../option.ts'
import type { Step } from '../step.ts'
import { ANYWHERE, HANG_UP, solve, waysFrom, written, type Edge } from './graph.ts'
import type { Rule } from './rule.ts'
import { field, listens, text, type View } from './view.ts'

const optionsOf = (view: View): { option: Option; step?: Step }[] => [
  ...[...view.flow.steps.values()].flatMap((step) => (field<Located<Option[]>>(step, 'options')?.value ?? []).map((option) => ({ option, step }))),
  ...[...view.flow.desks.values()].flatMap((desk) => (desk['while waiting']?.options?.value ?? []).map((option) => ({ option }))),
  ...view.flow.anywhere.map((option) => ({ option })),
]

/** Where the caller has just heard something: 1n when on every path. Sub-flows tell it for each of their ends. */
function heard(view: View): Map<string, bigint> {
  const through = (edge: Edge, before: bigint): bigint => {
    const step = view.flow.steps.get(edge.from)
    if (!step) return edge.way === 'nobody' || edge.way === 'closed' || edge.from === ANYWHERE ? 0n : 1n
    if (edge.way === 'too many') return before
    if (step.word === 'say') return 1n
    if (step.word === 'do') {
      const inner = view.subflows.get(text(step, 'do') ?? '')
      const end = /^end (.*)$/.exec(edge.way)?.[1]
      return inner && end !== undefined ? (heard(inner).get(end) ?? 1n) : 0n
    }
    return kindOf(step).place === 'silent' ? before : 0n
  }
  // nobody listens to a call that was not answered
  const unheard = view.flow.outgoing?.ways.at(-1)?.value
  return solve(view.graph, new Map(view.roots.map((root) => [root, root === unheard ? 1n : 0n])), (a, b) => a & b, through)
}

const silentWords = ['set', 'decide', 'notify', 'sms', 'callback', 'ticket']

export const wayRules: Rule[] = [
  {
    code: 'wrong-start',
    severity: 'error',
    about: 'A call begins with something that is no step, or "main" is no menu or question.',
    check({ flow }, find) {
      const { start, main } = flow
      const notStep = (name: string) => !flow.steps.has(name) && (flow.desks.has(name) || name === HANG_UP || flow.ends.some(({ value }) => value === name))
      if (start && notStep(start.value)) find({ range: start.range, message: `a call begins with a step, but "${start.value}" is none` })
      const step = main && flow.steps.get(main.value)
      if (main && (step ? !listens(step) : notStep(main.value))) find({ range: main.range, message: `"start over" leads to a menu or question, but "${main.value}" is none` })
    },
  },
  {
    code: 'missing-help',
    severity: 'warning',
    waivable: true,
    about: 'A flow asks questions but has no "help", so a caller who wants a person can only leave a message.',
    check({ flow, inner }, find) {
      if (flow.help || inner || ![...flow.steps.values()].some(listens)) return
      const desk = [...flow.desks.keys()][0]
      find({ range: flow.name.range, message: 'the flow needs "help": where "operator", 0 and worn-out questions lead', hint: desk === undefined ? undefined : `help: ${desk}` })
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
      const kept = new Set([flow.help?.value ?? '', ...after, ...flow.gives.map(({ value }) => value)])
      for (const { name } of flow.steps.values()) if (!reached.has(name.value) && !kept.has(name.value)) find({ range: name.range, message: `no way leads to the step "${name.value}"`, hint: 'lead to it with "then", or remove it' })
      for (const { name } of flow.desks.values()) if (!reached.has(name.value) && !kept.has(name.value)) find({ range: name.range, message: `no way leads to the desk "${name.value}"`, hint: 'lead to it with "then", or remove it' })
      for (const end of flow.ends) if (!reached.has(end.value)) find({ range: end.range, message: `no way leads to the end "${end.value}"`, hint: 'lead to it with "then", or remove it' })
    },
  },
  {
    code: 'no-spoken-close',
    severity: 'error',
    about: 'A call ends without a word said before.',
    check(view, find) {
      const known = heard(view)
      const told = new Set<number>()
      for (const edge of view.graph.into.get(HANG_UP) ?? []) {
        const step = view.flow.steps.get(edge.from)
        if (!view.reached.has(edge.from) || edge.universal) continue
        const silent = step ? kindOf(step).place === 'silent' && step.word !== 'do' : edge.way === 'after the operator'
        const spoken = step?.word === 'say' || (silent && (step ? known.get(edge.from) === 1n : true)) || endsSpoken(view, edge, step)
        if (spoken || told.has(edge.range.start)) continue
        told.add(edge.range.start)
        find({ range: edge.range, message: `the call would end here (${edge.way}) without a goodbye`, hint: 'lead to a "say" step that then hangs up' })
      }
    },
  },
  {
    code: 'option-without-way',
    severity: 'error',
    about: 'An option does not say where it leads.',
    check(view, find) {
      for (const { option } of optionsOf(view)) if (!option.then) find({ range: option.range, message: 'an option needs "then": where it leads' })
    },
  },
  {
    code: 'option-without-label',
    severity: 'error',
    about: 'An option has no label and is not hidden, so callers cannot hear of it.',
    check(view, find) {
      for (const { option } of optionsOf(view)) {
        if (option.label || option.hidden?.value) continue
        find({ range: option.range, message: 'an option needs "label": what the caller hears', hint: 'write "hidden: yes" if it is not to be read out' })
      }
      for (const { option } of optionsOf(view)) if (option.hidden?.value && !option.label && !option.key && !option.phrases?.length) find({ range: option.range, message: 'this option cannot be chosen: it has neither key nor phrases nor label' })
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
        if (!step && flow.desks.has(name)) find({ range, message: `after the call there is nobody to put through to "${name}"` })
        else if (step && !silentWords.includes(step.word)) find({ range, message: `"${step.word}" cannot be done after the call; expected only ${silentWords.slice(0, 3).join(', ')}${by && by.length > 1 ? ` on the way ${written(by)}` : ''}` })
      }
    },
  },
]

function endsSpoken(view: View, edge: Edge, step: Step | undefined): boolean {
  const end = /^end (.*)$/.exec(edge.way)?.[1]
  const inner = step?.word === 'do' && end !== undefined ? view.subflows.get(text(step, 'do') ?? '') : undefined
  return inner !== undefined && end !== undefined && heard(inner).get(end) === 1n
}
