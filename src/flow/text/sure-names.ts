// What is surely known where a condition holds, or does not.
import type { Condition } from './expression.ts'

const none: ReadonlySet<string> = new Set()

/** First names that are surely filled where a condition holds. */
export function sureWhen(condition: Condition | undefined): ReadonlySet<string> {
  if (!condition || (condition.joined === 'or' && condition.tests.length > 1)) return none
  return new Set(
    condition.tests.flatMap(({ comparison, path, value }) =>
      comparison === 'is not' || comparison === 'is not known'
        ? []
        : [path.names[0] ?? '', ...(value?.path?.names.slice(0, 1) ?? [])],
    ),
  )
}

/** First names that are surely filled where a condition does not hold. */
export function sureUnless(condition: Condition | undefined): ReadonlySet<string> {
  if (!condition || (condition.joined === 'and' && condition.tests.length > 1)) return none
  return new Set(
    condition.tests.flatMap(({ comparison, path }) =>
      comparison === 'is not known' ? [path.names[0] ?? ''] : [],
    ),
  )
}
