// The ways out of steps and desks: all there are, and which of them each arrow of the machine is.
import { waitingOptions } from './desk-states.ts'
import type { Desk } from '../tree/flow.ts'
import type { Arrow, Leaf, Machine, StateNode } from './machine.ts'
import {
  byEvent,
  eventEntries,
  parseEvent,
  type MachineEvent,
  type ParsedEvent,
} from './machine-event.ts'
import { optionIds } from '../tree/option.ts'
import type { Way } from '../tree/step.ts'
import { kindOf, type Step } from '../steps/index.ts'

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
    const marked = (arrow: Arrow, event?: MachineEvent): Arrow => {
      if (arrow.target === undefined || arrow.target.startsWith(`#${leaf.step}/`)) return arrow
      const way = name(event)
      if (way === undefined) return arrow
      const left = { type: 'leave', params: { step: leaf.step, way } } as const
      return { ...arrow, actions: [...(arrow.actions ?? []), left] }
    }
    if (node.on)
      node.on = byEvent(
        eventEntries(node.on).map(([event, arrow]) => [event, marked(arrow, event)]),
      )
    if (node.always && !Array.isArray(node.always)) node.always = marked(node.always)
  }
  visit(machine.config)
}

/** Names the way an arrow is; without an event, the arrow that is followed at once. */
type WayNamer = (event?: MachineEvent) => string | undefined

/** Undefined for events that are no way of the step: universals, `back`, limits. */
function wayNamer(machine: Machine, leaf: Leaf): WayNamer {
  const desk = machine.desks.get(leaf.step)?.desk
  if (leaf.word === 'desk') return deskWayNamer(desk)
  const step = machine.steps.get(leaf.step)?.step
  if (!step) return () => undefined
  if (step.word === 'do') return (event) => endOf(leaf, event)
  const options = optionIds(step.options?.value ?? [])
  return (event) => wayOf({ step, leaf, options }, event && parseEvent(event))
}

function deskWayNamer(desk: Desk | undefined): WayNamer {
  const waiting = desk ? optionIds(waitingOptions(desk)) : []
  return (event) => {
    const heard = event && parseEvent(event)
    switch (heard?.kind) {
      case 'waiting':
        return `option ${waiting.indexOf(heard.id) + 1} while waiting`
      case 'BACK_TO':
        return `back to ${heard.step}`
      case 'RELEASED':
        return 'then'
      case 'UNANSWERED':
      case 'LEAVE':
        return 'nobody'
      case 'SHUT':
        return desk?.closed ? 'closed' : 'nobody'
      default:
        return undefined
    }
  }
}

/** The end by which a sub-flow is left. */
function endOf(leaf: Leaf, event: MachineEvent | undefined): string | undefined {
  if (event === 'TOO_MANY') return 'too many'
  return leaf.id.startsWith(`${leaf.step}>end `) ? leaf.id.slice(leaf.step.length + 1) : undefined
}

type Left = { step: Step; leaf: Leaf; options: string[] }

function wayOf({ step, leaf, options }: Left, event: ParsedEvent | undefined): string | undefined {
  const more = leaf.kind === 'more'
  switch (event?.kind) {
    case undefined:
    case 'OK':
    case 'HAVE':
    case 'RECORDED':
    case 'QUESTION':
    case 'LONG_QUESTION':
    case 'row':
      return 'then'
    case 'option':
      return `option ${options.indexOf(event.id) + 1}`
    case 'case':
      return event.at === undefined ? 'otherwise' : `case ${event.at}`
    // a value heard at the last confirmation is one too many
    case 'VALUE':
      return leaf.kind === 'confirm' ? stuck(step) : 'then'
    case 'YES':
      if (more) return 'unanswered'
      return step.yes ? 'yes' : 'then'
    case 'NO':
      if (leaf.kind === 'confirm') return stuck(step)
      return step.no ? 'no' : 'then'
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
      if (more) return 'then'
      return step.silence && leaf.kind === 'answer' ? 'silence' : stuck(step)
    case 'NO_MATCH':
    case 'INVALID':
      return more ? 'unanswered' : stuck(step)
    case 'OPTION_UNSURE':
    case 'VALUE_UNSURE':
      return stuck(step)
    // what works everywhere and what a desk hears is no way of a step
    case 'OPERATOR':
    case 'MAIN':
    case 'REPEAT':
    case 'anywhere':
    case 'back':
    case 'LIMIT':
    case 'WORN_OUT':
    case 'HUNG_UP':
    case 'ANSWERED':
    case 'UNANSWERED':
    case 'waiting':
    case 'CALL_BACK':
    case 'LEAVE':
    case 'RELEASED':
    case 'REQUEUED':
    case 'BACK_TO':
    case 'OPEN':
    case 'SHUT':
    // these lead on inside the step
    case 'NEXT':
    case 'LAST_PIECE':
    case 'FITS':
    case 'HAVE_UNSURE':
    case 'HAVE_NOT':
    case 'LISTED':
    case 'ENTERED':
    case 'NOT_ENTERED':
      return undefined
    default:
      return event satisfies never
  }
}

const stuck = (step: Step): string =>
  step.word === 'answer' && !step.stuck ? 'unanswered' : 'stuck'
