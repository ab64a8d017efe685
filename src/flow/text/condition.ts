// Conditions in one line: `topic is billing and age over 18`. Reading them, and finding out whether
// they hold.
import { compare, isKnown, type Known } from '../tree/compare.ts'
import type { Report } from './diagnostic.ts'
import { readPath, within, type Comparison, type Condition, type Test } from './expression.ts'
import type { Located } from './located.ts'

type Word = { text: string; start: number; end: number; quoted: boolean }

/** Longer ones first: `is known` binds before `is`. */
const comparisons: [Comparison, string[]][] = [
  ['is not known', ['is', 'not', 'known']],
  ['is known', ['is', 'known']],
  ['is not', ['is', 'not']],
  ['at least', ['at', 'least']],
  ['at most', ['at', 'most']],
  ['is', ['is']],
  ['over', ['over']],
  ['under', ['under']],
  ['contains', ['contains']],
]

const expected =
  'expected a name, then is, is not, over, under, at least, at most or contains and a value, or is known, is not known'

/** Undefined when it cannot be read; why is reported. */
export function parseCondition(
  located: Located<string> & { quoted?: boolean },
  report: Report,
): Condition | undefined {
  const source = located.value
  const fault = (message: string, start: number, end: number, hint?: string): undefined => {
    report({
      code: 'bad-condition',
      severity: 'error',
      message,
      range: within(located, start, Math.max(end, start)),
      hint,
    })
  }
  const words = readWords(source)
  const open = words.find(
    (word) => word.quoted && (word.text.length < 2 || word.text.at(-1) !== word.text[0]),
  )
  if (open) return fault(`this ${open.text[0]} is never closed`, open.start, open.end)
  if (words.length === 0) return fault(`the condition is empty: ${expected}`, 0, source.length)

  const joints = words.filter((word) => !word.quoted && (word.text === 'and' || word.text === 'or'))
  const joined = joints[0]?.text === 'or' ? 'or' : 'and'
  const mixed = joints.find((word) => word.text !== joined)
  if (mixed) {
    const [first, second] = [source.slice(0, mixed.start).trim(), source.slice(mixed.end).trim()]
    const fix =
      mixed.text === 'or' && !joints.some((word) => word.start > mixed.start)
        ? `two lines that lead to the same place: "if: ${first}" and "if: ${second}"`
        : 'several lines, each joined by "and" alone or by "or" alone'
    return fault(
      '"and" and "or" in one condition can be read in two ways',
      mixed.start,
      mixed.end,
      `write ${fix}`,
    )
  }

  const tests: Test[] = []
  let from = 0
  for (const joint of [...joints, undefined]) {
    const to = joint ? words.indexOf(joint) : words.length
    const group = words.slice(from, to)
    if (group.length === 0)
      return fault(
        `nothing stands ${joint ? 'before' : 'after'} "${(joint ?? joints.at(-1))?.text}"`,
        (joint ?? joints.at(-1))?.start ?? 0,
        (joint ?? joints.at(-1))?.end ?? 0,
      )
    const test = readTest(located, group, tests.at(-1), joined, fault)
    if (!test) return undefined
    tests.push(test)
    from = to + 1
  }
  return { source, joined, tests, range: located.range }
}

