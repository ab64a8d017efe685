// What the YAML reader refused, in our words: every known trap, and the first fault that is none.
import type { Document, YAMLError } from 'yaml'
import {
  braceStart,
  colonInText,
  correctLine,
  lineEnd,
  lineStart,
  markStart,
  quote,
  quoteLine,
  valueEnd,
  type Trap,
} from './traps.ts'

/** The most levels of keys within keys. */
export const DEEPEST = 40

/** What reading the tree brought to light. `unclosed` is where the innermost bracket or quote
 * without an end begins; `lost`: a comment has swallowed part of the tree. */
export type Findings = {
  traps: Trap[]
  unclosed?: { start: number; quote: boolean }
  tooDeep: boolean
  lost: boolean
}

/** The faults to tell: after the first one that is no known trap, the rest is mostly its echo. */
export function faults(
  text: string,
  { errors }: Document.Parsed,
  { traps, unclosed, tooDeep }: Findings,
): Trap[] {
  if (tooDeep) return []
  const lineOf = (at: number) => lineStart(text, at)
  const told = new Set(traps.map((trap) => lineOf(trap.start)))
  const found: Trap[] = []
  for (const error of errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const [at] = error.pos
    if (error.message.includes('call stack')) return [tooDeepAt(at)]
    const open = /Missing closing|Flow (map|sequence)/.test(error.message) ? unclosed : undefined
    if (open && told.has(lineOf(open.start))) return found
    if (open) return [...found, unclosedFault(text, open)]
    if (told.has(lineOf(at))) continue
    const trap = saidByYaml.has(error.code) ? undefined : explain(text, at)
    if (!trap && goesOverLines(error, errors)) continue
    if (!trap) return [...found, describe(text, error)]
    found.push(trap)
    told.add(lineOf(at))
  }
  return found
}

/** What YAML tells better than the line it stands on. */
const saidByYaml: ReadonlySet<string> = new Set(['MULTILINE_IMPLICIT_KEY', 'BAD_DQ_ESCAPE'])

/** The text of a key that goes over lines: YAML complains at its start, but the fault is on its last
 * line. */
const goesOverLines = (error: YAMLError, errors: YAMLError[]): boolean =>
  errors.some(
    (other) =>
      other !== error && other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === error.pos[0],
  )

export const tooDeepAt = (start: number): Trap => ({
  code: 'yaml-too-deep',
  message: `this is nested more than ${DEEPEST} levels deep`,
  start,
  end: start + 1,
})

function unclosedFault(text: string, { start, quote }: { start: number; quote: boolean }): Trap {
  const mark = text[start] ?? ''
  const trap = quote && explain(text, start)
  return {
    ...trap,
    code: 'yaml-unclosed',
    message: `this ${mark} is never closed`,
    start,
    end: start + 1,
  }
}

/** An error of YAML's in our words. */
function describe(text: string, { code, message, pos: [start, to] }: YAMLError): Trap {
  if (code === 'MULTILINE_IMPLICIT_KEY') return indentedLikeText(text, to)
  const line = text.slice(lineStart(text, start), lineEnd(text, start)).trim()
  const end = Math.max(to, start + 1)
  const dash = /^-([^\s-].*)$/.exec(line)
  if (dash)
    return {
      code: 'yaml-no-space',
      message: 'a list item needs a space after its dash',
      start,
      end,
      hint: `- ${dash[1]}`,
    }
  if (/same column|BAD_INDENT/.test(`${message} ${code}`)) return indentedApart(text, start, to)
  if (message.includes('need to be followed by map values'))
    return { ...noColon(line), start, end: to }
  if (code === 'BAD_DQ_ESCAPE')
    return {
      code: 'yaml-escape',
      message:
        'a backslash in double quotes begins an escape, and this is none: write two of them, or use single quotes',
      start,
      end: to,
    }
  if (message.endsWith('at node end'))
    return {
      code: 'yaml-broken',
      message:
        'more stands here after the value has already ended: put the whole text in quotes, or this on a line of its own',
      start,
      end: to,
    }
  return {
    code: 'yaml-broken',
    message: `YAML cannot read this: ${(message.split('\n')[0] ?? '').toLowerCase()}`,
    start,
    end,
  }
}

