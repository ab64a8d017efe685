// Sums by name.

export type Counts<K> = Map<K, number>

/** Adds to what stands under a name. */
export function add<K>(counts: Counts<K>, name: K, amount = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + amount)
}

/** How often each stands in a list. */
export function countOf<K>(names: Iterable<K>): Counts<K> {
  const counts: Counts<K> = new Map()
  for (const name of names) add(counts, name)
  return counts
}

/** Adds one more to the list under a name. */
export function append<K, V>(lists: Map<K, V[]>, name: K, one: V): void {
  const list = lists.get(name)
  if (list) list.push(one)
  else lists.set(name, [one])
}
