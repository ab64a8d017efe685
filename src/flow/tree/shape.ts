// The shapes a value in a flow file may have: one description each for reading, for editors and for
// the reference.
import { nearest, oneOf, type Report } from '../text/diagnostic.ts'
import { parseDuration } from '../text/duration.ts'
import type { Condition, Template } from '../text/expression.ts'
import { parseCondition } from '../text/condition.ts'
import { parseTemplate } from '../text/template.ts'
import type { Entry, Located, Node, Range } from '../text/located.ts'

export type JsonSchema = { [key: string]: unknown }

/** `read` reports what is wrong and gives undefined; `expected` completes "expected …"; `json`
 * serves editors. */
export type Shape<T> = {
  expected: string
  json: JsonSchema
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

const named = { text: 'a text', list: 'a list', map: 'a group of keys' }

export function wrongKind(node: Node, expected: string, report: Report): undefined {
  report({
    code: 'wrong-type',
    severity: 'error',
    message: `expected ${expected}, but found ${named[node.kind]}`,
    range: node.range,
  })
}

const PATTERN_CODE = 'wrong-value'

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
      const near = nearest(node.value, known)
      report({
        code: PATTERN_CODE,
        severity: 'error',
        message: `expected ${expected}, but found "${node.value}"`,
        range: node.range,
        hint: near ? `did you mean "${near}"?` : undefined,
      })
      return undefined
    },
  }
}

export const text: Shape<Located<string>> = scalar('a text', (value) =>
  value.trim() === '' ? undefined : value,
)

/** The name of a step, desk, slot or the like; whether it exists is the checker's business. */
export const name = (what: string): Shape<Located<string>> =>
  scalar(`the name of ${what}`, (value) => (value.trim() === '' ? undefined : value.trim()))

export const target = name('a step, a desk, an end or "hang up"')

export const among = <T extends string>(...names: T[]): Shape<Located<T>> =>
  scalar(oneOf(names), (value) => names.find((known) => known === value), { enum: names }, names)

export const yesNo: Shape<Located<boolean>> = scalar(
  'yes or no',
  (value) => ({ yes: true, no: false })[value],
  { enum: ['yes', 'no', true, false] },
  ['yes', 'no'],
)

export const count = (min: number, max: number): Shape<Located<number>> =>
  scalar(
    `a whole number from ${min} to ${max}`,
    (value) => (/^\d+$/.test(value) && +value >= min && +value <= max ? +value : undefined),
    { type: ['integer', 'string'], minimum: min, maximum: max },
  )

export const decimal = (min: number, max: number): Shape<Located<number>> =>
  scalar(
    `a number from ${min} to ${max}`,
    (value) =>
      /^-?\d+(\.\d+)?$/.test(value) && +value >= min && +value <= max ? +value : undefined,
    { type: ['number', 'string'], minimum: min, maximum: max },
  )

/** A duration with its unit, in milliseconds. */
export const duration = (min: number, max: number): Shape<Located<number>> => ({
  expected: 'a duration with its unit, such as 5 seconds',
  json: {
    type: 'string',
    pattern: '^\\d+(\\.\\d+)? (seconds?|minutes?|hours?|days?)',
    examples: ['5 seconds', '10 minutes'],
  },
  read(node, report) {
    if (node.kind !== 'text') return wrongKind(node, this.expected, report)
    const value = parseDuration(node.value)
    if (value === undefined) {
      const bare = /^\d+(\.\d+)?$/.test(node.value)
      report({
        code: 'bad-duration',
        severity: 'error',
        message: bare
          ? `a duration needs its unit, but found "${node.value}"`
          : `expected ${this.expected}, but found "${node.value}"`,
        range: node.range,
        hint: bare ? `write "${node.value} seconds"` : undefined,
      })
      return undefined
    }
    if (value < min || value > max) {
      report({
        code: 'bad-duration',
        severity: 'error',
        message: `expected a duration from ${min / 1000} seconds to ${max / 1000} seconds, but found "${node.value}"`,
        range: node.range,
      })
      return undefined
    }
    return { value, range: node.range }
  },
})

