// What is generated from the language: up to date, true to the flows we have, and with examples
// that can be read.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { check } from '../../src/flow/checks/check.ts'
import { rules } from '../../src/proof/all-rules.ts'
import { render } from '../../src/flow/text/diagnostic.ts'
import { flow as wholeFlow } from '../../src/flow/reference/examples.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { flowReference } from '../../src/flow/reference/reference.ts'
import { flowSchema } from '../../src/flow/reference/schema.ts'
import { flowFields } from '../../src/flow/tree/flow-keys.ts'
import { stepKinds } from '../../src/flow/steps/index.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

type Schema = { [key: string]: unknown }

/** Why a value does not fit a schema, as the place and the rule; enough of JSON Schema for ours. */
function misfits(schema: Schema, value: unknown, root: Schema, at = ''): string[] {
  const kind = Array.isArray(value)
    ? 'array'
    : value === null
      ? 'null'
      : typeof value === 'number' && Number.isInteger(value)
        ? 'integer'
        : typeof value
  const types = [schema.type ?? []].flat()
  const found: string[] = []
  if (
    types.length > 0 &&
    !types.includes(kind) &&
    !(kind === 'integer' && types.includes('number'))
  )
    return [`${at}: expected ${types.join(' or ')}, found ${kind}`]
  if (typeof schema.$ref === 'string')
    found.push(
      ...misfits(
        (root.definitions as Record<string, Schema>)[schema.$ref.replace('#/definitions/', '')] ??
          {},
        value,
        root,
        at,
      ),
    )
  for (const one of (schema.allOf ?? []) as Schema[]) found.push(...misfits(one, value, root, at))
  if (Array.isArray(schema.anyOf)) {
    const all = (schema.anyOf as Schema[]).map((one) => misfits(one, value, root, at))
    if (all.every((faults) => faults.length > 0))
      found.push(...(all.sort((a, b) => a.length - b.length)[0] ?? []))
  }
  if (Array.isArray(schema.enum) && !schema.enum.includes(value))
    found.push(`${at}: ${String(value)} is none of ${schema.enum.join(', ')}`)
  if ('const' in schema && schema.const !== value)
    found.push(`${at}: ${String(value)} is not ${String(schema.const)}`)
  if (
    typeof schema.pattern === 'string' &&
    typeof value === 'string' &&
    !new RegExp(schema.pattern).test(value)
  )
    found.push(`${at}: "${value}" does not fit ${schema.pattern}`)
  if (typeof value === 'number' && typeof schema.minimum === 'number' && value < schema.minimum)
    found.push(`${at}: ${value} is under ${schema.minimum}`)
  if (typeof value === 'number' && typeof schema.maximum === 'number' && value > schema.maximum)
    found.push(`${at}: ${value} is over ${schema.maximum}`)
  if (Array.isArray(value) && schema.items)
    value.forEach((item, index) =>
      found.push(...misfits(schema.items as Schema, item, root, `${at}[${index}]`)),
    )
  if (kind === 'object') {
    const object = value as Record<string, unknown>
    for (const key of (schema.required ?? []) as string[])
      if (!Object.hasOwn(object, key)) found.push(`${at}: lacks ${key}`)
    for (const [key, inner] of Object.entries(object)) {
      const own = (schema.properties as Record<string, Schema> | undefined)?.[key]
      const patterned = Object.entries(
        (schema.patternProperties ?? {}) as Record<string, Schema>,
      ).find(([pattern]) => new RegExp(pattern).test(key))?.[1]
      const other = own ?? patterned ?? schema.additionalProperties
      if (other === false) found.push(`${at}: has ${key}`)
      else if (typeof other === 'object')
        found.push(...misfits(other as Schema, inner, root, `${at}.${key}`))
    }
  }
  return found
}

const flowsIn = (folder: string) =>
  Object.entries(textsIn(folder))
    .filter(([file, text]) => /^flow:/m.test(text) && !file.endsWith('.calls.yaml'))
    .map(([file]) => join(folder, file))

describe('what is generated', () => {
  it.each([
    ['flows/README.md', flowReference(rules)],
    ['flows/flow.schema.json', `${JSON.stringify(flowSchema(), null, 1)}\n`],
  ])('%s is what npm run docs would write', (file, text) => {
    expect(readFileSync(file, 'utf8') === text, `${file} lags behind: run npm run docs`).toBe(true)
  })

  it.each(['flows', 'test/flow/ok'].flatMap(flowsIn))('%s fits the schema', (file) => {
    const schema = flowSchema()
    expect(misfits(schema, parse(readFileSync(file, 'utf8')), schema)).toEqual([])
  })

  it.each([
    'unknown-key',
    'two-words',
    'wrong-type',
    'wrong-value',
    'unknown-step',
    'bad-duration',
  ])('the schema refuses the flow of %s too', (code) => {
    const schema = flowSchema()
    expect(
      misfits(schema, parse(readFileSync(`test/flow/bad/${code}.yaml`, 'utf8')), schema),
    ).not.toEqual([])
  })
})

describe('the reference', () => {
  const text = flowReference(rules)
  const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block)

  it('names every key of a flow, every word and every code', () => {
    for (const name of [...Object.keys(flowFields), ...rules.map(({ code }) => code)])
      expect(text).toContain(`\`${name}\``)
    for (const { word } of stepKinds) expect(text).toContain(`### ${word}\n`)
    for (const { example } of stepKinds) expect(text).toContain(example.trim())
  })

  it.each(blocks.map((block) => [block.split('\n').find((line) => line !== '') ?? '', block]))(
    'the example that begins with "%s" can be read',
    (_, block) => {
      const first = /^([^\s:#][^:]*|"[^"]*"):/m.exec(block)?.[1] ?? ''
      const part = first in flowFields && !['flow', 'faq'].includes(first)
      const isStep = !part && !['flow', 'faq', 'company'].includes(first)
      const head = `flow: example\nlanguages: { en-GB: Polly.Amy-Neural, be-BY: recorded }\nstart: hello\n`
      const steps = isStep
        ? block.replace(/^(?=.)/gm, '  ')
        : '  hello: { say: Goodbye., then: hang up }\n'
      const source = part
        ? `${head}${block}steps:\n${steps}`
        : isStep
          ? `${head}steps:\n${steps}`
          : block
      const { diagnostics, flows, faqs, lines } = readProject({
        [/^lines:/m.test(block) ? 'lines.yaml' : 'example.yaml']: source,
      })
      expect(
        diagnostics
          .filter(({ code }) => code !== 'unknown-file')
          .map((found) => render(found, source)),
      ).toEqual([])
      expect(flows.size + faqs.size + (lines ? 1 : 0)).toBe(1)
    },
  )

  it('begins with a whole flow in which nothing is to be found but what need not be asked', () => {
    const source = wholeFlow.trimStart()
    expect(
      check(readProject({ 'bakery.yaml': source }))
        .map((found) => render(found, source))
        .filter((found) => !found.includes('[may-be-not-asked]')),
    ).toEqual([])
  })
})
