// How long it takes to understand, and how far a long run has come.

/** Milliseconds an utterance: the median, and what 99 of 100 stay under. */
export type Times = { median: number; p99: number }

/** Called after each of many. */
export type Progress = (done: number, of: number, what: string) => void

/** Judges one after the other and takes the time of each. */
export function measure<T, R>(
  cases: readonly T[],
  judge: (given: T) => R,
  progress: Progress,
): { judged: R[]; times: Times } {
  const times: number[] = []
  const judged = cases.map((given, index) => {
    const began = performance.now()
    const made = judge(given)
    times.push(performance.now() - began)
    progress(index + 1, cases.length, 'utterance')
    return made
  })
  return { judged, times: spread(times) }
}

export function spread(times: readonly number[]): Times {
  return { median: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

export function quantile(times: readonly number[], share: number): number {
  const place = Math.min(times.length - 1, Math.floor(times.length * share))
  return times.toSorted((a, b) => a - b)[place] ?? 0
}
