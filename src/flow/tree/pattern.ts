// Regular expressions of slots: can they be read, can they take for ever, can keys alone fulfil
// them.
import { RegExpParser, type AST } from '@eslint-community/regexpp'
import { ALL_LETTERS } from '../../languages/scripts.ts'

/** The most ways a pattern may try before it gives up; more could keep a call waiting. */
const MOST_WAYS = 1_000_000
/** Characters. */
const LONGEST_PATTERN = 200

/** What alternatives may begin with is compared on these. */
const sample = [...`0123456789${ALL_LETTERS} -/.,_@+#*'`]

type Node = AST.Pattern | AST.Alternative | AST.Element

/** Undefined for a good pattern, else what is wrong with it, to stand after "the pattern".
 * `longest`: the most characters it is tried on. */
export function patternFault(source: string, longest: number): string | undefined {
  if (source.length > LONGEST_PATTERN) return `is longer than ${LONGEST_PATTERN} characters`
  try {
    const endless = ways(parse(source), longest) > MOST_WAYS
    return endless ? 'repeats a part that repeats itself, which could take for ever' : undefined
  } catch (error) {
    return `cannot be read: ${String(error).split(': ').at(-1)}`
  }
}

/** True when digits alone can fit, with dashes, strokes and points put between them, so that a
 * keypad is enough. A pattern that cannot be read counts as one that lets all pass. */
export function fitsDigits(source: string): boolean {
  try {
    return digits(parse(source))
  } catch {
    return true
  }
}

const parse = (source: string): AST.Pattern =>
  new RegExpParser({ ecmaVersion: 2023 }).parsePattern(source, 0, source.length, {
    unicode: true,
    unicodeSets: false,
  })

/** In how many ways a backtracking matcher may go through a part: the product of its choices, at
 * most. */
function ways(node: Node, longest: number): number {
  switch (node.type) {
    case 'Alternative':
      return atMost(node.elements.reduce((product, one) => product * ways(one, longest), 1))
    case 'Quantifier': {
      const [inner, most] = [ways(node.element, longest), Math.min(node.max, longest)]
      if (inner <= 1) return Math.max(1, most - node.min + 1)
      return atMost(inner ** most)
    }
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup': {
      const each = node.alternatives.map((one) => ways(one, longest))
      // alternatives that begin with different characters leave no choice
      return apart(node.alternatives) ? atMost(Math.max(...each)) : sum(each)
    }
    case 'Assertion':
      return 'alternatives' in node ? sum(node.alternatives.map((one) => ways(one, longest))) : 1
    default:
      return 1
  }
}

const atMost = (count: number): number => Math.min(count, MOST_WAYS * 2)

const sum = (counts: number[]): number => atMost(counts.reduce((sum, one) => sum + one, 0))

function apart(alternatives: AST.Alternative[]): boolean {
  const firsts = alternatives.map((one) => beginnings(one))
  return firsts.every(
    (own, at) =>
      own !== undefined &&
      firsts.slice(at + 1).every((other) => other && ![...own].some((letter) => other.has(letter))),
  )
}

/** The characters of the sample a part can begin with; undefined when it may be empty or cannot be
 * told. */
function beginnings(node: Node): Set<string> | undefined {
  switch (node.type) {
    case 'Alternative':
      return node.elements[0] && beginnings(node.elements[0])
    case 'Quantifier':
      return node.min > 0 ? beginnings(node.element) : undefined
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup': {
      const each = node.alternatives.flatMap((one) => beginnings(one) ?? [])
      return each.length < node.alternatives.length ? undefined : each.reduce(union, new Set())
    }
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return new Set(sample.filter((letter) => takes(node, letter)))
    default:
      return undefined
  }
}

const union = (all: Set<string>, own: Set<string>): Set<string> => new Set([...all, ...own])

const takes = (atom: { raw: string }, letter: string): boolean =>
  new RegExp(`^(?:${atom.raw})$`, 'iu').test(letter)

function digits(node: Node): boolean {
  switch (node.type) {
    case 'Alternative':
      return node.elements.every(digits)
    case 'Quantifier':
      return node.min === 0 || digits(node.element)
    case 'Pattern':
    case 'Group':
    case 'CapturingGroup':
      return node.alternatives.some(digits)
    case 'Character':
      return /[\d/.-]/.test(String.fromCodePoint(node.value))
    case 'CharacterClass':
    case 'CharacterSet':
      return [...'0123456789'].some((digit) => takes(node, digit))
    default:
      return true
  }
}
