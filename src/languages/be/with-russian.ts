// Belarusian words beside the Russian ones that callers mix in.

type Words = Set<string> | Map<string, unknown> | string[][]

/** The same tables with the Russian words in them too. The own meaning of a word stands before the
 * Russian one, and the longest phrases stay first. */
export function withRussian<T extends Record<string, Words>>(
  own: T,
  russian: Record<keyof T, Words>,
): T {
  const theirs = new Map<string, Words>(Object.entries(russian))
  const both = Object.entries(own).map(([name, words]) => [name, mix(words, theirs.get(name))])
  return Object.fromEntries(both) as T
}

function mix(own: Words, russian: Words | undefined): Words {
  if (own instanceof Set && russian instanceof Set) return new Set([...russian, ...own])
  if (own instanceof Map && russian instanceof Map) return new Map([...russian, ...own])
  if (Array.isArray(own) && Array.isArray(russian))
    return [...own, ...russian].sort((a, b) => b.length - a.length)
  return own
}
