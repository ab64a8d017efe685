// A flow in whose words each value is shown by its name.
import type { Placeholder, Template } from '../flow/text/expression.ts'
import { labelIn, type Labelled } from '../flow/tree/label.ts'
import type { Flow } from '../flow/tree/flow.ts'

/** `‹Parcel number›` stands where a value would. Conditions stay as they are. */
export function nameValues(flow: Flow): Flow {
  const known = new Map<unknown, unknown>()
  const labels: Labels = new Map(
    [...flow.slots.values()].map((slot) => [slot.name.replaceAll('_', ' '), slot]),
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
    if (isTemplate(value)) return keep(value, nameIn(value, labels, ''))
    const made = keep<Record<string, unknown>>(value, {})
    // the words of a prompt stand under their language
    for (const [key, inner] of Object.entries(value))
      made[key] = isText(inner) ? nameIn(inner, labels, key) : copy(inner)
    return made
  }
  return copy(flow) as Flow
}

type Labels = ReadonlyMap<string, Labelled>

function nameIn({ parts, range }: Template, labels: Labels, language: string): Template {
  const source = parts
    .map((part) => (typeof part === 'string' ? part : nameOf(part, labels, language)))
    .join('')
  return { source, parts: [source], range }
}

function nameOf({ path: { names } }: Placeholder, labels: Labels, language: string): string {
  const slot = labels.get(names.join('.').replaceAll('_', ' '))
  return `‹${slot ? labelIn(slot, language) : names.join(' ').replaceAll('_', ' ')}›`
}

const isText = (value: unknown): value is Template =>
  typeof value === 'object' && value !== null && isTemplate(value)

const isTemplate = (value: object): value is Template =>
  'source' in value && 'parts' in value && Array.isArray(value.parts)
