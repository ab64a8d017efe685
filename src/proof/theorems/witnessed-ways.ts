// T3, second half: for each option and each goal there is a call that gets there, played on the
// engine with values a caller could give.
import { plural } from '../../ground/plural.ts'
import { ownName } from '../../flow/machine/scoped-name.ts'
import type { Theorem } from '../theorem.ts'
import { searchWitnesses, type Searched } from '../witness/search.ts'
import type { Target } from '../witness/targets.ts'

const rule = {
  code: 'no-witness',
  severity: 'warning',
  waivable: true,
  about:
    'Calls with every kind of answer, value, lookup result, time and switch were tried, and none takes this option or reaches this goal.',
} as const

/** The most turns the engine plays for one flow. */
const MOST_PLAYED = 4000

export const witnessedWays: Theorem = {
  rules: [rule],
  prove({ graph }, fail) {
    const found = searchWitnesses(graph, MOST_PLAYED)
    for (const failure of failures(found)) fail(rule.code, failure)
    const all = found.found.length + found.missing.length
    const longest = Math.max(0, ...found.found.map(({ turns }) => turns))
    const [option, goal] = (['option', 'goal'] as const).map(
      (kind) => found.found.filter(({ target }) => target.kind === kind).length,
    )
    const counts = [option ? plural(option, 'option') : '', goal ? plural(goal, 'goal') : '']
      .filter(Boolean)
      .join(' and ')
    if (counts === '') return []
    const ended =
      found.spent && found.missing.length > 0
        ? `; ${found.missing.length} more were not found in the ${MOST_PLAYED} turns that are tried`
        : ''
    const one = found.found.length === 1
    return [
      {
        theorem: 'T3',
        text: `${found.found.length === all ? '' : `${found.found.length} of ${all}: `}${counts} ${one ? 'is' : 'are each'} reached by a call played on the engine, in at most ${plural(longest, 'turn')}${ended} (T3).`,
      },
    ]
  },
}

function failures({ missing, spent, seen, turns }: Searched) {
  const severity = spent ? ('info' as const) : undefined
  const tried = spent ? `in the ${turns} turns that were tried no call` : 'no call that was tried'
  const come = ({ step }: Target): boolean =>
    step === '' || [...seen].some((name) => ownName(name) === step)
  const [first, ...rest] = missing.filter((target) => !come(target))
  return [
    ...missing.filter(come).map(({ kind, name, range }) => ({
      range,
      severity,
      message: `${tried} ${kind === 'goal' ? `reaches the goal "${name}"` : `takes the option "${name}"`}`,
      hint:
        kind === 'goal'
          ? 'can the conditions before it hold together?'
          : 'can its "if" hold, and is its key or label its own?',
    })),
    ...(first
      ? [
          {
            range: first.range,
            severity,
            message: `${tried} comes to "${first.step}"${rest.length > 0 ? `, nor to ${plural(rest.length, 'more option')} and goals` : ''}`,
            hint: 'can the conditions before it hold together?',
          },
        ]
      : []),
  ]
}
