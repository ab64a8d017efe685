// What was made once is kept and given again: the one cache of the house.

/** `key` is what two arguments have in common for which the same is made; the argument itself
 * without it. `most` bounds what is kept, counted in `sizeOf` each, in values without it. */
type Keeping<A, V> = { key?: (of: A) => unknown; most?: number; sizeOf?: (value: V) => number }

/**
 * The same function, which makes each value once. What hangs on an object is kept as long as the
 * object lives; what hangs on anything else until there is more than `most`, then what was asked
 * for longest ago goes first. What was just made is kept, however large.
 */
export function memo<A, V>(make: (of: A) => V, keeping: Keeping<A, V> = {}): (of: A) => V {
  const { key: keyOf = (of: A): unknown => of, most = Infinity, sizeOf = () => 1 } = keeping
  const byObject = new WeakMap<object, { value: V }>()
  const byKey = new Map<unknown, { value: V }>()
  let size = 0
  const shrink = (): void => {
    for (const [oldest, { value }] of byKey) {
      if (size <= most || byKey.size === 1) return
      byKey.delete(oldest)
      size -= sizeOf(value)
    }
  }
  return (of) => {
    const key = keyOf(of)
    const owned = typeof key === 'object' && key !== null
    const known = owned ? byObject.get(key) : byKey.get(key)
    if (known && (owned || most === Infinity)) return known.value
    const made = known ?? { value: make(of) }
    if (owned) byObject.set(key, made)
    else {
      // the one asked for last stands last
      if (!byKey.delete(key)) size += sizeOf(made.value)
      byKey.set(key, made)
      shrink()
    }
    return made.value
  }
}
