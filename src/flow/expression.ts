// The small reader shared by conditions and `{{ name | filter }}` templates: text in, tree with positions out.
import type { Range } from './located.ts'

/** `status.place` is `['status', 'place']`; spaces in names may be written `_` and are kept as declared. */
export type Path = { names: string[]; range: Range }

export type Filter = { name: string; args: string[]; range: Range }

export type Placeholder = { path: Path; filters: Filter[]; range: Range }

/** A text with placeholders; `parts` in order. */
export type Template = { source: string; parts: (string | Placeholder)[]; range: Range }

export type Comparison = 'is' | 'is not' | 'over' | 'under' | 'at least' | 'at most' | 'contains' | 'is known' | 'is not known'

export type Test = { path: Path; comparison: Comparison; value?: { text: string; range: Range } }

/** All tests joined by all `and` or all `or`. */
export type Condition = { source: string; joined: 'and' | 'or'; tests: Test[]; range: Range }
