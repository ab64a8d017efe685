// What the conditions of a flow compare values with: a call that is to go each way must bring these
// about.
import { DAY } from '../../flow/text/duration.ts'
import { plainName, type Condition, type Test } from '../../flow/text/expression.ts'
import { withIncluded } from '../../flow/tree/project.ts'
import type { Flow } from '../../flow/tree/flow.ts'

/** All tests of a flow and its sub-flows. */
export function testsIn(root: Flow): Test[] {
  const found = new Set<Condition>()
  const seen = new Set<unknown>()
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    if ('tests' in value && Array.isArray(value.tests)) found.add(value as Condition)
    else if (value instanceof Map) for (const inner of value.values()) walk(inner)
    else
      for (const [key, inner] of Object.entries(value))
        if (key !== 'range' && key !== 'subflows') walk(inner)
  }
  for (const flow of withIncluded(root)) walk(flow)
  return [...found].flatMap(({ tests }) => tests)
}

/** Texts a name is compared with, by the name's parts joined with dots; names are the same but for
 * `_` and spaces. */
export type Wanted = Map<string, Set<string>>

export function wantedOf(tests: Test[]): Wanted {
  const wanted: Wanted = new Map()
  for (const { path, value } of tests) {
    const name = path.names.map(plainName).join('.')
    const texts = wanted.get(name) ?? new Set()
    wanted.set(name, texts)
    if (value) texts.add(value.text)
  }
  return wanted
}

/** A number or date as it is, and just beside it on both sides; other texts as they are. */
export function around(text: string): string[] {
  if (/^-?\d+(\.\d+)?$/.test(text) && text.length < 10)
    return [text, String(Number(text) - 1), String(Number(text) + 1)]
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(day) ? [text] : [text, isoDay(day - DAY), isoDay(day + DAY)]
}

export const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
