// The JSON schema of flow files, for completion and hover in editors, made from the same shapes
// that read them.
import { flowFields } from '../tree/flow-keys.ts'
import { DEEPEST, lookupFields, lookupShape } from '../tree/lookup-keys.ts'
import { anySlot } from '../tree/slot-keys.ts'
import { options } from '../tree/option.ts'
import { languageTag, phrases, prompt, rungPrompts } from '../tree/prompt.ts'
import { slotTypes } from '../tree/slot.ts'
import { schemaOf, type Fields, type JsonSchema } from '../tree/shape.ts'
import { commonFields } from '../tree/step.ts'
import { stepKinds } from '../steps/index.ts'

/** A group of keys, nothing else allowed. */
const keys = (fields: Fields, description: string) => {
  const { required, properties } = schemaOf(fields)
  return { type: 'object', description, required, properties, additionalProperties: false }
}

const byName = (schema: JsonSchema, description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: schema,
})

const types: JsonSchema = { enum: slotTypes }

/** Groups of fields inside each other; lists hold one group. */
const fieldsDeep = (levels: number): JsonSchema => {
  const inner = levels > 1 ? fieldsDeep(levels - 1) : undefined
  const list = { type: 'array', items: inner, maxItems: 1 }
  return {
    type: 'object',
    additionalProperties: inner ? { anyOf: [types, inner, list] } : types,
  }
}

const spans: JsonSchema = {
  type: 'string',
  description: 'Hours such as 08:00-13:00 14:00-20:00, or closed',
}

const day = '(mon|tue|wed|thu|fri|sat|sun)'

const date = '(\\d{4}-)?\\d{2}-\\d{2}'

const hours: JsonSchema = {
  type: 'object',
  required: ['zone'],
  properties: {
    zone: { type: 'string', description: 'The time zone, such as Europe/Minsk' },
    holidays: {
      type: 'string',
      description: 'A calendar of public holidays, such as belarus or united kingdom',
    },
    except: {
      type: 'object',
      description:
        'Days apart: { 2026-12-31: closed, 2026-04-29..2026-05-05: closed, 12-24: 09:00-12:00 }; one without a year is of every year',
      patternProperties: { [`^${date}( ?\\.\\. ?${date})?$`]: spans },
      additionalProperties: false,
    },
  },
  patternProperties: { [`^${day}( ?- ?${day})?( ?, ?${day}( ?- ?${day})?)*$`]: spans },
  additionalProperties: false,
}

/** What reads the values of these keys looks at them itself, so their schemas stand here. */
const whole: Record<string, JsonSchema> = {
  hours: byName(hours, flowFields.hours.about),
  slots: byName(anySlot.json, flowFields.slots.about),
  given: byName({ anyOf: [types, anySlot.json] }, flowFields.given.about),
  takes: byName(types, flowFields.takes.about),
  lookups: byName(
    {
      ...lookupShape.json,
      properties: {
        ...schemaOf(lookupFields).properties,
        gives: {
          description: lookupFields.gives.about,
          anyOf: [{ const: 'text' }, fieldsDeep(DEEPEST)],
        },
      },
    },
    flowFields.lookups.about,
  ),
  languages: {
    ...flowFields.languages.shape.json,
    description: flowFields.languages.about,
    propertyNames: { pattern: languageTag.source },
  },
  steps: byName(
    {
      anyOf: stepKinds.map(({ word, about, fields }) => ({
        title: word,
        ...keys({ ...fields, ...commonFields }, about),
      })),
    },
    flowFields.steps.about,
  ),
}

/** Schemas that stand in many places, written once. */
const shared: Record<string, JsonSchema> = {
  options: options.json,
  rungs: rungPrompts.json,
  phrases: phrases.json,
  prompt: prompt.json,
}

const nameOf = new Map(
  Object.entries(shared).map(([name, schema]) => [JSON.stringify(schema), name]),
)

/** The same schemas with references to what is shared. */
const withReferences = (schemas: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(schemas).map(([key, inner]) => [key, referring(inner)]))

function referring(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(referring)
  if (!isSchema(schema)) return schema
  const { description, ...rest } = schema
  const name = nameOf.get(JSON.stringify(rest))
  if (name === undefined) return withReferences(schema)
  const $ref = `#/definitions/${name}`
  return description === undefined ? { $ref } : { description, allOf: [{ $ref }] }
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null

/** The schema of a flow file (JSON Schema, draft 7). */
export function flowSchema(): JsonSchema {
  const schema = keys(flowFields, 'A call flow')
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'callflow flow',
    ...withReferences({ ...schema, properties: { ...schema.properties, ...whole } }),
    definitions: Object.fromEntries(
      Object.entries(shared).map(([name, one]) => [name, withReferences(one)]),
    ),
  }
}
