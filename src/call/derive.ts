// Work states that need nothing from outside: answered from the session, the clock of the input and
// the facts with it.
import { stateAt } from '../flow/tree/hours.ts'
import type { Leaf } from '../flow/machine/machine.ts'
import { caseEvent, type MachineEvent } from '../flow/machine/machine-event.ts'
import { scopeOf, stepOf, visits, type Draft } from './draft.ts'
import type { Effect } from './event.ts'
import { holds } from './scope-names.ts'
import { rowsOf } from './rungs.ts'
import { resetSlot } from './call-slots.ts'
import { askedBack } from './desk-queue.ts'
import { valuesOf } from './lookup-values.ts'

/** The event a work state is answered with, and what it rested on; or the work the outside must
 * do. */
export type Derived = { event: MachineEvent; grounds: Record<string, unknown> } | { effect: Effect }

export function derive(draft: Draft, leaf: Leaf): Derived {
  switch (leaf.kind) {
    case 'enter':
      return entered(draft, leaf)
    case 'list':
      return listed(draft, leaf)
    case 'decide':
      return decided(draft, leaf)
    case 'hours':
      return opened(draft, leaf)
    case 'request':
      return requested(draft, leaf)
    case 'callback':
      return calledBack(draft, leaf)
    case 'entered':
      return {
        event: visits(draft, leaf.scope.slice(0, -1)) > 0 ? 'ENTERED' : 'NOT_ENTERED',
        grounds: {},
      }
    default:
      throw new Error(`"${leaf.id}" is no work state`)
  }
}

function tooMany(draft: Draft, leaf: Leaf): Derived | undefined {
  const most = stepOf(draft, leaf.step).step['at most']?.value
  const count = visits(draft, leaf.step)
  return most !== undefined && count > most
    ? { event: 'TOO_MANY', grounds: { visits: count } }
    : undefined
}

/** An ask is skipped on its first visit when the caller already gave the value unasked; on return
 * it clears and asks. */
function entered(draft: Draft, leaf: Leaf): Derived {
  const over = tooMany(draft, leaf)
  if (over) return over
  const { step, scope } = stepOf(draft, leaf.step)
  const slot = step.slot?.value
  if (step.word !== 'ask' || slot === undefined || step.yes !== undefined)
    return { event: 'FITS', grounds: {} }
  const held = draft.session.slots[scope.prefix + slot]
  if (held?.volunteered && visits(draft, leaf.step) === 1) {
    const sure =
      held.confirmed || (!held.unsure && (held.confidence ?? 1) >= scope.flow.confidence.sure)
    return { event: sure ? 'HAVE' : 'HAVE_UNSURE', grounds: { slot } }
  }
  resetSlot(draft, scope, slot, step.name.value)
  return { event: 'HAVE_NOT', grounds: {} }
}

function listed(draft: Draft, leaf: Leaf): Derived {
  const over = tooMany(draft, leaf)
  if (over) return over
  const { step, scope } = stepOf(draft, leaf.step)
  const rows = rowsOf(draft, scope, step)
  draft.session.rows = { step: leaf.step, at: 1, count: rows.length }
  return { event: rows.length > 0 ? 'LISTED' : 'EMPTY_LIST', grounds: { rows: rows.length } }
}

function decided(draft: Draft, leaf: Leaf): Derived {
  const { step, scope } = stepOf(draft, leaf.step)
  const cases = step.decide?.value ?? []
  const grounds: Record<string, unknown> = {}
  const found = cases.findIndex((one) => {
    const tested = holds(draft, scope, one.if)
    Object.assign(grounds, tested.grounds)
    return tested.holds
  })
  return { event: caseEvent(found < 0 ? undefined : found + 1), grounds }
}

function opened(draft: Draft, leaf: Leaf): Derived {
  const scope = scopeOf(draft, leaf.scope)
  const desk = draft.machine.desks.get(leaf.step)?.desk
  const hours = scope.flow.hours.get(desk?.hours?.value ?? '')?.value
  if (!hours) return { event: 'OPEN', grounds: {} }
  const state = stateAt(hours, draft.at)
  return { event: state === 'open' ? 'OPEN' : 'SHUT', grounds: { hours: state } }
}

/** A lookup that lacks one of its `takes` is "not found" without being asked. */
function requested(draft: Draft, leaf: Leaf): Derived {
  const { step, scope } = stepOf(draft, leaf.step)
  const { request, with: given } = step
  if (!request) throw new Error(`"${leaf.step}" asks no lookup`)
  const lookup = scope.flow.lookups.get(request.value)
  const { params, hidden } = valuesOf(draft, scope, given)
  const optional = new Set(lookup?.optional?.value.map(({ value }) => value))
  const missing = (lookup?.takes?.value ?? []).find(
    ({ value }) => !optional.has(value) && params[value.replaceAll(' ', '_')] === undefined,
  )
  if (missing) return { event: 'NOT_FOUND', grounds: { 'not known': missing.value } }
  const { session } = draft
  return {
    effect: {
      kind: 'request',
      key: `${session.callId}-${session.seq + 1}-${leaf.step}`,
      step: leaf.step,
      lookup: request.value,
      params,
      private: hidden,
      gives:
        lookup?.fields &&
        Object.fromEntries(
          lookup.fields.map(({ name, type }) => [
            name,
            typeof type === 'string'
              ? type
              : Object.fromEntries(type.list.map((field) => [field.name, field.type])),
          ]),
        ),
      changes: lookup?.changes?.value ?? false,
    },
  }
}

/** Without a number nobody can be called back. */
function calledBack(draft: Draft, leaf: Leaf): Derived {
  const { number, desk } = askedBack(draft, leaf.step)
  if (number === undefined || desk === undefined)
    return { event: 'FAILED', grounds: { 'not known': 'number' } }
  const { session } = draft
  return {
    effect: {
      kind: 'callback',
      key: `${session.callId}-${session.seq + 1}-${leaf.step}`,
      step: leaf.step,
      desk: draft.machine.desks.get(desk)?.desk.name.value ?? desk,
      number,
    },
  }
}
