// Answers of lookups as authors write them in YAML, turned into what the lookup itself would send.
import type { Node } from '../text/located.ts'

/** Types of an answer's fields, those of a list's rows one level down; undefined: anything. */
type Types = Record<string, string | Record<string, string>> | undefined

/** The fields of an answer; what is declared comes with its type. */
export function answerFrom(node: Node, types: Types): Record<string, unknown> {
  if (node.kind !== 'map') return {}
  return Object.fromEntries(
    node.entries.map(({ key, value }) => {
      const name =
        Object.keys(types ?? {}).find((declared) => plain(declared) === plain(key.value)) ??
        key.value
      return [name, valueOf(value, types?.[name])]
    }),
  )
}

/** Declared fields an answer lacks. */
export function missingFields(node: Node, types: Types): string[] {
  const written = new Set(
    node.kind === 'map' ? node.entries.map(({ key }) => plain(key.value)) : [],
  )
  return Object.keys(types ?? {}).filter((name) => !written.has(plain(name)))
}

const plain = (name: string): string => name.replaceAll('_', ' ')

function valueOf(node: Node, type: string | Record<string, string> | undefined): unknown {
  const row = typeof type === 'object' ? type : undefined
  if (node.kind === 'list') return node.items.map((item) => valueOf(item, row))
  if (node.kind === 'map') return answerFrom(node, row)
  const { value, quoted } = node
  if (type === 'number' || type === 'money') return isNumber(value) ? Number(value) : value
  if (type === 'yes-no') return value === 'yes' || value === 'true'
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
