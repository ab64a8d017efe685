// One test of a condition, `age over 18`: its name, its comparison and its value, or what is wrong
// with it and what was probably meant.
import {
  comparisons,
  readPath,
  within,
  type Comparison,
  type Path,
  type Test,
  type Written,
} from './expression.ts'

/** A word or a quoted text of a condition; offsets count from its beginning. */
export type Word = Place & { text: string; quoted: boolean }

type Place = { start: number; end: number }

/** Reports what is wrong at a place. */
export type Fault = (message: string, place: Place, hint?: string) => undefined

/** What is known while the tests of a condition are read; `before` is the test before this one. */
export type Reading = {
  written: Written
  joined: 'and' | 'or'
  before: Test | undefined
  fault: Fault
}

export const EXPECTED =
  'expected a name, then is, is not, over, under, at least, at most, contains or starts with and a value, or is known, is not known'

type Parts = { comparison: Comparison; words: string[] }

const parts: Parts[] = comparisons.map((comparison) => ({
  comparison,
  words: comparison.split(' '),
}))

function comparisonAt(words: Word[], index: number): Parts | undefined {
  return parts.find(({ words: own }) =>
    own.every((part, step) => words[index + step]?.text === part),
  )
}

/** Undefined when it cannot be read; why is reported. */
export function readTest(words: Word[], reading: Reading): Test | undefined {
  const { written, fault } = reading
  const whole = spanOf(words)
  const textOf = ({ start, end }: Place) => written.value.slice(start, end)
  // at least one word of a name stands before the comparison
  const at = words.findIndex((_, index) => index > 0 && comparisonAt(words, index))
  const found = comparisonAt(words, at)
  if (!found) {
    const said = textOf(whole)
    const hint = withoutComparison(words, said, reading)
    return fault(`"${said}" compares nothing: ${EXPECTED}`, whole, hint)
  }
  const { comparison } = found
  const place = spanOf(words.slice(0, at))
  const { names, fault: wrong } = readPath(textOf(place), true)
  if (wrong !== undefined) return fault(wrong, place)
  const path = { names, range: within(written, place.start, place.end) }
  const rest = words.slice(at + found.words.length)
  const known = comparison === 'is known' || comparison === 'is not known'
  const [first] = rest
  if (!first && known) return { path, comparison }
  if (!first) return fault(`"${comparison}" needs a value after it`, { ...whole, start: place.end })
  const span = spanOf(rest)
  const value = textOf(span)
  const bad = valueFault({ name: textOf(place), comparison, rest, value })
  if (bad) {
    const from = bad.whole ? (words[at]?.start ?? 0) : span.start
    return fault(bad.message, { start: from, end: span.end }, bad.hint)
  }
  return {
    path,
    comparison,
    value: {
      text: first.quoted ? first.text.slice(1, -1) : value,
      range: within(written, span.start, span.end),
      path: isOrdering(comparison) && !first.quoted ? nameIn(value, span, written) : undefined,
    },
  }
}

const orderings = ['over', 'under', 'at least', 'at most'] as const

/** Only what has an order is compared with another value. */
export const isOrdering = (comparison: Comparison): comparison is (typeof orderings)[number] =>
  orderings.some((one) => one === comparison)

/** Values that begin with a letter and are no names: the day, `EUR 5`, `roubles 5`, and lengths such
 * as PT90M. */
const writtenInLetters = /^(?:today$|\p{L}+\.?\s+-?\d|[A-Z]{3}-?\d|P(?:\d|T\d)[\dYMWDTHS.,]*$)/u

/** The name that stands in the place of a value; undefined where a value is written. */
function nameIn(text: string, { start, end }: Place, written: Written): Path | undefined {
  if (!/^\p{L}/u.test(text) || writtenInLetters.test(text)) return undefined
  const { names, fault } = readPath(text, true)
  return fault === undefined ? { names, range: within(written, start, end) } : undefined
}

const spanOf = (words: Word[]): Place => ({
  start: words[0]?.start ?? 0,
  end: words.at(-1)?.end ?? 0,
})

type Compared = { name: string; comparison: Comparison; rest: Word[]; value: string }

/** What is wrong with the words after a comparison; `whole`: with the comparison too. */
function valueFault(
  test: Compared,
): { message: string; hint: string; whole?: boolean } | undefined {
  const { name, comparison, rest, value } = test
  if (comparison === 'is known' || comparison === 'is not known')
    return {
      message: `"${comparison}" takes no value; a value with "known" in it is put in quotes`,
      hint: `${name} ${comparison.replace(' known', '')} "known ${value}"`,
    }
  if (rest[0]?.quoted && rest.length === 1) return undefined
  if (rest[0]?.quoted)
    return {
      message: 'the quotes do not go around the whole value',
      hint: `${name} ${comparison} "${value.replace(/["']/g, '')}"`,
    }
  if (rest.some((word) => word.text === 'known'))
    return {
      message: 'a value with "known" in it is put in quotes',
      hint: `${name} ${comparison} "${value}"`,
    }
  return doubleComparison(test)
}

const opposite: Partial<Record<Comparison, string>> = {
  over: 'at most',
  under: 'at least',
  'at least': 'under',
  'at most': 'over',
}

/** `is over 5`: a comparison right after `is`. */
function doubleComparison({ name, comparison, rest, value }: Compared) {
  if (comparison !== 'is' && comparison !== 'is not') return undefined
  const second = comparisonAt(rest, 0)
  if (!second || second.comparison.startsWith('is') || rest.length <= second.words.length)
    return undefined
  const after = rest.slice(second.words.length).map(({ text }) => text)
  const reversed = `${name} ${opposite[second.comparison] ?? 'is not'} ${after.join(' ')}`
  return {
    message: `"${comparison} ${second.comparison}" has two comparisons`,
    hint: comparison === 'is' ? `${name} ${value}` : reversed,
    whole: true,
  }
}

const signs: Record<string, Comparison> = {
  '=': 'is',
  '==': 'is',
  '!=': 'is not',
  '<>': 'is not',
  '>': 'over',
  '<': 'under',
  '>=': 'at least',
  '<=': 'at most',
}

/** What was probably meant by a test without a comparison. */
function withoutComparison(
  words: Word[],
  said: string,
  { before, joined }: Reading,
): string | undefined {
  const sign = /^(.*?[^=<>!\s])\s*(==|!=|<>|>=|<=|=|>|<)\s*(.*)$/.exec(said)
  if (sign) return `${sign[1]} ${signs[sign[2] ?? ''] ?? 'is'} ${sign[3]}`
  if (words.length > 1 && words.at(-1)?.text === 'known')
    return said.replace(/ (not )?known$/, (_, not: string | undefined) => ` is ${not ?? ''}known`)
  if (!before) return undefined
  const name = before.path.names.join('.')
  if (before.value && joined === 'or' && before.comparison === 'is')
    return `${name} is ${before.value.text} or ${name} is ${said}`
  if (joined === 'or') return undefined
  return 'in a name, write _ for spaces; put a value with "and" or "or" in it in quotes'
}