/** A key of the telephone; `hash` and `star` may be written as words. */
export const key: Shape<Located<string>> = scalar(
  'a key of the telephone: 0 to 9, "*" (star) or "#" (hash)',
  (value) => (/^[0-9*#]$/.test(value) ? value : { hash: '#', star: '*' }[value]),
  { type: ['string', 'integer'], pattern: '^([0-9*#]|hash|star)$' },
)

export const keyOrOff: Shape<Located<string>> = scalar(
  'a key of the telephone or off',
  (value) => (/^[0-9*#]$/.test(value) ? value : { hash: '#', star: '*', off: 'off' }[value]),
  { type: ['string', 'integer'], pattern: '^([0-9*#]|hash|star|off)$' },
)

export const template: Shape<Template> = {
  expected: 'a text, in which {{ name }} stands for a value',
  json: plain,
  read: (node, report) =>
    node.kind === 'text'
      ? parseTemplate(node, report)
      : wrongKind(node, 'a text, in which {{ name }} stands for a value', report),
}

export const condition: Shape<Condition> = {
  expected: 'a condition such as "hours.office is open"',
  json: {
    type: 'string',
    examples: ['hours.office is open', 'topic is billing and age over 18', 'parcel is known'],
  },
  read: (node, report) =>
    node.kind === 'text'
      ? parseCondition(node, report)
      : wrongKind(node, 'a condition such as "hours.office is open"', report),
}

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

/** Names the author chooses, each with a value of one shape. */
export const table = <T>(
  shape: Shape<T>,
  what: string,
): Shape<Map<string, { name: Located<string>; value: T }>> => ({
  expected: `${what} by name`,
  json: { type: 'object', additionalProperties: shape.json },
  read(node, report) {
    if (node.kind !== 'map') return wrongKind(node, `${what} by name`, report)
    const read = node.entries.map(({ key, value }) => ({
      name: key,
      value: shape.read(value, report),
    }))
    return new Map(
      read.flatMap(({ name, value }) =>
        value === undefined ? [] : [[name.value, { name, value }]],
      ),
    )
  },
})

/** A group of known keys. What is unknown, missing or doubled is reported; the rest is still
 * read. */
export function group<F extends Fields>(
  fields: F,
  what: string,
): Shape<FieldsRead<F> & { range: Range }> {
  return {
    expected: what,
    json: {
      type: 'object',
      additionalProperties: false,
      required: Object.entries(fields)
        .filter(([, field]) => field.must)
        .map(([key]) => key),
      properties: Object.fromEntries(
        Object.entries(fields).map(([key, { shape, about }]) => [
          key,
          { description: about, ...shape.json },
        ]),
      ),
    },
    read(node, report) {
      if (node.kind !== 'map') return wrongKind(node, what, report)
      return readFields(node.entries, node.range, fields, what, report)
    },
  }
}

export function readFields<F extends Fields>(
  entries: Entry[],
  range: Range,
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
  for (const [key, field] of Object.entries(fields))
    if (field.must && !written.has(key))
      report({
        code: 'missing-key',
        severity: 'error',
        message: `${what} needs "${key}": ${field.about}`,
        range: headOf(range, entries),
      })
  return read as FieldsRead<F> & { range: Range }
}

export function unknownKey(
  key: Located<string>,
  known: string[],
  what: string,
  report: Report,
): void {
  const near = nearest(key.value, known)
  report({
    code: 'unknown-key',
    severity: 'error',
    message: `"${key.value}" is not a key of ${what}; expected ${oneOf(known)}`,
    range: key.range,
    hint: near ? `did you mean "${near}"?` : undefined,
  })
}

function headOf(range: Range, entries: Entry[]): Range {
  return entries[0]?.key.range ?? range
}
