// What a flow sets in figures: confidences, hard limits, promises and budgets.
import { ACCEPT_AT, CALL_MINUTES, MISSES, SURE_AT, TURNS } from '../defaults.ts'
import { error } from '../text/diagnostic.ts'
import { MINUTE, parseDuration, SECOND } from '../text/duration.ts'
import type { Flow, Promised } from './flow.ts'
import { count, decimal, duration, group, may, type Shape } from './shape.ts'

export const confidenceShape = group(
  {
    reject: may(decimal(0, 1), `Below this nothing was understood; ${ACCEPT_AT} without it.`),
    sure: may(decimal(0, 1), `From this on nothing need be confirmed; ${SURE_AT} without it.`),
  },
  '"confidence"',
)
export const budgetShape = group(
  {
    option: may(
      duration(SECOND, 10 * MINUTE),
      'Until the key of each option was heard, on the shortest way to it.',
    ),
    person: may(
      duration(SECOND, 10 * MINUTE),
      'Until somebody is rung, or a recorder listens, for who asks for a person at the first question.',
    ),
    silence: may(
      duration(SECOND, 60 * MINUTE),
      'Until who says nothing, or is never understood, reaches a person, a recorder or a goodbye after a goal.',
    ),
    call: may(
      duration(SECOND, 60 * MINUTE),
      'The call that is to be expected, without a conversation.',
    ),
  },
  '"budget"',
)
export const limitsShape = group(
  {
    turns: may(count(5, 500), `Turns of the caller in a call; ${TURNS} without it.`),
    minutes: may(count(1, 240), `Minutes outside a conversation; ${CALL_MINUTES} without it.`),
  },
  '"limits"',
)

const within: Shape<Promised> = {
  expected: 'turns, a time, or both, such as "4 turns and 90 seconds"',
  json: { type: 'string', examples: ['4 turns and 90 seconds', '90 seconds'] },
  read(node, report) {
    const written = node.kind === 'text' ? node.value.trim() : ''
    const [, turns, rest = ''] =
      /^(?:(\d{1,3}) turns?(?: *(?:,|and) *(?=\S)|$))?(.*)$/.exec(written) ?? []
    const time = parseDuration(rest)
    if ((turns !== undefined && rest === '') || time !== undefined)
      return { turns: turns === undefined ? undefined : Number(turns), time, range: node.range }
    report(error('wrong-value', `expected ${this.expected}`, node.range))
    return undefined
  },
}

export const promiseShape = group(
  {
    'person within': may(
      within,
      'For callers who say nothing or are never understood: until a person is rung, a recorder listens, or they hear goodbye after a goal.',
    ),
    'operator within': may(within, 'The same for callers who ask for a person.'),
  },
  '"promise"',
)

/** The most turns a caller has in a flow. */
export const mostTurns = ({ limits }: Pick<Flow, 'limits'>): number => limits.turns?.value ?? TURNS

/** How many misunderstandings and silences a flow bears in a call. */
export const mostMisses = ({ misses }: Pick<Flow, 'misses'>): number => misses?.value ?? MISSES
