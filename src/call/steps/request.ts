// request in a call: what the lookup is asked, and what its answer is kept under.
import { scopedName } from '../../flow/machine/scoped-name.ts'
import type { RequestStep } from '../../flow/steps/request.ts'
import { typesOf } from '../../flow/tree/lookup-example.ts'
import { workKey } from '../draft.ts'
import { valuesOf } from '../lookup-values.ts'
import { lookupIn } from '../table-answer.ts'
import type { SpokenStep } from '../spoken-step.ts'

export const requestInCall: SpokenStep<RequestStep> = {
  /** A lookup that lacks one of its `takes` is "not found" without being asked. */
  works(here) {
    const { draft, step, scope, name } = here
    const lookup = lookupIn(scope, step.request.value)
    const { params, hidden } = valuesOf(here, step.with)
    const optional = new Set(lookup?.optional?.value.map(({ value }) => value))
    const missing = (lookup?.takes?.value ?? []).find(
      ({ value }) => !optional.has(value) && params[value.replaceAll(' ', '_')] === undefined,
    )
    if (missing) return { event: 'NOT_FOUND', grounds: { 'not known': missing.value } }
    return {
      effect: {
        kind: 'request',
        key: workKey(draft, name),
        step: name,
        lookup: step.request.value,
        params,
        private: hidden,
        gives: lookup?.fields && typesOf(lookup.fields),
        changes: lookup?.changes?.value ?? false,
      },
    }
  },
  acts: {
    save({ draft, step, scope }, input) {
      if (!step.save || input.type !== 'fetched') return
      const under = scopedName(scope.prefix, step.save.value)
      draft.session.saved = { ...draft.session.saved, [under]: input.data ?? {} }
    },
  },
}
