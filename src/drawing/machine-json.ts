// The compiled machine as an XState config in JSON: actions and guards by name, as drawing tools
// take them.
import type { Action, Arrow, Machine, StateNode } from '../flow/machine/machine.ts'
import { eventEntries } from '../flow/machine/machine-event.ts'
import { countersOf } from '../flow/machine/counters.ts'

type Json = { [key: string]: unknown }

/** `context` holds the bounded counters that the guards named `below …` read. */
export function machineJson(machine: Machine): Json {
  return {
    ...stateJson(machine.config),
    version: machine.version,
    context: Object.fromEntries(countersOf(machine).map((counter) => [counter, 0])),
  }
}

function stateJson({ states, on, always, entry, ...rest }: StateNode): Json {
  return {
    ...rest,
    ...(entry?.length && { entry: entry.map(actionName) }),
    ...(always && { always: [always].flat().map(arrowJson) }),
    ...(on && { on: mapValues(eventEntries(on), arrowJson) }),
    ...(states && { states: mapValues(Object.entries(states), stateJson) }),
  }
}

const mapValues = <T>(entries: [string, T][], map: (value: T) => Json): Json =>
  Object.fromEntries(entries.map(([key, value]) => [key, map(value)]))

function arrowJson(arrow: Arrow): Json {
  const { target, guard, actions } = arrow
  return {
    ...(target !== undefined && { target }),
    ...(guard && { guard: `${guard.type} ${guard.params.max}: ${guard.params.counter}` }),
    ...(actions?.length && { actions: actions.map(actionName) }),
  }
}

const actionName = (action: Action): string =>
  'params' in action
    ? `${action.type}: ${Object.values(action.params).filter(Boolean).join(', ')}`
    : action.type
