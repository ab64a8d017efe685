// What the YAML reader refused, in our words: every known trap, and the first fault that is none.
import type { Document } from 'yaml'
import {
  braceStart,
  colonInText,
  corrected,
  lineEnd,
  lineStart,
  markStart,
  quote,
  quoting,
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
  document: Document.Parsed,
  { traps, unclosed, tooDeep }: Findings,
): Trap[] {
  if (tooDeep) return []
  const lineOf = (at: number) => lineStart(text, at)
  const told = new Set(traps.map((trap) => lineOf(trap.start)))
  const found: Trap[] = []
  for (const error of document.errors.toSorted((a, b) => a.pos[0] - b.pos[0])) {
    const [at, to] = error.pos
    if (error.message.includes('call stack'))
      return [
        {
          code: 'yaml-too-deep',
          message: `this is nested more than ${DEEPEST} levels deep`,
          start: at,
          end: at + 1,
        },
      ]
    const open = /Missing closing|Flow (map|sequence)/.test(error.message) ? unclosed : undefined
    if (open) {
      if (told.has(lineOf(open.start))) return found
      return [...found, unclosedFault(text, open)]
    }
    if (told.has(lineOf(at))) continue
    const trap =
      error.code === 'MULTILINE_IMPLICIT_KEY' || error.code === 'BAD_DQ_ESCAPE'
        ? undefined
        : explain(text, at)
    // the text of a key that goes over lines: YAML complains at its start, but the fault is on its
    // last line
    if (
      !trap &&
      document.errors.some(
        (other) =>
          other !== error && other.code === 'MULTILINE_IMPLICIT_KEY' && other.pos[0] === at,
      )
    )
      continue
    if (!trap) return [...found, plainly(text, error.code, at, to, error.message)]
    found.push(trap)
    told.add(lineOf(at))
  }
  return found
}

function unclosedFault(text: string, { start, quote }: { start: number; quote: boolean }): Trap {
  const mark = text[start] ?? ''
  const trap = quote ? explain(text, start) : undefined
  return {
    ...trap,
    code: 'yaml-unclosed',
    message: `this ${mark} is never closed`,
    start,
    end: start + 1,
  }
}

function plainly(text: string, code: string, at: number, to: number, said: string): Trap {
  const line = text.slice(lineStart(text, at), lineEnd(text, at)).trim()
  if (code === 'MULTILINE_IMPLICIT_KEY') {
    const start = lineStart(text, to)
    const indent = /^ */.exec(text.slice(start, to))?.[0].length ?? 0
    return {
      code: 'yaml-indent',
      message:
        'this line is indented as if it went on the text above, but has a key of its own: indent it like the line above',
      start: start + indent,
      end: to,
    }
  }
  const dash = /^-([^\s-].*)$/.exec(line)
  if (dash)
    return {
      code: 'yaml-no-space',
      message: 'a list item needs a space after its dash',
      start: at,
      end: Math.max(to, at + 1),
      hint: `- ${dash[1]}`,
    }
  if (/same column|BAD_INDENT/.test(`${said} ${code}`)) {
    const indent = /^ */.exec(text.slice(at))?.[0].length ?? 0
    return {
      code: 'yaml-indent',
      message:
        'this line is indented differently from its neighbours: lines that belong together begin in one column',
      start: at + indent,
      end: Math.max(to, at + indent + 1),
    }
  }
  if (said.includes('need to be followed by map values')) {
    const joined = /^((?:- +)*[^\s:"']+(?: [^\s:"']+)*):(\S.*)$/.exec(line)
    return {
      code: joined ? 'yaml-no-space' : 'yaml-no-colon',
      message: joined
        ? 'a key needs a space after its colon'
        : 'expected a key with a colon, such as "say: Hello", but found a text alone',
      start: at,
      end: to,
      hint: joined ? `${joined[1]}: ${joined[2]}` : undefined,
    }
  }
  if (code === 'BAD_DQ_ESCAPE')
    return {
      code: 'yaml-escape',
      message:
        'a backslash in double quotes begins an escape, and this is none: write two of them, or use single quotes',
      start: at,
      end: to,
    }
  if (said.endsWith('at node end'))
    return {
      code: 'yaml-broken',
      message:
        'more stands here after the value has already ended: put the whole text in quotes, or this on a line of its own',
      start: at,
      end: to,
    }
  return {
    code: 'yaml-broken',
    message: `YAML cannot read this: ${(said.split('\n')[0] ?? '').toLowerCase()}`,
    start: at,
    end: Math.max(to, at + 1),
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
  if (/^[{[]/.test(value)) return at > begin + head.length ? inBrackets(text, start, at) : undefined
  if (/^["']/.test(value)) return badQuotes(text, start, end, value)
  const mark = head.trim() === '' ? undefined : markStart(text, start, false)
  if (mark) return mark
  return /: |:$/.test(value) && head.trimEnd().endsWith(':')
    ? colonInText(text, start, end)
    : undefined
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
    hint: quoting(text, start, end),
  }
}

function badQuotes(text: string, start: number, end: number, value: string): Trap {
  const mark = value[0] ?? ''
  const inner = value.length > 1 && value.endsWith(mark) ? value.slice(1, -1) : value
  return {
    code: 'yaml-quotes',
    message: `the quotes do not go around the whole text: write ${mark === '"' ? "the text between ' and '" : 'the text between " and "'}`,
    start,
    end,
    hint: corrected(text, start, end, quote(inner)),
  }
}
