// How a slot type is scored against a labelled file: which cases count, what is right, and what is
// left out by which rule.
import type { SlotType } from '../flow/tree/slot.ts'
import { languageOf } from '../languages/language.ts'
import { ANY_TIME, hearValue, tally, type Scored } from './hear-value.ts'
import { countRules, isEntry, type Entry, type LeftOut, type Marked } from './marked-cases.ts'
import { money, number, ordinal, phone, yesNo } from './value-rules.ts'

/** One utterance and its right value. `reference` is the ISO date and time at which it was said,
 * where that matters. */
export type SlotCase = { input: string; reference?: string; expected: unknown }

/**
 * How the cases of one slot type are read and judged. `outside` names the rule by which a case with
 * one result is left out;
 * `expected` is the right value; `same` compares the value heard with it.
 */
export type SlotRules = {
  outside: (input: string, marked: Marked) => string | undefined
  expected: (marked: Marked) => unknown
  same: (got: unknown, expected: unknown, input: string, language: string) => boolean
}

const rules: Partial<Record<SlotType, SlotRules>> = {
  'yes-no': yesNo,
  number,
  ordinal,
  money,
  phone,
}

/** The country a line is taken to be in when a file does not tell. */
const countries: Record<string, string> = { ru: 'RU', be: 'BY' }

type Pair = { words: string; number: number | string }

function isPair(item: unknown): item is Pair {
  return (
    typeof item === 'object' &&
    item !== null &&
    'words' in item &&
    typeof item.words === 'string' &&
    'number' in item &&
    Number.isFinite(Number(item.number))
  )
}

function rulesOf(type: SlotType): SlotRules {
  const found = rules[type]
  if (!found) throw new Error(`there are no rules for scoring a slot of type ${type}`)
  return found
}

/**
 * The cases of a file that a telephone slot of this type should get right, what is left out by
 * which rule, and the utterances in
 * which nothing of the type stands. Two forms are read: a list of `{ Input, Results: [{ Resolution
 * }] }`, and of `{ words, number }`.
 * Throws when the file has another form or the type has no rules.
 */
export function casesOf(
  json: unknown,
  type: SlotType,
): { cases: SlotCase[]; leftOut: LeftOut[]; nothing: string[] } {
  const { outside, expected } = rulesOf(type)
  if (!Array.isArray(json)) throw new Error('a file of slot cases is a list')
  const cases: SlotCase[] = []
  const nothing: string[] = []
  const rules: string[] = []
  for (const item of json as unknown[]) {
    if (isPair(item)) cases.push({ input: item.words, expected: Number(item.number) })
    else if (!isEntry(item))
      throw new Error('a slot case has Input and Results, or words and number')
    else {
      const { Input: input, Context, Results } = item
      const [marked] = Results
      if (!marked) nothing.push(input)
      const rule = leftOutBy(item, outside)
      if (rule) rules.push(rule)
      else if (marked)
        cases.push({ input, reference: Context?.ReferenceDateTime, expected: expected(marked) })
    }
  }
  return { cases, leftOut: countRules(rules), nothing }
}

function leftOutBy(
  { Input, Results: [marked, second] }: Entry,
  outside: SlotRules['outside'],
): string | undefined {
  if (!marked) return 'no result'
  return second ? 'several results in one utterance' : outside(Input, marked)
}

/** The best value heard in a case. `language` is a BCP 47 tag. */
export function hearCase(
  type: SlotType,
  { input, reference }: Pick<SlotCase, 'input' | 'reference'>,
  language: string,
): unknown {
  const given = reference === undefined ? NaN : Date.parse(`${reference}Z`)
  const now = Number.isFinite(given) ? given : ANY_TIME
  const country = countries[languageOf(language).code] ?? 'US'
  return hearValue(type, input, { language, now, country })
}

/** How many of the cases are heard right, and those that are not. `language` is a BCP 47 tag. */
export function scoreSlot(type: SlotType, cases: readonly SlotCase[], language: string): Scored {
  const { same } = rulesOf(type)
  return tally(cases, (one) => {
    const got = hearCase(type, one, language)
    if (got !== undefined && same(got, one.expected, one.input, language)) return undefined
    return { input: one.input, expected: one.expected, got }
  })
}

/** The utterances in which nothing of the type stands and yet something was heard. */
export function falseAccepts(
  type: SlotType,
  inputs: readonly string[],
  language: string,
): { input: string; got: unknown }[] {
  return inputs
    .map((input) => ({ input, got: hearCase(type, { input }, language) }))
    .filter(({ got }) => got !== undefined)
}
