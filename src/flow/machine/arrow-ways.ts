// The ways out of steps and desks: all there are, and which of them each arrow of the machine is.
import { staysInside } from './leaf-id.ts'
import { waitingOptions } from './desk-states.ts'
import type { Desk } from '../tree/flow.ts'
import type { Action, Arrow, Leaf, Machine, StateNode } from './machine.ts'
import { byEvent, eventEntries, parseEvent, type MachineEvent } from './machine-event.ts'
import { optionIds } from '../tree/option.ts'
import type { Way } from '../tree/step.ts'
import { kindOf, type Step } from '../steps/index.ts'

/** The ways a step can be left, by the names that `left` events carry. Universals are no ways of a
 * step. */
export function waysOf(step: Step): Way[] {
  const ways = kindOf(step).ways(step)
  if (!step['at most']) return ways
  return [...ways, { name: 'too many', to: step['too many'], deliberate: false }]
}

/** The same of a desk. */
export function deskWays(desk: Desk): Way[] {
  const { then, hours, nobody, closed } = desk
  const way = (name: string, to: Way['to'], deliberate = false): Way => ({ name, to, deliberate })
  return [
    way('then', then, true),
    way('nobody', nobody),
    ...(hours && closed ? [way('closed', closed)] : []),
    ...waitingOptions(desk).map((option, index): Way => ({
      ...way(`option ${index + 1} while waiting`, option.then, true),
      option,
    })),
    ...(desk['back to']?.value ?? []).map((to) => way(`back to ${to.value}`, to, true)),
  ]
}

/** A way out of a step or desk, by its scoped name and the name that `left` events carry. */
export function wayAt(machine: Machine, at: string, name: string): Way | undefined {
  const step = machine.steps.get(at)?.step
  const desk = machine.desks.get(at)?.desk
  const ways = [...(step ? waysOf(step) : []), ...(desk ? deskWays(desk) : [])]
  return ways.find((way) => way.name === name)
}

/** Lets each arrow that leaves a step or desk say so, and by which way. */
export function markWays(machine: Machine): void {
  const visit = (node: StateNode): void => {
    Object.values(node.states ?? {}).forEach(visit)
    const leaf = node.states ? undefined : node.meta
    if (!leaf?.step) return
    const name = wayNamer(machine, leaf)
    const mark = (arrow: Arrow, event?: MachineEvent): Arrow => {
      if (arrow.target === undefined || staysInside(leaf.step, arrow.target)) return arrow
      const way = name(event)
      if (way === undefined) return arrow
      const leave: Action = { type: 'leave', params: { step: leaf.step, way } }
      return { ...arrow, actions: [...(arrow.actions ?? []), leave] }
    }
    if (node.on)
      node.on = byEvent(eventEntries(node.on).map(([event, arrow]) => [event, mark(arrow, event)]))
    if (node.always && !Array.isArray(node.always)) node.always = mark(node.always)
  }
  visit(machine.config)
}

/** Names the way an arrow is; without an event, the arrow that is followed at once. */
type WayNamer = (event?: MachineEvent) => string | undefined

/** Undefined for events that are no way of the step: universals, `back`, limits. */
function wayNamer(machine: Machine, leaf: Leaf): WayNamer {
  const desk = machine.desks.get(leaf.step)?.desk
  if (desk) return deskWayNamer(desk)
  const step = machine.steps.get(leaf.step)?.step
  if (!step) return () => undefined
  const kind = kindOf(step)
  return (event) => {
    if (event === 'TOO_MANY') return 'too many'
    if (kind.isPassing && event === undefined) return 'then'
    return kind.wayOf?.(step, event && parseEvent(event), leaf)
  }
}

function deskWayNamer(desk: Desk): WayNamer {
  const waiting = optionIds(waitingOptions(desk))
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
        return desk.closed ? 'closed' : 'nobody'
      default:
        return undefined
    }
  }
}
