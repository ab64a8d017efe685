// One flow with every key of the language: it is read, nothing is found in it but what is not built
// yet, and no key that the reader knows is missing from it.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { questionFields } from '../../src/flow/tree/faq.ts'
import { deskFields } from '../../src/flow/tree/desk-keys.ts'
import { flowFields } from '../../src/flow/tree/flow-keys.ts'
import { companyFields } from '../../src/flow/tree/company.ts'
import {
  addressFields,
  lineFields,
  linesFields,
  peopleFields,
  targetFields,
} from '../../src/flow/tree/lines-file.ts'
import { lookupFields } from '../../src/flow/tree/lookup-keys.ts'
import { optionFields } from '../../src/flow/tree/option.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import type { Fields } from '../../src/flow/tree/shape.ts'
import { slotFields } from '../../src/flow/tree/slot-keys.ts'
import { slotTypes } from '../../src/flow/tree/slot.ts'
import { commonFields, listeningFields } from '../../src/flow/tree/step.ts'
import { format } from '../../src/flow/text/format-flow.ts'
import type { Node } from '../../src/flow/text/located.ts'
import { readYaml } from '../../src/flow/text/yaml.ts'
import { isStepWord, kindOf, stepKinds } from '../../src/flow/steps/index.ts'
import { review } from '../../src/proof/review.ts'

const folder = 'test/flow/grammar'
const sources = Object.fromEntries(
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file, readFileSync(`${folder}/${file}`, 'utf8')]),
)

const rootOf = (file: string): Node => {
  const { root } = readYaml(file, sources[file] ?? '')
  if (!root) throw new Error(file)
  return root
}

const at = (node: Node | undefined, key: string): Node | undefined =>
  node?.kind === 'map' ? node.entries.find((entry) => entry.key.value === key)?.value : undefined
const keysOf = (node: Node | undefined): string[] =>
  node?.kind === 'map' ? node.entries.map(({ key }) => key.value) : []
const inner = (node: Node | undefined): Node[] => {
  if (node?.kind === 'map') return node.entries.map(({ value }) => value)
  return node?.kind === 'list' ? node.items : []
}

const roots = Object.keys(sources).map(rootOf)
const all = (key: string): Node[] => roots.flatMap((root) => inner(at(root, key)))
const steps = all('steps')
const lines = rootOf('lines.yaml')
const missing = (fields: Fields, nodes: (Node | undefined)[]): string[] => {
  const written = new Set(nodes.flatMap(keysOf))
  return Object.keys(fields).filter((key) => !written.has(key))
}

describe('the flow with every key', () => {
  it('has nothing but what is not built yet', () => {
    const { findings } = review(
      readProject(sources, {
        recordings: new Set(['en-GB/hello', 'ru-RU/hello']),
        tables: { 'tables/prices.csv': 'code,sum\nAB1234,12.50\n' },
      }),
      { plan: true },
    )
    const other = findings.filter(
      ({ code, severity }) => severity !== 'info' && code !== 'not-available-yet',
    )
    expect(other.map(({ file, range, message }) => `${file}:${range.line} ${message}`)).toEqual([])
    const planned = findings.filter(({ code }) => code === 'not-available-yet')
    expect(planned.map(({ message }) => message.replace(' is not available yet', ''))).toEqual(
      [
        'emergency',
        'outsiders',
        'pronounce',
        'emergency words',
        'engine: case status',
        'outgoing',
        'collect',
        'within',
        'spoken: on',
        'offer',
        'case',
        'sms',
        'pay',
        'when',
        'speech model',
        'trunk',
        'calls back',
        'people: on duty',
        'target',
      ].map((word) => `"${word}"`),
    )
  })

  it.each<[string, Fields, (Node | undefined)[]]>([
    ['a flow', flowFields, roots],
    ['a desk', deskFields, all('desks')],
    ['lines.yaml', linesFields, roots],
    ['a company', companyFields, [at(lines, 'company')]],
    // a company's folder names no tenant
    ['a line', without(lineFields, { tenant: lineFields.tenant }), inner(at(lines, 'lines'))],
    ['the people of a desk', peopleFields, inner(at(lines, 'desks'))],
    [
      'the target of a desk',
      targetFields,
      inner(at(lines, 'desks')).map((one) => at(one, 'target')),
    ],
    ['the address of a lookup', addressFields, inner(at(lines, 'lookups'))],
    ['a lookup', lookupFields, all('lookups')],
    ['a question of a FAQ', questionFields, all('questions')],
    ['an option', optionFields, steps.flatMap((step) => inner(at(step, 'options')))],
    ['every slot', slotFields('yes-no'), all('slots')],
    ['every step', commonFields, steps],
    ['every question', listeningFields, steps],
    ...slotTypes.map((type): [string, Fields, Node[]] => [
      `a slot of type ${type}`,
      without(slotFields(type), slotFields('yes-no')),
      all('slots').filter((slot) => {
        const written = at(slot, 'type')
        return written?.kind === 'text' && written.value === type
      }),
    ]),
    ...stepKinds.map((kind): [string, Fields, Node[]] => [
      `"${kind.word}"`,
      without(kind.fields, listeningFields),
      steps.filter((step) => keysOf(step).find(isStepWord) === kind.word),
    ]),
  ])('holds every key of %s', (_, fields, nodes) => {
    expect(nodes.length).toBeGreaterThan(0)
    expect(missing(fields, nodes)).toEqual([])
  })

  it('is the same when it is formatted, twice too', () => {
    for (const [file, text] of Object.entries(sources)) {
      const once = format(text)
      expect(format(once)).toBe(once)
      const before = readProject({ [file]: text }).diagnostics.length
      expect(readProject({ [file]: once }).diagnostics.length).toBe(before)
    }
  })

  it('knows the word of each of its steps', () => {
    for (const step of steps)
      expect(kindOf({ word: keysOf(step).find(isStepWord) ?? '' }).word).toBeDefined()
  })
})

function without(fields: Fields, other: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([key, field]) => other[key] !== field))
}
