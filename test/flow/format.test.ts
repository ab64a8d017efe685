// The formatter: house order, the same meaning, every comment, and nothing more to do the second
// time.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { format } from '../../src/flow/text/format-flow.ts'
import { readProject, type Project } from '../../src/flow/tree/project.ts'
import { stepWords } from '../../src/flow/steps/index.ts'
import { textsIn } from '../fixtures/flow-texts.ts'

const yamlIn = (folder: string) =>
  Object.keys(textsIn(folder))
    .filter((file) => !file.endsWith('.calls.yaml'))
    .map((file) => join(folder, file))
const sound = ['flows', 'test/flow/ok'].flatMap(yamlIn)
const all = [...sound, ...yamlIn('test/flow/bad')]

/** All that was read from a file, without places; groups with their keys in one order. */
function meaning(source: string): string {
  const { flows, faqs, lines }: Project = readProject({
    [/^lines:/m.test(source) ? 'lines.yaml' : 'a.yaml']: source,
  })
  const seen = new Set<unknown>()
  const plain = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (seen.has(value)) return 'again'
    seen.add(value)
    if (value instanceof Map) return [...value].map(([key, inner]) => [key, plain(inner)])
    if (value instanceof Set) return [...value]
    if (Array.isArray(value)) return value.map((inner) => plain(inner))
    return Object.fromEntries(
      Object.entries(value)
        .filter(([key]) => key !== 'range')
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, inner]) => [key, plain(inner)]),
    )
  }
  return JSON.stringify(plain([flows, faqs, lines]))
}

const comments = (source: string) =>
  [...source.matchAll(/(?:^|\s)#\s?(\S.*)$/gm)].map(([, words]) => words?.trim()).sort()

describe('formatting', () => {
  it.each(all)('%s keeps its meaning and its comments, and is finished after one time', (file) => {
    const source = readFileSync(file, 'utf8')
    const formatted = format(source)
    expect(format(formatted)).toBe(formatted)
    expect(meaning(formatted)).toBe(meaning(source))
    if (sound.includes(file)) expect(comments(formatted)).toEqual(comments(source))
  })

  it('puts the word first, `then` last, and writes steps and options in block style', () => {
    const source =
      'start: a\nlanguages: { en-GB: x }\nflow: f   # name\nsteps:\n  a: { then: b, say: Hello. }\n  # where to go\n  b:\n    # first\n    options: [{ then: a, key: 1, label: again }]\n    menu: Where?\n'
    expect(format(source)).toBe(
      'flow: f  # name\nlanguages: { en-GB: x }\nstart: a\nsteps:\n  a:\n    say: Hello.\n    then: b\n  # where to go\n  b:\n    menu: Where?\n    # first\n    options:\n      - label: again\n        key: 1\n        then: a\n',
    )
  })

  it('leaves a file alone that cannot be read', () => {
    for (const source of ['steps:\n  a: {', 'say: Press # now\n', '- a\n', ''])
      expect(format(source)).toBe(source)
  })

  it('brings any order of the keys of a step into one', () => {
    const file = readFileSync('flows/swift/parcels.yaml', 'utf8')
    const flow = parse(file, { schema: 'failsafe' }) as {
      steps: Record<string, Record<string, unknown>>
    }
    const canonical = format(stringify(flow, { lineWidth: 0 }))
    const keys = Object.values(flow.steps).map((step) =>
      fc.shuffledSubarray(Object.keys(step), { minLength: Object.keys(step).length }),
    )
    fc.assert(
      fc.property(fc.tuple(...keys), (orders) => {
        const steps = Object.fromEntries(
          Object.entries(flow.steps).map(([name, step], index) => [
            name,
            Object.fromEntries((orders[index] ?? []).map((key) => [key, step[key]])),
          ]),
        )
        expect(format(stringify({ ...flow, steps }, { lineWidth: 0 }))).toBe(canonical)
      }),
      { numRuns: 20 },
    )
    const steps = canonical.slice(canonical.indexOf('\nsteps:'))
    for (const [, first] of steps.matchAll(/^ {2}[a-z][a-z ]*:\n {4}([a-z][a-z ]*):/gm))
      expect(stepWords).toContain(first)
  })
})
