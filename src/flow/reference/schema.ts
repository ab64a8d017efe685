// The JSON schema of flow files, for completion and hover in editors, made from the same shapes
// that read them.
import { flowFields } from '../tree/flow-keys.ts'
import { anySlot } from '../tree/slot-keys.ts'
import { options } from '../tree/option.ts'
import { languageTag, phrases, prompt, rungPrompts } from '../tree/prompt.ts'
import { slotTypes } from '../tree/slot.ts'
import type { Fields, JsonSchema } from '../tree/shape.ts'
import { commonFields } from '../tree/step.ts'
import { stepKinds } from '../steps/index.ts'

const properties = (fields: Fields): JsonSchema =>
  Object.fromEntries(
    Object.entries(fields).map(([key, { shape, about }]) => [
      key,
      { description: about, ...shape.json },
    ]),
  )

const required = (fields: Fields): string[] =>
  Object.entries(fields)
    .filter(([, field]) => field.must)
    .map(([key]) => key)

/** A group of keys, nothing else allowed. */
const keys = (fields: Fields, description: string): JsonSchema => ({
  type: 'object',
  description,
  required: required(fields),
  properties: properties(fields),
  additionalProperties: false,
})

const named = (schema: JsonSchema, description: string): JsonSchema => ({
  type: 'object',
  description,
  additionalProperties: schema,
})

const types: JsonSchema = { enum: slotTypes }

const spans: JsonSchema = {
  type: 'string',
  description: 'Hours such as 08:00-13:00 14:00-20:00, or closed',
}

const day = '(mon|tue|wed|thu|fri|sat|sun)'

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
      description: 'Single days: { 2026-12-31: closed }',
      patternProperties: { '^\\d{4}-\\d{2}-\\d{2}$': spans },
      additionalProperties: false,
    },
  },
  patternProperties: { [`^${day}( ?- ?${day})?( ?, ?${day}( ?- ?${day})?)*$`]: spans },
  additionalProperties: false,
}

/** What reads the values of these keys looks at them itself, so their schemas stand here. */
const whole: Record<string, JsonSchema> = {
  hours: named(hours, flowFields.hours.about),
  slots: named(anySlot.json, flowFields.slots.about),
  takes: named(types, flowFields.takes.about),
  languages: {
    ...flowFields.languages.shape.json,
    description: flowFields.languages.about,
    propertyNames: { pattern: languageTag.source },
  },
  steps: named(
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

/** The same schema with references to what is shared; `self` is not replaced by a reference to
 * itself. */
function referring(schema: unknown, self?: string): unknown {
  if (Array.isArray(schema)) return schema.map((item) => referring(item))
  if (typeof schema !== 'object' || schema === null) return schema
  const { description, ...rest } = schema as JsonSchema
  const name = nameOf.get(JSON.stringify(rest))
  if (name !== undefined && name !== self)
    return description === undefined
      ? { $ref: `#/definitions/${name}` }
      : { description, allOf: [{ $ref: `#/definitions/${name}` }] }
  return Object.fromEntries(Object.entries(schema).map(([key, inner]) => [key, referring(inner)]))
}

/** The schema of a flow file (JSON Schema, draft 7). */
export function flowSchema(): JsonSchema {
  const schema = keys(flowFields, 'A call flow')
  const flow = referring({
    ...schema,
    properties: { ...(schema.properties as JsonSchema), ...whole },
  }) as JsonSchema
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'callflow flow',
    ...flow,
    definitions: Object.fromEntries(
      Object.entries(shared).map(([name, one]) => [name, referring(one, name)]),
    ),
  }
}
