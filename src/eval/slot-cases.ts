// How a slot type is scored against a labelled file: which cases count, what is right, and what is
// left out by which rule.
import type { SlotType } from '../flow/tree/slot.ts'
import type { Hearing } from '../understand/hearing.ts'
import { kindFor } from '../understand/slots.ts'
import { money, number, ordinal, phone, yesNo } from './value-rules.ts'

/** One utterance and its right value. `reference` is the ISO date and time at which it was said,
 * where that matters. */
export type SlotCase = { input: string; reference?: string; expected: unknown }

/** What a file marks as found in an utterance: its text, its type in the file's own words, and what
 * it stands for. */
export type Marked = { Text?: string; TypeName?: string; Resolution?: Record<string, unknown> }

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

export type Scored = {
  right: number
  total: number
  wrong: { input: string; expected: unknown; got: unknown }[]
}

const rules: Partial<Record<SlotType, SlotRules>> = {
  'yes-no': yesNo,
  number,
  ordinal,
  money,
  phone,
}

/** The country a line is taken to be in when a file does not tell. */
const countries: Record<string, string> = { en: 'US', ru: 'RU', be: 'BY' }

/** When nothing tells: Monday, 2 March 2026, noon. */
const anytime = Date.UTC(2026, 2, 2, 12)

type Entry = { Input: string; Context?: { ReferenceDateTime?: string }; Results: Marked[] }
type Pair = { words: string; number: number | string }

function isEntry(item: unknown): item is Entry {
  return (
    typeof item === 'object' &&
    item !== null &&
    'Input' in item &&
    typeof item.Input === 'string' &&
    'Results' in item &&
    Array.isArray(item.Results)
  )
}

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
): { cases: SlotCase[]; leftOut: { rule: string; count: number }[]; nothing: string[] } {
  const { outside, expected } = rulesOf(type)
  if (!Array.isArray(json)) throw new Error('a file of slot cases is a list')
  const cases: SlotCase[] = []
  const nothing: string[] = []
  const left = new Map<string, number>()
  for (const item of json as unknown[]) {
    if (isPair(item)) {
      cases.push({ input: item.words, expected: Number(item.number) })
      continue
    }
    if (!isEntry(item)) throw new Error('a slot case has Input and Results, or words and number')
    const [marked, second] = item.Results
    const rule = !marked
      ? 'no result'
      : second
        ? 'several results in one utterance'
        : outside(item.Input, marked)
    if (!marked) nothing.push(item.Input)
    if (rule) left.set(rule, (left.get(rule) ?? 0) + 1)
    else
      cases.push({
        input: item.Input,
        reference: item.Context?.ReferenceDateTime,
        expected: expected(marked!),
      })
  }
  return { cases, leftOut: [...left].map(([rule, count]) => ({ rule, count })), nothing }
}

/** The best value heard in an utterance by the door that serves calls; undefined when nothing
 * was. */
export function heardAs(
  type: SlotType,
  { input, reference }: Pick<SlotCase, 'input' | 'reference'>,
  language: string,
): unknown {
  const given = reference === undefined ? NaN : Date.parse(`${reference}Z`)
  const hearing: Hearing = {
    language,
    options: [],
    anywhere: [],
    universals: {},
    confirming: false,
    done: false,
    questions: [],
    bands: { reject: 0, sure: 0.8 },
    now: Number.isFinite(given) ? given : anytime,
    zone: 'UTC',
    country: countries[language.split('-')[0]!] ?? 'US',
  }
  return kindFor(type).hear(input, { name: 'value', label: 'Value', type }, hearing).readings[0]
    ?.value
}

/** How many of the cases are heard right, and those that are not. `language` is a BCP 47 tag. */
export function scoreSlot(type: SlotType, cases: readonly SlotCase[], language: string): Scored {
  const { same } = rulesOf(type)
  const wrong = cases.flatMap((one) => {
    const got = heardAs(type, one, language)
    return got !== undefined && same(got, one.expected, one.input, language)
      ? []
      : [{ input: one.input, expected: one.expected, got }]
  })
  return { right: cases.length - wrong.length, total: cases.length, wrong }
}

/** The utterances in which nothing of the type stands and yet something was heard. */
export function falseAccepts(
  type: SlotType,
  inputs: readonly string[],
  language: string,
): { input: string; got: unknown }[] {
  return inputs
    .map((input) => ({ input, got: heardAs(type, { input }, language) }))
    .filter(({ got }) => got !== undefined)
}
