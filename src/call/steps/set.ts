// set in a call: its slots get their values.
import type { SetStep } from '../../flow/steps/set.ts'
import { setValues } from '../call-slots.ts'
import type { SpokenStep } from '../spoken-step.ts'

export const setInCall: SpokenStep<SetStep> = {
  acts: { set: (here) => setValues(here, here.name, here.step.set) },
}
