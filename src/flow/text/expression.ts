// The small reader shared by conditions and `{{ name | filter }}` templates: text in, tree with
// positions out.
import type { Located, Range } from './located.ts'

/** `status.place` is `['status', 'place']`; spaces in names may be written `_` and are kept as
 * declared. */
export type Path = { names: string[]; range: Range }

export type Filter = { name: string; args: string[]; range: Range }

export type Placeholder = { path: Path; filters: Filter[]; range: Range }

/** A text with placeholders; `parts` in order. */
export type Template = { source: string; parts: (string | Placeholder)[]; range: Range }

export type Comparison =
  | 'is'
  | 'is not'
  | 'over'
  | 'under'
  | 'at least'
  | 'at most'
  | 'contains'
  | 'is known'
  | 'is not known'

export type Test = { path: Path; comparison: Comparison; value?: { text: string; range: Range } }

/** All tests joined by all `and` or all `or`. */
export type Condition = { source: string; joined: 'and' | 'or'; tests: Test[]; range: Range }

/** Names are the same when they differ only in `_` for a space. */
export const plainName = (name: string): string => name.trim().replace(/[\s_]+/g, ' ')

/** The place of a stretch of a text. Where the text is not written as it reads (escapes, several
 * lines), the place of the whole. */
export function within(
  located: Located<string> & { quoted?: boolean },
  start: number,
  end: number,
): Range {
  const { value, range, quoted } = located
  const longer = range.end - range.start - value.length
  // a scalar on one line is as long as its text, or two quotes longer
  const shift =
    longer === 2 && quoted !== false ? 1 : longer === 0 && quoted !== true ? 0 : undefined
  if (shift === undefined || value.includes('\n')) return range
  return {
    file: range.file,
    start: range.start + shift + start,
    end: range.start + shift + end,
    line: range.line,
    column: range.column + shift + start,
  }
}

const part = /^[\p{L}\p{N}\p{M}_'’ -]+$/u

/** A name with dots in it; the fault is undefined when it is well written. Spaces are allowed only
 * where `spaced`. */
export function readPath(written: string, spaced: boolean): { names: string[]; fault?: string } {
  const names = written.split('.').map((name) => name.trim().replace(/\s+/g, ' '))
  if (written.trim() === '') return { names, fault: 'expected a name' }
  if (names.includes(''))
    return { names, fault: `"${written.trim()}" has a dot without a name beside it` }
  const wrong = names.find((name) => !part.test(name))
  if (wrong !== undefined)
    return { names, fault: `"${wrong}" cannot be a name: a name has letters, digits and _` }
  if (!spaced && names.some((name) => name.includes(' ')))
    return { names, fault: `in a name, spaces are written _` }
  return { names }
}
