// The shapes a value in a flow file may have: one description each for reading, for editors and for
// the reference.
import { didYouMean, error, oneOf, type Report } from '../text/diagnostic.ts'
import { parseDuration, SECOND } from '../text/duration.ts'
import type { Condition, Template } from '../text/expression.ts'
import { parseCondition } from '../text/condition.ts'
import { normalName, reportMixed } from '../text/names.ts'
import { parseTemplate } from '../text/template.ts'
import type { Located, MapNode, Node, Range, TextNode } from '../text/located.ts'

export type JsonSchema = { [key: string]: unknown }

/** `read` reports what is wrong and gives undefined; `expected` completes "expected …"; `json`
 * serves editors; `fields` are the keys of a group. */
export type Shape<T> = {
  expected: string
  json: JsonSchema
  fields?: Fields
  read(node: Node, report: Report): T | undefined
}

export type Field<T, Must extends boolean> = { shape: Shape<T>; about: string; must: Must }

// eslint's default types cannot say "any field"; unknown with a union of both kinds can.
export type Fields = Record<string, Field<unknown, boolean>>

export type FieldsRead<F extends Fields> = {
  [K in keyof F as F[K]['must'] extends true ? K : never]: F[K] extends Field<infer T, boolean>
    ? T
    : never
} & {
  [K in keyof F as F[K]['must'] extends true ? never : K]?: F[K] extends Field<infer T, boolean>
    ? T
    : never
}

export const must = <T>(shape: Shape<T>, about: string): Field<T, true> => ({
  shape,
  about,
  must: true,
})
export const may = <T>(shape: Shape<T>, about: string): Field<T, false> => ({
  shape,
  about,
  must: false,
})

const kindNames = { text: 'a text', list: 'a list', map: 'a group of keys' }

export function wrongKind(node: Node, expected: string, report: Report): undefined {
  const message = `expected ${expected}, but found ${kindNames[node.kind]}`
  report(error('wrong-type', message, node.range))
}

/** What editors take for a text: YAML reads 7 and true as other things, we do not. */
const plain: JsonSchema = { type: ['string', 'number', 'boolean'] }

/** A scalar turned into a value by `parse`, which gives undefined for what does not fit. */
export function scalar<T>(
  expected: string,
  parse: (text: string) => T | undefined,
  json: JsonSchema = plain,
  known: readonly string[] = [],
): Shape<Located<T>> {
  return {
    expected,
    json,
    read(node, report) {
      if (node.kind !== 'text') return wrongKind(node, expected, report)
      const value = parse(node.value)
      if (value !== undefined) return { value, range: node.range }
      const message = `expected ${expected}, but found "${node.value}"`
      report(error('wrong-value', message, node.range, didYouMean(node.value, known)))
      return undefined
    },
  }
}

/** A scalar read by `read`, which itself reports what does not fit. */
const fromText = <T>(
  expected: string,
  json: JsonSchema,
  read: (node: TextNode, report: Report) => T | undefined,
): Shape<T> => ({
  expected,
  json,
  read: (node, report) =>
    node.kind === 'text' ? read(node, report) : wrongKind(node, expected, report),
})

export const text: Shape<Located<string>> = scalar('a text', (value) =>
  value.trim() === '' ? undefined : value,
)

/** The name of a step, desk, slot or the like; whether it exists is the checker's business. */
export const name = (what: string): Shape<Located<string>> =>
  oneAlphabet(scalar(`the name of ${what}`, (value) => normalName(value) || undefined))

/** A name whose letters are all of one alphabet. */
const oneAlphabet = (shape: Shape<Located<string>>): Shape<Located<string>> => ({
  ...shape,
  read(node, report) {
    const read = shape.read(node, report)
    if (read) reportMixed(read, report)
    return read
  },
})

export const target = name('a step, a desk, an end or "hang up"')

export const among = <T extends string>(...names: T[]): Shape<Located<T>> =>
  scalar(oneOf(names), (value) => names.find((known) => known === value), { enum: names }, names)

export const yesNo: Shape<Located<boolean>> = scalar(
  'yes or no',
  (value) => ({ yes: true, no: false })[value],
  { enum: ['yes', 'no', true, false] },
  ['yes', 'no'],
)

/** A number that is written as `pattern` and lies between the limits. */
const between =
  (pattern: RegExp, min: number, max: number) =>
  (value: string): number | undefined =>
    pattern.test(value) && +value >= min && +value <= max ? +value : undefined

export const count = (min: number, max: number): Shape<Located<number>> =>
  scalar(`a whole number from ${min} to ${max}`, between(/^\d+$/, min, max), {
    type: ['integer', 'string'],
    minimum: min,
    maximum: max,
  })

export const decimal = (min: number, max: number): Shape<Located<number>> =>
  scalar(`a number from ${min} to ${max}`, between(/^-?\d+(\.\d+)?$/, min, max), {
    type: ['number', 'string'],
    minimum: min,
    maximum: max,
  })

const DURATION = 'a duration with its unit, such as 5 seconds'

/** A duration with its unit, in milliseconds. */
export const duration = (min: number, max: number): Shape<Located<number>> =>
  fromText(
    DURATION,
    {
      type: 'string',
      pattern: '^\\d+(\\.\\d+)? (seconds?|minutes?|hours?|days?)',
      examples: ['5 seconds', '10 minutes'],
    },
    ({ value: written, range }, report) => {
      const value = parseDuration(written)
      if (value !== undefined && value >= min && value <= max) return { value, range }
      const bare = /^\d+(\.\d+)?$/.test(written)
      const wanted =
        value === undefined
          ? DURATION
          : `a duration from ${min / SECOND} seconds to ${max / SECOND} seconds`
      const message = bare ? 'a duration needs its unit' : `expected ${wanted}`
      const hint = bare ? `write "${written} seconds"` : undefined
      report(error('bad-duration', `${message}, but found "${written}"`, range, hint))
      return undefined
    },
  )

