// The text of one company's lines.yaml, cut out of the lines.yaml of a flat folder: what is kept is
// kept byte for byte, with its comments.
import type { Entry, MapNode, Node } from '../text/located.ts'

/** Which entries of `lines`, `desks` and `lookups` a company keeps. */
export type Keeps = (group: string, name: string) => boolean

const GROUPS = new Set(['lines', 'desks', 'lookups'])

/** A group whose entries stand each on lines of its own can be cut; gives those that cannot. */
export function uncuttable(root: MapNode): Entry[] {
  return root.entries.filter(({ key, value }) => {
    if (!GROUPS.has(key.value) || value.kind !== 'map') return false
    const starts = [key, ...value.entries.map((entry) => entry.key)].map(({ range }) => range.line)
    return new Set(starts).size < starts.length
  })
}

/** `root` is the tree of `text`, all of whose groups can be cut. */
export function linesTextOf(text: string, root: MapNode, id: string, keeps: Keeps): string {
  const rows = text.split('\n')
  const lost = new Set<number>()
  const drop = (from: number, to: number): void => {
    for (let row = from; row < to; row++) lost.add(row)
  }
  const tops = spansOf(root.entries, rows, rows.length)
  for (const { entry, to } of tops) {
    const { key, value } = entry
    if (!GROUPS.has(key.value) || value.kind !== 'map') continue
    const inner = spansOf(value.entries, rows, to)
    const gone = inner.filter((one) => !keeps(key.value, one.entry.key.value))
    for (const span of gone) drop(span.from, span.to)
    if (gone.length === inner.length) drop(key.range.line - 1, key.range.line)
  }
  const edited = rows.map((row, index) => withoutTenant(row, index, root))
  const kept = edited.filter((row, index) => row !== undefined && !lost.has(index))
  // below the comments at the head of the file
  const first = (root.entries[0]?.key.range.line ?? 1) - 1
  const before = rows.slice(0, first).filter((_, index) => !lost.has(index)).length
  kept.splice(before, 0, `company: { id: ${id} }`)
  return (
    kept
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trimEnd() + '\n'
  )
}

type Span = { entry: Entry; from: number; to: number }

/** From the comments straight above an entry to those of the next one, as rows from 0. */
function spansOf(entries: Entry[], rows: string[], end: number): Span[] {
  const starts = entries.map(({ key }) => startOf(key.range.line - 1, key.range.column - 1, rows))
  return entries.map((entry, index) => ({
    entry,
    from: starts[index] ?? 0,
    to: starts[index + 1] ?? end,
  }))
}

function startOf(row: number, column: number, rows: string[]): number {
  const isComment = (text: string | undefined): boolean =>
    text !== undefined && text.slice(0, column).trim() === '' && text.trim().startsWith('#')
  let from = row
  while (from > 0 && isComment(rows[from - 1])) from--
  return from
}

/** Undefined when nothing is left of the row. */
function withoutTenant(row: string, index: number, root: MapNode): string | undefined {
  const found = tenantsIn(root).find(({ entry }) => entry.key.range.line - 1 === index)
  if (!found) return row
  const { entry, before, after } = found
  const end = (one: Entry): number => one.value.range.column - 1 + lengthOf(one.value)
  const from = entry.key.range.column - 1
  if (after?.key.range.line === entry.key.range.line)
    return row.slice(0, from) + row.slice(after.key.range.column - 1)
  if (before?.key.range.line === entry.key.range.line)
    return row.slice(0, end(before)) + row.slice(end(entry))
  const rest = (row.slice(0, from) + row.slice(end(entry)).trimStart()).trimEnd()
  return rest.trim() === '' ? undefined : rest
}

const lengthOf = ({ range }: Node): number => range.end - range.start

type Tenant = { entry: Entry; before?: Entry; after?: Entry }

function tenantsIn(root: MapNode): Tenant[] {
  const lines = root.entries.find(({ key }) => key.value === 'lines')?.value
  const all = (lines?.kind === 'map' && lines.entries) || []
  return all.flatMap(({ value }) => {
    const entries = (value.kind === 'map' && value.entries) || []
    const at = entries.findIndex(({ key }) => key.value === 'tenant')
    const entry = entries[at]
    return entry ? [{ entry, before: entries[at - 1], after: entries[at + 1] }] : []
  })
}

/** The words of all comments of a text, each as often as it stands there. */
export const commentsIn = (text: string): string[] =>
  [...text.matchAll(/(?:^|\s)#\s?(\S.*)$/gm)].map(([, words = '']) => words.trim())
