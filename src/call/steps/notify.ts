// notify in a call: what the lookup is told once the turn is stored.
import type { NotifyStep } from '../../flow/steps/notify.ts'
import { valuesOf } from '../lookup-values.ts'
import type { SpokenStep } from '../spoken-step.ts'

export const notifyInCall: SpokenStep<NotifyStep> = {
  acts: {
    notify(here) {
      const { draft, step, name } = here
      const { params, hidden } = valuesOf(here, step.with)
      const { callId, seq } = draft.session
      const nth = draft.events.filter(({ type }) => type === 'notified').length
      draft.events.push({
        type: 'notified',
        notice: {
          key: `${callId}-${seq + 1}-${nth}-${name}`,
          step: name,
          lookup: step.notify.value,
          params,
          private: hidden,
        },
      })
    },
  },
}
