// The keys of a lookup, and the types of the fields it answers with.
import { didYouMean, error, oneOf, type Report } from '../text/diagnostic.ts'
import type { Located, Node } from '../text/located.ts'
import type { Field, Takes } from './flow.ts'
import { group, list, may, name, raw, readByName, wrongKind, yesNo } from './shape.ts'
import { slotTypes, type SlotType } from './slot.ts'

export const lookupFields = {
  takes: may(list(name('a value')), 'Values it is given.'),
  optional: may(list(name('a value')), 'Those of `takes` that may be unknown.'),
  gives: may(raw, 'Fields of its answer with their types, or lists of fields.'),
  changes: may(yesNo, 'yes: it changes something, so it is sent once only.'),
  example: may(raw, 'An answer for the practice phone and scripted calls.'),
}

export const lookupShape = group(lookupFields, 'a lookup')

/** The types of a lookup's answer. */
export function readGives(gives: Node, report: Report): Field[] | undefined {
  if (gives.kind !== 'map') return wrongKind(gives, 'fields with their types', report)
  return gives.entries.flatMap(({ key, value }): Field[] => {
    const name = key.value
    const row = value.kind === 'list' ? value.items[0] : undefined
    if (row?.kind === 'map') {
      const fields = row.entries.flatMap((field) => readField(field.key.value, field.value, report))
      return [{ name, type: { list: fields } }]
    }
    if (value.kind === 'text') return readField(name, value, report)
    wrongKind(value, 'a type, or a list of fields such as [{ id: text, day: date }]', report)
    return []
  })
}

function readField(name: string, node: Node, report: Report): { name: string; type: SlotType }[] {
  const type = readType(node, report)
  return type ? [{ name, type }] : []
}

function readType(node: Node, report: Report): SlotType | undefined {
  if (node.kind !== 'text') return wrongKind(node, `a type: ${oneOf(slotTypes)}`, report)
  const type = slotTypes.find((known) => known === node.value)
  if (type) return type
  const message = `"${node.value}" is not a type; expected ${oneOf(slotTypes)}`
  report(error('unknown-type', message, node.range, didYouMean(node.value, slotTypes)))
  return undefined
}

/** Values a flow is given, with their types. */
export function readTakes(node: Node | undefined, report: Report): Takes {
  const readOne = (inner: Node, name: Located<string>) => {
    const type = readType(inner, report)
    return type && { name, type }
  }
  return (node && readByName(node, 'takes', report, readOne)) ?? new Map()
}
