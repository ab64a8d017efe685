// Values sent to a lookup: names with `_`, what is not known left out, private ones marked.
import type { Template } from '../flow/text/expression.ts'
import type { Here } from './draft.ts'
import { asSent } from '../flow/tree/lookup-answer.ts'
import { lookUp } from './scope-names.ts'
import { bareName } from './call-slots.ts'
import { fillIn } from './prompt-words.ts'

/** `hidden` names the parameters that came from private slots. */
export function valuesOf(
  here: Here,
  given: Map<string, { value: Template }> | undefined,
): { params: Record<string, unknown>; hidden: string[] } {
  const params: Record<string, unknown> = {}
  const hidden: string[] = []
  for (const [name, { value: template }] of given ?? []) {
    const key = name.replaceAll(' ', '_')
    const value = one(here, template)
    if (value === undefined) continue
    params[key] = value
    const reads = template.parts.flatMap((part) =>
      typeof part === 'string' ? [] : [lookUp(here, part.path.names)],
    )
    if (reads.some((named) => named?.private)) hidden.push(key)
  }
  return { params, hidden }
}

/** A bare name keeps its type; a text with more in it is text. */
function one(here: Here, template: Template): unknown {
  const path = bareName(template)
  return path ? bare(lookUp(here, path)?.value) : fillIn(here, template)
}

/** A row without the types it carries. */
function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? undefined
  return asSent(Object.fromEntries(Object.entries(value).filter(([key]) => key !== '')))
}
