// Work states that need nothing from outside: answered from the session, the clock of the input and
// the facts with it.
import { stateAt } from '../flow/tree/hours.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import { scopeOf, stepOf, visits, type Draft, type StepHere } from './draft.ts'
import type { Derived } from './spoken-step.ts'
import { spokenOf } from './steps/index.ts'

/** What a work state comes to; the draft stays as it is. */
export function derive(draft: Draft, leaf: Leaf): Derived {
  switch (leaf.kind) {
    case 'enter':
    case 'list':
      return enterStep(stepOf(draft, leaf.step))
    case 'decide':
    case 'request':
    case 'callback':
      return workOf(stepOf(draft, leaf.step))
    case 'hours':
      return deskHours(draft, leaf)
    case 'entered':
      return {
        event: visits(draft, leaf.scope.slice(0, -1)) > 0 ? 'ENTERED' : 'NOT_ENTERED',
        grounds: {},
      }
    default:
      throw new Error(`"${leaf.id}" is no work state`)
  }
}

function enterStep(here: StepHere): Derived {
  const most = here.step['at most']?.value
  const count = visits(here.draft, here.name)
  if (most !== undefined && count > most) return { event: 'TOO_MANY', grounds: { visits: count } }
  return spokenOf(here.step).enters?.(here) ?? { event: 'FITS', grounds: {} }
}

function workOf(here: StepHere): Derived {
  const done = spokenOf(here.step).works?.(here)
  if (!done) throw new Error(`step "${here.name}" has no work`)
  return done
}

function deskHours(draft: Draft, leaf: Leaf): Derived {
  const scope = scopeOf(draft, leaf.scope)
  const desk = draft.machine.desks.get(leaf.step)?.desk
  const hours = scope.flow.hours.get(desk?.hours?.value ?? '')?.value
  if (!hours) return { event: 'OPEN', grounds: {} }
  const state = stateAt(hours, draft.at)
  return { event: state === 'open' ? 'OPEN' : 'SHUT', grounds: { hours: state } }
}
