// Counts as English sentences have them.

/** `1 error`, `2 errors`. */
export const plural = (count: number, what: string): string =>
  `${count} ${what}${count === 1 ? '' : 's'}`
