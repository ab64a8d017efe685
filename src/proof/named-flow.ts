// A flow in whose words each value is shown by its name.
import type { Placeholder, Template } from '../flow/text/expression.ts'
import type { Flow } from '../flow/tree/flow.ts'

/** `‹Parcel number›` stands where a value would. Conditions stay as they are. */
export function nameValues(flow: Flow): Flow {
  const known = new Map<unknown, unknown>()
  const labels = new Map(
    [...flow.slots.values()].map(({ name, label }) => [name.replaceAll('_', ' '), label]),
  )
  const keep = <T>(value: unknown, made: T): T => {
    known.set(value, made)
    return made
  }
  const copy = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (known.has(value)) return known.get(value)
    if (Array.isArray(value)) return keep(value, value.map(copy))
    if (value instanceof Map) {
      const map = keep(value, new Map<unknown, unknown>())
      for (const [key, inner] of value) map.set(key, copy(inner))
      return map
    }
    if (Object.getPrototypeOf(value) !== Object.prototype) return value
    if (isTemplate(value)) return keep(value, nameIn(value, labels))
    const made = keep<Record<string, unknown>>(value, {})
    for (const [key, inner] of Object.entries(value)) made[key] = copy(inner)
    return made
  }
  return copy(flow) as Flow
}

function nameIn({ parts, range }: Template, labels: ReadonlyMap<string, string>): Template {
  const source = parts
    .map((part) => (typeof part === 'string' ? part : nameOf(part, labels)))
    .join('')
  return { source, parts: [source], range }
}

function nameOf({ path: { names } }: Placeholder, labels: ReadonlyMap<string, string>): string {
  const label = labels.get(names.join('.').replaceAll('_', ' '))
  return `‹${label ?? names.join(' ').replaceAll('_', ' ')}›`
}

const isTemplate = (value: object): value is Template =>
  'source' in value && 'parts' in value && Array.isArray(value.parts)