function readTest(
  located: Located<string>,
  words: Word[],
  before: Test | undefined,
  joined: string,
  fault: (message: string, start: number, end: number, hint?: string) => undefined,
): Test | undefined {
  const source = located.value
  const [start, end] = [words[0]?.start ?? 0, words.at(-1)?.end ?? 0]
  const said = source.slice(start, end)
  // at least one word of a name stands before the comparison
  const at = words.findIndex((_, index) => index > 0 && comparisonAt(words, index))
  const found = at < 0 ? undefined : comparisonAt(words, at)
  if (!found)
    return fault(
      `"${said}" compares nothing: ${expected}`,
      start,
      end,
      withoutComparison(words, said, before, joined),
    )
  const [comparison, { length }] = found
  const nameEnd = words[at - 1]?.end ?? end
  const name = source.slice(start, nameEnd)
  const { names, fault: wrong } = readPath(name, true)
  if (wrong !== undefined) return fault(wrong, start, nameEnd)
  const path = { names, range: within(located, start, nameEnd) }
  const rest = words.slice(at + length)
  const [first, last] = [rest[0], rest.at(-1)]
  if (comparison === 'is known' || comparison === 'is not known') {
    if (!first || !last) return { path, comparison }
    const value = `known ${source.slice(first.start, last.end)}`
    return fault(
      `"${comparison}" takes no value; a value with "known" in it is put in quotes`,
      first.start,
      last.end,
      `${name} ${comparison.replace(' known', '')} "${value}"`,
    )
  }
  if (!first || !last) return fault(`"${comparison}" needs a value after it`, nameEnd, end)
  const value = source.slice(first.start, last.end)
  if (first.quoted && rest.length > 1)
    return fault(
      'the quotes do not go around the whole value',
      first.start,
      last.end,
      `${name} ${comparison} "${value.replace(/["']/g, '')}"`,
    )
  if (!first.quoted && rest.some((word) => word.text === 'known'))
    return fault(
      'a value with "known" in it is put in quotes',
      first.start,
      last.end,
      `${name} ${comparison} "${value}"`,
    )
  const second = comparison === 'is' || comparison === 'is not' ? doubled(rest) : undefined
  if (second)
    return fault(
      `"${comparison} ${second[0]}" has two comparisons`,
      words[at]?.start ?? start,
      last.end,
      comparison === 'is'
        ? `${name} ${value}`
        : `${name} ${opposite[second[0]] ?? 'is not'} ${rest
            .slice(second[1].length)
            .map((word) => word.text)
            .join(' ')}`,
    )
  return {
    path,
    comparison,
    value: {
      text: first.quoted ? first.text.slice(1, -1) : value,
      range: within(located, first.start, last.end),
    },
  }
}

const opposite: Partial<Record<Comparison, string>> = {
  over: 'at most',
  under: 'at least',
  'at least': 'under',
  'at most': 'over',
}
const signs: Record<string, string> = {
  '=': 'is',
  '==': 'is',
  '!=': 'is not',
  '<>': 'is not',
  '>': 'over',
  '<': 'under',
  '>=': 'at least',
  '<=': 'at most',
}

/** `is over 5`: a comparison right after `is`. */
function doubled(rest: Word[]): [Comparison, string[]] | undefined {
  const found = comparisonAt(rest, 0)
  return found && rest.length > found[1].length && !found[0].startsWith('is') ? found : undefined
}

function comparisonAt(words: Word[], index: number): [Comparison, string[]] | undefined {
  return comparisons.find(([, parts]) =>
    parts.every((part, step) => words[index + step]?.text === part),
  )
}

/** What was probably meant by a test without a comparison. */
function withoutComparison(
  words: Word[],
  said: string,
  before: Test | undefined,
  joined: string,
): string | undefined {
  const sign = /^(.*?[^=<>!\s])\s*(==|!=|<>|>=|<=|=|>|<)\s*(.*)$/.exec(said)
  if (sign) return `${sign[1]} ${signs[sign[2] ?? ''] ?? 'is'} ${sign[3]}`
  if (words.length > 1 && words.at(-1)?.text === 'known')
    return said.replace(/ (not )?known$/, (_, not: string | undefined) => ` is ${not ?? ''}known`)
  if (before?.value && joined === 'or' && before.comparison === 'is')
    return `${before.path.names.join('.')} is ${before.value.text} or ${before.path.names.join('.')} is ${said}`
  return before && joined === 'and'
    ? 'in a name, write _ for spaces; put a value with "and" or "or" in it in quotes'
    : undefined
}

function readWords(source: string): Word[] {
  return [
    ...source.matchAll(/(?<=^|\s)"[^"]*(?:"(?=\s|$)|$)|(?<=^|\s)'[^']*(?:'(?=\s|$)|$)|\S+/g),
  ].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    quoted: /^["']/.test(match[0]),
  }))
}

/** Whether it holds, and the values it was decided on, by dotted name (`null`: not known). What is
 * not known compares as no, except `is not`. */
export function evaluate(
  condition: Condition,
  lookup: (path: string[]) => Known | undefined,
): { holds: boolean; grounds: Record<string, unknown> } {
  const grounds: Record<string, unknown> = {}
  const today = () => lookup(['today'])?.value
  const holds = condition.tests.map(({ path, comparison, value }) => {
    const known = lookup(path.names)
    grounds[path.names.join('.')] = isKnown(known) ? known.value : null
    if (comparison === 'is known') return isKnown(known)
    if (comparison === 'is not known') return !isKnown(known)
    return isKnown(known)
      ? compare(known, comparison, value?.text ?? '', today)
      : comparison === 'is not'
  })
  return {
    holds: condition.joined === 'or' ? holds.includes(true) : !holds.includes(false),
    grounds,
  }
}
