// The ways out of steps and desks: all there are, and which of them each arrow of the machine is.
import { waitingOptions } from './desk-states.ts'
import type { Desk } from '../tree/flow.ts'
import type { Arrow, Leaf, Machine, StateNode } from './machine.ts'
import { optionIds, type Option } from '../tree/option.ts'
import type { Step, Way } from '../tree/step.ts'
import { kindOf } from '../steps/index.ts'

/** The ways a step can be left, by the names that `left` events carry. Universals are no ways of a
 * step. */
export function waysOf(step: Step): Way[] {
  const visits = step['at most']
    ? [{ name: 'too many', to: step['too many'], deliberate: false }]
    : []
  return [...kindOf(step).ways(step), ...visits]
}

export function deskWays(desk: Desk): Way[] {
  return [
    { name: 'then', to: desk.then, deliberate: true },
    { name: 'nobody', to: desk.nobody, deliberate: false },
    ...(desk.hours && desk.closed ? [{ name: 'closed', to: desk.closed, deliberate: false }] : []),
    ...waitingOptions(desk).map((option, index) => ({
      name: `option ${index + 1} while waiting`,
      to: option.then,
      deliberate: true,
      option,
    })),
    ...(desk['back to']?.value ?? []).map((to) => ({
      name: `back to ${to.value}`,
      to,
      deliberate: true,
    })),
  ]
}

/** Lets each arrow that leaves a step or desk say so, and by which way. */
export function markWays(machine: Machine): void {
  const visit = (node: StateNode): void => {
    Object.values(node.states ?? {}).forEach(visit)
    const leaf = node.states ? undefined : node.meta
    if (!leaf?.step) return
    const name = wayNamer(machine, leaf)
    const marked = (arrow: Arrow, event: string): Arrow => {
      const way =
        arrow.target === undefined || arrow.target.startsWith(`#${leaf.step}/`)
          ? undefined
          : name(event)
      return way === undefined
        ? arrow
        : {
            ...arrow,
            actions: [
              ...(arrow.actions ?? []),
              { type: 'leave', params: { step: leaf.step, way } },
            ],
          }
    }
    if (node.on)
      node.on = Object.fromEntries(
        Object.entries(node.on).map(([event, arrow]) => [
          event,
          'target' in arrow ? marked(arrow, event) : arrow,
        ]),
      )
    if (node.always && !Array.isArray(node.always)) node.always = marked(node.always, '')
  }
  visit(machine.config)
}

/** Undefined for events that are no way of the step: universals, `back`, limits. */
function wayNamer(machine: Machine, leaf: Leaf): (event: string) => string | undefined {
  const desk = machine.desks.get(leaf.step)?.desk
  if (leaf.word === 'desk') {
    const waiting = desk ? optionIds(waitingOptions(desk)) : []
    return (event) => {
      const [kind, rest = ''] = event.split(/:(.*)/s)
      if (kind === 'waiting') return `option ${waiting.indexOf(rest) + 1} while waiting`
      if (kind === 'BACK_TO') return `back to ${rest}`
      return {
        RELEASED: 'then',
        UNANSWERED: 'nobody',
        LEAVE: 'nobody',
        SHUT: desk?.closed ? 'closed' : 'nobody',
      }[event]
    }
  }
  const step = machine.steps.get(leaf.step)?.step
  if (!step) return () => undefined
  if (step.word === 'do')
    return (event) =>
      event === 'TOO_MANY'
        ? 'too many'
        : leaf.id.startsWith(`${leaf.step}>end `)
          ? leaf.id.slice(leaf.step.length + 1)
          : undefined
  const options = optionIds((step.options as { value: Option[] } | undefined)?.value ?? [])
  return (event) => {
    const [kind, rest = ''] = event.split(/:(.*)/s)
    switch (kind) {
      case 'option':
        return `option ${options.indexOf(rest) + 1}`
      case 'row':
        return 'then'
      case 'case':
        return rest === 'else' ? 'otherwise' : `case ${rest}`
      default:
        return wayOf(step, leaf, event)
    }
  }
}

function wayOf(step: Step, leaf: Leaf, event: string): string | undefined {
  const more = leaf.kind === 'more'
  switch (event) {
    case '':
    case 'OK':
    case 'HAVE':
    case 'RECORDED':
    case 'QUESTION':
    case 'LONG_QUESTION':
      return 'then'
    // a value heard at the last confirmation is one too many
    case 'VALUE':
      return leaf.kind === 'confirm' ? stuck(step) : 'then'
    case 'YES':
      return more ? 'unanswered' : step.yes ? 'yes' : 'then'
    case 'NO':
      return leaf.kind === 'confirm' ? stuck(step) : step.no ? 'no' : 'then'
    case 'DONE':
      return step.word === 'menu' ? 'done' : 'then'
    case 'NONE':
      return 'none'
    case 'EMPTY_LIST':
      return 'empty'
    case 'EMPTY':
      return step.word === 'record' ? 'empty' : stuck(step)
    case 'NOT_FOUND':
      return step['not found'] ? 'not found' : 'failed'
    case 'FAILED':
      return 'failed'
    case 'TOO_MANY':
      return 'too many'
    case 'NO_INPUT':
      return more ? 'then' : step.silence && leaf.kind === 'answer' ? 'silence' : stuck(step)
    case 'NO_MATCH':
    case 'INVALID':
      return more ? 'unanswered' : stuck(step)
    case 'OPTION_UNSURE':
    case 'VALUE_UNSURE':
      return stuck(step)
    default:
      return undefined
  }
}

const stuck = (step: Step): string =>
  step.word === 'answer' && !step.stuck ? 'unanswered' : 'stuck'
