// Finds every name that templates and conditions read, wherever they stand in a part of a flow.
import type { Condition, Path, Template } from '../text/expression.ts'

/** Walks any part of a read flow; sub-flows and FAQ files are parts of their own and left out. */
export function expressionsIn(part: unknown): Path[] {
  const found: Path[] = []
  const seen = new Set<unknown>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if (isTemplate(value))
      found.push(...value.parts.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.path])))
    else if (isCondition(value))
      found.push(
        ...value.tests.flatMap((test) => [
          test.path,
          ...(test.value?.path ? [test.value.path] : []),
        ]),
      )
    else if (value instanceof Map) for (const inner of value.values()) walk(inner)
    else
      for (const [key, inner] of Object.entries(value))
        if (key !== 'subflows' && key !== 'faqs') walk(inner)
  }
  walk(part)
  return found
}

const isTemplate = (value: object): value is Template =>
  'parts' in value && Array.isArray(value.parts)
const isCondition = (value: object): value is Condition =>
  'tests' in value && Array.isArray(value.tests)
