// The small reader shared by conditions and `{{ name | filter }}` templates: text in, tree with
// positions out.
import { normalName } from './names.ts'
import type { Located, Range } from './located.ts'

/** `status.place` is `['status', 'place']`; spaces in names may be written `_` and are kept as
 * declared. */
export type Path = { names: string[]; range: Range }

export type Filter = { name: string; args: string[]; range: Range }

export type Placeholder = { path: Path; filters: Filter[]; range: Range }

/** A text with placeholders; `parts` in order. */
export type Template = { source: string; parts: (string | Placeholder)[]; range: Range }

/** Longer ones first: `is known` binds before `is`. */
export const comparisons = [
  'is not known',
  'is known',
  'is not',
  'at least',
  'at most',
  'is',
  'over',
  'under',
  'contains',
  'starts with',
] as const

export type Comparison = (typeof comparisons)[number]

/** `path`: the value is not written but is the one of another name. */
export type TestValue = { text: string; range: Range; path?: Path }

export type Test = { path: Path; comparison: Comparison; value?: TestValue }

/** All tests joined by all `and` or all `or`. */
export type Condition = { source: string; joined: 'and' | 'or'; tests: Test[]; range: Range }

/** A name with dots in it as its head and all that follows: `status.tasks.open` is `status` and
 * `tasks.open`. */
export function splitName(written: string): [head: string, rest: string] {
  const [head = '', ...rest] = written.split('.').map((name) => name.trim())
  return [head, rest.join('.')]
}

/** Names are the same when they differ only in `_` for a space. */
export const plainName = (name: string): string => normalName(name.replaceAll('_', ' '))

/** A text as it stands in a file; `quoted` is absent where that is not known. */
export type Written = Located<string> & { quoted?: boolean }

/** The place of a stretch of a text. Where the text is not written as it reads (escapes, several
 * lines), the place of the whole. */
export function within(written: Written, start: number, end: number): Range {
  const { range } = written
  const shift = shiftOf(written)
  if (shift === undefined) return range
  return {
    ...range,
    start: range.start + shift + start,
    end: range.start + shift + end,
    column: range.column + shift + start,
  }
}

/** How far the text of a scalar begins behind its place: on one line it is as long as its text, or
 * two quotes longer. */
function shiftOf({ value, range, quoted }: Written): number | undefined {
  const longer = range.end - range.start - value.length
  if (value.includes('\n')) return undefined
  if (longer === 2 && quoted !== false) return 1
  return longer === 0 && quoted !== true ? 0 : undefined
}

const part = /^[\p{L}\p{N}\p{M}_'’ -]+$/u

/** A name with dots in it; the fault is undefined when it is well written. Spaces are allowed only
 * where `spaced`. */
export function readPath(written: string, spaced: boolean): { names: string[]; fault?: string } {
  const names = written.split('.').map(normalName)
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
