// Random conditions: they hold as a plain reading of them says, and are the same once a flow has
// been formatted.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, parseCondition } from '../../src/flow/text/condition.ts'
import type { Condition } from '../../src/flow/text/expression.ts'
import { format } from '../../src/flow/text/format-flow.ts'
import type { Known } from '../../src/flow/tree/compare.ts'
import { readProject } from '../../src/flow/tree/project.ts'
import { runs } from '../long.ts'

/** What a name holds: plain JavaScript, and the same as a call holds it. */
type Held = { type: string; plain: string | number | boolean | string[]; value: unknown }

/** One test in words, and what it comes to for what its names hold. */
type Said = { words: string; holds(held: Map<string, Held>): boolean }

const DAY = 86_400_000
const dayNames = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday']
const iso = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10)

const held: Record<string, fc.Arbitrary<Held>> = {
  count: fc.integer({ min: -9, max: 9 }).map((plain) => ({ type: 'number', plain, value: plain })),
  most: fc
    .integer({ min: -9, max: 9 })
    .map((plain) => ({ type: 'number', plain, value: String(plain) })),
  due: fc
    .integer({ min: 20_000, max: 20_020 })
    .map((plain) => ({ type: 'date', plain, value: iso(plain) })),
  'last day': fc
    .integer({ min: 20_000, max: 20_020 })
    .map((plain) => ({ type: 'date', plain, value: `${iso(plain)}` })),
  wait: fc.integer({ min: 0, max: 9 }).map((plain) => ({
    type: 'duration',
    plain,
    value: plain % 2 === 0 ? plain * 60_000 : `PT${plain}M`,
  })),
  limit: fc
    .integer({ min: 0, max: 9 })
    .map((plain) => ({ type: 'duration', plain, value: plain * 60_000 })),
  city: fc
    .constantFrom('minsk', 'minsk north', 'gomel', 'war and peace')
    .map((plain) => ({ type: 'text', plain, value: plain.toUpperCase() })),
  paid: fc.boolean().map((plain) => ({ type: 'yes-no', plain, value: plain })),
  tags: fc
    .subarray(['vip', 'staff', 'well known'])
    .map((plain) => ({ type: 'list', plain, value: plain })),
}

const orders: Record<string, (left: number, right: number) => boolean> = {
  over: (left, right) => left > right,
  under: (left, right) => left < right,
  'at least': (left, right) => left >= right,
  'at most': (left, right) => left <= right,
}

const figureOf = (values: Map<string, Held>, name: string): number | undefined => {
  const plain = values.get(name)?.plain
  return typeof plain === 'number' ? plain : undefined
}

/** An ordering against a written figure. */
const written = (name: string, write: (figure: number) => string, from: number, to: number) =>
  fc
    .tuple(fc.constantFrom(...Object.keys(orders)), fc.integer({ min: from, max: to }))
    .map(([order, figure]): Said => ({
      words: `${name} ${order} ${write(figure)}`,
      holds(values) {
        const own = figureOf(values, name)
        return own !== undefined && orders[order]?.(own, figure) === true
      },
    }))

const pairOf = (name: string, other: string) =>
  fc.constantFrom(...Object.keys(orders)).map((order): Said => ({
    words: `${name} ${order} ${other}`,
    holds(values) {
      const [left, right] = [figureOf(values, name), figureOf(values, other.replace('_', ' '))]
      return left !== undefined && right !== undefined && orders[order]?.(left, right) === true
    },
  }))

const isOrNot = (
  name: string,
  value: string,
  equal: (plain: Held['plain']) => boolean,
): fc.Arbitrary<Said> =>
  fc.constantFrom('is', 'is not').map((word) => ({
    words: `${name} ${word} ${value}`,
    holds(values) {
      const plain = values.get(name)?.plain
      if (plain === undefined) return word === 'is not'
      return equal(plain) === (word === 'is')
    },
  }))

const weekdayOf = (plain: Held['plain']): string =>
  dayNames[new Date(Number(plain) * DAY).getUTCDay()] ?? ''
const isWeekend = (plain: Held['plain']): boolean => weekdayOf(plain).startsWith('s')

const partOf = (word: 'contains' | 'starts with', text: string): Said => ({
  words: `city ${word} ${text}`,
  holds(values) {
    const plain = values.get('city')?.plain
    if (typeof plain !== 'string') return false
    return word === 'contains' ? plain.includes(text) : plain.startsWith(text)
  },
})

