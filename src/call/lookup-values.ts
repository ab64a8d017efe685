// Values sent to a lookup: names with `_`, what is not known left out, private ones marked.
import type { Template } from '../flow/text/expression.ts'
import type { Scope } from '../flow/machine/machine.ts'
import type { Draft } from './draft.ts'
import { lookUp } from './scope-names.ts'
import { fillIn } from './prompt-words.ts'

/** `hidden` names the parameters that came from private slots. */
export function valuesOf(
  draft: Draft,
  scope: Scope,
  given: Map<string, { value: Template }> | undefined,
): { params: Record<string, unknown>; hidden: string[] } {
  const params: Record<string, unknown> = {}
  const hidden: string[] = []
  for (const [name, { value: template }] of given ?? []) {
    const key = name.replaceAll(' ', '_')
    const value = one(draft, scope, template)
    if (value === undefined) continue
    params[key] = value
    const reads = template.parts.flatMap((part) =>
      typeof part === 'string' ? [] : [lookUp(draft, scope, part.path.names)],
    )
    if (reads.some((named) => named?.private)) hidden.push(key)
  }
  return { params, hidden }
}

/** A bare name keeps its type; a text with more in it is text. */
function one(draft: Draft, scope: Scope, template: Template): unknown {
  const [only] = template.parts
  if (template.parts.length === 1 && only && typeof only !== 'string' && only.filters.length === 0)
    return bare(lookUp(draft, scope, only.path.names)?.value)
  return fillIn(draft, scope, template, draft.session.language)
}

/** A row without the types it carries. */
function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? undefined
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== ''))
}
