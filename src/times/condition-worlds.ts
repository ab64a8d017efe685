// Every way the conditions of a step can come out together: what is said under each is what a
// caller may hear.
import type { Condition, Test } from '../flow/text/expression.ts'
import { fold } from '../languages/normalise.ts'
import { plainName } from '../flow/text/expression.ts'
import { impliesDay } from '../flow/tree/weekdays.ts'

/** One way things can be: tells of each condition whether it holds. */
export type World = (condition: Condition) => boolean

/** What one name may stand for: not known, one of the texts it is compared with, any other, high or
 * low. */
type State = { known: boolean; text?: string; high?: boolean }

const MOST_WORLDS = 32

const exact = new Set(['is', 'is not', 'contains', 'starts with'])

/** What the words of a part of a read flow depend on: its conditions, and whether it names
 * values. */
export function hingesIn(part: unknown): { conditions: Condition[]; names: boolean } {
  const conditions = new Set<Condition>()
  let names = false
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('tests' in value && Array.isArray(value.tests)) conditions.add(value as Condition)
    else if ('parts' in value && Array.isArray(value.parts))
      names ||= value.parts.some((one) => typeof one !== 'string')
    else if (value instanceof Map) for (const inner of value.values()) walk(inner)
    else for (const key in value) if (key !== 'range') walk((value as Record<string, unknown>)[key])
  }
  walk(part)
  return { conditions: [...conditions], names }
}

/**
 * The worlds of some conditions in one language. Tests of one name agree with each other; different
 * names are free of each other.
 * Past 32 worlds only one is given, in which whatever does not ask for the language holds: nothing
 * that may be heard is left out.
 */
export function worldsOf(conditions: Condition[], language: string): World[] {
  const tests = conditions.flatMap((condition) => condition.tests)
  const names = new Map<string, Test[]>()
  for (const test of tests)
    if (nameOf(test) !== 'language')
      names.set(nameOf(test), [...(names.get(nameOf(test)) ?? []), test])
  const spoken: State = { known: true, text: fold(language) }
  const states = [...names].map(([name, asked]) => [name, statesOf(asked)] as const)
  if (states.reduce((product, [, ways]) => product * ways.length, 1) > MOST_WORLDS)
    return [
      ({ tests: all, joined }) =>
        judge(all, joined, (test) => nameOf(test) !== 'language' || holds(test, spoken)),
    ]
  let worlds: ReadonlyMap<string, State>[] = [new Map([['language', spoken]])]
  for (const [name, ways] of states)
    worlds = worlds.flatMap((world) => ways.map((state) => new Map([...world, [name, state]])))
  return worlds.map(
    (world) =>
      ({ tests: all, joined }) =>
        judge(all, joined, (test) => holds(test, world.get(nameOf(test)) ?? { known: true })),
  )
}

const nameOf = ({ path }: Test): string => path.names.map(plainName).join('.')

const judge = (tests: Test[], joined: 'and' | 'or', one: (test: Test) => boolean): boolean =>
  joined === 'or' ? tests.some(one) : tests.every(one)

function statesOf(tests: Test[]): State[] {
  const texts = new Set(
    tests.flatMap(({ comparison, value }) =>
      exact.has(comparison) && value ? [fold(value.text)] : [],
    ),
  )
  const ordered = tests.some(
    ({ comparison }) => !exact.has(comparison) && !comparison.endsWith('known'),
  )
  return [
    { known: false },
    ...[...texts].map((text) => ({ known: true, text })),
    ...(ordered
      ? [
          { known: true, high: true },
          { known: true, high: false },
        ]
      : [{ known: true }]),
  ]
}

/** A day is also a weekday, or the weekend. */
const isText = (text: string | undefined, asked = ''): boolean =>
  text !== undefined && (text === fold(asked) || impliesDay(text, asked))

function holds({ comparison, value }: Test, { known, text, high }: State): boolean {
  switch (comparison) {
    case 'is known':
      return known
    case 'is not known':
      return !known
    case 'is':
    case 'contains':
      return known && isText(text, value?.text)
    case 'starts with':
      return known && text?.startsWith(fold(value?.text ?? '')) === true
    case 'is not':
      return !known || !isText(text, value?.text)
    case 'over':
    case 'at least':
      return known && high === true
    case 'under':
    case 'at most':
      return known && high === false
  }
}
