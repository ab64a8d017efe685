// Where YAML quietly reads something else than an author meant: one finding for each trap, with the
// corrected line.
import type { RuleCode } from './rule-code.ts'

/** A finding in a text; `start` and `end` are character offsets, `hint` is the corrected line. */
export type Trap = { code: RuleCode; message: string; start: number; end: number; hint?: string }

/** Where the line of an offset begins and ends. */
export const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end - (text[end - 1] === '\r' ? 1 : 0)
}

/** A text in the quotes that need the fewest escapes. */
export function quote(value: string): string {
  const plain = value.replace(/\s+/g, ' ').trim()
  return /["\\]/.test(plain) ? `'${plain.replaceAll("'", "''")}'` : `"${plain}"`
}

/** The line as it would read with `replacement` between two offsets. */
export function correctLine(text: string, start: number, end: number, replacement: string): string {
  return (
    text.slice(lineStart(text, start), start) +
    replacement +
    text.slice(end, lineEnd(text, end))
  ).trim()
}

export const quoteLine = (text: string, start: number, end: number) =>
  correctLine(text, start, end, quote(text.slice(start, end)))

/** Where an unquoted value ends: at the line's end or a comment set apart, and inside brackets at
 * the next comma or bracket. */
export function valueEnd(text: string, start: number, inFlow: boolean): number {
  const line = text.slice(start, lineEnd(text, start))
  const value = inFlow
    ? /^(?:\{\{.*?\}\}|[^,{}[\]])*/.exec(line)?.[0]
    : line.replace(/\s{2,}#.*$/, '')
  return start + (value ?? line).trimEnd().length
}

/** `Press # to finish` reads as "Press", and `key: #` as nothing: a `#` one space after a value.
 * Two spaces make it plainly a comment. */
export function commentCut(
  text: string,
  start: number,
  end: number,
  inFlow: boolean,
): Trap | undefined {
  const empty = start === end
  const hash = (empty ? /^ ?#/ : /^ #/).exec(text.slice(end, end + 2))
  if (!hash || (empty && text.slice(start - 2, start) === '  ')) return undefined
  const from = empty ? end + hash[0].length - 1 : start
  // inside brackets the comment has swallowed the closing bracket too, so it is looked for in the
  // comment
  const to = inFlow ? valueEnd(text, end + hash[0].length, true) : lineEnd(text, end)
  const left = text.slice(start, end).replace(/\s+/g, ' ')
  const meaning = empty
    ? 'this value is empty: write "#" in quotes or hash'
    : `this reads as "${left}": put the text in quotes, or a comment on a line of its own`
  return {
    code: 'yaml-comment-cuts-text',
    message: `everything after # is a comment, so ${meaning}`,
    start: from,
    end: to,
    hint: quoteLine(text, from, to),
  }
}

/** `{ label: prices, opening times }`: the comma ends the text, and the rest becomes a key without
 * a value. `from` is where the cut text begins, when there is one. */
export function strayKey(text: string, from: number | undefined, start: number, end: number): Trap {
  const stray = `"${text.slice(start, end)}" is read as a key without a value`
  const code = 'yaml-stray-key'
  if (from === undefined) return { code, message: stray, start, end }
  const message = `the comma ends the text, and ${stray}: put the text in quotes`
  return { code, message, start, end, hint: quoteLine(text, from, end) }
}

/** `{{ name }}, hello` or `{name} hello` without quotes is read as a group of keys. */
export function braceStart(text: string, start: number, close: number, inFlow: boolean): Trap {
  const end = Math.max(close, valueEnd(text, start, inFlow))
  return {
    code: 'yaml-brace-starts-text',
    message: 'a text that starts with a brace is read as a group of keys: put the text in quotes',
    start,
    end,
    hint: quoteLine(text, start, end),
  }
}

/** `[open: nine to five, closed]`: colon and space make a key of what stands before them. */
export function colonInText(text: string, start: number, end: number): Trap {
  return {
    code: 'yaml-colon-in-text',
    message:
      'a colon with a space after it makes a key of the text before it: put the text in quotes',
    start,
    end,
    hint: quoteLine(text, start, end),
  }
}

type Mark = Pick<Trap, 'code'> & { means: string }

const marks = new Map<string, Mark>([
  ['*', { code: 'yaml-alias', means: 'refers to another place of the file' }],
  ['&', { code: 'yaml-anchor', means: 'names a place of the file' }],
  ['!', { code: 'yaml-tag', means: 'names a type' }],
  ...[...'%@`,|>?-]}'].map((mark): [string, Mark] => [
    mark,
    { code: 'yaml-mark-starts-text', means: 'has a meaning of its own' },
  ]),
])

/** An unquoted value that starts with a mark of YAML's: `*`, `&`, `!`, `%`, `@`, a backtick and so
 * on. */
export function markStart(text: string, start: number, inFlow: boolean): Trap | undefined {
  const mark = text[start] ?? ''
  const known = marks.get(mark)
  if (!known) return undefined
  const end = Math.max(start + 1, valueEnd(text, start, inFlow))
  const word = end === start + 1 && mark === '*' ? ' or write star' : ''
  return {
    code: known.code,
    message: `${mark} at the start of a text ${known.means} in YAML: put the text in quotes${word}`,
    start,
    end,
    hint: quoteLine(text, start, end),
  }
}

/** An anchor or tag before a group of keys or a list: there is no text to put in quotes. */
export function markOnGroup(text: string, start: number): Trap | undefined {
  const known = marks.get(text[start] ?? '')
  if (!known) return undefined
  const end = start + (/^\S+/.exec(text.slice(start, lineEnd(text, start)))?.[0].length ?? 1)
  return {
    code: known.code,
    message: `${text.slice(start, end)} ${known.means} in YAML, which is not used here: write the part out wherever it is needed`,
    start,
    end,
  }
}
