// What the conditions of a flow compare values with: a call that is to go each way must bring these
// about.
import { DAY } from '../../flow/text/duration.ts'
import { firstOn, isDayWord, isOnDay } from '../../flow/tree/weekdays.ts'
import { plainName, type Condition, type Path, type Test } from '../../flow/text/expression.ts'
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
  const note = ({ names }: Path, added: readonly string[]): void => {
    const name = names.map(plainName).join('.')
    const texts = wanted.get(name) ?? new Set()
    wanted.set(name, texts)
    for (const text of added) texts.add(text)
  }
  for (const { path, value } of tests) {
    if (value?.path) for (const one of [path, value.path]) note(one, farApart)
    else note(path, value ? [value.text] : [])
  }
  return wanted
}

/** Of two values that are compared, each must come to be the larger. */
const farApart = ['0', '1000000', '2000-01-03', '2100-01-04']

/** A number or date as it is, and just beside it on both sides; a word for a day with a day that it
 * names and one that it does not; other texts as they are. */
export function around(text: string): string[] {
  if (/^-?\d+(\.\d+)?$/.test(text) && text.length < 10)
    return [text, String(Number(text) - 1), String(Number(text) + 1)]
  if (isDayWord(text)) return [text, ...daysAround(text)]
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN
  return Number.isNaN(day) ? [text] : [text, isoDay(day - DAY), isoDay(day + DAY)]
}

const MONDAY = Date.UTC(2026, 2, 2)

function daysAround(word: string): string[] {
  const is = firstOn(word, MONDAY)
  const other = Array.from({ length: 7 }, (_, later) => MONDAY + later * DAY).find(
    (day) => !isOnDay(day, word),
  )
  return [is, other ?? is].map(isoDay)
}

export const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)