const keysInWords: Record<string, string> = { hash: '#', star: '*' }

const keyOf = (value: string): string | undefined =>
  /^[0-9*#]$/.test(value) ? value : keysInWords[value]

/** A key of the telephone; `hash` and `star` may be written as words. */
export const key: Shape<Located<string>> = scalar(
  'a key of the telephone: 0 to 9, "*" (star) or "#" (hash)',
  keyOf,
  { type: ['string', 'integer'], pattern: '^([0-9*#]|hash|star)$' },
)

export const keyOrOff: Shape<Located<string>> = scalar(
  'a key of the telephone or off',
  (value) => (value === 'off' ? value : keyOf(value)),
  { type: ['string', 'integer'], pattern: '^([0-9*#]|hash|star|off)$' },
)

export const template: Shape<Template> = fromText(
  'a text, in which {{ name }} stands for a value',
  plain,
  parseTemplate,
)

export const condition: Shape<Condition> = fromText(
  'a condition such as "hours.office is open"',
  {
    type: 'string',
    examples: ['hours.office is open', 'topic is billing and age over 18', 'parcel is known'],
  },
  parseCondition,
)

/** Whatever stands there; the parts that take it look at it themselves. */
export const raw: Shape<Node> = { expected: 'a value', json: {}, read: (node) => node }

export const list = <T>(
  shape: Shape<T>,
  expected = `a list, each of them ${shape.expected}`,
): Shape<Located<T[]>> => ({
  expected,
  json: { type: 'array', items: shape.json },
  read(node, report) {
    if (node.kind !== 'list') return wrongKind(node, expected, report)
    return {
      value: node.items
        .map((item) => shape.read(item, report))
        .filter((item) => item !== undefined),
      range: node.range,
    }
  },
})

/** Names an author chose, each with its value. */
export type Named<T> = Map<string, { name: Located<string>; value: T }>

/** Names the author chooses, each with a value of one shape. */
export const table = <T>(shape: Shape<T>, what: string): Shape<Named<T>> => ({
  expected: `${what} by name`,
  json: { type: 'object', additionalProperties: shape.json },
  read: (node, report) =>
    readByName(node, what, report, (inner, name) => {
      const value = shape.read(inner, report)
      return value === undefined ? undefined : { name, value }
    }),
})

/** What `read` gives for each name of a group; names it gives nothing for are left out. */
export function readByName<T>(
  node: Node,
  what: string,
  report: Report,
  read: (node: Node, name: Located<string>) => T | undefined,
): Map<string, T> | undefined {
  if (node.kind !== 'map') return wrongKind(node, `${what} by name`, report)
  const values = new Map<string, T>()
  const lines = new Map<string, number>()
  for (const { key, value } of node.entries) {
    const name = { ...key, value: normalName(key.value) || key.value }
    reportMixed(name, report)
    const line = lines.get(name.value)
    if (line !== undefined) report(secondName(name, line))
    lines.set(name.value, name.range.line)
    const one = read(value, name)
    if (one !== undefined) values.set(name.value, one)
  }
  return values
}

/** Two names that differ only in what nobody sees. */
const secondName = ({ value, range }: Located<string>, line: number) =>
  error(
    'duplicate-key',
    `"${value}" stands here a second time; the first is on line ${line}`,
    range,
  )

/** A group of known keys. What is unknown, missing or doubled is reported; the rest is still
 * read. */
export function group<F extends Fields>(
  fields: F,
  what: string,
): Shape<FieldsRead<F> & { range: Range }> & { fields: F } {
  return {
    expected: what,
    json: schemaOf(fields),
    fields,
    read: (node, report) =>
      node.kind === 'map' ? readFields(node, fields, what, report) : wrongKind(node, what, report),
  }
}

/** What editors take for a group of these keys. */
export const schemaOf = (fields: Fields) => ({
  type: 'object',
  additionalProperties: false,
  required: Object.entries(fields)
    .filter(([, field]) => field.must)
    .map(([key]) => key),
  properties: Object.fromEntries(
    Object.entries(fields).map(([key, { shape, about }]): [string, JsonSchema] => [
      key,
      { description: about, ...shape.json },
    ]),
  ),
})

export function readFields<F extends Fields>(
  { entries, range }: MapNode,
  fields: F,
  what: string,
  report: Report,
): FieldsRead<F> & { range: Range } {
  const read: Record<string, unknown> = { range }
  for (const { key, value } of entries) {
    const field = Object.hasOwn(fields, key.value) ? fields[key.value] : undefined
    if (field) read[key.value] = field.shape.read(value, report)
    else unknownKey(key, Object.keys(fields), what, report)
  }
  const written = new Set(entries.map(({ key }) => key.value))
  const head = entries[0]?.key.range ?? range
  for (const [key, { must: needed, about }] of Object.entries(fields))
    if (needed && !written.has(key))
      report(error('missing-key', `${what} needs "${key}": ${about}`, head))
  return read as FieldsRead<F> & { range: Range }
}

export function unknownKey(
  key: Located<string>,
  known: string[],
  what: string,
  report: Report,
): undefined {
  const message = `"${key.value}" is not a key of ${what}; expected ${oneOf(known)}`
  report(error('unknown-key', message, key.range, didYouMean(key.value, known)))
}
