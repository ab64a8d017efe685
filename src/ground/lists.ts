// What is asked of lists everywhere.

/** The list, or another where it is empty. */
export function unlessEmpty<T>(list: readonly T[], otherwise: readonly T[]): readonly T[] {
  return list.length > 0 ? list : otherwise
}
