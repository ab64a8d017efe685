// The rule about words that are planned but not built yet.
import { kindOf, type Step } from '../steps/index.ts'
import type { Filter } from '../text/expression.ts'
import type { Range } from '../text/located.ts'
import type { Flow } from '../tree/flow.ts'
import { withIncluded } from '../tree/project.ts'
import { readsIn } from './read-names.ts'
import type { Rule } from './rule.ts'

type Planned = { what: string; range: Range }

/** What of a step is planned but not built. */
function plannedIn(step: Step): Planned[] {
  if (kindOf(step).later) return [{ what: step.word, range: step.name.range }]
  return kindOf(step).unbuilt?.(step) ?? []
}

/** A flow that cannot be compiled, since it or one of its sub-flows has steps that are not built. */
export const hasPlanned = (flow: Flow): boolean =>
  withIncluded(flow).some(({ steps }) =>
    [...steps.values()].some((step) => plannedIn(step).length > 0),
  )

export const notBuiltRule: Rule = {
  code: 'not-available-yet',
  severity: 'error',
  about: 'The flow uses a word that is planned but not built yet.',
  check({ flow }, find) {
    for (const { what, range } of plannedOf(flow))
      find({ range, message: `"${what}" is not available yet` })
  },
}

/** Everything of a flow that is read, and works only later. */
const plannedOf = (flow: Flow): Planned[] => [
  ...[...flow.steps.values()].flatMap(plannedIn),
  ...[...flow.lookups.values()].flatMap(({ engine }) =>
    engine ? [{ what: `engine: ${engine.value}`, range: engine.range }] : [],
  ),
  ...readsIn(flow).flatMap(({ placeholder }) => placeholder?.filters.flatMap(plannedForm) ?? []),
  ...flow.planned.map(({ value, range }) => ({ what: value, range })),
]

/** The form of a word that a preposition wants. */
const plannedForm = ({ name, args, range }: Filter): Planned[] =>
  name === 'spoken' && args.length > 0 ? [{ what: `spoken: ${args.join(', ')}`, range }] : []
