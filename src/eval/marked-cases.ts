// Utterances with what a file marks as found in them.

/** What a file marks as found in an utterance: its text, its type in the file's own words, and what
 * it stands for. */
export type Marked = { Text?: string; TypeName?: string; Resolution?: Record<string, unknown> }

export type Entry = { Input: string; Context?: { ReferenceDateTime?: string }; Results: Marked[] }

export function isEntry(item: unknown): item is Entry {
  return (
    typeof item === 'object' &&
    item !== null &&
    'Input' in item &&
    typeof item.Input === 'string' &&
    'Results' in item &&
    Array.isArray(item.Results)
  )
}

/** How many cases were left out by which rule. */
export type LeftOut = { rule: string; count: number }

export function countRules(rules: readonly string[]): LeftOut[] {
  const counts = new Map<string, number>()
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].map(([rule, count]) => ({ rule, count }))
}
