// The three timers of an answer: until the first key or word, between keys, and for the whole
// answer. Times in milliseconds.

export type Clock = ReturnType<typeof clock>

export function clock() {
  let first: number | undefined
  let between: number | undefined
  let whole: number | undefined
  const stopFirst = (): void => clearTimeout(first)
  const stop = (): void => {
    for (const timer of [first, between, whole]) clearTimeout(timer)
    first = between = whole = undefined
  }
  return {
    stop,
    stopFirst,
    /** Nothing came: told once. */
    first(ms: number, silent: () => void): void {
      stopFirst()
      first = window.setTimeout(silent, ms)
    },
    /** A key came: the first one also starts the time of the whole answer. */
    key(times: { between: number; absolute: number }, over: () => void): void {
      stopFirst()
      clearTimeout(between)
      between = window.setTimeout(over, times.between)
      whole ??= window.setTimeout(over, times.absolute)
    },
    /** Something the telephone does by itself after a while. */
    wait(ms: number, work: () => void): void {
      stopFirst()
      first = window.setTimeout(work, ms)
    },
  }
}
