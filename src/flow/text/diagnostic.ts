// A fault or remark about what an author wrote, as a value; rendering it is a separate step.
import type { RuleCode } from './rule-code.ts'
import { distance } from 'fastest-levenshtein'
import type { Range } from './located.ts'

export type Severity = 'error' | 'warning' | 'info'

/** One line of a call told as a dialogue: words of the system with the place they stand at, or what
 * the caller or the outside does, as a sentence. */
export type Line = {
  who: 'caller' | 'system' | 'outside'
  text: string
  file?: string
  line?: number
}

/** `message` says what is wrong and what was expected; `hint` is the corrected line or the nearest
 * spelling; `story` is a call that shows it. */
export type Diagnostic = {
  code: RuleCode
  severity: Severity
  message: string
  file: string
  range: Range
  hint?: string
  story?: Line[]
}

export type Report = (diagnostic: Omit<Diagnostic, 'file'>) => void

/** An error to report. */
export const error = (
  code: RuleCode,
  message: string,
  range: Range,
  hint?: string,
): Omit<Diagnostic, 'file'> => ({ code, severity: 'error', message, range, hint })

/** Each finding once; what stands in shared files is found for each company. */
export const distinct = (found: Diagnostic[]): Diagnostic[] => [
  ...new Map(
    found.map((one) => [JSON.stringify([one.file, one.range.start, one.code, one.message]), one]),
  ).values(),
]

/** The known name nearest to what was written, or undefined when nothing is near enough to be a
 * slip of the pen. */
export function nearest(written: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let least = Math.max(2, Math.floor(written.length / 3)) + 1
  for (const name of known) {
    const far = distance(written.toLowerCase(), name.toLowerCase())
    if (far < least) [best, least] = [name, far]
  }
  return best
}

/** The hint that names what was probably meant. */
export function didYouMean(written: string, known: Iterable<string>): string | undefined {
  const near = nearest(written, known)
  return near && `did you mean "${near}"?`
}

/** `a, b or c` for messages. */
export function oneOf(names: Iterable<string>): string {
  const all = [...names]
  if (all.length < 2) return all[0] ?? 'nothing'
  return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`
}

/** `file:line:col: severity: message [code]`, the source line, a caret under the fault, the hint,
 * and the call that shows it. */
export function render(diagnostic: Diagnostic, source: string | undefined): string {
  const { range, severity, message, code, hint, story = [] } = diagnostic
  const head = `${range.file}:${range.line}:${range.column}: ${severity}: ${message} [${code}]`
  const line = source?.split(/\r?\n/)[range.line - 1]
  const lines = [head]
  if (line !== undefined) lines.push(`  ${line}`, `  ${caret(line, range)}`)
  if (hint) lines.push(`  ${hint}`)
  if (story.length > 0) lines.push('  A call that shows it:')
  return [...lines, ...tell(story).map((text) => `    ${text}`)].join('\n')
}

function caret(line: string, range: Range): string {
  const before = line.slice(0, range.column - 1).replace(/[^\t]/g, ' ')
  const width = Math.max(1, Math.min(range.end - range.start, line.length - range.column + 1))
  return before + '^' + '~'.repeat(width - 1)
}

/** Characters of a line, and lines of a story, that are printed. */
const MOST_WORDS = 100
const MOST_LINES = 18

/** A story as text; of a long one the beginning and the end. */
function tell(story: Line[]): string[] {
  const lines = story.map(lineOf)
  if (lines.length <= MOST_LINES) return lines
  return [
    ...lines.slice(0, 4),
    `… (${lines.length - MOST_LINES + 1} lines) …`,
    ...lines.slice(5 - MOST_LINES),
  ]
}

/** Of long words as much as tells which they are. */
function lineOf({ who, text, file, line }: Line): string {
  const cut = text.slice(0, MOST_WORDS).replace(/\s+\S*$/, '')
  const words = text.length > MOST_WORDS ? `${cut} …` : text
  if (who !== 'system') return words
  return file === undefined ? `System: ${words}` : `System: ${words} (${file}:${line})`
}
