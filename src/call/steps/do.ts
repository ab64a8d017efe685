// do in a call: values go into the sub-flow, and come back from it.
import { scopeAt, scopedName } from '../../flow/machine/scoped-name.ts'
import type { DoStep } from '../../flow/steps/do.ts'
import { computeValue, putSlot, startSlots } from '../call-slots.ts'
import { scopeOf, type StepHere } from '../draft.ts'
import type { SpokenStep } from '../spoken-step.ts'

const innerOf = ({ draft, name }: StepHere<DoStep>) => scopeOf(draft, scopeAt(name))

export const doInCall: SpokenStep<DoStep> = {
  acts: {
    /** A sub-flow begins: its slots as at the start, its `takes` from `with`. */
    begin(here) {
      const { draft, step } = here
      const inner = innerOf(here)
      startSlots({ draft, scope: inner })
      for (const [taken, { value: template }] of step.with ?? []) {
        const value = computeValue(here, template, inner.flow.takes.get(taken)?.type ?? 'text')
        const key = scopedName(inner.prefix, taken)
        if (value) draft.session.slots[key] = value
        else delete draft.session.slots[key]
      }
    },
    /** A sub-flow ends: its `gives` come back under the names `save` says, else their own. */
    give(here) {
      const { draft, step, scope, name } = here
      const inner = innerOf(here)
      const names = step.save
      for (const { value: given } of inner.flow.gives) {
        const slot = names ? [...names].find(([, { value }]) => value.value === given)?.[0] : given
        const held = draft.session.slots[scopedName(inner.prefix, given)]
        if (slot !== undefined && scope.flow.slots.has(slot) && held)
          putSlot(here, slot, name, held)
      }
    },
  },
}
