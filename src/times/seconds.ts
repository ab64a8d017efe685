// How long everything in a call takes: what is said, and what is waited for.
import {
  BETWEEN_KEYS,
  LOOKUP_TIMEOUT,
  RECORD_SILENCE,
  RINGS,
  WAIT,
  WAIT_AT_MOST,
  WHOLE_ANSWER,
} from '../flow/defaults.ts'
import { eventsAmong, leavesQueue, type MachineEvent } from '../flow/machine/machine-event.ts'
import type { Action, Leaf, Machine } from '../flow/machine/machine.ts'
import { kindFor } from '../understand/slots.ts'
import type { Edge } from './machine-graph.ts'
import { actionTime, meanwhileTime, wordsOf } from './said-time.ts'
import type { Extent } from './sample-values.ts'
import type { Lengths } from './speech-length.ts'
import { INPUT, KEY, LONGEST_KEYS, LOOKUP, MESSAGE } from './usual-times.ts'

/**
 * What is known from outside the flow. `language`: times in this one; without it, each piece in the
 * language it takes longest in.
 * `lengths`: milliseconds of recordings by name (`be-BY/hello`); `timeouts`: milliseconds of
 * lookups by name, 4 seconds without.
 */
export type Outside = {
  language?: string
  lengths?: Lengths
  timeouts?: ReadonlyMap<string, number>
}

/** Milliseconds. `at` is the leaf a `repeat` or a question on the way happens at. A conversation
 * with a person counts nothing. */
export type Timer = {
  said(actions: Action[], at?: Leaf): number
  waited(leaf: Leaf, event: MachineEvent): number
}

/** How long an edge takes: what is waited for before it, and what is heard on it. */
export const edgeTime =
  ({ said, waited }: Timer) =>
  ({ actions, from: { leaf }, event }: Edge): number =>
    said(actions, leaf) + waited(leaf, event)

/**
 * Times of a machine. `worst`: the longest values, whatever the conditions come to, callers who are
 * slow; `typical`: usual values,
 * the mean of what the conditions may come to, callers who answer.
 */
export function timer(machine: Machine, extent: Extent, outside: Outside = {}): Timer {
  const words = wordsOf(machine, extent, outside)
  const whole = new WeakMap<Action[], number>()
  const requestTime = ({ step: name }: Leaf, event: MachineEvent): number => {
    if (extent === 'typical' && event !== 'FAILED') return LOOKUP
    const lookup = machine.steps.get(name)?.step.request?.value ?? ''
    return (outside.timeouts?.get(lookup) ?? LOOKUP_TIMEOUT) + meanwhileTime(words, name)
  }
  return {
    said(actions, at) {
      const known = whole.get(actions)
      if (known !== undefined) return known
      const time = actions.reduce((sum, action) => sum + actionTime(words, action, at), 0)
      // what is repeated depends on where
      if (!actions.some(({ type }) => type === 'repeat' || type === 'answer'))
        whole.set(actions, time)
      return time
    },
    waited(leaf, event) {
      if (event === 'HUNG_UP') return 0
      switch (leaf.kind) {
        case 'answer':
        case 'confirm':
        case 'more':
          return inputTime(machine, leaf, event, extent)
        case 'tone':
          return messageTime(leaf, event, extent)
        case 'dial':
          return ringTime(machine, leaf, event, extent)
        case 'request':
          return requestTime(leaf, event)
        default:
          return 0
      }
    },
  }
}

function messageTime({ timer: most }: Leaf, event: MachineEvent, extent: Extent): number {
  if (event === 'EMPTY') return RECORD_SILENCE
  return extent === 'worst' ? (most ?? 0) : Math.min(MESSAGE, most ?? MESSAGE)
}

const isValue = eventsAmong('VALUE', 'VALUE_UNSURE')

/** Until an input has come. On the keypad each key may take as long as the timer between keys lets
 * it. */
function inputTime(machine: Machine, leaf: Leaf, event: MachineEvent, extent: Extent): number {
  const silence = leaf.timer ?? WAIT
  if (event === 'NO_INPUT') return silence
  const keys = keysOf(machine, leaf)
  const spelled = leaf.kind === 'answer' && keys > 1
  if (extent === 'typical') return INPUT.typical + (spelled && isValue(event) ? keys * KEY : 0)
  if (event === 'LIMIT' || event === 'WORN_OUT') return Math.max(silence, INPUT.worst)
  return leaf.mode === 'keys' && spelled
    ? Math.min(WHOLE_ANSWER, silence + (keys - 1) * BETWEEN_KEYS)
    : INPUT.worst
}

/** The most keys of an answer. */
function keysOf(machine: Machine, leaf: Leaf): number {
  const found = machine.steps.get(leaf.step)
  const slot = found?.scope.flow.slots.get(found.step.slot?.value ?? '')
  return slot && found?.step.ask ? (kindFor(slot.type).maxKeys(slot) ?? LONGEST_KEYS) : 1
}

/** People may be rung in turn until the desk's longest wait is over. */
function ringTime(machine: Machine, leaf: Leaf, event: MachineEvent, extent: Extent): number {
  const desk = machine.desks.get(leaf.step)?.desk
  const rings = desk?.rings?.value ?? RINGS
  if (extent === 'typical' && leavesQueue(event)) return rings
  if (extent === 'worst') return Math.max(rings, desk?.['wait at most']?.value ?? WAIT_AT_MOST)
  return event === 'ANSWERED' ? rings / 2 : rings
}
