// Conditions in one line: `topic is billing and age over 18`. Reading them, and finding out whether
// they hold.
import { asWritten, compare, isKnown, type Known } from '../tree/compare.ts'
import { EXPECTED, readTest, type Fault, type Word } from './comparison.ts'
import { error, type Report } from './diagnostic.ts'
import { within, type Condition, type Test, type Written } from './expression.ts'

/** Undefined when it cannot be read; why is reported. */
export function parseCondition(written: Written, report: Report): Condition | undefined {
  const source = written.value
  const fault: Fault = (message, { start, end }, hint) => {
    const range = within(written, start, Math.max(end, start))
    report(error('bad-condition', message, range, hint))
  }
  const words = readWords(source)
  const open = words.find(isUnclosed)
  if (open) return fault(`this ${open.text[0]} is never closed`, open)
  if (words.length === 0)
    return fault(`the condition is empty: ${EXPECTED}`, { start: 0, end: source.length })

  const joints = words.filter(isJoint)
  const joined = joints[0]?.text === 'or' ? 'or' : 'and'
  const mixed = joints.find((word) => word.text !== joined)
  if (mixed)
    return fault(
      '"and" and "or" in one condition can be read in two ways',
      mixed,
      `write ${unmix(source, mixed, joints.at(-1) === mixed)}`,
    )
  const tests: Test[] = []
  for (const [index, group] of groupsOf(words).entries()) {
    const joint = joints[index] ?? joints.at(-1)
    if (joint && group.length === 0) {
      const side = index < joints.length ? 'before' : 'after'
      return fault(`nothing stands ${side} "${joint.text}"`, joint)
    }
    const test = readTest(group, { written, joined, before: tests.at(-1), fault })
    if (!test) return undefined
    tests.push(test)
  }
  return { source, joined, tests, range: written.range }
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

const isUnclosed = ({ text, quoted }: Word): boolean =>
  quoted && (text.length < 2 || text.at(-1) !== text[0])

const isJoint = ({ text, quoted }: Word): boolean => !quoted && (text === 'and' || text === 'or')

/** How to write a condition with both joints; `last`: nothing is joined after the mixed one. */
function unmix(source: string, mixed: Word, last: boolean): string {
  if (mixed.text === 'and' || !last)
    return 'several lines, each joined by "and" alone or by "or" alone'
  const [first, second] = [source.slice(0, mixed.start).trim(), source.slice(mixed.end).trim()]
  return `two lines that lead to the same place: "if: ${first}" and "if: ${second}"`
}

/** The words between joints. */
function groupsOf(words: Word[]): Word[][] {
  const groups: Word[][] = [[]]
  for (const word of words) {
    if (isJoint(word)) groups.push([])
    else groups.at(-1)?.push(word)
  }
  return groups
}

/** Whether it holds, and the values it was decided on, by dotted name (`null`: not known). What is
 * not known compares as no, except `is not`. */
export function evaluate(
  condition: Condition,
  lookup: (path: string[]) => Known | undefined,
): { holds: boolean; grounds: Record<string, unknown> } {
  const grounds: Record<string, unknown> = {}
  const today = () => lookup(['today'])?.value
  const find = (names: string[]): Known | undefined => {
    const known = lookup(names)
    grounds[names.join('.')] = isKnown(known) ? known.value : null
    return known
  }
  const holds = condition.tests.map(({ path, comparison, value }) => {
    const known = find(path.names)
    const other = value?.path && find(value.path.names)
    if (comparison === 'is known') return isKnown(known)
    if (comparison === 'is not known') return !isKnown(known)
    if (!isKnown(known)) return comparison === 'is not'
    if (!value?.path) return compare(known, comparison, value?.text ?? '', today)
    return isKnown(other) && compare(known, comparison, asWritten(other, known.type), today)
  })
  return {
    holds: condition.joined === 'or' ? holds.includes(true) : !holds.includes(false),
    grounds,
  }
}
