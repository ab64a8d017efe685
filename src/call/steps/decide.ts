// decide in a call: the first condition that holds.
import type { DecideStep } from '../../flow/steps/decide.ts'
import { branchEvent } from '../../flow/machine/machine-event.ts'
import { holds } from '../scope-names.ts'
import type { SpokenStep } from '../spoken-step.ts'

export const decideInCall: SpokenStep<DecideStep> = {
  works(here) {
    const grounds: Record<string, unknown> = {}
    const found = here.step.decide.value.findIndex((one) => {
      const tested = holds(here, one.if)
      Object.assign(grounds, tested.grounds)
      return tested.holds
    })
    return { event: branchEvent(found < 0 ? undefined : found + 1), grounds }
  },
}