const indentOf = (text: string): number => /^ */.exec(text)?.[0].length ?? 0

function indentedLikeText(text: string, end: number): Trap {
  const start = lineStart(text, end)
  return {
    code: 'yaml-indent',
    message:
      'this line is indented as if it went on the text above, but has a key of its own: indent it like the line above',
    start: start + indentOf(text.slice(start, end)),
    end,
  }
}

function indentedApart(text: string, at: number, to: number): Trap {
  const start = at + indentOf(text.slice(at))
  return {
    code: 'yaml-indent',
    message:
      'this line is indented differently from its neighbours: lines that belong together begin in one column',
    start,
    end: Math.max(to, start + 1),
  }
}

function noColon(line: string): Pick<Trap, 'code' | 'message' | 'hint'> {
  const joined = /^((?:- +)*[^\s:"']+(?: [^\s:"']+)*):(\S.*)$/.exec(line)
  if (!joined)
    return {
      code: 'yaml-no-colon',
      message: 'expected a key with a colon, such as "say: Hello", but found a text alone',
    }
  return {
    code: 'yaml-no-space',
    message: 'a key needs a space after its colon',
    hint: `${joined[1]}: ${joined[2]}`,
  }
}

/** What an author most likely meant on the line where YAML gave up; undefined when it is none of
 * the known traps. */
function explain(text: string, at: number): Trap | undefined {
  const begin = lineStart(text, at)
  const line = text.slice(begin, lineEnd(text, at))
  const head = /^\s*(?:- +)*(?:[^\s:#"'{}[\],&*!|>%@`][^:#"{}[\]]*: +)?/.exec(line)?.[0] ?? ''
  const start = begin + head.length
  const end = valueEnd(text, start, false)
  const value = text.slice(start, end)
  if (value.startsWith('{{')) return braceStart(text, start, start, false)
  if (/^[{[]/.test(value)) return at > start ? inBrackets(text, start, at) : undefined
  if (/^["']/.test(value)) return badQuotes(text, start, end, value)
  const mark = head.trim() === '' ? undefined : markStart(text, start, false)
  if (mark) return mark
  const colon = /: |:$/.test(value) && head.trimEnd().endsWith(':')
  return colon ? colonInText(text, start, end) : undefined
}

/** The item of a bracketed line that YAML stumbled over. */
function inBrackets(text: string, open: number, at: number): Trap | undefined {
  const line = text.slice(open, lineEnd(text, open))
  const closed = /^(?:\{[^{}]*\}|\[[^[\]]*\]) *[^\s#]/.exec(line)
  if (closed && open + closed[0].length <= at + 1) return braceOrBracket(text, open)
  const before = text.slice(open, at)
  const start = open + (/^.*(?:[,{[] *|: +)/.exec(before)?.[0].length ?? 0)
  const end = valueEnd(text, start, true)
  const mark = markStart(text, start, true)
  if (mark && !/[\]},-]/.test(text[start] ?? '')) return mark
  return /: /.test(text.slice(start, end)) ? colonInText(text, start, end) : undefined
}

function braceOrBracket(text: string, start: number): Trap {
  const end = valueEnd(text, start, false)
  if (text[start] === '{') return braceStart(text, start, end, false)
  return {
    code: 'yaml-bracket-starts-text',
    message: 'a text that starts with [ is read as a list: put the text in quotes',
    start,
    end,
    hint: quoteLine(text, start, end),
  }
}

function badQuotes(text: string, start: number, end: number, value: string): Trap {
  const mark = value[0] ?? ''
  const other = mark === '"' ? "'" : '"'
  const inner = value.length > 1 && value.endsWith(mark) ? value.slice(1, -1) : value
  return {
    code: 'yaml-quotes',
    message: `the quotes do not go around the whole text: write the text between ${other} and ${other}`,
    start,
    end,
    hint: correctLine(text, start, end, quote(inner)),
  }
}
