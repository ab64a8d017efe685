// Answers of lookups as authors write them in YAML, turned into what the lookup itself would give.
import type { Node } from '../text/located.ts'
import type { Field } from './flow.ts'
import { readCell } from './table-cells.ts'
import { asSent, BARE, isBare, isGroup, readAnswer, type Gives } from './lookup-answer.ts'

/** The types of declared fields, by path. */
export const typesOf = (fields: readonly Field[]): NonNullable<Gives> =>
  Object.fromEntries(
    fields.map(({ name, type }) => [
      name,
      typeof type === 'string'
        ? type
        : Object.fromEntries(type.list.map((field) => [field.name, field.type])),
    ]),
  )

/** The fields of an answer by path; what is declared comes with its type. A text is bare text. */
export function answerFrom(node: Node, types: Gives): Record<string, unknown> {
  if (node.kind === 'list') return {}
  if (node.kind === 'text') return { [BARE]: node.value }
  return Object.fromEntries(fieldsOf(node, '', types))
}

function fieldsOf(
  { entries }: Extract<Node, { kind: 'map' }>,
  within: string,
  types: Gives,
): [string, unknown][] {
  return entries.flatMap(({ key, value }): [string, unknown][] => {
    const written = within + key.value
    const name = declaredAs(written, types)
    const isGroup = value.kind === 'map' && name === undefined && types !== undefined
    if (isGroup) return fieldsOf(value, `${written}.`, types)
    return [[name ?? written, valueOf(value, types?.[name ?? written])]]
  })
}

const declaredAs = (written: string, types: Gives): string | undefined =>
  Object.keys(types ?? {}).find((declared) => plain(declared) === plain(written))

/** Declared fields an answer lacks. */
export function missingFields(node: Node, types: Gives): string[] {
  const written = new Set(Object.keys(answerFrom(node, types)))
  return Object.keys(types ?? {}).filter((name) => !written.has(name))
}

/** What the lookup itself would be told of such an answer, which it could not give; undefined when it
 * could. */
export function exampleFault(node: Node, types: Gives): string | undefined {
  const sent = asSent(answerFrom(node, types))
  if (isBare(types)) return isGroup(sent) ? 'it is no text' : undefined
  if (!isGroup(sent)) return 'it is a text without fields'
  const read = readAnswer(sent, types)
  return typeof read === 'string' ? read : undefined
}

const plain = (name: string): string => name.replaceAll('_', ' ')

function valueOf(node: Node, type: string | Record<string, string> | undefined): unknown {
  const row = typeof type === 'object' ? type : undefined
  if (node.kind === 'list') return node.items.map((item) => valueOf(item, row))
  if (node.kind === 'map') return answerFrom(node, row)
  const { value, quoted } = node
  if (type === 'number') return isNumber(value) ? Number(value) : value
  // 12.50, or 12.50 GBP: with the currency a service would name
  if (type === 'money') return readCell(type, value) ?? value
  if (type === 'yes-no') return { yes: true, true: true, no: false, false: false }[value] ?? value
  return type !== undefined || quoted ? value : jsonValue(value)
}

const isNumber = (text: string): boolean => text.trim() !== '' && !Number.isNaN(Number(text))

const constants = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** A value as JSON would have it. */
function jsonValue(text: string): unknown {
  if (constants.has(text)) return constants.get(text)
  return isNumber(text) ? Number(text) : text
}
