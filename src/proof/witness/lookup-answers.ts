// What lookups may answer: their example or something of the declared types, and each value that
// conditions ask about.
import type { Effect } from '../../call/event.ts'
import { answerFrom } from '../../flow/tree/lookup-example.ts'
import { plainName, splitName } from '../../flow/text/expression.ts'
import { fold } from '../../languages/normalise.ts'
import type { TableLookup } from '../../flow/tree/table-lookup.ts'
import { lookupIn } from '../../call/table-answer.ts'
import type { Machine } from '../../flow/machine/machine.ts'
import type { Step } from '../../flow/steps/index.ts'
import { around, type Wanted } from './wanted.ts'

type Answer = Record<string, unknown>

const usual: Record<string, unknown> = {
  'yes-no': true,
  number: 3,
  ordinal: 2,
  money: 12.5,
  date: '2026-03-05',
  time: '10:00',
  'date-time': '2026-03-05T10:00',
  duration: 'PT30M',
  digits: '481516',
  phone: '+442079460991',
  email: 'anna@example.com',
}

/** A usual value of a type. */
export const usualOf = (type: string): unknown => usual[type] ?? 'example'

/** The usual answer first; then one value changed at a time, then lists that are empty. */
export function answersTo(
  machine: Machine,
  effect: Effect & { kind: 'request' },
  wanted: Wanted,
): Answer[] {
  const found = machine.steps.get(effect.step)
  const lookup = found && lookupIn(found.scope, effect.lookup)
  if (lookup?.answers) return rowsOf(lookup.answers, wanted)
  const example = lookup?.example
  const gives = effect.gives ?? {}
  const made = Object.fromEntries(
    Object.entries(gives).map(([name, type]) => [
      name,
      typeof type === 'string'
        ? usualOf(type)
        : [1, 2].map(() =>
            Object.fromEntries(Object.entries(type).map(([field, of]) => [field, usualOf(of)])),
          ),
    ]),
  )
  const base: Answer =
    example && typeof example === 'object'
      ? { ...made, ...answerFrom(example, effect.gives) }
      : made
  const saved = (found?.step as (Step & { save?: { value: string } }) | undefined)?.save?.value
  const asked =
    saved === undefined
      ? []
      : [...wanted].flatMap(([name, texts]) => {
          const [first, field] = splitName(name)
          return first === plainName(saved) ? [{ field, texts }] : []
        })
  return [
    base,
    ...asked.flatMap(({ field, texts }) => {
      const name = Object.keys(base).find((known) => plainName(known) === field) ?? field
      const type = typeof gives[name] === 'string' ? gives[name] : undefined
      return valuesAs(type, [...texts].flatMap(around)).map((value) => ({ ...base, [name]: value }))
    }),
    ...Object.entries(gives).flatMap(([name, type]) =>
      typeof type === 'string' ? [] : [{ ...base, [name]: [] }],
    ),
  ]
}

/** Answers of a table that are tried. */
const MOST_ROWS = 12

/** The first rows, and those with a value that conditions ask about. */
function rowsOf(table: TableLookup, wanted: Wanted): Answer[] {
  const texts = new Set([...wanted.values()].flatMap((values) => [...values].map(fold)))
  const first: Answer[] = []
  const asked: Answer[] = []
  for (const answer of table.answers()) {
    const has = Object.values(answer).some((value) => texts.has(fold(String(value))))
    const into = has ? asked : first
    if (into.length < MOST_ROWS) into.push(answer)
  }
  return [...asked, ...first]
}

function valuesAs(type: string | undefined, texts: string[]): unknown[] {
  if (type === 'yes-no') return [true, false]
  if (type === 'number' || type === 'money' || type === 'ordinal')
    return texts.map(Number).filter((value) => !Number.isNaN(value))
  return [...texts, 'something else', null]
}
