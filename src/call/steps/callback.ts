// callback in a call: whom to call back and on which number, and the promise with its card.
import { scopedStep } from '../../flow/machine/scoped-name.ts'
import type { CallbackStep } from '../../flow/steps/callback.ts'
import type { Machine, Scope } from '../../flow/machine/machine.ts'
import { computeValue } from '../call-slots.ts'
import { cardId } from '../desk-queue.ts'
import { workKey, type StepHere } from '../draft.ts'
import { handoffOf } from '../handoff.ts'
import type { SpokenStep } from '../spoken-step.ts'

export const callbackInCall: SpokenStep<CallbackStep> = {
  /** Without a number nobody can be called back. */
  works(here) {
    const { draft, name } = here
    const { number, desk } = askedBack(here)
    if (number === undefined || desk === undefined)
      return { event: 'FAILED', grounds: { 'not known': 'number' } }
    return {
      effect: {
        kind: 'callback',
        key: workKey(draft, name),
        step: name,
        desk: draft.machine.desks.get(desk)?.desk.name.value ?? desk,
        number,
      },
    }
  },
  acts: {
    promise(here, input) {
      const { draft, name } = here
      if (input.type !== 'callback checked') return
      const { desk } = askedBack(here)
      const found = desk === undefined ? undefined : draft.machine.desks.get(desk)
      if (!found || desk === undefined || input.number === undefined) return
      const { left } = draft.session
      draft.events.push({
        type: 'callback promised',
        step: name,
        desk,
        handoff: {
          ...handoffOf(draft, found.scope, found.desk, cardId(draft)),
          reason: 'asked to be called back',
          status: 'callback',
        },
        number: input.number,
        ...(left?.desk === desk && { since: left.since }),
        ...(input.open !== undefined && { open: input.open }),
      })
    },
  },
}

/** The number as it is now, and the scoped name of the desk. */
function askedBack(here: StepHere<CallbackStep>): { number?: string; desk?: string } {
  const { draft, scope, step } = here
  const value = step.number && computeValue(here, step.number, 'text')?.value
  return {
    number: typeof value === 'string' && value.trim() !== '' ? value : undefined,
    desk: deskNamed(draft.machine, scope, step.callback.value),
  }
}

/** A sub-flow's desk, else that of a file that goes through it. */
function deskNamed(machine: Machine, scope: Scope, name: string): string | undefined {
  const scoped = scopedStep(scope.prefix, name)
  if (machine.desks.has(scoped)) return scoped
  return scope.parent && deskNamed(machine, scope.parent, name)
}
