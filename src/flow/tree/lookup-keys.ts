// The keys of a lookup, and the types of the fields it answers with.
import { didYouMean, error, oneOf, type Report } from '../text/diagnostic.ts'
import type { Located, MapNode, Node, Range } from '../text/located.ts'
import type { Field, Takes } from './flow.ts'
import { BARE } from './lookup-answer.ts'
import {
  among,
  group,
  list,
  may,
  name,
  raw,
  readByName,
  wrongKind,
  yesNo,
  type Shape,
} from './shape.ts'
import { slotTypes, type SlotType } from './slot.ts'

const takenNames = list(name('a value'))

/** Names, or names with the types that a table compares them as. */
const taken: Shape<Located<Located<string>[]> & { types: Map<string, SlotType> }> = {
  expected: 'a list: names of values, or values with their types',
  json: { anyOf: [takenNames.json, { type: 'object', additionalProperties: { enum: slotTypes } }] },
  read(node, report) {
    if (node.kind !== 'map') {
      const names = takenNames.read(node, report)
      return names && { ...names, types: new Map() }
    }
    const types = new Map(
      node.entries.flatMap(({ key, value }): [string, SlotType][] => {
        const type = readType(value, report)
        return type ? [[key.value, type]] : []
      }),
    )
    return { value: node.entries.map(({ key }) => key), range: node.range, types }
  },
}

export const lookupFields = {
  table: may(
    name('a table'),
    'It is answered by tables/NAME.csv of the company: the first row names the columns, `takes` finds the row, `gives` are its cells.',
  ),
  takes: may(
    taken,
    'Values it is given; of a table with their types, else with those of slots of the same name.',
  ),
  optional: may(list(name('a value')), 'Those of `takes` that may be unknown.'),
  gives: may(
    raw,
    'Fields of its answer with their types, groups or lists of fields; text for an answer that is bare text.',
  ),
  engine: may(
    among('case status', 'clock', 'notice'),
    'What callflow answers itself, so that it has no address (not available yet).',
  ),
  changes: may(yesNo, 'yes: it changes something, so it is sent once only.'),
  example: may(raw, 'An answer for the practice phone and scripted calls.'),
}

export const lookupShape = group(lookupFields, 'a lookup')

/** The types of a lookup's answer. */
export function readGives(gives: Node, report: Report): Field[] | undefined {
  if (gives.kind === 'text' && gives.value === 'text') return [{ name: BARE, type: 'text' }]
  if (gives.kind !== 'map')
    return wrongKind(gives, 'fields with their types, or text for bare text', report)
  return fieldsIn(gives, '', report)
}

/** How many groups and lists of fields may lie in each other. */
export const DEEPEST = 4

/** Fields of a group at a path, those of the groups in it under their whole path. */
function fieldsIn({ entries, range }: MapNode, path: string, report: Report): Field[] {
  if (isTooDeep(path, range, report)) return []
  return entries.flatMap(({ key, value }): Field[] => {
    if (!isFieldName(key, report)) return []
    const name = path + key.value
    if (value.kind === 'map') return fieldsIn(value, `${name}.`, report)
    const row = value.kind === 'list' ? value.items[0] : undefined
    if (row?.kind === 'map') return [{ name, type: { list: rowFields(row, name, report) } }]
    if (value.kind === 'text') return readField(name, value, report)
    wrongKind(
      value,
      'a type, a group of fields, or a list of fields such as [{ id: text, day: date }]',
      report,
    )
    return []
  })
}

/** Fields of the rows of a list, named by their path in the row. */
function rowFields(row: MapNode, list: string, report: Report): { name: string; type: SlotType }[] {
  if (isTooDeep(`${list}.`, row.range, report)) return []
  return row.entries.flatMap(({ key, value }): { name: string; type: SlotType }[] => {
    if (!isFieldName(key, report)) return []
    if (value.kind !== 'map') return readField(key.value, value, report)
    const inner = rowFields(value, `${list}.${key.value}`, report)
    return inner.map(({ name, type }) => ({ name: `${key.value}.${name}`, type }))
  })
}

function isTooDeep(path: string, range: Range, report: Report): boolean {
  const deep = path.split('.').length > DEEPEST
  if (deep) report(error('wrong-value', `fields lie in each other at most ${DEEPEST} deep`, range))
  return deep
}

/** A dot in a name would make two of it where it is read. */
function isFieldName({ value, range }: Located<string>, report: Report): boolean {
  const good = value.trim() !== '' && !value.includes('.')
  const nested = value.split('.').filter(Boolean)
  const hint = nested.length > 1 ? `${nested.join(': { ')}: …${' }'.repeat(nested.length - 1)}` : ''
  if (!good)
    report(
      error('wrong-value', `"${value}" cannot be the name of a field`, range, hint || undefined),
    )
  return good
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