const test: fc.Arbitrary<Said> = fc.oneof(
  written('count', String, -9, 9),
  written('due', iso, 20_000, 20_020),
  written('wait', (minutes) => `${minutes} minutes`, 0, 9),
  pairOf('count', 'most'),
  pairOf('due', 'last_day'),
  pairOf('wait', 'limit'),
  fc
    .constantFrom('minsk', 'Gomel', 'Łódź', '"war and peace"')
    .chain((city) =>
      isOrNot('city', city, (plain) => plain === city.replaceAll('"', '').toLowerCase()),
    ),
  isOrNot('paid', 'yes', (plain) => plain === true),
  fc
    .constantFrom(...dayNames)
    .chain((day) => isOrNot('due', day, (plain) => weekdayOf(plain) === day)),
  isOrNot('due', 'weekend', isWeekend),
  isOrNot('due', 'weekday', (plain) => !isWeekend(plain)),
  fc.constantFrom('minsk', 'north', 'gom').map((text) => partOf('contains', text)),
  fc.constantFrom('minsk', 'north', 'gom').map((text) => partOf('starts with', text)),
  fc.constantFrom('vip', '"well known"').map((tag): Said => ({
    words: `tags contains ${tag}`,
    holds(values) {
      const plain = values.get('tags')?.plain
      return Array.isArray(plain) && plain.includes(tag.replaceAll('"', ''))
    },
  })),
  fc.constantFrom(...Object.keys(held)).chain((name) =>
    fc.constantFrom('is known', 'is not known').map((word): Said => ({
      words: `${name} ${word}`,
      holds: (values) => values.has(name) === (word === 'is known'),
    })),
  ),
)

const joined = fc
  .record({
    tests: fc.array(test, { minLength: 1, maxLength: 4 }),
    by: fc.constantFrom('and', 'or'),
  })
  .map(({ tests, by }) => ({ text: tests.map(({ words }) => words).join(` ${by} `), tests, by }))

const call: fc.Arbitrary<Map<string, Held>> = fc
  .record(
    Object.fromEntries(
      Object.entries(held).map(([name, one]) => [name, fc.option(one, { nil: undefined })]),
    ),
  )
  .map(
    (values) =>
      new Map(Object.entries(values).flatMap(([name, one]) => (one ? [[name, one] as const] : []))),
  )

function read(value: string): Condition {
  const found: string[] = []
  const range = { file: 'a.yaml', start: 0, end: value.length, line: 1, column: 1 }
  const condition = parseCondition({ value, range }, ({ message }) => found.push(message))
  if (!condition) throw new Error(`${value}: ${found.join()}`)
  return condition
}

/** All of a condition but its places. */
const shape = ({ joined: by, tests }: Condition) => ({
  by,
  tests: tests.map(({ path, comparison, value }) => [
    path.names,
    comparison,
    value?.text,
    value?.path?.names,
  ]),
})

const flowWith = (written: string): string => `flow: a
start: which way
steps:
  which way:
    otherwise: bye
    decide:
      - { then: bye, if: ${written} }
      - if: ${written}
        then: bye
  bye:
    say: Goodbye.
    then: hang up
`

describe('a random condition', () => {
  it('holds as a plain reading of it says', () => {
    fc.assert(
      fc.property(joined, call, ({ text, tests, by }, values) => {
        const lookup = (path: string[]): Known | undefined =>
          values.get(path.join('.').replaceAll('_', ' '))
        const each = tests.map((one) => one.holds(values))
        const wanted = by === 'or' ? each.includes(true) : !each.includes(false)
        expect(evaluate(read(text), lookup).holds, text).toBe(wanted)
      }),
      { numRuns: runs(500, 50_000) },
    )
  })

  it('is read back as it was from a flow that was formatted', () => {
    const quote = fc.constantFrom<(text: string) => string>(
      (text) => (/["]/.test(text) ? `'${text}'` : text),
      (text) => `'${text}'`,
      (text) => JSON.stringify(text),
    )
    fc.assert(
      fc.property(joined, quote, ({ text }, quoted) => {
        const source = format(flowWith(quoted(text)))
        const project = readProject({ 'a.yaml': source })
        expect(project.diagnostics).toEqual([])
        const cases = project.flows.get('a.yaml')?.steps.get('which way')?.decide?.value ?? []
        expect(cases.map((one) => shape(one.if))).toEqual([shape(read(text)), shape(read(text))])
        expect(format(source)).toBe(source)
      }),
      { numRuns: runs(200, 5000) },
    )
  })
})
